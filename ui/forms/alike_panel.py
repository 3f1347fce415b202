"""Before a person is registered twice: what was typed beside the cases it may belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rescueapp import clock
from rescueapp.domain.case import CaseRow
from rescueapp.forms import codes
from rescueapp.forms.answers import Spine
from rescueapp.i18n import Text, mark, say
from ui import dates, texts
from ui.forms.form_work import Alike, AlikeCase
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.escape import takes_escape
from ui.widgets.flow import FlowBox
from ui.widgets.notice import Notice
from ui.widgets.words import Chip, Words, plain

TITLE = mark(
    "The same person may be registered already. Nothing is registered until you have decided.",
    "likeness",
)
MORE = mark("{count} more cases are less alike: find them in the list of cases.", "likeness")
BACK = mark("Back to the form (Esc)", "likeness")
NONE = mark("None of them is the same person: register", "likeness")
TYPED = mark("Typed here", "likeness")
THAT_CASE = mark("That case", "likeness")
TEAM_ONLY = mark("Only its team sees this", "likeness")
OPEN = mark("Open that case", "likeness")
SAME = mark("Same person", "likeness")
APART = mark("Not the same person", "likeness")
AGAIN = mark("Decide again", "likeness")
GO_ON = mark("Go on in that case", "likeness")
LEAVE = mark("Leave what was typed as a draft", "likeness")
SAME_MINE = mark(
    "Then nothing is registered again: go on in that case, and put in there what is new. What"
    " you typed here stays as a draft under Today.",
    "likeness",
)
SAME_OTHERS = mark(
    "Then nothing is registered again. You are not on the team of that case: tell {worker} or a"
    " supervisor, who can put you on it. What you typed here stays as a draft under Today.",
    "likeness",
)
SAFETY = mark("For everyone on duty: {line}", "case")
WHY = {
    "document": mark("same document number", "likeness"),
    "name": mark("same name", "likeness"),
    "pinyin": mark("name sounds the same", "likeness"),
}
NAME = mark("Name", "likeness")
DOCUMENT = mark("Document number", "likeness")
SEX = mark("Sex", "likeness")
AGE = mark("Age", "likeness")
ARRIVED = mark("Arrived", "likeness")
STAGE = mark("Stage", "likeness")
WORKER = mark("Worker", "likeness")

MOST = 8  # cases side by side; who has more namesakes than that, finds them in the list
_NOT_KNOWN = "—"
_WIDEST = 760
_TAIL = 4


class AlikePanel(QScrollArea):
    """`apart(uids)`: none of these is the same person. `looked_at(uid)`: open that case, the
    form stays. `same(uid)`: go on there. `left`: keep the typing and leave. `back`: to the form.
    """

    apart = Signal(tuple)
    looked_at = Signal(str)
    same = Signal(str)
    left = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alike")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[AlikeCard] = []
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)
        self.hide()

    def show_cases(self, alike: Alike) -> None:
        """The surest first; each is decided about by itself, or all in one."""
        shown = alike.found[:MOST]
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(Notice(say(TITLE), "amber", name="alikeNotice"))
        self.cards = [
            AlikeCard(number, each, alike.typed, self) for number, each in enumerate(shown)
        ]
        for card in self.cards:
            column.addWidget(card)
        if len(alike.found) > MOST:
            column.addWidget(Words(say(MORE(count=len(alike.found) - MOST)), "muted"))
        column.addWidget(self._foot())
        column.addStretch(1)
        middle = QWidget()
        middle.setProperty("role", "page")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        self.setWidget(middle)

    def _foot(self) -> QWidget:
        box = FlowBox()
        box.flow.addWidget(_button(BACK, "alikeBack", self.back.emit))
        if len(self.cards) > 1:
            box.flow.addWidget(_button(NONE, "alikeNone", self._none))
        return box

    def decided(self) -> None:
        """A card was put aside: on to the next; when none is the same person, she is registered."""
        left = [card for card in self.cards if not card.is_apart]
        if left:
            left[0].first.setFocus()
        else:
            self._none()

    def _none(self) -> None:
        self.apart.emit(tuple(card.uid for card in self.cards))

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        """What has the focus is in sight, once what was said beside it is laid out."""
        if now is not None and self.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self.ensureWidgetVisible(now, 0, 6 * GRID))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QScrollArea.focusInEvent: on to the first case that is not decided about."""
        super().focusInEvent(event)
        undecided = [card for card in self.cards if not card.is_apart]
        (undecided or self.cards)[0].first.setFocus()

    def event(self, event: QEvent) -> bool:
        """Override QScrollArea.event: Esc goes back to the form, and does not leave it."""
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QScrollArea.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


class AlikeCard(Card):
    """One case: why it came up, what can be compared, and the three acts."""

    def __init__(self, number: int, each: AlikeCase, typed: Spine, panel: AlikePanel) -> None:
        super().__init__(name=f"alike{number}")
        self.uid = each.row.uid
        self.is_apart = False
        self._each, self._panel, self._number = each, panel, number
        self.column.addLayout(self._head(each))
        self.column.addWidget(_table(each, typed))
        if each.row.safety_line:
            line = say(SAFETY(line=each.row.safety_line))
            self.column.addWidget(Notice(line, "amber", name=f"alikeSafety{number}"))
        self._said = Notice(tone="teal", name=f"alikeSaid{number}")
        self.column.addWidget(self._said)
        self._acts = FlowBox()
        self._asked, self._decided = self._buttons()
        self.column.addWidget(self._acts)
        self._offer(self._asked)

    @property
    def first(self) -> Button:
        """The act that has the focus first; the safe one."""
        return next(b for b in (*self._asked, *self._decided) if not b.isHidden())

    def _head(self, each: AlikeCase) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(Words(each.row.alias, "heading", wrap=False))
        row.addWidget(Words(each.row.number, "muted", wrap=False))
        for reason in each.reasons:
            row.addWidget(Chip(say(WHY[reason]), "amber"))
        row.addStretch(1)
        return row

    def _buttons(self) -> tuple[list[Button], list[Button]]:
        """The acts before and after it is decided; each is there from the start, or not shown."""
        uid, panel = self.uid, self._panel
        go_on = (GO_ON, "alikeGoOn", lambda: panel.same.emit(uid))
        leave = (LEAVE, "alikeLeave", panel.left.emit)
        asked = self._row(
            (OPEN, "alikeOpen", lambda: panel.looked_at.emit(uid)),
            (SAME, "alikeSame", self._same),
            (APART, "alikeApart", self._not_same),
        )
        after = go_on if self._each.row.mine else leave
        return asked, self._row(after, (AGAIN, "alikeAgain", self._ask_again))

    def _row(self, *choices: tuple[Text, str, Callable[[], object]]) -> list[Button]:
        made = [_button(words, f"{name}{self._number}", act) for words, name, act in choices]
        for button in made:
            self._acts.flow.addWidget(button)
        return made

    def _offer(self, shown: Sequence[Button]) -> None:
        """Show these acts and hide the others; the focus does not get lost in between."""
        for button in shown:
            button.show()
        if self._acts.isVisible():
            shown[0].setFocus()
        for button in (*self._asked, *self._decided):
            button.setVisible(button in shown)
        self._acts.fit()

    def _ask_again(self) -> None:
        self.is_apart = False
        self._said.say("")
        self._offer(self._asked)

    def _same(self) -> None:
        """The same person: say what to do now."""
        row = self._each.row
        self._said.say(say(SAME_MINE if row.mine else SAME_OTHERS(worker=row.worker_name)), "teal")
        self._offer(self._decided)

    def _not_same(self) -> None:
        self.is_apart = True
        self._said.say(say(APART), "plain")
        self._offer(self._decided[1:])
        self._panel.decided()


def _table(each: AlikeCase, typed: Spine) -> QWidget:
    """Facts side by side: what is asked, what was typed, what that case says."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    for column, stretch in enumerate((0, 1, 1)):
        grid.setColumnStretch(column, stretch)
    for column, text in ((1, TYPED), (2, THAT_CASE)):
        grid.addWidget(Words(say(text), "small"), 0, column)
    for number, (what, here, there) in enumerate(_facts(each, typed), start=1):
        grid.addWidget(Words(say(what), "muted", wrap=False), number, 0)
        grid.addWidget(Words(here or _NOT_KNOWN), number, 1)
        closed = there is None
        grid.addWidget(Words(say(TEAM_ONLY) if there is None else there or _NOT_KNOWN,
                             "muted" if closed else ""), number, 2)  # fmt: skip
    return table


def _facts(each: AlikeCase, typed: Spine) -> list[tuple[Text, str, str | None]]:
    """(what, typed here, in that case; None: only its team sees it). Of a name or a number of
    that case no more is told than that it is alike."""
    row, today = each.row, clock.today()
    found = [
        (NAME, texts.listed(typed.names), _alike(each.reasons, ("name", "pinyin"))),
        (DOCUMENT, texts.listed(_tail(n) for n in typed.documents),
         _alike(each.reasons, ("document",))),
        (SEX, _sex(typed.sex), _own(row, _sex(row.sex))),
        (AGE, dates.age(typed.born_from, typed.born_to, today),
         _own(row, dates.age_of(row, today))),
        (ARRIVED, dates.moment(typed.arrived_at), _own(row, dates.moment(row.arrived_at))),
        (STAGE, "", say(texts.STAGES[row.stage])),
        (WORKER, "", row.worker_name),
    ]  # fmt: skip
    return [(what, here, there) for what, here, there in found if here or there]


def _alike(reasons: Sequence[str], of: Sequence[str]) -> str:
    return texts.listed(say(WHY[reason]) for reason in reasons if reason in of)


def _own(row: CaseRow, words: str) -> str | None:
    return words if row.mine else None


def _sex(code: str | None) -> str:
    return codes.label("C-01", code) if code else ""


def _tail(number: str) -> str:
    """Enough of a number to know it again; the screen can be seen by others."""
    return f"…{number[-_TAIL:]}" if len(number) > _TAIL else number


def _button(words: Text, name: str, act: Callable[[], object]) -> Button:
    button = Button(say(words), name, act)
    button.setAccessibleName(plain(say(words)))
    return button
