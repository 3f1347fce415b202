"""What is no file on a stick is not read at all: a pipe or a device would never end."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.exchanging import enrolment
from rescueapp.actions.recording import imports
from rescueapp.errors import Problem
from rescueapp.exchange import receipts
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from tests.actions.station import House, attach_file

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@pytest.mark.fault(9, what="pipes")
@pytest.mark.parametrize(
    "take",
    [
        lambda ws, path: attach_file(
            ws, case_uid=None, compartment=Compartment.IDENTITY, path=path, label=""
        ),
        lambda _, path: enrolment.look_at_key_file(path),
        lambda _, path: receipts.load_receipt(path),
        lambda _, path: imports.guess(path),
        lambda _, path: imports.guess(path, mapping=path),
    ],
)
def test_a_pipe_is_no_file(
    station: House, tmp_path: Path, take: Callable[[Workspace, Path], Any]
) -> None:
    pipe = tmp_path / "scan.txt"
    os.mkfifo(pipe)
    with pytest.raises(Problem):
        take(station.sign_in("he"), pipe)
