"""Python looks for garbage in the thread of the window alone.

Left to itself it does so in whichever thread makes the next object. In a thread of the database it
could end an object of Qt there: Qt and Python then wait for each other, and the window stands
still for ever. So nothing is looked for by itself, and a timer of the window does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Garbage(QTimer):
    """Looks as often as Python would, once a second at most."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.timeout.connect(look)
        self.start(_EVERY_MS)


def look() -> int:
    """Collect the oldest generation that is full, in this thread; how much was found."""
    full = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > most
    ]
    return gc.collect(full[-1]) if full else 0
