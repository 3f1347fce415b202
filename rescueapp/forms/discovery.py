"""Finding forms: one file a form, `FORM = Form(...)`. A file without FORM is shared."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from rescueapp.forms.schema import Form


def forms_in(package: str, folders: Iterable[str]) -> dict[str, Form]:
    """The forms of a package by their keys, in the order of their numbers.

    `folders`: its `__path__`. Raises RuntimeError for two of one key, and for none at all.
    """
    found: dict[str, Form] = {}
    for module in pkgutil.iter_modules(folders):
        form = getattr(importlib.import_module(f"{package}.{module.name}"), "FORM", None)
        if not isinstance(form, Form):
            continue
        if form.key in found:
            raise RuntimeError(f"two forms have the key {form.key}")
        found[form.key] = form
    if not found:
        # A frozen build can lose them without a word; a program without forms must not start.
        raise RuntimeError("the program is incomplete: no form was found")
    return dict(sorted(found.items(), key=lambda item: item[1].number))
