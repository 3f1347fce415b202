"""The three ways of having no value (C-29): answers too, and not the same as an empty field."""

from __future__ import annotations

from typing import Any

# unknown: she does not know. declined: she does not want to say. not_asked: nobody asked her.
NONE_CODES = ("unknown", "declined", "not_asked")


def none(value: Any) -> str | None:
    """The none-code of an answer such as `{"none": "declined"}`; None for anything else."""
    if isinstance(value, dict) and set(value) == {"none"} and value["none"] in NONE_CODES:
        return str(value["none"])
    return None


def answered(value: Any) -> bool:
    """Whether there is a value: not empty, and not a none-code."""
    return not empty(value) and none(value) is None


def empty(value: Any) -> bool:
    """Whether nothing was entered: no text, no choice, no row. False and 0 are values."""
    return value is None or value == "" or value == [] or value == {}
