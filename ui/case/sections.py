"""The left side of a case: its forms by topic, each with its state as an icon and a word.

There are more forms than a screen has lines: a topic lies folded until something of it is written
or somebody opens it, and a line above finds a form by its title, its number or a word in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Topic
from rescueapp.i18n import Text, mark, say
from ui import form_words, texts, theme
from ui.case_view import CaseView
from ui.theme import GRID

OVERVIEW = ""  # the key of the first line: everything of the case
COPIES = "#copies"  # of the second: the papers that left the program
CONSENTS = "#consents"  # of the third: what was agreed to, purpose by purpose
RIGHTS = "#rights"  # of the fourth: what was asked of the record, and who has looked
OUTCOMES = "#outcomes"  # of the fifth: the scales over time
FAMILY = "#family"  # of the sixth: who came along
MATCHES = "#matches"  # beside the forms of tracing: who is missed and may be the person
_OVERVIEW = mark("Overview", "case")
REGISTER = mark("Register of copies", "case")
LEDGER = mark("Consents", "case")
RIGHTS_DESK = mark("Rights desk", "case")
OUTCOME_CHART = mark("Outcomes over time", "case")
FAMILY_PLACE = mark("Family that came along", "case")
MISSING = mark("Missing people who fit", "case")
_OPEN = mark("{count} open", "case")
_OUT = mark("{count} out", "case")
_PEOPLE = mark("{count} people", "case")
_SOON = mark("{count} end soon", "case")
_SECTIONS = mark("Sections of the case", "case")
_TIP = mark("{form}: {state}", "case")
_FIND = mark("Find a form (Alt+F)", "case")
_FIND_NAME = mark("Find a form by its title, its number or a word in it", "case")

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
_ROOM_FOR_STATES = 30 * GRID
_NO_FORMS = (OVERVIEW, COPIES, CONSENTS, RIGHTS, OUTCOMES, FAMILY, MATCHES)
FIRST = (Topic.SAFETY, Topic.ARRIVAL)  # the topics of the first hour


class Sections(QWidget):
    """`chosen(key)`: a click or Enter on a form, or on what is none (`_NO_FORMS`)."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sectionPart")
        self._tree = SectionTree()
        self._tree.chosen.connect(self._choose)
        self._find = _FindLine(self._tree)
        self.setFocusProxy(self._tree)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._find)
        column.addWidget(self._tree, 1)
        QShortcut(QKeySequence("Alt+F"), self, self._find.setFocus)

    def show_case(self, view: CaseView) -> None:
        """The states of a case's forms, and what is to be seen about the rest."""
        self._tree.show_states(view.states())
        self._tree.tell(COPIES, _OUT, view.copies_out())
        self._tree.tell(CONSENTS, _SOON, view.consents_ending())
        self._tree.tell(FAMILY, _PEOPLE, len(view.family))
        self._tree.tell(RIGHTS, _OPEN, view.requests_open())

    def mark_chosen(self, key: str) -> None:
        self._tree.mark_chosen(key)

    def _choose(self, key: str) -> None:
        self._find.clear()
        self.chosen.emit(key)


class _FindLine(QLineEdit):
    """Narrows the tree as one types; Enter takes the first form left, Esc lets all come back."""

    def __init__(self, tree: SectionTree) -> None:
        super().__init__()
        self.setObjectName("findForm")
        self.setPlaceholderText(say(_FIND))
        self.setAccessibleName(say(_FIND_NAME))
        self.setClearButtonEnabled(True)
        self._tree = tree
        self.textChanged.connect(tree.narrow)
        self.returnPressed.connect(tree.choose_first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self._tree.setFocus()
        else:
            super().keyPressEvent(event)


class SectionTree(QTreeWidget):
    """The lines themselves: what is of the whole case, then the forms under their topics."""

    chosen = Signal(str)

    def __init__(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads: list[QTreeWidgetItem] = []
        self._states: Mapping[str, str] = {}
        self._opened: frozenset[str] = frozenset()  # forms of topics that somebody opened
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

    def show_states(self, states: Mapping[str, str]) -> None:
        """The state of each form by its key; forms not named are empty."""
        fresh = states.keys() != self._states.keys()
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
        for head in self._heads if fresh else ():
            head.setExpanded(self._opens(head))
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTreeWidget.resizeEvent."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """A title has the line to itself where nothing stands beside it; in a narrow list also
        where the icon and the tip tell the state."""
        narrow = self.viewport().width() < _ROOM_FOR_STATES
        for head in self._heads:
            head.setFirstColumnSpanned(True)
        for key, item in self._items.items():
            item.setFirstColumnSpanned(not item.text(1) or (narrow and key in FORMS))

    def tell(self, key: str, words: Text, count: int) -> None:
        """How many there are to look at behind a line of the whole case; none says nothing."""
        item, told = self._items[key], say(words(count=count)) if count else ""
        item.setText(1, told)
        item.setToolTip(0, say(_TIP(form=item.text(0), state=told)) if told else item.text(0))
        self._give_room()

    # --- folding and finding -----------------------------------------------------------------

    def narrow(self, text: str) -> None:
        """Only the forms in which this is found (`form_words`); "" is all of them again."""
        wanted = bool(text.strip())
        left_in = form_words.found(text) if wanted else frozenset()
        for key, item in self._items.items():
            item.setHidden(wanted and key not in left_in)
        for head in self._heads:
            lines = [head.child(row) for row in range(head.childCount())]
            left = [line for line in lines if not line.isHidden()]
            head.setHidden(not left)
            head.setExpanded(wanted or self._opens(head))

    def choose_first(self) -> None:
        """The first form that is left."""
        lines = (head.child(row) for head in self._heads for row in range(head.childCount()))
        self._choose(next((line for line in lines if not line.isHidden()), None))

    def _opens(self, head: QTreeWidgetItem) -> bool:
        """Whether a topic lies open by itself: something of it is written, or somebody opened it,
        or the first hour needs it."""
        keys = [head.child(row).data(0, _KEY) for row in range(head.childCount())]
        forms = [FORMS[key] for key in keys if key in FORMS]
        first = any(form.urgent and form.topic in FIRST for form in forms)
        return first or any(key in self._states or key in self._opened for key in keys)

    def _fold(self, head: QTreeWidgetItem) -> None:
        keys = {head.child(row).data(0, _KEY) for row in range(head.childCount())}
        head.setExpanded(not head.isExpanded())
        self._opened = self._opened | keys if head.isExpanded() else self._opened - keys

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
        self._items[OUTCOMES].setIcon(0, theme.icon("timeline"))
        self._items[FAMILY].setIcon(0, theme.icon("team"))
        self._items[FAMILY].setForeground(1, theme.colour("muted"))
        self._items[MATCHES].setIcon(0, theme.icon("find"))
        for head in self._heads:
            head.setForeground(0, theme.colour("muted"))
            head.setIcon(0, theme.icon("down" if head.isExpanded() else "right", "muted"))

    def mark_chosen(self, key: str) -> None:
        item = self._items.get(key)
        if item is not None:
            if item.parent() is not None:
                item.parent().setExpanded(True)
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
        elif item is not None:
            self._fold(item)

    def _fill(self) -> None:
        self._add(self.invisibleRootItem(), OVERVIEW, say(_OVERVIEW))
        self._add(self.invisibleRootItem(), COPIES, say(REGISTER))
        self._add(self.invisibleRootItem(), CONSENTS, say(LEDGER))
        self._add(self.invisibleRootItem(), RIGHTS, say(RIGHTS_DESK))
        self._add(self.invisibleRootItem(), OUTCOMES, say(OUTCOME_CHART))
        self._add(self.invisibleRootItem(), FAMILY, say(FAMILY_PLACE))
        for topic in Topic:
            forms = [form for form in FORMS.values() if form.topic is topic]
            if not forms:
                continue
            head = QTreeWidgetItem(self.invisibleRootItem(), [say(texts.TOPICS[topic])])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self._heads.append(head)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            for form in sorted(forms, key=lambda each: each.number):
                self._add(head, form.key, texts.form_title(form))
            if topic is Topic.TRACING:
                self._add(head, MATCHES, say(MISSING))
            head.setExpanded(self._opens(head))
        self.itemExpanded.connect(lambda _: self._dress())
        self.itemCollapsed.connect(lambda _: self._dress())
        self._dress()

    def _add(self, parent: QTreeWidgetItem, key: str, words: str) -> None:
        item = QTreeWidgetItem(parent, [words])
        item.setData(0, _KEY, key)
        item.setToolTip(0, words)  # a narrow list cuts it
        self._items[key] = item
