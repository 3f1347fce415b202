"""User texts: marked where they are written, put into a language where they are shown.

`mark("Save {form}", "case page")` gives a `Text`; `say(text)` puts it into the language in
use. Lower floors hand texts upward and never render them, so one vault can be read in one
language and printed in another. Languages: zh_Hans (default), zh_Hant, en.
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rescueapp import paths

LANGUAGES = ("zh_Hans", "zh_Hant", "en")
DEFAULT = "zh_Hans"
DOMAIN = "rescueapp"

_chosen: list[str] = [DEFAULT]
_for_this_work: ContextVar[str | None] = ContextVar("language", default=None)


@dataclass(frozen=True, slots=True)
class Text:
    """An English msgid with its context, and values that are filled in after translation.

    A value may itself be a `Text`. Values are never personal data.
    """

    msgid: str
    context: str = ""
    values: dict[str, Any] = field(default_factory=dict, compare=False)

    def __call__(self, **values: Any) -> Text:
        """The same text with values for its `{places}`."""
        return Text(self.msgid, self.context, {**self.values, **values})


def mark(msgid: str, context: str = "") -> Text:
    """Mark a text for translation. Both arguments are literals, so extraction finds them."""
    return Text(msgid, context)


def say(text: Text) -> str:
    """The text in the language in use, its values filled in."""
    words = lookup(text.msgid, text.context)
    if not text.values:
        return words
    filled = {k: say(v) if isinstance(v, Text) else v for k, v in text.values.items()}
    return words.format(**filled)


def lookup(msgid: str, context: str = "") -> str:
    """A msgid in the language in use, without filling anything in."""
    catalog = _catalog(language())
    return catalog.pgettext(context, msgid) if context else catalog.gettext(msgid)


def language() -> str:
    """The language in use: the one of this piece of work if it has one, else the chosen one."""
    return _for_this_work.get() or _chosen[0]


def choose(code: str) -> None:
    """Choose the language of the program. Raises ValueError for one it does not have."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    _chosen[0] = code


class speaking:
    """Another language for the block: `with speaking("en"): …` (a print, an export)."""

    def __init__(self, code: str) -> None:
        if code not in LANGUAGES:
            raise ValueError(f"no such language: {code}")
        self._code = code

    def __enter__(self) -> None:
        self._token = _for_this_work.set(self._code)

    def __exit__(self, *_: object) -> None:
        _for_this_work.reset(self._token)


@cache
def _catalog(code: str) -> gettext.NullTranslations:
    folder = paths.translations()
    return gettext.translation(DOMAIN, folder, languages=[code], fallback=code == "en")
