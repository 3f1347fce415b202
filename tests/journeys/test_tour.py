"""`rescueapp demo DIR --headless` leaves what it promises, with a display and without."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

from rescueapp import paths
from rescueapp.actions.watch.face import face
from tests.journeys.apart import Apart
from ui.tour.tour_desk import SCREEN

PNG = b"\x89PNG\r\n\x1a\n"
SMALLEST = 8_000  # bytes; a blank page of this size has three or four thousand
SHOWN = {
    "unlock", "first-start", "today", "cases", "search-by-initials", "case", "case-timeline",
    "revealed", "safety-line", "trafficking-case", "sheet-to-sign", "her-page", "rights-desk",
    "interpreters", "service-card",
    "intake", "hidden",
    "problems", "likely-same-person", "drafts", "draft-restored", "dark-today", "case-file",
    "exchange", "exported", "administration", "people", "office-received", "confirmed",
    "zh-hant-case", "en-case", "150-today", "150-case",
}  # fmt: skip
MAKEFILE = paths.resources().parent / "Makefile"


def tour(apart: Apart, folder: Path, *, display: bool, cases: int = 12) -> dict[str, object]:
    """Run it as a person would; its answer as JSON."""
    environment = apart.environment()
    del environment["QT_QPA_PLATFORM"]
    if not display:
        environment = {k: v for k, v in environment.items() if k not in ("DISPLAY", "XAUTHORITY")}
    arguments = ["--json", "demo", str(folder), "--cases", str(cases), "--headless"]
    done = subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        cwd=paths.resources().parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def check_screens(folder: Path) -> None:
    """Numbered without a gap, of the size of the screen, with something on each."""
    files = sorted((folder / "screens").iterdir())
    numbers = [int(re.fullmatch(r"(\d\d)-[a-z0-9-]+\.png", file.name)[1]) for file in files]
    assert numbers == list(range(1, len(files) + 1))
    assert {file.stem[3:] for file in files} >= SHOWN
    for file in files:
        contents = file.read_bytes()
        assert contents.startswith(PNG), file.name
        assert struct.unpack(">II", contents[16:24]) == SCREEN, file.name
        assert len(contents) > SMALLEST, f"{file.name} is empty"


def check_products(folder: Path) -> None:
    """Two vaults, their passphrases, a case file, a package and the receipt for it."""
    assert face(folder / "station").training
    assert face(folder / "province").kind == "office"
    assert (folder / "case-file.pdf").read_bytes().startswith(b"%PDF-")
    [package] = (folder / "package").iterdir()
    assert package.suffix == ".age"
    [receipt] = (folder / "receipt").iterdir()
    assert receipt.suffix == ".rescuereceipt"
    assert {file.name for file in (folder / "passphrases").iterdir()} >= {"he", "duan", "wu"}


def test_the_tour_leaves_every_screen_and_every_product(apart: Apart, tmp_path: Path) -> None:
    answer = tour(apart, tmp_path / "tour", display=True)
    check_screens(tmp_path / "tour")
    check_products(tmp_path / "tour")
    assert len(answer["screens"]) == len(list((tmp_path / "tour" / "screens").iterdir()))


def test_without_a_display_it_is_the_same_tour(apart: Apart, tmp_path: Path) -> None:
    tour(apart, tmp_path / "tour", display=False)
    check_screens(tmp_path / "tour")
    check_products(tmp_path / "tour")


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep", encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "ui", "demo", str(tmp_path), "--headless"],
        cwd=paths.resources().parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert str(tmp_path) in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_make_run_without_a_display_is_this_tour() -> None:
    """No display: `make run` hands over to `make demo`, and that is the command tested here."""
    rules = dict(
        re.findall(r"^(\w+):[^\n]*\n((?:\t[^\n]*\n)+)", MAKEFILE.read_text(encoding="utf-8"), re.M)
    )
    assert '-n "$$DISPLAY$$WAYLAND_DISPLAY"' in rules["run"]
    assert "$(MAKE) --no-print-directory demo" in rules["run"]
    assert re.search(r"xvfb-run .*python -m ui demo \$\(TOUR\) --headless", rules["demo"])
