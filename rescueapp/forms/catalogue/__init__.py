"""The forms: one file a form, `FORM = Form(...)`, found here. A file without FORM is shared."""

from __future__ import annotations

import importlib
import pkgutil

from rescueapp.forms.schema import Form, Topic
from rescueapp.forms.soundness import check, check_facts
from rescueapp.i18n import mark

__all__ = ["FORMS", "NEWER", "check", "check_facts", "form"]


def _discover() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for module in pkgutil.iter_modules(__path__):
        form = getattr(importlib.import_module(f"{__name__}.{module.name}"), "FORM", None)
        if not isinstance(form, Form):
            continue
        if form.key in found:
            raise RuntimeError(f"two forms have the key {form.key}")
        found[form.key] = form
    if not found:
        # A frozen build can lose them without a word; a program without forms must not start.
        raise RuntimeError("the program is incomplete: no form was found")
    return dict(sorted(found.items(), key=lambda item: item[1].number))


FORMS: dict[str, Form] = _discover()


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
