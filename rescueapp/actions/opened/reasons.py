"""Reasons, purposes and recipients are typed freely, too: what must not be kept anywhere is not
kept there (K-20, K-21, K-23; `forms.forbidden`)."""

from __future__ import annotations

from rescueapp.actions.opened.reading import Reading
from rescueapp.domain.needles import names
from rescueapp.domain.unsafe import UnsafeList
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import forbidden
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Part
from rescueapp.i18n import mark
from rescueapp.storage import person
from rescueapp.workspace import Workspace

LEAST_REASON = 8  # characters

NAMES_HER = mark(
    "The person's name stands in it. Say it without: what is written here lies in clear, and is"
    " read by people who do not work on the case.",
    "request",
)
SHORT_REASON = mark("Say why in at least {least} characters.", "request")


def keepable(ws: Workspace, case_uid: str | None, *texts: str) -> None:
    """Refuse a mark of secrecy, DNA data or a minor's offence in what somebody typed.

    `case_uid` None: of nobody in particular. Raises Refused.
    """
    minor = case_uid is not None and Reading(ws).minor(case_uid)
    for text in texts:
        refuse_forbidden(text, minor=minor)


def refuse_forbidden(text: str, *, minor: bool = True) -> None:
    """The same of one text; `minor`: the person it is about may be one. Raises Refused."""
    words = forbidden.refusal(text, minor=minor) if text.strip() else None
    if words is not None:
        raise Refused(words)


def nameless(ws: Workspace, case_uid: str, text: str) -> str:
    """A reason that does not name whom it is about, as far as the names can be read here.

    Raises Refused.
    """
    reading = Reading(ws)
    for row in person.rows(ws.db, case_uid):
        if row.form not in _TELL_NAMES:
            continue
        told = reading.parts(*reading.found(row.uid)).answers
        said = interpreter.spine(FORMS[row.form], told).names
        if UnsafeList(each for name in said for each in names(name)).sorts(text):
            raise Refused(NAMES_HER)
    return text


_TELL_NAMES = frozenset(
    form.key
    for form in FORMS.values()
    if any(asked.part is Part.NAME for asked in interpreter.fields(form))
)


def long_enough(reason: str) -> str:
    """A reason somebody can judge by, and may be kept (K-20, K-21, K-23). Raises Refused."""
    told = " ".join(reason.split())
    if len(told) < LEAST_REASON:
        raise Refused(SHORT_REASON(least=LEAST_REASON))
    refuse_forbidden(told)
    return told
