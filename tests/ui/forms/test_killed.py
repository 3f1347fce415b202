"""The lights go out: what was typed a second ago is there again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rescueapp.actions.recording import drafts
from tests.ui.forms.conftest import PASSPHRASE, Desk

ROOT = Path(__file__).parents[3]


@pytest.mark.fault(1, what="kills of the window while somebody typed")
def test_typing_survives_a_kill(qtbot: QtBot, station: Path, tmp_path: Path) -> None:
    folder = tmp_path / "station"
    shutil.copytree(station, folder)
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.forms.typist", str(folder), "night", PASSPHRASE],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    assert typist.stdout.readline() == "kept\n"
    typist.send_signal(signal.SIGKILL)
    typist.wait()
    desk = Desk(qtbot, folder, "night")
    try:
        (draft,) = desk.do(drafts.drafts_of)
        view = desk.open(draft_uid=draft.uid)
        assert view.pad.kept()["name"] == "石小溪"
    finally:
        desk.close()
