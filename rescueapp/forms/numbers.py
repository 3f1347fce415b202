"""Numbers of documents and telephones: how they are normalised and checked (rules.md C.9)."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.i18n import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. An error blocks, warnings are shown and may stay."""

    number: str  # normalised
    error: Text | None = None
    warnings: tuple[Text, ...] = ()
    born: str | None = None  # ISO date the number carries
    sex: str | None = None  # C-01


def normalise(text: str) -> str:
    """Half-width, upper case, without spaces and separators."""
    raise NotImplementedError


def check_document(
    kind: str, number: str, *, sex: str | None = None, birth: str | None = None
) -> Verdict:
    """Check a number of document type `kind` (C-08), against sex (C-01) and birth (EDTF)."""
    raise NotImplementedError


def check_digit(first_17: str) -> str:
    """The check character of ISO 7064 MOD 11-2 over 17 digits."""
    raise NotImplementedError


def check_phone(text: str) -> Verdict:
    """A telephone number; mobile numbers of the mainland become E.164 ("+8613…")."""
    raise NotImplementedError
