"""A real training vault with its database thread, and keys pressed as a person would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rescueapp import i18n
from rescueapp.actions.recording import records
from rescueapp.actions.vault import vaults
from rescueapp.actions.vault.vaults import Person, VaultSetup
from rescueapp.domain.worker import Role
from tests.ui.forms.keyboard import Keys
from ui import messages, theme
from ui.forms.form_view import FormView
from ui.session import Session
from ui.tasks import Tasks

PASSPHRASE = "anlan-beiwang-chuntian-dengta-fengche-guhe"
ARRIVED = "2026-03-05T14:30:00Z"


@pytest.fixture(autouse=True)
def english(language_of_the_program: None) -> None:
    """Texts as they are written, so that the tests need no translations."""
    i18n.choose("en")


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.start(qapp, "light")


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station with a supervisor and a caseworker; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("made") / "station"
    people = (
        Person("admin", "Admin", Role.ADMINISTRATOR, PASSPHRASE),
        Person("head", "Zhang Min", Role.SUPERVISOR, PASSPHRASE),
        Person("night", "Wang Fang", Role.CASEWORKER, PASSPHRASE),
    )
    setup = VaultSetup("station", "TEST", "Station of nowhere", "530700", people, training=True)
    vaults.create_vault(folder, setup)
    return folder


class Desk:
    """The session of one person, and the way to let its thread finish."""

    def __init__(self, qtbot: QtBot, folder: Path, login: str) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.failures: list[BaseException] = []
        self.tasks = Tasks(lambda _, error: self.failures.append(error))
        self.owner = QWidget()
        workspace = self.wait_for(
            lambda then: self.tasks.in_database(
                lambda _: vaults.unlock(folder, login, PASSPHRASE), then, owner=self.owner
            )
        )
        self.session = Session(
            self.tasks, workspace, worker=workspace.worker, vault=workspace.vault
        )

    def wait_for(self, start: Callable[[Callable[[Any], None]], object]) -> Any:
        got: list[Any] = []
        start(got.append)
        self.qtbot.waitUntil(lambda: bool(got) or bool(self.failures))
        if not got:
            raise self.failures[-1]
        return got[0]

    def do(self, work: Callable[[Any], Any]) -> Any:
        """Run `work(workspace)` on the database thread and give its result."""
        return self.wait_for(
            lambda then: self.session.run(work, then, self.failures.append, owner=self.owner)
        )

    def settle(self) -> None:
        """Until nothing is queued."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def open(
        self,
        form: str = "intake",
        *,
        case_uid: str | None = None,
        record_uid: str | None = None,
        draft_uid: str | None = None,
    ) -> FormView:
        """A form view in a window of its own, built and with the focus in it."""
        view = FormView(
            self.session,
            form=form,
            case_uid=case_uid,
            record_uid=record_uid,
            draft_uid=draft_uid,
            parent=None,
        )
        self.qtbot.addWidget(view)
        view.resize(900, 720)
        with self.qtbot.waitSignal(view.ready):
            view.show()
            view.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return view

    def register(self, **answers: Any) -> Any:
        """A case registered without the window; gives `records.Saved`."""
        said = {"arrived_at": ARRIVED, "sex": "2", **answers}
        return self.do(
            lambda ws: records.save_record(
                ws, form="intake", case_uid=None, record_uid=None, based_on=0, answers=said,
                complete=False,
            )
        )  # fmt: skip

    def close(self) -> None:
        if not self.session.closed:
            done: list[bool] = []
            self.session.close(vaults.lock, lambda: done.append(True), self.owner)
            self.qtbot.waitUntil(lambda: bool(done))
        self.tasks.close()


@pytest.fixture
def desk(qtbot: QtBot, station: Path, tmp_path: Path) -> Iterator[Desk]:
    """The caseworker of the night shift at a vault of its own."""
    folder = tmp_path / "station"
    shutil.copytree(station, folder)
    messages.forget_answers()
    made = Desk(qtbot, folder, "night")
    yield made
    made.close()
    assert made.failures == []


@pytest.fixture
def keys() -> Keys:
    return Keys()
