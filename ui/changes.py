"""One signal for "something changed": views compare it with what they show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rescueapp.domain.changed import Changed


class Changes(QObject):
    """Of one unlocked session. `happened` carries a `domain.changed.Changed`."""

    happened = Signal(object)

    def tell(self, changed: Changed) -> None:
        self.happened.emit(changed)
