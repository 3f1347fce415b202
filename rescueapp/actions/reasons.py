"""Reasons, purposes and recipients are typed freely, too: what must not be kept anywhere is not
kept there (K-20, K-21, K-23; `forms.forbidden`)."""

from __future__ import annotations

from rescueapp.actions.reading import Reading
from rescueapp.errors import Refused
from rescueapp.forms import forbidden
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace

LEAST_REASON = 8  # characters

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


def long_enough(reason: str) -> str:
    """A reason somebody can judge by, and may be kept (K-20, K-21, K-23). Raises Refused."""
    told = " ".join(reason.split())
    if len(told) < LEAST_REASON:
        raise Refused(SHORT_REASON(least=LEAST_REASON))
    refuse_forbidden(told)
    return told
