"""An act that was refused until a second person agrees: say so, offer to ask, or to type the code
that the superior bureau reads over the telephone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rescueapp.actions.two_people import requests
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.request import KINDS
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import messages, texts
from ui.forms.second_word import AskSecond, TypeCode
from ui.session import Session
from ui.tasks import Result
from ui.unsent import open_about
from ui.widgets.asking import Asking

BY_CODE = mark("Code by telephone…", "second word")


def offer(session: Session, page: QWidget, error: BaseException) -> None:
    """What an act about oneself failed with; any other error is told as it is."""
    ask = KINDS[error.need.kind].ask if isinstance(error, NeedsTwo) else None
    if not isinstance(error, NeedsTwo) or ask is None:
        messages.problem(page, error)
        return
    need, title = error.need, say(KINDS[error.need.kind].title)
    waits = bool(need.request_uid)
    choices = {"cancel": say(texts.CANCEL), "ask": say(BY_CODE if waits else ask)}

    def chosen(choice: str) -> None:
        if choice == "ask" and waits:
            type_code(session, page, need.request_uid)
        elif choice == "ask":
            _ask(session, page, need)

    messages.ask(page, title, say(need.words), choices, chosen)


def type_code(
    session: Session, page: QWidget, request_uid: str, then: Callable[[], object] | None = None
) -> None:
    """Ask for a number and its digits, and decide with them."""

    def typed(box: Asking, number: int, digits: str) -> None:
        def done(changed: Changed) -> None:
            box.accept()
            session.tell(changed)
            if then is not None:
                then()

        _run(
            session, box,
            lambda ws: requests.decide_by_code(ws, request_uid, number, digits), done,
        )  # fmt: skip

    TypeCode(page, typed).open()


def _ask(session: Session, page: QWidget, need: Need) -> None:
    def told(box: Asking, why: str) -> None:
        def done(_: object) -> None:
            box.accept()
            session.tell(Changed())

        _run(session, box, lambda ws: requests.ask(ws, need.kind, "", why), done)

    open_about(AskSecond(page, need, told), session, need.kind, need.about)


def _run(
    session: Session, box: Asking, work: Callable[[Workspace], Result],
    done: Callable[[Result], object],
) -> None:  # fmt: skip
    """A refusal stays in the box it came from."""

    session.run(work, done, failed=box.failed, owner=box)
