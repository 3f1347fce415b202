"""Requests about personal information (F40; PIPL 44-50, L17 34; K-18, A-B13). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rescueapp.i18n import mark

FORM = "rights_request"
RIGHTS = "L-rights"
REQUESTERS = "L-requester"
HERSELF = "01"  # L-requester
CORRECT, RESTRICT, DELETE = "03", "05", "06"  # L-rights
UNCHECKED = ("05", "06")  # L-requester-check


class State(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    PARTLY = "partly"
    REFUSED = "refused"


STATES = {
    State.OPEN: mark("Open", "rights"),
    State.ANSWERED: mark("Granted", "rights"),
    State.PARTLY: mark("Granted in part", "rights"),
    State.REFUSED: mark("Refused, with reasons", "rights"),
}
_ANSWERS = {"01": State.ANSWERED, "02": State.PARTLY, "03": State.REFUSED}  # L-rights-answer


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands. Days are ISO dates; `rights`: codes of L-rights."""

    record_uid: str
    asked_on: str
    by: str  # L-requester
    rights: tuple[str, ...]
    state: State
    due_on: str | None
    answered_on: str | None

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN


def state_of(answered_on: object, answer: object) -> State:
    """The state by the answers of the form; a day without a decision is no answer yet."""
    if not isinstance(answered_on, str) or not isinstance(answer, str):
        return State.OPEN
    return _ANSWERS.get(answer, State.OPEN)
