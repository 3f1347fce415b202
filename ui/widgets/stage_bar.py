"""The stage of a case, computed from its records: seven steps, shown and not clicked."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rescueapp.domain.case import STAGES
from rescueapp.forms.schema import Stage
from rescueapp.i18n import mark, say
from ui import texts, theme
from ui.theme import GRID

_NOW = mark("Stage: {stage}", "case")
_NOW_WITHOUT = mark("Stage: {stage}. Nothing was recorded for: {missing}", "case")
_DOT = 14


class StageBar(QWidget):
    """A mark and a word for each stage: the present one is filled, an earlier one is ticked if a
    record proves it, and stays an empty ring if none does."""

    def __init__(self, stage: Stage = Stage.INTAKE) -> None:
        super().__init__()
        self.setObjectName("stageBar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_stage(stage)

    def show_stage(self, stage: Stage, proved: Collection[Stage] = ()) -> None:
        """`proved`: the stages of which there is a record; empty where that is not known."""
        self._reached = STAGES.index(stage)
        self._proved = frozenset(proved)
        words = self._words(stage)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def _words(self, stage: Stage) -> str:
        earlier = STAGES[: self._reached] if self._proved else ()
        missing = [say(texts.STAGES[each]) for each in earlier if each not in self._proved]
        if missing:
            return say(_NOW_WITHOUT(stage=texts.STAGES[stage], missing=texts.listed(missing)))
        return say(_NOW(stage=texts.STAGES[stage]))

    def sizeHint(self) -> QSize:
        return QSize(7 * 72, _DOT + self.fontMetrics().height() + GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(7 * 48, self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(STAGES)
        for number, stage in enumerate(STAGES):
            self._paint_line(painter, number, step)
            self._paint_dot(painter, number, step, ticked=self._is_ticked(number))
            self._paint_word(painter, number, step, say(texts.STAGES[stage]))

    def _paint_line(self, painter: QPainter, number: int, step: float) -> None:
        if number == 0:
            return
        reached = number <= self._reached
        painter.setPen(QPen(theme.colour("accent" if reached else "border"), 2))
        y = _DOT / 2 + 2
        left, right = (number - 0.5) * step + _DOT / 2, (number + 0.5) * step - _DOT / 2
        painter.drawLine(int(left), int(y), int(right), int(y))

    def _is_ticked(self, number: int) -> bool:
        return number < self._reached and STAGES[number] in self._proved

    def _paint_dot(self, painter: QPainter, number: int, step: float, *, ticked: bool) -> None:
        box = QRectF((number + 0.5) * step - _DOT / 2, 2, _DOT, _DOT)
        lit = ticked or number == self._reached
        painter.setPen(QPen(theme.colour("accent" if lit else "border"), 2))
        painter.setBrush(theme.colour("accent" if number == self._reached else "base"))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if ticked:
            x, y = box.center().x(), box.center().y()
            painter.drawPolyline(
                [QPointF(x - 3, y), QPointF(x - 1, y + 2.5), QPointF(x + 3, y - 2.5)]
            )

    def _paint_word(self, painter: QPainter, number: int, step: float, word: str) -> None:
        font = self.font()
        font.setBold(number == self._reached)
        font.setPointSizeF(theme.FONT_POINTS - 1)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if number <= self._reached else "muted"))
        box = QRectF(number * step, _DOT + 4, step, self.height() - _DOT - 4)
        fitted = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(step))
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, fitted)
