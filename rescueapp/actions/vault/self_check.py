"""What this program found of itself: forms, languages, fonts, ciphers. Fails when one is missing.

A frozen build can start with an empty catalogue and no warning; this is where it would show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rescueapp import __version__, i18n, paths
from rescueapp.crypto import words
from rescueapp.forms import codes, places
from rescueapp.forms.catalogue import FORMS
from rescueapp.printing import fonts
from rescueapp.storage import migrate


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked for. `what` is empty when it is missing."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Everything that was looked for, in order."""

    found: tuple[Found, ...]

    @property
    def exit_code(self) -> int:
        return 0 if all(part.what for part in self.found) else 4

    def lines(self) -> list[str]:
        return [f"{part.name}\t{part.what or 'MISSING'}" for part in self.found]


def self_check() -> SelfCheck:
    """Look for everything the program is made of. Never raises for what is missing."""
    looks: dict[str, Callable[[], str]] = {
        "version": lambda: __version__,
        "forms": lambda: " ".join(form.number for form in FORMS.values()),
        "code lists": lambda: " ".join(codes.lists()),
        "divisions": lambda: str(len(places.children()) or ""),
        "languages": _languages,
        "schema": lambda: str(migrate.present_schema()),
        "passphrase words": _passphrase,
        "fonts": _fonts,
    }
    return SelfCheck(tuple(Found(name, _tried(look)) for name, look in looks.items()))


def _tried(look: Callable[[], str]) -> str:
    try:
        return look()
    except Exception:  # whatever is broken, the other lines are still wanted
        return ""


def _fonts() -> str:
    fonts.load()
    return " ".join(face.name for face in (fonts.SANS, fonts.BOLD, fonts.SERIF))


def _passphrase() -> str:
    return str(len(words.passphrase().pinyin.split("-")))


def _languages() -> str:
    return " ".join(
        code
        for code in i18n.LANGUAGES
        if (paths.translations() / code / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo").exists()
    )
