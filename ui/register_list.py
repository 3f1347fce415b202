"""One register as a list: found by any word in it, opened with Enter, one more with a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rescueapp.actions.desk import missing_people
from rescueapp.actions.desk.missing_people import TakenIn
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.papers import gift_account, hand_over_sheet, service_card, tonight
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain import gifts
from rescueapp.domain.record import Answers
from rescueapp.exchange import missing_list
from rescueapp.forms.schema import Form
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import messages, register_words, texts
from ui.desktop.not_learnt import not_learnt
from ui.lists.entry_list import columns
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.papers.paper_dialog import PaperDialog
from ui.papers.service_card import CardDialog
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.notice import Notice
from ui.widgets.words import Words, plain

_FIND = mark("Find: any word of the list", "register")
_OLD = mark("Also those no longer in use", "register")
_NEW = mark("&New entry", "register")
_OPEN = mark("Open (Enter)", "register")
_CARD = mark("&Print a card…", "register")
_TAKE_IN = mark("&Take in a list…", "register")
_LISTS = mark("Lists (*.xlsx *.csv *.txt)", "file dialog")
_TOOK = mark("{done} taken in, {already} were here already, {bad} rows not taken.", "register")
_ROW = mark("Row {row}: {words}", "register")


class _Sheet(NamedTuple):
    """What is printed of the entry that is pointed at."""

    act: Text
    title: Text
    prepare: Callable[..., Prepared]


_SHEETS = {
    tonight.REGISTER: _Sheet(
        mark("&Print the hand-over…", "register"), hand_over_sheet.TITLE, hand_over_sheet.prepare
    ),
    gifts.REGISTER: _Sheet(
        mark("&Tell the giver…", "register"), gift_account.TITLE, gift_account.prepare
    ),
}
_NATIONAL = mark("Add them, to be checked", "register")
_OFFER = mark(
    "Lines of the whole country that are not in the register yet: {numbers}. Call each and enter"
    " the day before it goes on a card.",
    "register",
)
_MOST_ROWS = 5  # named one by one
_NOTHING = mark("No entry has this in it.", "register")


class RegisterList(QWidget):
    """`opened(uid)`: an entry is wanted; "": a new one."""

    opened = Signal(str)

    def __init__(self, session: Session, form: Form) -> None:
        super().__init__()
        self.setObjectName(f"{form.key}List")
        self._session, self._form = session, form
        self._entries: list[Entry] = []
        self._focus_later = False  # once it is read
        self._may_write = session.worker.role.value in form.writers
        self._build()

    def read(self) -> None:
        """Show the register as it is now."""
        key = self._form.key
        self._session.run(
            lambda ws: (entries.entries(ws, key), self._missing(ws)),
            lambda found: self._show(*found), owner=self,
        )  # fmt: skip

    def focus_first(self) -> None:
        """Into the list, or to the button that begins it."""
        self._focus_later = not self._rows.rows
        if self._rows.rows:
            self._table.setFocus()
        else:
            (self._new if self._may_write else self._find).setFocus()

    def point_at(self, uid: str) -> None:
        """Stand at an entry, where it is shown."""
        for number, entry in enumerate(self._rows.rows):
            if entry.uid == uid:
                self._table.setCurrentIndex(self._rows.index(number, 0))

    # --- showing --------------------------------------------------------------------------

    def _missing(self, ws: Workspace) -> list[Answers]:
        is_services = self._form.key == service_card.REGISTER
        return service_card.national_lines(ws) if is_services and self._may_write else []

    def _show(self, found: list[Entry], missing: Sequence[Answers]) -> None:
        self._entries = found
        numbers = texts.listed(str(told["service_phone"]) for told in missing)
        self._offer.say(say(_OFFER(numbers=numbers)) if missing else "", "plain")
        self._filter()
        if self._focus_later and self.window().focusWidget() in (self._new, self._find):
            self.focus_first()
        self._focus_later = False

    def _filter(self) -> None:
        index = self._table.currentIndex()
        pointed = self._rows.row_at(index)
        wanted = self._find.text().strip().casefold()
        shown = [each for each in self._entries if self._fits(each, wanted)]
        self._rows.show_rows(shown)
        empty = (
            _NOTHING
            if self._entries
            else register_words.EMPTY.get(self._form.key, register_words.NONE)
        )
        self._table.say_when_empty(say(empty))
        self._open.setEnabled(bool(shown))
        self._sheet.setEnabled(bool(shown))
        self._card.setEnabled(any(each.in_use for each in self._entries))
        if shown:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        if isinstance(pointed, Entry):
            self.point_at(pointed.uid)

    def _fits(self, entry: Entry, wanted: str) -> bool:
        if not entry.in_use and not self._old.isChecked():
            return False
        words = f"{entry.name} {entries.listed(entry)}".casefold()
        return wanted in words

    def _go_on(self, index: QModelIndex) -> None:
        found = self._rows.row_at(index)
        if isinstance(found, Entry):
            self.opened.emit(found.uid)

    def _add_national(self) -> None:
        self._table.setFocus()  # the button goes with the offer, and would take the keys
        self._session.run(service_card.add_national_lines, self._session.tell, owner=self)

    def _print_card(self) -> None:
        self._session.run(
            service_card.offered, lambda found: CardDialog(self, self._session, found).open(),
            owner=self,
        )  # fmt: skip

    def _take_in(self) -> None:
        messages.choose_file(self.window(), plain(say(_TAKE_IN)), say(_LISTS), self.take_in)

    def take_in(self, path: Path) -> None:
        """Enter the rows of a list, and say what became of them."""
        self._session.run_long(
            lambda ws, progress: missing_people.take_in(ws, path, progress=progress),
            self._took, owner=self,
        )  # fmt: skip

    def _took(self, taken: TakenIn) -> None:
        numbers = dict.fromkeys(each.number for each in taken.bad)
        words = [say(_TOOK(done=taken.done, already=taken.already, bad=len(numbers)))]
        words += [say(_ROW(row=each.number, words=each.words)) for each in taken.bad[:_MOST_ROWS]]
        self._taken.say("\n".join(words), "amber" if taken.bad else "plain")
        self._session.tell(taken.changed)

    def _print_sheet(self) -> None:
        """What the register prints of the entry that is pointed at."""
        found = self._rows.row_at(self._table.currentIndex())
        if isinstance(found, Entry):
            sheet = _SHEETS[self._form.key]
            PaperDialog(
                self, self._session, say(sheet.title),
                lambda ws, gaps: sheet.prepare(ws, found.uid, gaps=gaps),
            ).open()  # fmt: skip

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.addWidget(Words(texts.form_title(self._form), "heading", wrap=False))
        column.addWidget(Words(say(register_words.WORDS[self._form.key]), "muted"))
        self._offer = Notice(name=f"{self._form.key}Offer")
        add = Button(say(_NATIONAL), f"{self._form.key}Add", self._add_national)
        self._offer.row.addWidget(add)
        column.addWidget(self._offer)
        self._taken = Notice(name=f"{self._form.key}Taken")
        column.addWidget(self._taken)
        column.addLayout(self._build_filter())
        self._rows = Rows(columns(self._form), self)
        self._table = Table(f"{self._form.key}Table", texts.form_title(self._form), self._rows)
        self._table.opened.connect(self._go_on)
        column.addWidget(self._table, 1)
        column.addLayout(self._build_acts())

    def _build_filter(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._find = not_learnt(QLineEdit())
        self._find.setObjectName(f"{self._form.key}Find")
        self._find.setClearButtonEnabled(True)
        self._find.setPlaceholderText(say(_FIND))
        self._find.setAccessibleName(say(_FIND))
        self._find.setMaximumWidth(50 * GRID)
        self._find.textChanged.connect(lambda _: self._filter())
        line.addWidget(self._find, 1)
        self._old = ChipButton(say(_OLD), f"{self._form.key}Old", self._filter)
        line.addWidget(self._old)
        line.addStretch(1)
        return line

    def _build_acts(self) -> QHBoxLayout:
        line = QHBoxLayout()
        key = self._form.key
        self._new = Button(say(_NEW), f"{key}New", lambda: self.opened.emit(""), icon="plus",
                           kind="primary")  # fmt: skip
        self._new.setVisible(self._may_write)
        self._open = Button(say(_OPEN), f"{key}Open",
                            lambda: self._go_on(self._table.currentIndex()))  # fmt: skip
        self._card = Button(say(_CARD), f"{key}Card", self._print_card, icon="print")
        self._card.setVisible(key == service_card.REGISTER)
        take_in = Button(say(_TAKE_IN), f"{key}TakeIn", self._take_in, icon="download")
        take_in.setVisible(self._may_write and key == missing_list.REGISTER)
        sheet = _SHEETS.get(key)
        self._sheet = Button(say(sheet.act) if sheet else "", f"{key}Sheet", self._print_sheet,
                             icon="print")  # fmt: skip
        self._sheet.setVisible(sheet is not None)
        for button in (self._new, take_in, self._open, self._card, self._sheet):
            line.addWidget(button)
        line.addStretch(1)
        return line
