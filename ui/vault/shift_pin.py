"""The PIN of a shift at this computer: who set it, where it lives, when it is forgotten.

It outlives an idle lock and nothing else: a lock by hand, the desktop's lock, sleep, another user
and the end of the program forget it.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from rescueapp.i18n import mark, say
from ui import messages

if TYPE_CHECKING:
    from rescueapp.crypto.keeper import Keeper
    from ui.session import Session

_OFFER = mark("A PIN for this shift…", "pin")


class ShiftPin(QObject):
    """`keeper` is whom the unlock screen asks; None where no PIN is set."""

    def __init__(self, parent: QObject, keeper: Keeper | None = None) -> None:
        super().__init__(parent)
        self.keeper = keeper

    @property
    def numbers(self) -> tuple[int, int]:
        """The open files whoever comes after a lock is told of; (-1, -1) for none."""
        return self.keeper.numbers if self.keeper is not None else (-1, -1)

    def whose(self) -> str:
        """The sign-in name of whoever set it; "" where there is none any more."""
        face = self.keeper.face() if self.keeper is not None else None
        if face is None:
            self.forget()
            return ""
        return face.login

    def begin(self, menu: QMenu, session: Session) -> None:
        """Somebody signed in: another's PIN goes, and one's own is offered in the menu."""
        if self.keeper is not None and self.whose() != session.worker.login:
            self.forget()
        if session.has_data and sys.platform != "win32":  # decision 12
            menu.addSeparator()
            offer = menu.addAction(say(_OFFER))
            offer.setObjectName("shiftPin")
            offer.triggered.connect(partial(self._ask, menu, session))

    def _ask(self, menu: QMenu, session: Session, _: bool = False) -> None:
        from rescueapp.actions.vault import shift_pin
        from ui.vault.me_menu import window_of
        from ui.widgets.pin_dialog import PinDialog

        forget = self.forget if self.keeper is not None else None
        dialog = PinDialog(window_of(menu), lambda pin: set_it(pin), forget)

        def set_it(pin: str) -> None:
            session.run(
                lambda ws: shift_pin.set_pin(ws, pin), done,
                lambda error: dialog.refuse(messages.words_of(error)), owner=dialog,
            )  # fmt: skip

        def done(keeper: Keeper) -> None:
            self.forget()
            self.keeper = keeper
            dialog.accept()

        dialog.open()

    def forget(self) -> bool:
        """Nothing but the passphrase opens now; whether there was one."""
        keeper, self.keeper = self.keeper, None
        if keeper is not None:
            keeper.forget()
        return keeper is not None
