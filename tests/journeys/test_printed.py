"""What is printed lies on no disk on its way; what is stopped comes out on no paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from rescueapp.printing.preview import Preview
from tests.journeys.apart import ASIDE, TEMPORARY, Apart
from tests.journeys.print_service import PrintService, printing
from tests.journeys.printed import PAGES
from ui.print_aside import MEMORY, PREFIX, take_away_left

PRINTED = "tests.journeys.printed"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="this system prints in another way"
)


def _ran(apart: Apart, what: str) -> tuple[dict[str, Any], PrintService]:
    with printing() as service:
        apart.run(PRINTED, what, more={"CUPS_SERVER": service.address})
    seen: dict[str, Any] = json.loads((apart.folder / ASIDE / "seen.json").read_text("utf-8"))
    return seen, service


def test_k11_a_document_lies_in_memory_until_the_printer_has_it(apart: Apart) -> None:
    seen, service = _ran(apart, "whole")
    assert seen["during"]["temporary"] == []
    assert len(seen["during"]["memory"]) == 1, "the system's library keeps it somewhere"
    assert seen["after"] == {"temporary": [], "memory": []}
    assert seen["place"] == str(apart.folder / TEMPORARY), "only what is printed goes there"
    (document,) = service.documents
    with Preview(document) as pages:
        assert len(pages) == PAGES


def test_k11_a_print_that_is_stopped_is_not_printed_and_leaves_nothing(apart: Apart) -> None:
    """`QPrinter.abort` does nothing here: what was drawn until then would have come out."""
    seen, service = _ran(apart, "stopped")
    assert len(seen["during"]["memory"]) == 1
    assert seen["after"] == {"temporary": [], "memory": []}
    assert service.documents == []


def test_k11_a_recovery_paper_goes_the_same_way(apart: Apart) -> None:
    seen, service = _ran(apart, "secret")
    assert seen["after"] == {"temporary": [], "memory": []}
    (document,) = service.documents
    with Preview(document) as pages:
        assert len(pages) == 1


def test_what_a_killed_program_left_is_taken_away_and_no_other(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    ended, own, others = (
        Path(tempfile.mkdtemp(prefix=f"{PREFIX}{number}-", dir=MEMORY))
        for number in (process.pid, os.getpid(), os.getppid())
    )
    try:
        take_away_left()
        assert [folder.exists() for folder in (ended, own, others)] == [False, False, True]
    finally:
        others.rmdir()
