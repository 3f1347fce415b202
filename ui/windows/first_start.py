"""First start: four doors — new station, superior office, restore a backup, look around."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.backup.backups import RestoreReport
from rescueapp.actions.vault import training, vaults
from rescueapp.actions.vault.training import Demo
from rescueapp.actions.vault.vaults import Created, Kind, VaultSetup
from rescueapp.actions.watch.face import face
from rescueapp.errors import Problem
from rescueapp.i18n import mark, say
from ui import messages, prerequisites, texts
from ui.papers import secret_paper
from ui.tasks import Result, Tasks, Work
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.language import LanguageBox
from ui.widgets.notice import Notice
from ui.widgets.setup_doors import Doors, PrerequisiteList
from ui.widgets.setup_people import SetupPeople
from ui.widgets.setup_place import SetupPlace
from ui.widgets.setup_restore import SetupRestore
from ui.widgets.setup_secrets import (
    SHARES,
    HolderTurn,
    Secret,
    SecretCard,
    of_passphrases,
    of_shares,
)
from ui.widgets.words import Words

_WELCOME = mark("What would you like to begin with?", "first start")
_OPEN = mark("Open data in another folder…", "first start")
_CREATE = mark("Create", "first start")
_CREATING = mark("Making keys and the vault…", "first start")
_LOOKING = mark("Inventing cases…", "first start")
_RESTORING = mark("Checking and restoring…", "first start")
_RESTORE = mark("Restore", "first start")
_READY = mark("The vault is ready", "first start")
_READY_WORDS = mark(
    "Sign in with one of the passphrases. What a supervisor does first: exchange key files with "
    "the superior office (Exchange) and make the first backup (Administration).",
    "first start",
)
_SIGN_IN = mark("Sign in", "first start")
_SECRET = mark("To write down: {number} of {count}", "first start")
_STEP = mark("Step {number} of {count}", "first start")
_BACK_TO_VAULT = mark("Back to sign in", "first start")

_WIDTH = 92 * GRID


class FirstStart(QWidget):
    """`vault_ready(folder)`, `language_chosen(code)`."""

    vault_ready = Signal(object)
    language_chosen = Signal(str)

    def __init__(
        self, tasks: Tasks, folder: Path, error: Problem | None = None, *, has_vault: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("firstStart")
        self._tasks, self._folder, self._has_vault = tasks, folder, has_vault
        self._build()
        self._problem.say(messages.words_of(error) if error else "", "brick")
        self._show_doors()

    def focus_first(self) -> None:
        step = self._step.widget()
        if step is not None:
            step.setFocus()

    # --- doors --------------------------------------------------------------------------

    def _show_doors(self) -> None:
        page = QWidget()
        column = _column(page)
        doors = Doors()
        doors.opened.connect(self._open_door)
        column.addWidget(doors)
        open_folder = Button(say(_OPEN), "openFolder", self._choose_vault, icon="key", kind="quiet")
        column.addWidget(open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(PrerequisiteList(prerequisites.look(self._folder)))
        column.addStretch(1)
        page.setFocusProxy(doors)
        self._show(say(_WELCOME), page)
        self._language.show()
        self._back.setVisible(self._has_vault)
        self._back.setText(say(_BACK_TO_VAULT))
        self._go_back: Callable[[], object] = lambda: self.vault_ready.emit(self._folder)

    def _choose_vault(self) -> None:
        messages.choose_folder(self, say(_OPEN), self._open_vault)

    def _open_vault(self, folder: Path) -> None:
        """A vault that is there already: on another disk, or moved."""
        try:
            face(folder)
        except Problem as error:
            self._problem.say(messages.words_of(error), "brick")
        else:
            self.vault_ready.emit(folder)

    def _open_door(self, door: str) -> None:
        self._problem.say("")
        if door == "restore":
            self._show_restore()
        elif door == "look":
            self._look_around()
        else:
            self._show_place("office" if door == "office" else "station")

    # --- a new vault ----------------------------------------------------------------------

    def _show_place(self, kind: Kind, place: SetupPlace | None = None) -> None:
        """The first step; `place`: as it was filled in when somebody comes back to it."""
        place = place or SetupPlace(kind, free_folder(self._folder))
        self._show_step(1, place, say(texts.NEXT), lambda: self._show_people(kind, place))
        self._go_back = self._show_doors

    def _show_people(self, kind: Kind, place: SetupPlace) -> None:
        if self._says(place.problem()):
            return
        values = (place.folder, place.code, place.name, place.region)
        people = SetupPeople(kind)
        place.setParent(self)  # out of the page that goes
        self._show_step(2, people, say(_CREATE), lambda: self._create(kind, values, people))
        self._go_back = lambda: self._show_place(kind, place)

    def _create(self, kind: Kind, values: tuple[Path, str, str, str], people: SetupPeople) -> None:
        if self._says(people.problem()):
            return
        folder, code, name, region = values
        setup = VaultSetup(
            kind=kind, station_code=code, station_name=name, region=region,
            people=people.people(), vetted=people.vetted(),
        )  # fmt: skip
        self._run(
            lambda _: vaults.create_vault(folder, setup),
            lambda created: self._show_secrets(folder, created),
            say(_CREATING),
        )

    def _show_secrets(self, folder: Path, created: Created) -> None:
        """One after the other; there is no way back to one already confirmed."""
        left = [*of_passphrases(created.passphrases), *of_shares(created.shares)]
        self._next_secret(folder, left, len(left))

    def _next_secret(self, folder: Path, left: list[Secret], count: int) -> None:
        if not left:
            self._show_ready(folder)
            return
        if not left[0].on_paper:
            self._show_secret(folder, left, count)
            return
        turn = HolderTurn(SHARES - len(left) + 1)  # they come last
        turn.shown.connect(lambda: self._show_secret(folder, left, count))
        self._show_card(turn, count - len(left) + 1, count)

    def _show_secret(self, folder: Path, left: list[Secret], count: int) -> None:
        card = SecretCard(left[0], self._keep)
        card.confirmed.connect(lambda: self._next_secret(folder, left[1:], count))
        self._show_card(card, count - len(left) + 1, count)

    def _show_card(self, card: Card, number: int, count: int) -> None:
        page = QWidget()
        column = _column(page)
        column.addWidget(card)
        column.addStretch(1)
        page.setFocusProxy(card)
        self._show(say(_SECRET(number=number, count=count)), page)
        self._back.hide()

    def _keep(self, how: str, secret: Secret) -> None:
        secret_paper.keep(self, how, secret)

    def _show_ready(self, folder: Path) -> None:
        page = QWidget()
        column = _column(page)
        column.addWidget(Words(say(_READY_WORDS)))
        button = Button(say(_SIGN_IN), "readySignIn", lambda: self.vault_ready.emit(folder),
                        icon="key", kind="primary")  # fmt: skip
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        page.setFocusProxy(button)
        self._show(say(_READY), page)
        self._back.hide()

    # --- restore, look around ---------------------------------------------------------------

    def _show_restore(self) -> None:
        restore = SetupRestore(free_folder(self._folder))
        self._show_step(0, restore, say(_RESTORE), lambda: self._restore(restore))
        self._go_back = self._show_doors

    def _restore(self, asked: SetupRestore) -> None:
        if self._says(asked.problem()):
            return
        self._run(asked.work(), self._restored, say(_RESTORING))

    def _restored(self, report: RestoreReport) -> None:
        messages.tell(self.window(), say(_RESTORE), "\n\n".join(report.lines()))
        self.vault_ready.emit(report.folder)

    def _look_around(self) -> None:
        folder = free_folder(self._folder.with_name("training"))
        self._run(
            lambda progress: training.create_demo(folder, progress=progress),
            self._looked,
            say(_LOOKING),
        )

    def _looked(self, demo: Demo) -> None:
        self.vault_ready.emit(demo.station)

    # --- the frame of the steps ----------------------------------------------------------------

    def _run(self, work: Work[Result], then: Callable[[Result], object], words: str) -> None:
        self._problem.say("")
        self._step.setEnabled(False)
        job = self._tasks.in_database(
            work, lambda value: self._ran(then, value), owner=self, failed=self._failed,
            moved=self._busy.moved, cancelled=self._idle,
        )  # fmt: skip
        self._busy.begin(job, words)

    def _ran(self, then: Callable[[Result], object], value: Result) -> None:
        self._idle()
        then(value)

    def _failed(self, error: BaseException) -> None:
        self._idle()
        self._problem.say(messages.words_of(error), "brick")

    def _idle(self) -> None:
        self._busy.end()
        self._step.setEnabled(True)

    def _says(self, problem: str) -> bool:
        self._problem.say(problem, "brick")
        return bool(problem)

    def _show_step(
        self, number: int, step: QWidget, words: str, then: Callable[[], object]
    ) -> None:
        page = QWidget()
        column = _column(page)
        column.addWidget(step)
        step.show()
        button = Button(words, "stepNext", then, icon="next", kind="primary")
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        page.setFocusProxy(step)
        self._show(say(_STEP(number=number, count=2)) if number else "", page)
        self._back.show()
        self._back.setText(say(texts.BACK))

    def _show(self, title: str, page: QWidget) -> None:
        self._title.setText(title)
        page.setProperty("role", "page")
        self._language.hide()  # another language begins anew: secrets shown once would be gone
        before = self._step.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()  # not now: its own key or button may be what leads on
        self._step.setWidget(page)
        page.setFocus()
        QTimer.singleShot(0, page, self._see_focus)  # once the page has its size

    def _see_focus(self) -> None:
        """Where one types is in sight, also on a small screen."""
        focused = self.focusWidget()
        if focused is not None and self._step.isAncestorOf(focused):
            self._step.ensureWidgetVisible(focused)

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(2 * GRID, 3 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        head = QHBoxLayout()
        self._back = Button(
            say(texts.BACK), "firstBack", lambda: self._go_back(), icon="back", kind="quiet"
        )
        self._title = Words(role="title", wrap=False)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addStretch(1)
        self._language = LanguageBox(self.language_chosen.emit)
        head.addWidget(self._language)
        column.addLayout(head)
        self._problem = Notice(name="firstProblem")
        self._busy = Busy("firstBusy")
        self._step = QScrollArea()
        self._step.setObjectName("step")
        self._step.setWidgetResizable(True)
        self._step.setFixedWidth(_WIDTH)
        for widget in (self._problem, self._busy):
            column.addWidget(widget)
        column.addWidget(self._step, 1)
        outer.addLayout(column)
        outer.addStretch(1)


def free_folder(wanted: Path) -> Path:
    """The folder, or the same with a number where it is taken."""
    number, folder = 2, wanted
    while folder.exists() and any(folder.iterdir()):
        folder = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return folder


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, GRID, 0)
    column.setSpacing(2 * GRID)
    return column
