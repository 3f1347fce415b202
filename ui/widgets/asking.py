"""A short question in a window of its own: a heading, fields, a refusal in words, two buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rescueapp.i18n import Text, mark, say
from ui import messages, texts
from ui.desktop.not_learnt import nothing_learnt_in
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.cut import CutWords, tell_cut
from ui.widgets.notice import Notice
from ui.widgets.scrolled import ScrolledIfNeeded
from ui.widgets.words import Words, plain

_BACK = mark("You typed this before the screen locked. It has not been sent yet.", "asking")

_AROUND_HINT = 3 * GRID  # the frame and the padding of a line
_ONCE_MS = 1500  # within which a second press is the same answer


def fit_height(dialog: QDialog, column: QVBoxLayout) -> None:
    """Make a dialog as high as its words and fields need: Qt's first size leaves out what wraps,
    and stops at two thirds of a screen."""
    column.activate()
    wanted = column.totalHeightForWidth(dialog.width())
    room = dialog.screen().availableGeometry()
    high = min(max(wanted, column.minimumSize().height()), room.height())
    dialog.resize(dialog.width(), high)
    if dialog.isVisible():  # before, Qt has yet to put it over its window: moved, it would not
        dialog.move(dialog.x(), max(room.top(), min(dialog.y(), room.bottom() - high)))


def _wanted(line: QLineEdit) -> int:
    """How wide a line is that shows its hint whole."""
    return line.fontMetrics().horizontalAdvance(line.placeholderText()) + _AROUND_HINT


class Asking(QDialog):
    """A heading, fields, a place for a refusal, and two buttons."""

    def __init__(self, parent: QWidget, name: str, heading: str, act: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(56 * GRID)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(GRID)
        self.column.addWidget(Words(heading, "heading"))
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.installEventFilter(self)
        self.fields = QVBoxLayout(inside)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self._grid: QGridLayout | None = None
        self._area = ScrolledIfNeeded(inside)
        self.column.addWidget(self._area)
        self._acted = QTimer(self, singleShot=True, interval=_ONCE_MS)
        self._problem = Notice(name=f"{name}Problem")
        self.column.addWidget(self._problem)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self.cancel = Button(say(texts.CANCEL), f"{name}Cancel", self.reject)
        row.addWidget(self.cancel)
        self.others = QHBoxLayout()  # for a second answer
        row.addLayout(self.others)
        self.now = Button(act, f"{name}Now", self._act_once, icon="check", kind="primary")
        row.addWidget(self.now)
        self.column.addWidget(self._buttons)
        # Enter in a line presses it; a line that acted too would act twice. Said once it stands
        # in the dialog: before, Qt forgets it when a button that was clicked loses the focus.
        self.now.setDefault(True)

    def brought_back(self) -> None:
        """Say that words of before a lock stand in it again (`ui.unsent`)."""
        self._problem.say(say(_BACK), "teal")
        self.fit()

    def act(self) -> None:
        """What the main button does."""

    def _act_once(self) -> None:
        """A second click or Enter right after the first is no second answer."""
        if not self._acted.isActive():
            self._acted.start()
            self.act()

    def refuse(self, words: str) -> None:
        self._acted.stop()  # it may be tried again at once
        self._problem.say(words, "brick")
        self.fit()

    def failed(self, error: BaseException) -> None:
        """What was asked for was not done: said here, where all that was typed still stands."""
        self.refuse(messages.words_of(error))

    def fit(self) -> None:
        """As high as its words and fields need; where the screen is lower, the fields scroll."""
        around = self.column.contentsMargins()
        self._area.fit(self.width() - around.left() - around.right())
        fit_height(self, self.column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QDialog.eventFilter: a field that comes or grows makes the dialog higher."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    def show_field(self, field: QWidget) -> None:
        """Scroll to a field, where that is needed."""
        self._area.ensureWidgetVisible(field)

    def show_below(self, card: QWidget) -> None:
        """Put a card below the fields, seen whole, with the focus in it."""
        self.column.addWidget(card)
        card.show()
        self.fit()
        card.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QDialog.showEvent: now its width is known. The focus is in the first field,
        unless the dialog put it elsewhere; on a button Enter would answer unread."""
        super().showEvent(event)
        nothing_learnt_in(self)  # reasons, names: whatever is asked about a case
        self._make_room_for_hints()
        self.fit()
        if self.focusWidget() is None and (first := self._first_field()) is not None:
            first.setFocus()

    def _make_room_for_hints(self) -> None:
        """A hint that is cut tells nobody what is asked of them."""
        lines = (line for line in self.findChildren(QLineEdit) if line.isVisibleTo(self))
        lacking = max((_wanted(line) - line.width() for line in lines), default=0)
        if lacking > 0:
            room = self.screen().availableGeometry().width()
            self.setMinimumWidth(min(self.width() + lacking, room))
            self.resize(self.minimumWidth(), self.height())

    def _first_field(self) -> QWidget | None:
        """What Tab comes to first, but for the buttons."""
        each: QWidget | None = self.nextInFocusChain()
        while each is not None and each is not self:
            takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabledTo(self)
            if takes and each.isVisibleTo(self) and not self._buttons.isAncestorOf(each):
                return each
            each = each.nextInFocusChain()
        return None

    def add_beside(self, words: Text, field: QWidget, name: str) -> None:
        """A field beside its label: where there are many, one below the other fit no screen."""
        if self._grid is None:
            self._grid = QGridLayout()
            self._grid.setColumnStretch(1, 1)
            self.fields.addLayout(self._grid)
        label = QLabel(say(words))
        label.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(plain(say(words)))
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        if isinstance(field, QLineEdit):
            self._grid.addWidget(self.cut_words(field), row + 1, 1)

    def add_field(self, words: Text, field: QWidget, name: str) -> None:
        label = QLabel(say(words))
        label.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(plain(say(words)))
        self.fields.addWidget(label)
        self.fields.addWidget(field)
        if isinstance(field, QLineEdit):
            self.fields.addWidget(self.cut_words(field))

    def cut_words(self, line: QLineEdit) -> CutWords:
        """What is to stand below a line: that it did not take all, where it did not."""
        words = CutWords(line)
        tell_cut(line, lambda _: self.fit())
        return words
