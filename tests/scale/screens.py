"""What a person waits for at the window: the first screen, the list, a case.

The program runs as it does for a person, without a screen behind it. A time ends with the
first paint that shows what was asked for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from rescueapp.actions.finding import cases
from rescueapp.actions.vault import vaults
from rescueapp.crypto import primitives
from rescueapp.crypto.keyring import Kdf
from rescueapp.domain.case import CaseRow, Query
from tests.scale.saving import many_records_case
from tests.scale.sizes import Ground
from tests.scale.table import Row, ms
from tests.scale.timing import against, seconds
from tests.scale.vaults import FEW, HEAD, Vault
from ui.program import Program
from ui.settings import Settings
from ui.windows.frame import Frame

LIST_S, OPEN_S = 0.300, 0.050
_ROUNDS = 5
_OPENED = 11  # times a case is opened; the median counts
_PATIENCE_MS = 120_000
_LOOK_MS = 2  # between two looks: a loop without a rest would take the program's own time

_W = TypeVar("_W", bound=QWidget)


def rows(ground: Ground) -> Iterator[Row]:
    """Rows about the window."""
    yield _start(ground)
    argon = _argon2id(ground.sizes.kdf)
    small, large = (_measure(vault, ground) for vault in ground.vaults)
    yield Row(
        what="unlock to usable list, less Argon2id",
        small=ms(small.list_ready - argon),
        large=ms(large.list_ready - argon),
        against=f"300 ms (Argon2id: {ms(argon)})",
        ratio=(large.list_ready - argon) / LIST_S,
        budget=1,
    )
    yield Row(
        what=f"open a case with {ground.sizes.records} records",
        small=ms(small.opened),
        large=ms(large.opened),
        against="50 ms to the first paint",
        ratio=large.opened / OPEN_S,
        budget=1,
    )
    yield Row(
        what="growth of opening, large : small",
        small=ms(small.opened),
        large=ms(large.opened),
        against="the median at the smaller size",
        ratio=large.opened / small.opened,
        budget=2,
    )


# --- start -----------------------------------------------------------------------------------


def _start(ground: Ground) -> Row:
    unlock, bare = (partial(_shown, what, ground) for what in ("unlock", "bare"))
    unlock()  # compiles the modules; an installed program has them compiled
    pair = against(unlock, bare, min(_ROUNDS, ground.sizes.rounds))
    return Row(
        what="start to unlock screen",
        small=ms(pair.ours),
        against=f"a bare window, same font: {ms(pair.yardstick)}",
        ratio=pair.ratio,
        budget=1.5,
    )


def _shown(what: str, ground: Ground) -> None:
    command = [sys.executable, "-m", "tests.scale.first_paint", what, str(ground.small.folder)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    places = {"PYTHONPYCACHEPREFIX": "compiled", "XDG_CONFIG_HOME": "settings"}
    own = {name: str(ground.folder / place) for name, place in places.items()}
    subprocess.run(command, env=kept | own, stderr=subprocess.DEVNULL, check=True)


# --- unlock and open ---------------------------------------------------------------------------


def _argon2id(kdf: Kdf) -> float:
    salt = primitives.random(16)
    return median(seconds(lambda: kdf.derive("a b c d e f", salt)) for _ in range(3))


@dataclass(frozen=True, slots=True)
class _Waited:
    list_ready: float
    opened: float


def _measure(vault: Vault, ground: Ground) -> _Waited:
    """As a supervisor, whose names are all; the case is the few-cases worker's."""
    full, other = _two_cases(vault)
    with Seat(vault, ground.folder / "settings") as seat:
        ready = seconds(lambda: seat.sign_in(HEAD))
        times = []
        for _ in range(min(_OPENED, ground.sizes.rounds)):
            seat.open_case(other)
            times.append(seconds(lambda: seat.open_case(full)))
    return _Waited(ready, median(times))


class Seat:
    """Somebody's place at the program's window."""

    def __init__(self, vault: Vault, settings: Path) -> None:
        application = QApplication.instance() or QApplication(["bench"])
        assert isinstance(application, QApplication)
        self._vault = vault
        self._program = Program(application, vault.folder, Settings(settings))
        self._window = self._program.window

    def __enter__(self) -> Seat:
        self._program.begin()
        self._window.resize(1366, 768)
        self._window.show()
        return self

    def __exit__(self, *_: object) -> None:
        self._window.close()

    def sign_in(self, login: str) -> None:
        """From the passphrase to the first page of the list of cases."""
        self._find("user", QLineEdit).setText(login)
        passphrase = self._find("passphrase", QLineEdit)
        passphrase.setText(self._vault.passphrases[login])
        QTest.keyClick(passphrase, Qt.Key.Key_Return)
        _run_until(lambda: bool(self._window.findChildren(Frame)))
        self._frame().navigator.go("cases")
        table = self._find("caseTable", QTableView)
        _run_until_painted(table.viewport(), lambda: _has_rows(table))

    def open_case(self, case: CaseRow) -> None:
        """From Enter on a line to its case on the screen."""
        self._frame().navigator.go("case", case_uid=case.uid)
        alias = self._find("caseAlias", QLabel)
        _run_until_painted(alias, lambda: alias.text() == case.alias)

    def _frame(self) -> Frame:
        (frame,) = self._window.findChildren(Frame)
        return frame

    def _find(self, name: str, kind: type[_W]) -> _W:
        found = self._window.findChild(kind, name)
        assert isinstance(found, kind), name
        return found


def _has_rows(table: QTableView) -> bool:
    """Whether the first line tells a case; `…` stands for one that is on its way."""
    model = table.model()
    first = model.index(0, 0)
    return model.rowCount() > 0 and model.data(first) != "…"


def _run_until(so: Callable[[], bool]) -> None:
    """Let the program run until something holds."""
    loop = QEventLoop()
    look = QTimer(interval=_LOOK_MS)
    look.timeout.connect(lambda: loop.exit(0) if so() else None)
    look.start()
    _run(loop)
    look.stop()


def _run_until_painted(widget: QWidget, so: Callable[[], bool]) -> None:
    """Let the program run until a widget is painted while something holds."""
    loop = QEventLoop()
    paints = _Paints(so, loop)
    widget.installEventFilter(paints)
    widget.update()
    _run(loop)
    widget.removeEventFilter(paints)


def _run(loop: QEventLoop) -> None:
    late = QTimer(singleShot=True, interval=_PATIENCE_MS)
    late.timeout.connect(lambda: loop.exit(1))
    late.start()
    if loop.exec():
        raise TimeoutError("the program did not show what was waited for")


class _Paints(QObject):
    """Ends a loop after the first paint for which something holds."""

    def __init__(self, so: Callable[[], bool], loop: QEventLoop) -> None:
        super().__init__()
        self._so, self._loop = so, loop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._so():
            QTimer.singleShot(0, self._loop.quit)  # the paint itself comes after this
        return False


def _two_cases(vault: Vault) -> tuple[CaseRow, CaseRow]:
    """The case of many records, and another."""
    ws = vault.open(FEW)
    try:
        full = cases.case(ws, many_records_case(ws))
        ids = cases.find_cases(ws, Query(mine=True))
        return full, next(row for row in cases.case_rows(ws, ids[:2]) if row.uid != full.uid)
    finally:
        vaults.lock(ws)
