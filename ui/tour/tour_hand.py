"""The hand of the tour: finds what is on the screen by its name, clicks, types, waits, looks.

It works through the same events as a person's mouse and keyboard. It waits for what is to be
seen, never for a time; what does not come is told by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QMessageBox,
    QScrollArea,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItemIterator,
    QWidget,
)

from rescueapp.errors import Unavailable
from rescueapp.i18n import mark
from ui import theme
from ui.forms.form_frame import FormFrame
from ui.program import Program

PATIENCE_S = 60
STUCK = mark(
    "The tour stopped after “{step}”: {what} did not come. The program said last: {said}", "tour"
)

OBJECTED = mark("The tour stopped after “{step}”. The program said: {said}", "tour")

_LOOK_EVERY_MS = 10
_KEY_ROLE = Qt.ItemDataRole.UserRole
_Widget = TypeVar("_Widget", bound=QWidget)


class Hand:
    """One hand on one program. `step` says what was reached last, for when it gets stuck."""

    def __init__(self, program: Program, *, patience_s: int = PATIENCE_S) -> None:
        self.program = program
        self.window = program.window
        self.step = ""
        self._patience_ms = patience_s * 1000

    # --- waiting --------------------------------------------------------------------------

    def until(self, what: str, condition: Callable[[], object]) -> None:
        """Let the program run until the condition holds. Raises Unavailable naming the step."""
        loop = QEventLoop()
        look = QTimer(interval=_LOOK_EVERY_MS)
        look.timeout.connect(lambda: loop.exit(0) if condition() else None)
        late = QTimer(singleShot=True, interval=self._patience_ms)
        late.timeout.connect(lambda: loop.exit(1))
        look.start()
        late.start()
        stuck = loop.exec()
        look.stop()
        if stuck:
            raise Unavailable(STUCK(step=self.step, what=what, said=self._said() or "-"))

    def settle(self) -> None:
        """Until nothing is under way and every question that shows is there."""
        self.until("rest", self._rests)
        self.until("rest", self._rests)  # what the last result asked for in turn
        if said := self._said():
            raise Unavailable(OBJECTED(step=self.step, said=said))

    def _rests(self) -> bool:
        forms = self.window.findChildren(FormFrame)
        built = all(not any(box.missing() for box in f.pad.boxes) for f in forms if f.isVisible())
        return built and not self.program.tasks.busy

    def _said(self) -> str:
        box = next((b for b in _visible(QMessageBox)), None)
        return f"{box.text()} {box.informativeText()}" if box is not None else ""

    # --- finding --------------------------------------------------------------------------

    def sees(self, name: str) -> bool:
        """Whether something of this name is on the screen."""
        return self._found(name, QWidget) is not None

    def find(self, name: str, kind: type[_Widget]) -> _Widget:
        """The widget of this name that is on the screen; waits for it."""
        self.until(name, lambda: self._found(name, kind))
        found = self._found(name, kind)
        assert found is not None
        return found

    def _found(self, name: str, kind: type[_Widget]) -> _Widget | None:
        for top in _visible(QWidget):
            for widget in (top, *top.findChildren(kind, name)):
                if isinstance(widget, kind) and widget.objectName() == name and widget.isVisible():
                    return widget
        return None

    @property
    def focus(self) -> QWidget:
        """What takes the keys now."""
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    # --- doing ----------------------------------------------------------------------------

    def act(self, event: Callable[[], object]) -> None:
        """Hand the program one event. A place of its own, so that a watch can time it."""
        event()

    def click(self, name: str) -> None:
        """Click what has this name, once it can be clicked."""
        widget = self.find(name, QWidget)
        self.until(name, widget.isEnabled)
        self.show(widget)
        self.act(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton))
        self.settle()

    def click_section(self, key: str) -> None:
        """Click a form in the left side of a case."""
        tree = self.find("sections", QTreeWidget)
        lines = QTreeWidgetItemIterator(tree)
        while (line := lines.value()) is not None and line.data(0, _KEY_ROLE) != key:
            lines += 1
        if line.parent() is not None:
            line.parent().setExpanded(True)
        tree.scrollToItem(line)
        at = tree.visualItemRect(line).center()
        self.act(lambda: QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at))
        self.settle()

    def open_menu(self, name: str) -> QMenu:
        """Open the menu of a button, without waiting for a choice as the button would."""
        button = self.find(name, QToolButton)
        menu = button.menu()
        self.act(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))
        self.until(name, menu.isVisible)
        return menu

    def choose(self, menu: QMenu, number: int) -> None:
        """Click an entry of an open menu, counted from 0."""
        at = menu.actionGeometry(menu.actions()[number]).center()
        self.act(lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at))
        self.settle()

    def go_to(self, name: str) -> None:
        """Put the focus on what has this name."""
        widget = self.find(name, QWidget)
        self._be_active()
        self.show(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each as Qt writes it: "Ctrl+N", "Return"."""
        for key in keys:
            self._be_active()
            self.act(partial(QTest.keySequence, self.focus, QKeySequence(key)))
        self.settle()

    def write(self, text: str, *, into: str = "") -> None:
        """Type a text; what no key gives is committed as by an input method."""
        if into:
            self.go_to(into)
        if text.isascii():
            for letter in text:
                self.act(partial(QTest.keyClick, self.focus, letter))
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            self.act(partial(QApplication.sendEvent, self.focus, event))
        self.settle()  # nobody types faster than a form grows

    def _be_active(self) -> None:
        """Shortcuts belong to the active window; on a screen others use, it may not be ours."""
        top = QApplication.activeModalWidget() or QApplication.activePopupWidget() or self.window
        if not top.isActiveWindow():
            top.activateWindow()
            self.until("window", lambda: top.isActiveWindow() or not top.isVisible())

    def show(self, widget: QWidget) -> None:
        """Scroll until the widget is in sight."""
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()

    # --- looking --------------------------------------------------------------------------

    def picture(self) -> QPixmap:
        """The window as it is, with the menus and dialogs that stand over it."""
        self.settle()
        shown = self.window.grab()
        painter = QPainter(shown)
        painter.setPen(theme.colour("border"))
        for top in _visible(QWidget):
            if top is not self.window:
                at = top.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
                painter.drawPixmap(at, top.grab())
                painter.drawRect(top.rect().translated(at).adjusted(-1, -1, 0, 0))
        painter.end()
        return shown


def _visible(kind: type[_Widget]) -> list[_Widget]:
    """The windows on the screen, dialogs and menus after what they stand over."""
    tops = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return sorted(tops, key=lambda w: w.isModal() + 2 * (w is QApplication.activePopupWidget()))
