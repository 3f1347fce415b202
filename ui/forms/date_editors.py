"""Days and moments, typed by keyboard as precisely as they are known.

Day, month, year or a range: what was understood is shown in words beside the line at once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from rescueapp import clock
from rescueapp.forms import answers
from rescueapp.forms.schema import Field
from rescueapp.i18n import Text, mark, say
from ui import theme
from ui.forms.editor import Desk
from ui.forms.text_editors import LineEditor
from ui.widgets.day_field import open_calendar
from ui.widgets.words import Words

DATE_EXAMPLE = mark("2026-03-05, 2026-03 or 2026", "editor")
DATE_TIP = mark("Day, month or year; a range as 2026-01/2026-05", "editor")
MOMENT_EXAMPLE = mark("2026-03-05 14:30", "editor")
TODAY = mark("Today", "editor")
NOW = mark("Now", "editor")
PRESENT_KEY = "Ctrl+;"
TODAY_TIP = mark("Today (Ctrl+;)", "editor")
NOW_TIP = mark("Now (Ctrl+;)", "editor")
CALENDAR = mark("Calendar", "editor")


class DateEditor(LineEditor):
    """A date with its precision; Ctrl+; puts in today."""

    button_words, button_tip = TODAY, TODAY_TIP
    line_tip: Text | None = DATE_TIP

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._reading = Words(role="muted", wrap=False)
        super().__init__(question, desk, parent, compact=compact)
        self.line.setToolTip(say(self.line_tip) if self.line_tip else "")
        self.changed.connect(self._read_out)

    def beside(self) -> list[QWidget]:
        present = QToolButton()
        present.setProperty("look", "button")
        present.setText(f"{say(self.button_words)}  {PRESENT_KEY}")
        present.setToolTip(say(self.button_tip))
        present.setAccessibleName(say(self.button_words))
        present.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        present.clicked.connect(self.put_present)
        return [present, *self._calendar_button(), self._reading]

    def _calendar_button(self) -> list[QWidget]:
        button = QToolButton()
        button.setProperty("look", "quiet")
        theme.dress(button, "calendar", "muted")
        button.setToolTip(say(CALENDAR))
        button.setAccessibleName(say(CALENDAR))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._open_calendar)
        return [button]

    def put_present(self) -> None:
        """Answer with today."""
        self.take(clock.today().isoformat())
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Ctrl+; is now."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Semicolon:
            self.put_present()
            return
        super().keyPressEvent(event)

    def example(self) -> str:
        return say(DATE_EXAMPLE)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._read_out()

    def _finish(self) -> None:
        super()._finish()
        self._read_out()

    def _read_out(self) -> None:
        value = self._read() if self.line.text() else None
        self._reading.setText(answers.say(self.question, value) if value else "")

    def _open_calendar(self) -> None:
        value = self._read()
        whole = isinstance(value, str) and len(value) == 10
        open_calendar(self.line, date.fromisoformat(value) if whole else None, self._pick)

    def _pick(self, day: date) -> None:
        self.take(day.isoformat())
        self._read_out()
        self.line.setFocus()


class DateTimeEditor(DateEditor):
    """A moment on the station's clock; Ctrl+; puts in now."""

    button_words, button_tip = NOW, NOW_TIP
    line_tip = None

    def _calendar_button(self) -> list[QWidget]:
        return []

    def put_present(self) -> None:
        """Answer with the present minute."""
        self.take(clock.stamp(clock.now().replace(second=0)))
        self.left.emit()

    def example(self) -> str:
        return say(MOMENT_EXAMPLE)

    def as_typed(self, value: Any) -> str:
        moment: datetime = clock.local(value)
        return f"{moment:%Y-%m-%d %H:%M}"
