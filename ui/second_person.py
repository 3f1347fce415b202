"""An act that was refused until a second person agrees: say so, and offer to ask."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rescueapp.actions import requests
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.request import KINDS
from rescueapp.errors import Refused
from rescueapp.i18n import mark, say
from ui import messages, texts
from ui.access_desk import AskWhy
from ui.session import Session

_ASK = mark("Ask", "access")


def offer(session: Session, page: QWidget, error: BaseException) -> None:
    """What an act about oneself failed with; any other error is told as it is."""
    ask = KINDS[error.need.kind].ask if isinstance(error, NeedsTwo) else None
    if not isinstance(error, NeedsTwo) or ask is None or error.need.request_uid:
        messages.problem(page, error)
        return
    need, title = error.need, say(KINDS[error.need.kind].title)
    choices = {"cancel": say(texts.CANCEL), "ask": say(ask)}
    messages.ask(
        page, title, say(need.words), choices,
        lambda choice: _ask(session, page, need) if choice == "ask" else None,
    )  # fmt: skip


def _ask(session: Session, page: QWidget, need: Need) -> None:
    def then(box: AskWhy, why: str) -> None:
        def done(_: object) -> None:
            box.accept()
            session.tell(Changed())

        def failed(error: BaseException) -> None:
            if isinstance(error, Refused):
                box.refuse(messages.words_of(error))
            else:
                messages.problem(page, error)

        session.run(lambda ws: requests.ask(ws, need.kind, "", why), done, failed=failed, owner=box)

    AskWhy(page, KINDS[need.kind].title, _ASK, then).open()
