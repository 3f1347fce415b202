"""Her page (她的页): read together in the room; closed with Esc, and then nothing of it is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.her import her_page, her_papers
from rescueapp.actions.her.her_page import HerPage
from rescueapp.actions.outward import consents
from rescueapp.domain import rights
from rescueapp.domain.changed import Changed
from rescueapp.domain.consent import Consent
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from ui.case.case_consents import ask_to_withdraw
from ui.her_page import Block, blocks
from ui.navigator import Navigator
from ui.papers.her_papers import TakeAlong
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.page import Page
from ui.widgets.words import Words

_TITLE = mark("{name}: what is written about you", "her page")
_CLOSE = mark("Close (Esc)", "her page")
_KEYS = mark(
    "On her page: arrows up and down go from block to block, Page Up and Page Down scroll · Tab"
    " goes to the buttons, Enter presses them · Esc closes it",
    "her page",
)
_REQUEST = mark("Write down a request", "her page")
_PAPER = mark("Take it along on paper…", "her page")
_LOOKS_PAPER = mark("This list on paper", "her page")
_VEIL_MS = 10_000  # how soon a name that may no longer be shown is gone


class HerPageView(Page):
    """`enter(case_uid)`. Hidden (F12, another place) it forgets its words; shown, it reads anew."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("herPage")
        self._session, self._navigator = session, navigator
        self._case_uid = ""
        self._page: HerPage | None = None
        self._narrow = False
        self._at = 0
        self._blocks: list[Block] = []
        self._build()
        self._bind()
        self._veiling = QTimer(self, interval=_VEIL_MS)
        self._veiling.timeout.connect(self._look_at_veil)

    def enter(self, *, case_uid: str | None = None, **_: Any) -> None:
        if case_uid is not None:
            self._case_uid, self._at = case_uid, 0
        self._read()

    def refresh(self, changed: Changed) -> None:
        if self.isVisible() and (changed.everything or self._case_uid in changed.cases):
            self._read()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        if self._page is not None:
            self._show(self._page)

    def keys(self) -> str:
        return say(_KEYS)

    def focus_first(self) -> None:
        if self._blocks:
            self._go_to(self._at)
        else:
            self._area.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: after the cover it is read anew."""
        super().showEvent(event)
        if self._page is None and not event.spontaneous():
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: nothing of it waits behind another screen."""
        super().hideEvent(event)
        self._forget()

    # --- reading --------------------------------------------------------------------------

    def _read(self) -> None:
        uid = self._case_uid
        if uid:
            self._session.run(lambda ws: her_page.read_together(ws, uid), self._show, owner=self)

    def _show(self, page: HerPage) -> None:
        if page.case_uid != self._case_uid or not self.isVisible():
            return
        self._page = page
        self._title.setText(say(_TITLE(name=page.called or page.alias)))
        clear(self._column)
        may = self._session.worker.role.value in FORMS[consents.FORM].writers
        self._blocks = blocks(
            page,
            narrow=self._narrow,
            take_back=self._take_back if may else None,
            doors=self._doors(),
            looks=(Button(say(_LOOKS_PAPER), "herLooksPaper", self._print_looks, kind="her"),),
        )
        for block in self._blocks:
            self._column.addWidget(block)
        self._veiling.start() if page.called else self._veiling.stop()
        self._go_to(min(self._at, len(self._blocks) - 1))

    def _doors(self) -> tuple[Button, ...]:
        request = Button(say(_REQUEST), "herRequest", self._write_request, kind="her")
        paper = Button(say(_PAPER), "herPaper", self._take_along, kind="her")
        return (request, paper) if self._session.may(Act.PRINT_SHEET) else (request,)

    def _look_at_veil(self) -> None:
        uid = self._case_uid
        self._session.run(
            lambda ws: her_page.shows_name(ws, uid),
            lambda shown: None if shown else self._read(),
            owner=self,
        )

    def _forget(self) -> None:
        self._page = None
        self._blocks = []
        self._title.setText("")
        self._veiling.stop()
        clear(self._column)

    # --- doing ----------------------------------------------------------------------------

    def _take_back(self, consent: Consent) -> None:
        self._at = self._at_focus()
        ask_to_withdraw(self, self._session, self._case_uid, consent, large=True)

    def _write_request(self) -> None:
        uid = self._case_uid
        self._navigator.go("case", case_uid=uid)
        self._navigator.go("case", case_uid=uid, form=rights.FORM)

    def _take_along(self) -> None:
        TakeAlong(self, self._print_record).open()

    def _print_record(self, identity: bool, whereabouts: bool) -> None:
        self._navigator.go(
            "print", what=her_papers.RECORD, case_uid=self._case_uid, back="her_page",
            identity=identity, whereabouts=whereabouts,
        )  # fmt: skip

    def _print_looks(self) -> None:
        self._navigator.go("print", what=her_papers.LOOKS, case_uid=self._case_uid, back="her_page")

    def _close(self) -> None:
        uid, self._case_uid = self._case_uid, ""
        self._forget()
        self._navigator.go("case", case_uid=uid)

    # --- keys -------------------------------------------------------------------------------

    def _bind(self) -> None:
        for keys, call in (
            ("Esc", self._close),
            ("Down", lambda: self._step(1)),
            ("Up", lambda: self._step(-1)),
            ("PgDown", lambda: self._scroll(1)),
            ("PgUp", lambda: self._scroll(-1)),
        ):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, call, context=context)

    def _step(self, by: int) -> None:
        """To the next block or the one before."""
        if self._blocks:
            self._go_to(self._at_focus() + by)

    def _scroll(self, screens: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + screens * bar.pageStep())

    def _at_focus(self) -> int:
        """The block that has the focus, in itself or in one of its buttons."""
        focus = self.focusWidget()
        inside = (n for n, b in enumerate(self._blocks) if b is focus or b.isAncestorOf(focus))
        return next(inside, self._at) if focus is not None else self._at

    def _go_to(self, number: int) -> None:
        self._at = max(0, min(number, len(self._blocks) - 1))
        block = self._blocks[self._at]
        block.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, block, lambda: self._bring_up(block))

    def _bring_up(self, block: Block) -> None:
        """Its head at the top: what is read next stands where the eyes are. A new block has its
        place, and can take the focus, only now."""
        block.setFocus(Qt.FocusReason.TabFocusReason)
        self._column.activate()
        self._area.verticalScrollBar().setValue(max(block.y() - GRID, 0))

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        self._title = Words(role="herTitle", name="herTitle")
        head.addWidget(self._title, 1)
        head.addWidget(Button(say(_CLOSE), "herClose", self._close, icon="close", kind="her"))
        self.column.addLayout(head)
        inside = QWidget()
        inside.setProperty("role", "page")
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(0, 0, GRID, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GRID)
        outer.addStretch(1)
        outer.addLayout(self._column, 100)
        outer.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName("herArea")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self.column.addWidget(self._area, 1)
