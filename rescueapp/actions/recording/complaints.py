"""A complaint told in private (P18) reaches the supervisors, and nobody else learns of it."""

from __future__ import annotations

from rescueapp.actions.opened import reported
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain.incident import COMPLAINT
from rescueapp.domain.record import Answers
from rescueapp.forms import answers as interpreter
from rescueapp.workspace import Workspace

_FORM = "feedback"


def note(ws: Workspace, saving: Saving) -> None:
    """Once she wants the supervisors to know, what she wants told is sealed to them, inside the
    transaction of the record; again only in other words. Raises Refused for words that may not
    be kept."""
    if saving.form.key != _FORM:
        return
    words = _words(saving.whole)
    if words and words != _words(interpreter.join(saving.before)):
        reported.tell(ws, words, [COMPLAINT], case_uid=saving.case_uid)


def _words(told: Answers) -> str:
    wanted = told.get("feedback_complaint") is True and told.get("feedback_supervisors") is True
    words = told.get("feedback_complaint_words")
    return words.strip() if wanted and isinstance(words, str) else ""
