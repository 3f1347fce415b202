"""The frame around every page: rail, find, new intake, hide, lock; what the vault says below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.gates import looking_again
from rescueapp.actions.opened import names
from rescueapp.actions.vault import locking
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act, Worker
from rescueapp.i18n import Text, mark, say
from ui import dates, messages, texts
from ui.desks.incident_wizard import IncidentWizard
from ui.finding import FindField, Finding
from ui.forms.form_view import FormView
from ui.navigator import Navigator
from ui.papers import emergency_card
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.unsent import keep_questions
from ui.vault.account_watch import AccountWatch
from ui.vault.backup_watch import BackupWatch
from ui.vault.me_menu import Me
from ui.widgets.buttons import Button, Tool
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.rail import Rail
from ui.widgets.words import Words

_NEW = mark("New intake", "frame")
_NEW_TIP = mark("New intake (Ctrl+N)", "frame")
_HIDE = mark("Hide", "frame")
_HIDE_TIP = mark("Hide the screen at once (F12); locked after one minute", "frame")
_LOCK = mark("Lock", "frame")
_LOCK_TIP = mark("Lock and change user (Ctrl+L)", "frame")
_EMERGENCY = mark("Emergency", "frame")
_EMERGENCY_TIP = mark("What to do in an emergency, from everywhere (F2)", "frame")
_BEGUN = mark("Back to the intake that lies open (Ctrl+N)", "frame")
_OPEN_CASE = mark("Open case: {alias} ({key})", "frame")
_RAIL = mark("Places", "frame")
_BACKUP = mark("Last verified backup: {at}", "frame")
_EXPORT = mark("Last confirmed export: {at}", "frame")
_NAMES = mark("Preparing the search by name…", "frame")
_DUES = mark("Working out what is due…", "frame")
_IDLE = mark(
    "Nobody seems to be here. Locked in {seconds} seconds; any key keeps it open.", "frame"
)
_HELP = mark("Keys", "frame")
_KEYS = mark(
    "Ctrl+K find · Ctrl+N new intake · Ctrl+S save · Ctrl+P print · Ctrl+L lock · "
    "F2 emergency card · F12 hide · Alt and a digit: places on the left · Enter opens · "
    "Esc goes back",
    "frame",
)

_NARROW = 1150  # logical pixels: 1366 at 125 % and more

PageMaker = Callable[[Session, Navigator, Settings], Page]


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry of the rail; shown to those who may do any of `acts`."""

    page: str
    icon: str
    words: Text
    acts: tuple[Act, ...]


_PLACES = (
    _Place("today", "today", mark("Today", "rail"), (Act.READ_CASES,)),
    _Place("cases", "cases", mark("Cases", "rail"), (Act.READ_CASES,)),
    _Place("lent", "cases", mark("Lent to you", "rail"), (Act.WORK_LENT,)),
    _Place("exchange", "exchange", mark("Exchange", "rail"),
           (Act.EXPORT, Act.RECEIVE, Act.TAKE_RECEIPT, Act.ENROL)),
    _Place("admin", "admin", mark("Manage", "rail"),
           (Act.MANAGE_PEOPLE, Act.GRANT_ACCESS, Act.BACK_UP)),
    _Place("oversight", "eye", mark("Oversight", "rail"), (Act.READ_AUDIT, Act.DECIDE)),
    _Place("registers", "columns", mark("Registers", "rail"), (Act.READ_CASES,)),
)  # fmt: skip


def places_of(worker: Worker) -> list[_Place]:
    """The rail of a role. Who has no other place keeps Manage (verify)."""
    mine = [place for place in _PLACES if any(worker.may(act) for act in place.acts)]
    return mine or [place for place in _PLACES if place.page == "admin"]


class Frame(QWidget):
    """`lock_asked`, `hide_asked`. Pages are made when first entered and kept for the session."""

    lock_asked = Signal()
    hide_asked = Signal()

    def __init__(
        self, session: Session, makers: Mapping[str, PageMaker], settings: Settings
    ) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.session = session
        self.navigator = Navigator(self)
        self._makers, self._settings = makers, settings
        self._pages: dict[str, Page] = {}
        self._narrow = False
        self._build()
        self._bind()
        self.refresh_summary()
        self.navigator.go(places_of(session.worker)[0].page)

    # --- pages -------------------------------------------------------------------------

    def enter(self, page: str, values: Mapping[str, Any]) -> None:
        """Show a page for some values; the rail follows."""
        shown = self.page(page)
        self._stack.setCurrentWidget(shown)
        owner = _RAIL_OF.get(page, page)
        self._rail.choose(f"rail_{owner}")
        shown.enter(**values)

    def page(self, name: str) -> Page:
        if name not in self._pages:
            made = self._makers[name](self.session, self.navigator, self._settings)
            self._pages[name] = made
            self._stack.addWidget(made)
            made.set_narrow(self._narrow)
            if name == "case":
                made.named.connect(self._show_open_case)
            elif name == "intake":
                made.named.connect(self._show_begun)
        return self._pages[name]

    def _show_begun(self, words: str) -> None:
        """An intake that lies open stays one key away; Ctrl+N comes back to it."""
        self._begun.setText(words)
        self._begun.setVisible(bool(words))

    def _show_open_case(self, alias: str) -> None:
        """The case last opened stays one key away."""
        self._open_case.setText(alias)
        key = f"Alt+{len(places_of(self.session.worker)) + 1}"
        self._open_case.setShortcut(QKeySequence(key))  # each time: a new text takes it away
        self._open_case.setAccessibleName(say(_OPEN_CASE(alias=alias, key=key)))
        self._open_case.setToolTip(say(_OPEN_CASE(alias=alias, key=key)))
        self._open_case.show()

    @property
    def shown(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def keep_now(self) -> None:
        """Before a lock: every open form and question seals what is being typed."""
        if self.session.has_data:
            self.session.run(locking.make_room, owner=self)
        QGuiApplication.inputMethod().commit()  # the word that is not chosen yet counts as typed
        for form in self.findChildren(FormView):
            form.keep_now()
        for wizard in self.findChildren(IncidentWizard):
            wizard.keep_now()
        keep_questions(self, self.session)

    def holds_unkept(self) -> bool:
        """Whether something typed is sealed nowhere yet: its keeping failed, or is on the way."""
        waiting = (form.keeper.is_waiting for form in self.findChildren(FormView))
        return any(waiting) or any(w.is_waiting for w in self.findChildren(IncidentWizard))

    def warn(self, seconds: int) -> None:
        """The idle lock is near; 0 takes the warning away."""
        self._idle.say(say(_IDLE(seconds=seconds)) if seconds else "", "amber")

    def focus_first(self) -> None:
        self.shown.focus_first()

    def start_names(self) -> None:
        """Make names findable, once what the first page asked is answered; until then numbers,
        aliases and clear words are."""
        if self.session.may(Act.READ_CASES):
            self._names.show()
            self.session.run(lambda _: None, lambda _: self._prepare_names(), owner=self)
        else:
            self._account.check()
        self._account.look()
        self._backups.look()

    def _prepare_names(self) -> None:
        self.session.run_in_steps(
            names.name_steps, self._names_there, owner=self,
            moved=lambda done, total: self._names.setText(_names_words(done, total)),
        )  # fmt: skip

    def _names_there(self) -> None:
        """What was typed before they were all there is looked for again."""
        self._names.hide()
        self.session.tell(Changed(names=True))
        self._account.check()
        self._work_out()

    def _work_out(self) -> None:
        """What clocks make due, for another day or other rules, and what compartments tell."""
        if not self.session.may(Act.READ_CASES):
            return
        self.session.run_in_steps(
            clocks.steps, self._worked_out, owner=self, moved=self._working_out
        )

    def _working_out(self, done: int, total: int) -> None:
        """How far it is, where it takes more than a moment."""
        self._dues.setText(f"{say(_DUES)}  {texts.progress_words(done, total)}")
        self._dues.setVisible(done < total)

    def _worked_out(self) -> None:
        self._dues.hide()
        self.session.tell(Changed(clocks=True))
        self.session.run(looking_again.catch_up, self.session.tell, owner=self)

    # --- what the vault says --------------------------------------------------------------

    def refresh_summary(self) -> None:
        if not self.session.has_data:
            return
        self.session.run(cases.summary, self._show_summary, owner=self)

    def _show_summary(self, found: cases.Frame) -> None:
        outside = self.session.may(Act.WORK_LENT)  # what the station keeps is not theirs
        self._backup.setVisible(not outside)
        self._backup.setText(say(_BACKUP(at=dates.moment_or_never(found.last_backup))))
        at = dates.moment_or_never(found.last_confirmed_export)
        self._export.setText(say(_EXPORT(at=at)))
        # an office only receives
        self._export.setVisible(self.session.vault.kind == "station" and not outside)

    def _changed(self, changed: Changed) -> None:
        for page in self._pages.values():
            page.refresh(changed)
        self.refresh_summary()
        if changed.everything:
            self._work_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for tool in self._tools[1:]:  # what is urgent keeps its word
            tool.set_narrow(narrow)
        for page in self._pages.values():
            page.set_narrow(narrow)
        self._bottom.setVisible(not narrow)

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = say(texts.TRAINING) if self.session.vault.training else ""
        column.addWidget(Notice(words, "training", name="training"))
        column.addWidget(self._top_bar())
        self._idle = Notice(name="idleWarning")
        column.addWidget(self._idle)
        self._account = AccountWatch(self.session, lambda words: self._whole.setText(words))
        column.addWidget(self._account)
        self._backups = BackupWatch(self.session)
        column.addWidget(self._backups)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._fill_rail())
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        middle.addWidget(self._stack, 1)
        column.addLayout(middle, 1)
        self._bottom = self._bottom_bar()
        column.addWidget(self._bottom)
        self.setTabOrder(self._find, self._rail.buttons[0])

    def _top_bar(self) -> QWidget:
        bar, row = _bar("topBar")
        self._find = FindField()
        row.addWidget(self._find, 2)
        may_register = self.session.may(Act.REGISTER_CASE)
        self._new = Button(say(_NEW), "newIntake", self.new_intake, icon="intake", kind="primary",
                           tip=say(_NEW_TIP))  # fmt: skip
        self._find.setVisible(self.session.may(Act.READ_CASES))
        self._new.setVisible(may_register)
        row.addWidget(self._new)
        row.addStretch(1)
        self._tools = (
            Tool(say(_EMERGENCY), "emergency", self.show_emergency, icon="warning",
                 tip=say(_EMERGENCY_TIP)),
            Tool(say(_HIDE), "hide", self.hide_asked.emit, icon="hide", tip=say(_HIDE_TIP)),
            Tool(say(_LOCK), "lock", self.lock_asked.emit, icon="lock", tip=say(_LOCK_TIP)),
        )  # fmt: skip
        me = Me(self.session.worker, self._settings)
        self.me_menu = me.own_menu
        for tool in (*self._tools, me):
            row.addWidget(tool)
        return bar

    def _fill_rail(self) -> Rail:
        self._rail = Rail(say(_RAIL))
        for number, place in enumerate(places_of(self.session.worker), start=1):
            button = Tool(
                say(place.words), f"rail_{place.page}", partial(self.navigator.go, place.page),
                icon=place.icon, look="rail", tip=f"{say(place.words)} (Alt+{number})",
            )  # fmt: skip
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            self._rail.add(button)
        self._open_case = Tool("", "rail_case", lambda: self.navigator.go("case"), icon="file",
                               look="rail")  # fmt: skip
        self._begun = Tool("", "rail_intake", self.new_intake, icon="intake", look="rail",
                           tip=say(_BEGUN))  # fmt: skip
        for button in (self._open_case, self._begun):  # what lies open
            button.hide()
            self._rail.add(button)
        return self._rail

    def _bottom_bar(self) -> QWidget:
        bar, row = _bar("bottomBar")
        self._backup = Words(role="small", name="lastBackup", wrap=False)
        self._export = Words(role="small", name="lastExport", wrap=False)
        row.addWidget(self._backup)
        row.addSpacing(2 * GRID)
        row.addWidget(self._export)
        row.addSpacing(2 * GRID)
        self._names = Words(_names_words(0, 0), "small", name="namesProgress", wrap=False)
        self._names.hide()
        row.addWidget(self._names)
        self._dues = Words("", "small", name="duesProgress", wrap=False)
        self._dues.hide()
        row.addWidget(self._dues)
        self._whole = Words(role="small", name="accountWhole", wrap=False)
        row.addWidget(self._whole)
        row.addStretch(1)
        row.addWidget(Words(say(texts.NOT_CLASSIFIED), "small", wrap=False))
        return bar

    # --- keys ---------------------------------------------------------------------------------

    def _bind(self) -> None:
        self.navigator.asked.connect(self.enter)
        self.session.changes.happened.connect(self._changed)
        self._account.date_moved.connect(self._work_out)
        self._finding = Finding(
            self, self._find, self.session, self.navigator,
            in_form=lambda: self.shown.holds_form(), go_back=self.focus_first,
        )  # fmt: skip
        for keys, call in (
            ("Ctrl+K", self._finding.focus),
            ("Ctrl+N", self.new_intake),
            ("Ctrl+L", self.lock_asked.emit),
            ("F1", self._help),
        ):
            QShortcut(QKeySequence(keys), self, call)

    def new_intake(self) -> None:
        if self.session.may(Act.REGISTER_CASE):
            self.navigator.go("intake")

    def show_emergency(self) -> None:
        """The emergency card, over whatever lies open."""
        case_open = not self._open_case.isHidden()
        emergency_card.open_card(self.window(), self.session, self.navigator, case_open=case_open)

    def _help(self) -> None:
        words = "\n\n".join(filter(None, [self.shown.keys(), say(_KEYS)]))
        messages.tell(self, say(_HELP), words.replace(" · ", "\n"))


# Which entry of the rail stays marked on pages that have none of their own.
_RAIL_OF = {"print": "case", "her_page": "case", "tonight": "today"}


def _names_words(done: int, total: int) -> str:
    return f"{say(_NAMES)}  {texts.progress_words(done, total)}" if total else say(_NAMES)


def _bar(name: str) -> tuple[QWidget, QHBoxLayout]:
    bar = QWidget()
    bar.setObjectName(name)
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(bar)
    row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
    row.setSpacing(GRID)
    return bar, row
