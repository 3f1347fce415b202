"""Marking what nobody is to make out in the photograph of a notice (K-22)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.attached import attachments, blurring
from rescueapp.i18n import mark, say
from rescueapp.printing.apart import Apart
from rescueapp.printing.preview import Picture
from ui import messages, paper, texts
from ui.forms.blur_canvas import BlurCanvas
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("What nobody is to make out", "blur")
_HOW = mark(
    "Draw with the mouse, or press N for a new area: arrows move it, Shift and arrows change its "
    "size, Page Down goes to the next, Delete takes it out. In the copy nothing of it can be "
    "brought back; the photograph it is made of stays as it is.",
    "blur",
)
_PICTURE = mark("The photograph, with the areas to blur", "blur")
_ADD = mark("New area (N)", "blur")
_OUT = mark("Take the area out (Delete)", "blur")
_KEEP = mark("Make the copy (Ctrl+Enter)", "blur")
_OPENING = mark("Opening the photograph…", "blur")
_NONE = mark("No area yet: the copy will be as the photograph is.", "blur")
_SOME = mark("Areas: {count}. Chosen: {chosen}.", "blur")
_MAKING = mark("Making the copy…", "blur")

_MARGIN = QSize(8 * GRID, 6 * GRID)
_SMALLEST = QSize(60 * GRID, 50 * GRID)
_LEAST_SIDE = 12 * GRID


class BlurDialog(QDialog):
    """`value`: the answer that names the photograph; `then(value)` takes that of the copy. A child
    of the editor, so that with a lock nothing of the picture stays."""

    def __init__(
        self, parent: QWidget, session: Session, value: dict[str, Any], label: str,
        then: Callable[[dict[str, Any]], object],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("blurDialog")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._value, self._label, self._then = session, value, label, then
        self.canvas = BlurCanvas()
        self.canvas.setAccessibleName(say(_PICTURE))
        self.canvas.changed.connect(self._tell)
        self._build()
        self.finished.connect(lambda _: self.canvas.let_go())
        self.resize((parent.window().size() - _MARGIN).expandedTo(_SMALLEST))

    def open(self) -> None:
        """Override QDialog.open: ask the vault for the photograph too."""
        super().open()
        blob = self._value["blob"]
        self._session.run(
            lambda ws: attachments.attachment(ws, blob), self._take, self._refused, owner=self
        )

    def _take(self, content: bytes) -> None:
        media_type, ratio = self._value.get("type", ""), self.devicePixelRatioF()
        room = self._area.viewport().size()
        self._session.tasks.beside(
            lambda _: _fitting(content, media_type, room, ratio),
            lambda picture: self._show(picture, ratio),
            failed=self._refused,
            owner=self,
        )

    def _show(self, picture: Picture, ratio: float) -> None:
        self.canvas.show_picture(paper.pixmap(picture, ratio))
        for button in (self._add, self._keep):
            button.setEnabled(True)
        self._tell()
        self.canvas.setFocus()

    def _tell(self) -> None:
        count = len(self.canvas.areas)
        self._out.setEnabled(count > 0)
        words = _SOME(count=count, chosen=self.canvas.chosen + 1) if count else _NONE()
        self._state.setText(say(words))
        self.canvas.setAccessibleDescription(say(words))

    def _make(self) -> None:
        areas, blob, label = self.canvas.areas, self._value["blob"], self._label
        self._problem.say("")
        self._state.setText(say(_MAKING))
        self._keep.setDisabled(True)
        self._session.run(
            lambda ws: blurring.blurred_copy(ws, blob, areas, label=label),
            self._made,
            self._refused,
            owner=self,
        )

    def _made(self, value: dict[str, Any]) -> None:
        self._then(value)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._problem.say(messages.words_of(error), "brick")
        self._tell()
        self._keep.setEnabled(self.canvas.width() > 1 and self._add.isEnabled())

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        self._problem = Notice(name="blurProblem")
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setWidget(self.canvas)
        self._state = Words(say(_OPENING), "muted", name="blurState")
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_TITLE), "heading"))
        column.addWidget(Words(say(_HOW), "muted"))
        column.addWidget(self._problem)
        column.addWidget(self._area, 1)
        column.addWidget(self._state)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._add = Button(say(_ADD), "blurAdd", self._new, icon="plus")
        self._out = Button(say(_OUT), "blurOut", self._take_out, icon="close")
        self._keep = Button(say(_KEEP), "blurKeep", self._make, icon="hide", kind="primary")
        self._keep.setShortcut("Ctrl+Return")
        for button in (self._add, self._out, self._keep):
            button.setEnabled(False)
            button.setAutoDefault(False)
        cancel = Button(say(texts.CANCEL), "blurCancel", self.reject)
        cancel.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addWidget(self._out)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._keep)
        return row

    def _new(self) -> None:
        self.canvas.add()
        self.canvas.setFocus()  # the arrows move it at once

    def _take_out(self) -> None:
        self.canvas.take_out()
        self.canvas.setFocus()


def _fitting(content: bytes, media_type: str, room: QSize, ratio: float) -> Picture:
    """The whole picture as large as there is room for."""
    with Apart(content, media_type) as shown:
        width, height = shown.size(0)
        wide = max(_LEAST_SIDE, room.width()) / width
        return shown.picture(0, min(2.0, wide, max(_LEAST_SIDE, room.height()) / height) * ratio)
