"""The registers of the station: lists that belong to no case, and the form of one entry."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QStackedWidget

from rescueapp.actions.opened import entries
from rescueapp.domain.changed import Changed
from rescueapp.forms.registers import REGISTERS
from rescueapp.i18n import Text, mark, say
from ui import register_words, texts, theme
from ui.case.case_forms import CaseForms
from ui.forms.form_bars import FORM_KEYS
from ui.forms.form_view import FormView
from ui.lists.fitting import list_width
from ui.lists.table import ROW_HEIGHT
from ui.navigator import Navigator
from ui.register_list import RegisterList
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.page import Page
from ui.widgets.words import Words

_TITLE = mark("Registers", "register")
_WHICH = mark("Registers of the station", "register")
_KEYS = mark("Up and down choose a register · Enter opens · Esc goes back", "register")
_KEY = Qt.ItemDataRole.UserRole
_ONCE = Qt.ConnectionType.SingleShotConnection
_LEFT = 25 * GRID


class RegistersPage(Page):
    """Enter opens an entry in the place of its list; Esc comes back to it."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("registersPage")
        self._session, self._navigator = session, navigator
        self._begins_at: tuple[str, Text | None] = ("", None)
        self._lists: dict[str, RegisterList] = {}
        self._shown = ""
        self._narrow = False
        self._build()
        self._forms = CaseForms(session, self._stack)
        self._forms.closed.connect(self._back_to_list)
        self._forms.moved.connect(self._make_room)
        QShortcut(QKeySequence("Esc"), self, self._forms.step_back)

    def enter(
        self, *, register: str = "", entry_uid: str | None = None, draft_uid: str | None = None,
        question: str = "", told: Text | None = None, **_: Any,
    ) -> None:  # fmt: skip
        """`question`: where the work in an entry begins; `told`: what is to be done there."""
        self._begins_at = (question, told)
        chosen = register or self._shown or next(iter(self._lists))
        if chosen != self._shown and self._forms.is_open:
            self._forms.leave(lambda: self._show(chosen, entry_uid, draft_uid))
        else:
            self._show(chosen, entry_uid, draft_uid)

    def refresh(self, changed: Changed) -> None:
        if changed.everything or changed.forms & REGISTERS.keys():
            self._list.read()

    def focus_first(self) -> None:
        if self._forms.is_open:
            self._forms.focus_first()
        else:
            self._list.focus_first()

    def holds_form(self) -> bool:
        return self._forms.is_open

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._make_room()

    def _make_room(self) -> None:
        """An open form has all of a small window; Esc brings the registers back."""
        self._which.setVisible(not (self._narrow and self._forms.is_open))

    def keys(self) -> str:
        return say(FORM_KEYS if self._forms.is_open else _KEYS)

    # --- showing --------------------------------------------------------------------------

    @property
    def _list(self) -> RegisterList:
        return self._lists[self._shown]

    def _choose(self, item: QListWidgetItem | None) -> None:
        key = item.data(_KEY) if item is not None else ""
        if not key or key == self._shown:
            return
        if self._forms.is_open:
            self._forms.leave(lambda: self._show(key, None, None))
            self._mark()  # until it is left, the one that is open stays marked
        else:
            self._show(key, None, None)

    def _show(self, key: str, entry_uid: str | None, draft_uid: str | None) -> None:
        self._shown = key
        self._mark()
        self._list.read()
        if draft_uid is not None or entry_uid is not None:
            self._open(entry_uid, draft_uid)
        elif not self._forms.is_open:
            self._stack.setCurrentWidget(self._list)
        self.focus_first()

    def _mark(self) -> None:
        self._which.blockSignals(True)
        self._which.setCurrentRow(list(self._lists).index(self._shown))
        self._which.blockSignals(False)

    def _open(self, entry_uid: str | None, draft_uid: str | None = None) -> None:
        key = self._shown
        begins_at, self._begins_at = self._begins_at, ("", None)

        def show() -> None:
            form = self._forms.open(key, None, entry_uid, draft_uid)
            if begins_at[0]:
                form.ready.connect(lambda: _begin_at(form, *begins_at), _ONCE)

        self._forms.leave(show)

    def _back_to_list(self) -> None:
        self._forms.drop()
        self._stack.setCurrentWidget(self._list)
        self._list.read()
        self._list.focus_first()

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        self.column.addWidget(Words(say(_TITLE), "title", wrap=False))
        self._which = QListWidget()
        self._which.setObjectName("registers")
        self._which.setAccessibleName(say(_WHICH))
        self._which.setMinimumWidth(_LEFT - 4 * GRID)
        self._stack = QStackedWidget()
        self._stack.setObjectName("registerStack")
        for key, form in REGISTERS.items():
            if not entries.may_read(self._session.worker, key):
                continue
            item = QListWidgetItem(
                theme.icon(register_words.ICONS.get(key, "cases")), texts.form_title(form)
            )
            item.setData(_KEY, key)
            item.setToolTip(item.text())  # a narrow list cuts it
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self._which.addItem(item)
            self._lists[key] = made = RegisterList(self._session, form)
            made.opened.connect(lambda uid: self._open(uid or None))
            self._stack.addWidget(made)
        self._which.currentItemChanged.connect(lambda now, _: self._choose(now))
        self._which.itemActivated.connect(lambda _: self.focus_first())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GRID)
        split.addWidget(self._which)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setSizes([list_width(self._which, _LEFT), 4 * _LEFT])
        self.column.addWidget(split, 1)


def _begin_at(form: FormView, question: str, told: Text | None) -> None:
    form.go_to((question,))
    if told is not None:
        form.inform(told, "plain")
