"""The forms: one file a form, `FORM = Form(...)`, found here. A file without FORM is shared."""

from __future__ import annotations

from rescueapp.forms.discovery import forms_in
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Form, Topic
from rescueapp.forms.soundness import check, check_facts
from rescueapp.i18n import mark

__all__ = ["FORMS", "NEWER", "any_form", "check", "check_facts", "form"]


FORMS: dict[str, Form] = forms_in(__name__, __path__)


# Stands for every form this program does not have: a title for lists, and no question.
_NEWER_TITLE = mark("Written by a newer version of the program", "newer form")
NEWER = Form(
    key=_NEWER_TITLE.context,
    number="",
    title=_NEWER_TITLE.msgid,
    version=0,
    topic=Topic.CASE,
    sections=(),
    writers=(),
)


def form(key: str) -> Form:
    """A form by its key; `NEWER` for one that only a newer version of the program has."""
    return FORMS.get(key, NEWER)


def any_form(key: str) -> Form:
    """A form of cases or a register by its key: what a draft can be of. `NEWER` for neither."""
    return REGISTERS.get(key) or form(key)
