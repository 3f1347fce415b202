"""The whole program on a training vault of its own, driven as a person would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from rescueapp import paths
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.vault import training
from rescueapp.actions.vault.training import Demo
from rescueapp.domain.case import CaseRow
from rescueapp.workspace import Workspace
from tests.actions.conftest import stick
from tests.actions.station import save
from ui import messages
from ui.forms.form_view import FormView
from ui.program import Program
from ui.settings import Settings
from ui.windows.frame import Frame

__all__ = ["stick"]

Kind = TypeVar("Kind", bound=QWidget)
Result = TypeVar("Result")


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Own settings, English texts, no answer left over from another test."""
    monkeypatch.setattr(paths, "settings", lambda: tmp_path / "settings")
    messages.forget_answers()
    yield
    messages.forget_answers()


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A station of three cases and its office; made once, copied for each test."""
    return training.create_demo(tmp_path_factory.mktemp("made") / "demo", count=3)


@pytest.fixture
def demo(made_demo: Demo, tmp_path: Path) -> Demo:
    folder = tmp_path / "demo"
    shutil.copytree(made_demo.station.parent, folder)
    return Demo(folder / "station", folder / "province", folder / "passphrases", made_demo.cases)


class Driver:
    """A program with its window shown, and the way to let its threads finish."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.failures: list[BaseException] = []
        program.tasks.on_failed = lambda _, error: self.failures.append(error)
        program.window.resize(1366, 768)
        program.window.show()

    @property
    def frame(self) -> Frame:
        screen = self.program._screen
        assert isinstance(screen, Frame)
        return screen

    def settle(self) -> None:
        """Until no job is under way, also none that a result started."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.program.tasks.busy, timeout=120_000)
            QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def until(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=120_000)

    def find(self, kind: type[Kind], name: str) -> Kind:
        """A widget by its name, in the window or in a dialog over it."""
        for top in (self.program.window, *QApplication.topLevelWidgets()):
            found = top if top.objectName() == name else top.findChild(kind, name)
            if isinstance(found, kind):
                return found
        raise AssertionError(f"no {name}")

    def shows(self, name: str) -> bool:
        """Whether a widget of this name can be seen."""
        found = self.program.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def click(self, name: str) -> None:
        self.find(QAbstractButton, name).click()
        self.settle()

    def sign_in(self, login: str) -> Frame:
        self.click(f"train_{login}")
        self.until(lambda: isinstance(self.program._screen, Frame))
        self.settle()
        return self.frame

    def change_to(self, login: str) -> Frame:
        """Another person at the same computer."""
        self.program._guard.lock()
        self.until(lambda: self.program.session is None)
        self.settle()
        return self.sign_in(login)

    def go(self, page: str, **values: Any) -> Any:
        self.frame.navigator.go(page, **values)
        self.settle()
        return self.frame.shown

    def do(self, work: Callable[[Workspace], Result]) -> Result:
        """Run `work(workspace)` on the thread of the database; what it gives."""
        kept: list[Result] = []
        self.frame.session.run(work, kept.append, owner=self.frame)
        self.settle()
        (result,) = kept
        return result

    def write(self, form: str, answers: dict[str, Any], case_uid: str | None = None) -> Saved:
        """A record written by whoever is signed in; without a case, of a new one."""
        return self.do(lambda ws: save(ws, form, answers, case=case_uid))

    def activate(self) -> None:
        """Its window is the one that has the keys."""
        self.program.window.activateWindow()
        self.until(self.program.window.isActiveWindow)

    def focused(self) -> QWidget:
        """What of the window has the keys."""
        widget = self.program.window.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key) -> None:
        """A key for whatever has the focus of the window."""
        self.activate()
        self.qtbot.keyClick(self.focused(), key)
        self.settle()

    def until_built(self, view: FormView) -> FormView:
        """A form is built a few questions at a time."""
        self.until(lambda: bool(view.pad.boxes) and not any(b.missing() for b in view.pad.boxes))
        return view

    def case_row(self, number: int = 0) -> CaseRow:
        """A row of the list of cases, once its page is there; -1 is the last."""
        model = self.go("cases")._model
        place = number % max(model.rowCount(), 1)
        self.until(lambda: model.row_at(model.index(place, 0)) is not None)
        return cast(CaseRow, model.row_at(model.index(place, 0)))


def fill(view: FormView, key: str, value: Any) -> None:
    """Answer one question, as typing does."""
    editor = view.pad.row(key).editor
    assert editor is not None
    editor.take(value)


@pytest.fixture
def begin(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Path], Driver]]:
    """Start the program on a vault folder."""
    made: list[Driver] = []

    def start(folder: Path) -> Driver:
        Settings().set("language", "en")
        program = Program(qapp, folder)
        driver = Driver(program, qtbot)
        program.begin()
        made.append(driver)
        return driver

    yield start
    for driver in made:
        driver.program.leave()
        driver.program.window.close()
        driver.program.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def station(begin: Callable[[Path], Driver], demo: Demo) -> Driver:
    """The unlock screen of the station."""
    return begin(demo.station)
