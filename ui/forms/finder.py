"""A line that finds: type a code, any part of a word, or pinyin; choose with arrows and Enter.

The list below the line is a child of the window, so that quick-hide covers it with the rest.
Esc belongs to the input method; here it only closes an open list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.forms.editor import Option
from ui.widgets.escape import takes_escape

_SHOWN = 9  # rows of the list before it scrolls
_HINT_ROLE = Qt.ItemDataRole.UserRole


class Offers(QListWidget):
    """The list below a finder. It never has the focus: the keys stay in the line."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("finderOffers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMouseTracking(True)
        self.itemEntered.connect(self.setCurrentItem)
        self.hide()

    def fill(self, options: Sequence[Option], *, choose_first: bool) -> None:
        self.clear()
        for option in options:
            words = f"{option.words}　{option.detail}" if option.detail else option.words
            item = QListWidgetItem(words)
            item.setData(_HINT_ROLE, option)
            self.addItem(item)
        if choose_first and options:
            self.setCurrentRow(0)

    def put_under(self, line: QWidget) -> None:
        """Below the line, or above it where the window ends."""
        window = line.window()
        rows = min(self.count(), _SHOWN)
        height = rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + 2
        corner = line.mapTo(window, QPoint(0, line.height() + 1))
        if corner.y() + height > window.height():
            above = line.mapTo(window, QPoint(0, 0)).y() - height - 1
            corner.setY(max(above, 0))
        width = min(max(line.width(), self.sizeHintForColumn(0) + 40, 240), 560)
        corner.setX(max(0, min(corner.x(), window.width() - width)))
        self.setGeometry(QRect(corner.x(), corner.y(), width, height))
        self.raise_()
        self.show()

    def chosen(self) -> Option | None:
        item = self.currentItem()
        return item.data(_HINT_ROLE) if item else None


class Finder(QLineEdit):
    """Finds one of many.

    `find(typed)` gives the options, best first (an empty text: what to offer unasked), or
    None when they will come later through `offer`. With `free`, what is typed counts by
    itself and a choice is only taken when somebody moves to it; without, Enter and Tab take
    the first. `chosen` carries the option taken, `given_up` says that the text stands for
    nothing (yet).
    """

    chosen = Signal(object)
    typed = Signal(str)
    left = Signal()
    erased = Signal()  # Backspace where there is nothing left to erase
    # Of the class, because Qt hides a line once more when Python has let go of it.
    _offers: Offers | None = None

    def __init__(
        self,
        find: Callable[[str], Sequence[Option] | None],
        parent: QWidget | None = None,
        *,
        free: bool = False,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._free = free
        self._open = self.addAction(
            theme.icon("down", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._open.triggered.connect(self.offer_all)
        self.textEdited.connect(self._look)

    # --- the list -----------------------------------------------------------------------

    def offer(self, options: Sequence[Option], *, choose_first: bool | None = None) -> None:
        """Show these options; none closes the list."""
        if not options or not self.hasFocus():
            self.close_offers()
            return
        offers = self._list()
        offers.fill(options, choose_first=not self._free if choose_first is None else choose_first)
        offers.put_under(self)

    def offer_all(self) -> None:
        """Everything that can be chosen, as if nothing were typed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        found = self._find("")
        if found is not None:
            self.offer(found, choose_first=False)

    def close_offers(self) -> None:
        if self._offers is not None:
            self._offers.hide()

    def is_offering(self) -> bool:
        return self._offers is not None and not self._offers.isHidden()

    def offered(self) -> list[str]:
        """What the open list shows."""
        if not self.is_offering() or self._offers is None:
            return []
        return [self._offers.item(row).text() for row in range(self._offers.count())]

    def _list(self) -> Offers:
        window = self.window()
        if self._offers is None or self._offers.parentWidget() is not window:
            self._offers = Offers(window)
            self._offers.itemClicked.connect(lambda item: self._take(item.data(_HINT_ROLE)))
            self.destroyed.connect(self._offers.deleteLater)
        return self._offers

    def _look(self, text: str) -> None:
        self.typed.emit(text)
        found = self._find(text.strip()) if text.strip() else []
        if found is not None:
            self.offer(found)

    def _take(self, option: Option) -> None:
        self.close_offers()
        self.setText(option.words)
        self.setCursorPosition(0)
        self.chosen.emit(option)

    def take_current(self) -> bool:
        """Take the option that is marked in the open list. False when there is none."""
        option = self._offers.chosen() if self.is_offering() and self._offers else None
        if option is None:
            return False
        self._take(option)
        return True

    # --- keys ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Override QLineEdit.event: Tab takes the marked option and goes on.

        Esc is claimed before shortcuts see it, while the list is open.
        """
        if self.is_offering() and takes_escape(event):
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab:
                self.take_current()
            elif event.key() == Qt.Key.Key_Escape and self.is_offering():
                self.close_offers()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent: arrows walk the list, Enter takes."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.erased.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._walk(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.take_current():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: int) -> None:
        if not self.is_offering():
            if key == Qt.Key.Key_Down:
                self.offer_all()
            return
        assert self._offers is not None
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN}.get(
            Qt.Key(key), -_SHOWN
        )
        last = self._offers.count() - 1
        self._offers.setCurrentRow(max(0, min(last, self._offers.currentRow() + step)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QLineEdit.mousePressEvent: a click into an empty line offers everything."""
        super().mousePressEvent(event)
        if not self.text() and not self._free and not self.isReadOnly():
            self.offer_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_offers()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_offers()
