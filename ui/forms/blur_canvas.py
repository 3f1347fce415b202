"""A picture on which areas are marked, by mouse or by keys; nothing is blurred here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rescueapp.printing.photo import Area
from ui import theme

LEAST = 0.02  # of the picture: one step of a key, and the smallest side of an area
_NEW = 0.2
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Box:
    """An area in parts of the picture, always inside it."""

    left: float
    top: float
    width: float = _NEW
    height: float = _NEW

    @classmethod
    def between(cls, one: QPointF, other: QPointF) -> Box:
        """The area with these two corners."""
        left, right = sorted(min(1.0, max(0.0, each.x())) for each in (one, other))
        top, bottom = sorted(min(1.0, max(0.0, each.y())) for each in (one, other))
        return cls(left, top, right - left, bottom - top).whole()

    def moved(self, across: float, down: float) -> Box:
        """Somewhere else, as far as the picture goes."""
        return replace(self, left=self.left + across, top=self.top + down).whole()

    def sized(self, across: float, down: float) -> Box:
        """Larger or smaller, as far as the picture goes."""
        width = min(1 - self.left, max(LEAST, self.width + across))
        height = min(1 - self.top, max(LEAST, self.height + down))
        return replace(self, width=width, height=height)

    def whole(self) -> Box:
        """As large as an area must be, and inside."""
        width, height = (min(1.0, max(LEAST, side)) for side in (self.width, self.height))
        left = min(1 - width, max(0.0, self.left))
        return Box(left, min(1 - height, max(0.0, self.top)), width, height)

    def area(self) -> Area:
        return self.left, self.top, self.width, self.height

    def holds(self, at: QPointF) -> bool:
        """Whether a point lies inside."""
        return QRectF(*self.area()).contains(at)


class BlurCanvas(QWidget):
    """Draw with the mouse; N makes an area, arrows move it, Shift and arrows size it, Page Up and
    Page Down choose another, Delete takes it out. `changed` is emitted for each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("blurCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._picture = QPixmap()
        self._boxes: list[Box] = []
        self._chosen = -1
        self._from: QPointF | None = None  # where a new area began
        self._grip: QPointF | None = None  # where a chosen one is held

    def show_picture(self, picture: QPixmap) -> None:
        """The picture at the size it has on the screen."""
        self._picture = picture
        self.setFixedSize(picture.deviceIndependentSize().toSize())
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint: as large as the picture."""
        return self._picture.deviceIndependentSize().toSize()

    def let_go(self) -> None:
        """Nothing of the picture stays in memory."""
        self._picture = QPixmap()
        self._boxes.clear()

    @property
    def areas(self) -> list[Area]:
        return [box.area() for box in self._boxes]

    @property
    def chosen(self) -> int:
        """Which area the keys move, from 0; -1 none."""
        return self._chosen

    def add(self) -> None:
        """A new area in the middle."""
        self._put([*self._boxes, Box((1 - _NEW) / 2, (1 - _NEW) / 2)], len(self._boxes))

    def take_out(self) -> None:
        """The chosen area is none any more."""
        if self._chosen >= 0:
            left = [box for at, box in enumerate(self._boxes) if at != self._chosen]
            self._put(left, len(left) - 1)

    # --- keys and mouse -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._chosen >= 0:
            across, down = (LEAST / 2 * step for step in _STEPS[key])
            wider = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            box = self._boxes[self._chosen]
            self._change(box.sized(across, down) if wider else box.moved(across, down))
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Insert):
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_out()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._boxes:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self._put(self._boxes, (self._chosen + step) % len(self._boxes))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent: hold an area, or begin one."""
        at = self._at(event)
        held = next((n for n in reversed(range(len(self._boxes))) if self._boxes[n].holds(at)), -1)
        if held >= 0:
            self._grip = at
            self._put(self._boxes, held)
        else:
            self._from = at
            self._put([*self._boxes, Box.between(at, at)], len(self._boxes))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        at = self._at(event)
        if self._from is not None:
            self._change(Box.between(self._from, at))
        elif self._grip is not None:
            by = at - self._grip
            self._grip = at
            self._change(self._boxes[self._chosen].moved(by.x(), by.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        self.mouseMoveEvent(event)
        self._from = self._grip = None

    def _at(self, event: QMouseEvent) -> QPointF:
        here = event.position()
        return QPointF(here.x() / max(1, self.width()), here.y() / max(1, self.height()))

    def _change(self, box: Box) -> None:
        boxes = [*self._boxes]
        boxes[self._chosen] = box
        self._put(boxes, self._chosen)

    def _put(self, boxes: list[Box], chosen: int) -> None:
        self._boxes, self._chosen = boxes, chosen
        self.update()
        self.changed.emit()
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    # --- drawing --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the picture, and the areas covered on it."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        for number, box in enumerate(self._boxes):
            self._cover(painter, box, chosen=number == self._chosen)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _cover(self, painter: QPainter, box: Box, *, chosen: bool) -> None:
        left, top, width, height = box.area()
        there = QRectF(left * self.width(), top * self.height(),
                       width * self.width(), height * self.height())  # fmt: skip
        painter.fillRect(there, QColor(30, 30, 30, 200))
        painter.setPen(QPen(QColor("white"), 3 if chosen else 1))
        painter.drawRect(there)
        if chosen:  # seen on white and on black
            painter.setPen(QPen(QColor("black"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(there)
