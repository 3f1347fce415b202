"""The left side of a case: its forms by topic, each with its state as an icon and a word."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Topic
from rescueapp.i18n import mark, say
from ui import texts, theme
from ui.case_view import CaseView
from ui.theme import GRID

OVERVIEW = ""  # the key of the first line: everything of the case
COPIES = "#copies"  # of the second: the papers that left the program
CONSENTS = "#consents"  # of the third: what was agreed to, purpose by purpose
RIGHTS = "#rights"  # of the fourth: what was asked of the record, and who has looked
_OVERVIEW = mark("Overview", "case")
REGISTER = mark("Register of copies", "case")
LEDGER = mark("Consents", "case")
RIGHTS_DESK = mark("Rights desk", "case")
_OPEN = mark("{count} open", "case")
_OUT = mark("{count} out", "case")
_SOON = mark("{count} end soon", "case")
_SECTIONS = mark("Sections of the case", "case")
_TIP = mark("{form}: {state}", "case")

# state → (icon, colour); the word stands in `texts.STATE_WORDS`
STATE_ICONS = {
    "empty": ("empty", "border"),
    "draft": ("draft", "accent"),
    "incomplete": ("draft", "muted"),
    "complete": ("complete", "accent"),
    "due": ("due", "amber"),
    "overdue": ("overdue", "brick"),
}
_KEY = Qt.ItemDataRole.UserRole
_NO_FORMS = (OVERVIEW, COPIES, CONSENTS, RIGHTS)


class Sections(QTreeWidget):
    """`chosen(key)`: a click or Enter on a form, on OVERVIEW, COPIES, CONSENTS, RIGHTS."""

    chosen = Signal(str)

    def __init__(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads: list[QTreeWidgetItem] = []
        self._states: Mapping[str, str] = {}
        super().__init__()
        self.setObjectName("sections")
        self.setAccessibleName(say(_SECTIONS))
        self.setMinimumWidth(24 * GRID)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(GRID)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(GRID)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self._fill()
        self.itemClicked.connect(lambda item, _: self._choose(item))

    def show_case(self, view: CaseView) -> None:
        """The states of a case's forms, and what is to be seen about the rest."""
        self.show_states(view.states())
        self.show_copies_out(view.copies_out())
        self.show_consents_ending(view.consents_ending())
        self.show_requests_open(view.requests_open())

    def show_states(self, states: Mapping[str, str]) -> None:
        """The state of each form by its key; forms not named are empty."""
        self._states = states
        for key, item in self._items.items():
            if key in _NO_FORMS:
                continue
            state = states.get(key, "empty")
            words = say(texts.STATE_WORDS[state])
            item.setIcon(0, theme.icon(*STATE_ICONS[state]))
            item.setText(1, "" if state == "empty" else words)
            colour = (
                "muted" if state in ("empty", "complete", "incomplete") else STATE_ICONS[state][1]
            )
            item.setForeground(1, theme.colour(colour))
            words_of_line = say(_TIP(form=item.text(0), state=words))
            item.setToolTip(0, words_of_line)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words_of_line)

    def show_copies_out(self, count: int) -> None:
        """How many copies have not come back; none says nothing."""
        self._items[COPIES].setText(1, say(_OUT(count=count)) if count else "")

    def show_consents_ending(self, count: int) -> None:
        """How many consents end within 30 days; none says nothing."""
        self._items[CONSENTS].setText(1, say(_SOON(count=count)) if count else "")

    def show_requests_open(self, count: int) -> None:
        """How many requests wait for an answer; none says nothing."""
        self._items[RIGHTS].setText(1, say(_OPEN(count=count)) if count else "")

    def changeEvent(self, event: QEvent) -> None:
        """Override QTreeWidget.changeEvent: icons and colours of the lines follow the theme."""
        super().changeEvent(event)
        if theme.turned(self, event) and self._items:
            self._dress()
            self.show_states(self._states)

    def _dress(self) -> None:
        self._items[OVERVIEW].setIcon(0, theme.icon("cases"))
        self._items[COPIES].setIcon(0, theme.icon("print"))
        self._items[COPIES].setForeground(1, theme.colour("muted"))
        self._items[CONSENTS].setIcon(0, theme.icon("check"))
        self._items[CONSENTS].setForeground(1, theme.colour("amber"))
        self._items[RIGHTS].setIcon(0, theme.icon("person"))
        self._items[RIGHTS].setForeground(1, theme.colour("amber"))
        for head in self._heads:
            head.setForeground(0, theme.colour("muted"))

    def mark_chosen(self, key: str) -> None:
        item = self._items.get(key)
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        key = item.data(0, _KEY) if item is not None else None
        if key is not None:
            self.chosen.emit(key)

    def _fill(self) -> None:
        self._add(self.invisibleRootItem(), OVERVIEW, say(_OVERVIEW))
        self._add(self.invisibleRootItem(), COPIES, say(REGISTER))
        self._add(self.invisibleRootItem(), CONSENTS, say(LEDGER))
        self._add(self.invisibleRootItem(), RIGHTS, say(RIGHTS_DESK))
        for topic in Topic:
            forms = [form for form in FORMS.values() if form.topic is topic]
            if not forms:
                continue
            head = QTreeWidgetItem(self.invisibleRootItem(), [say(texts.TOPICS[topic])])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._heads.append(head)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            for form in sorted(forms, key=lambda each: each.number):
                self._add(head, form.key, texts.form_title(form))
            head.setExpanded(True)
        self._dress()

    def _add(self, parent: QTreeWidgetItem, key: str, words: str) -> None:
        item = QTreeWidgetItem(parent, [words])
        item.setData(0, _KEY, key)
        self._items[key] = item
