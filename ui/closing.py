"""Whether the window may close: what would be lost or stopped is asked about first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from rescueapp.i18n import Text, mark, say
from ui import messages
from ui.widgets.setup_secrets import shows_words_once

if TYPE_CHECKING:
    from ui.session import Session
    from ui.tasks import Tasks
    from ui.windows.frame import Frame

_CLOSING = mark("Close the program", "closing")
_SHOWN_ONCE = mark(
    "The words on the screen are shown only this once. Who closes now without having written them"
    " down cannot sign in with them.",
    "closing",
)
_UNDER_WAY = mark(
    "Something of yours is still under way (an export, a backup, a check or a paper). Who closes"
    " now stops it, and nothing half-made is kept.",
    "closing",
)
_NOT_KEPT = mark(
    "What was typed last could not be kept as a draft: the disk may be full or not connected. Put"
    " that right and close again, or close now and lose it.",
    "closing",
)
_STAY = mark("Stay here", "closing")
_LEAVE = mark("Close and lose it", "closing")
_STOP = mark("Close and stop it", "closing")


class Closing:
    """`may_leave` of a window: each thing that stands against it is asked about once."""

    def __init__(self, window: QWidget, tasks: Tasks) -> None:
        self._window, self._tasks = window, tasks
        self._agreed: list[Text] = []

    def may_leave(self, session: Session | None, frame: Frame | None) -> bool:
        """Whether the window can close now. If not, somebody is being asked about it."""
        for lost in self._lost(session, frame):
            if lost not in self._agreed:
                self._ask(lost)
                return False
        return True

    def _lost(self, session: Session | None, frame: Frame | None) -> Iterator[Text]:
        """Typing is sealed as a draft at once; what cannot be, words shown once, and work under
        way are told. Work is stopped only when that was agreed to."""
        if shows_words_once(self._window):
            yield _SHOWN_ONCE
        if frame is None or session is None:
            return
        if session.somebody_waits:
            yield _UNDER_WAY
        session.stop_long()
        frame.keep_now()
        self._tasks.settle_database()
        if frame.holds_unkept():
            yield _NOT_KEPT

    def _ask(self, lost: Text) -> None:
        leave = say(_STOP if lost is _UNDER_WAY else _LEAVE)
        messages.ask(
            self._window, say(_CLOSING), say(lost), {"stay": say(_STAY), "leave": leave},
            self._decided(lost),
        )  # fmt: skip

    def _decided(self, lost: Text) -> Callable[[str], None]:
        def decided(choice: str) -> None:
            if choice == "leave":
                self._agreed.append(lost)
                QTimer.singleShot(0, self._window, self._window.close)  # asked while closing
            else:
                self._agreed.clear()

        return decided
