"""What is too high for a low window scrolls, and is never squeezed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import GRID

_MARGIN = QSize(4 * GRID, 4 * GRID)  # what is seen of the window behind a dialog
_LEAST = 10 * GRID  # of what scrolls: a line and its label


class _Scrolled(QScrollArea):
    """Without a frame; scrolls up and down only."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)


class ScrolledIfNeeded(_Scrolled):
    """As wide as what is in it needs, and as high, where the window has room for it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._high = inside.sizeHint().height()

    def minimumSizeHint(self) -> QSize:
        """Override QScrollArea.minimumSizeHint: sideways nothing is hidden, by the bar neither."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, _LEAST)

    def sizeHint(self) -> QSize:
        """Override QScrollArea.sizeHint: Qt's own stops at 24 lines."""
        return QSize(self.widget().sizeHint().width(), self._high)

    def fit(self, width: int) -> None:
        """Want to be as high as what is in it needs at this width, and no higher."""
        layout = self.widget().layout()
        assert layout is not None
        wraps = layout.hasHeightForWidth()  # where nothing does, it is as high at every width
        self._high = (
            layout.totalHeightForWidth(width) if wraps else self.widget().sizeHint().height()
        )
        self.setMaximumHeight(self._high)
        self.updateGeometry()


def within(window: QWidget, width: int, height: int) -> QSize:
    """The size of a dialog that scrolls inside: no larger than the window it stands over."""
    return QSize(width, height).boundedTo(window.window().size() - _MARGIN)


def scrolled(inside: QWidget) -> QScrollArea:
    """An area without a frame that scrolls up and down only; where there is room, it does not."""
    return _Scrolled(inside)
