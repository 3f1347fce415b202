"""Numbers of documents: how they are normalised and checked (rules.md C.9)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from rescueapp.forms import dates, places
from rescueapp.i18n import Text, mark

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
MALE, FEMALE = "1", "2"  # C-01

_SHAPE = mark("This number does not have the form of such a document.", "numbers")
_UNUSUAL = mark("This number does not have the usual form of such a document.", "numbers")
_LENGTH = mark("An identity number has 18 characters, the old one 15.", "numbers")
_CHECK = mark(
    "The check character of this number is wrong: please compare. If the document really shows it"
    " so, choose “Other” as its type.",
    "numbers",
)
_BIRTH = mark("The date of birth in this number does not exist.", "numbers")
_AREA = mark("The area code of this number is not known.", "numbers")
_OLD = mark("This is an old number of 15 digits.", "numbers")
_NOT_SEX = mark("This number says another sex than the form.", "numbers")
_NOT_BIRTH = mark("This number says another date of birth than the form.", "numbers")
_PERMIT_AREA = mark("A residence permit of this kind begins with {code}.", "numbers")
_NOT_MAINLAND = mark("This number belongs to another kind of document.", "numbers")
_GRADE = mark("A disability card ends with a type (1 to 7) and a grade (1 to 4).", "numbers")


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
    half_width = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-‐-―.·_]", "", half_width)


def check_document(
    kind: str, number: str, *, sex: str | None = None, birth: str | None = None
) -> Verdict:
    """Check a number of document type `kind` (C-08), against sex (C-01) and birth (EDTF)."""
    plain = normalise(number)
    check = _BY_KIND.get(kind)
    return _agreeing(check(plain), sex, birth) if check and plain else Verdict(plain)


def is_checked(kind: str) -> bool:
    """Whether a number of this type says anything about itself: most documents do not."""
    return kind in _BY_KIND


def check_digit(first_17: str) -> str:
    """The check character of ISO 7064 MOD 11-2 over 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECKS[total % 11]


# --- kinds of document -------------------------------------------------------------------


def _resident(number: str) -> Verdict:
    if re.fullmatch(r"\d{15}", number):
        return _old_resident(number)
    if re.fullmatch(r"\d{17}[\dX]", number) and number[:2] in ("81", "82", "83"):
        return Verdict(number, _NOT_MAINLAND)
    return _with_area(_eighteen(number))


def _old_resident(number: str) -> Verdict:
    """15 digits: area, birth with two digits of the year (all 19..), sequence."""
    born = _birth("19" + number[6:12])
    if born is None:
        return Verdict(number, _BIRTH)
    found = Verdict(number, warnings=(_OLD,), born=born, sex=_sex(number[14]))
    return _with_area(found)


def _with_area(found: Verdict) -> Verdict:
    if found.error or places.place(found.number[:6]):
        return found
    return replace(found, warnings=(*found.warnings, _AREA))


def _eighteen(number: str) -> Verdict:
    """18 characters: area, birth, sequence with sex, check character."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return Verdict(number, _LENGTH)
    born = _birth(number[6:14])
    if born is None:
        return Verdict(number, _BIRTH)
    if check_digit(number[:17]) != number[17]:
        return Verdict(number, _CHECK)
    return Verdict(number, born=born, sex=_sex(number[16]))


def _permit(*areas: str) -> Callable[[str], Verdict]:
    def check(number: str) -> Verdict:
        found = _eighteen(number)
        if found.error or number[:6] in areas:
            return found
        return Verdict(number, _PERMIT_AREA(code=", ".join(areas)))

    return check


def _foreign_resident(number: str) -> Verdict:
    """From December 2023 18 characters that begin with 9; before, 3 letters and 12 digits."""
    if re.fullmatch(r"[A-Z]{3}\d{12}", number):
        return Verdict(number)
    if not re.fullmatch(r"9\d{16}[\dX]", number):
        return Verdict(number, _SHAPE)
    # Where area, nationality and birth stand inside is not certain, so only the check counts.
    return Verdict(number, None if check_digit(number[:17]) == number[17] else _CHECK)


def _disability(number: str) -> Verdict:
    """The identity number, a type and a grade; a reissue has B and a number after it."""
    found = re.fullmatch(r"(\d{17}[\dX])(\d)(\d)(B\d+)?", number)
    if not found:
        return Verdict(number, _SHAPE)
    if found[2] not in "1234567" or found[3] not in "1234":
        return Verdict(number, _GRADE)
    return replace(_resident(found[1]), number=number)


def _shaped(pattern: str) -> Callable[[str], Verdict]:
    """Numbers of which only the usual form is known: another one is worth a look, no more."""

    def check(number: str) -> Verdict:
        usual = re.fullmatch(pattern, number)
        return Verdict(number, warnings=() if usual else (_UNUSUAL,))

    return check


_BY_KIND: dict[str, Callable[[str], Verdict]] = {
    "01": _resident,
    "04": _shaped(r"[A-Z0-9<]{5,20}"),
    "05": _shaped(r"[HM]\d{8}(\d{2})?"),
    "06": _shaped(r"\d{8}|\d{10}[A-Z]?"),
    "07": _permit("810000", "820000"),
    "08": _permit("830000"),
    "09": _foreign_resident,
    "13": _disability,
}


# --- what the number says of the person ----------------------------------------------------


def _birth(digits: str) -> str | None:
    text = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return text if dates.valid(text) else None


def _sex(digit: str) -> str:
    return MALE if int(digit) % 2 else FEMALE


def _agreeing(found: Verdict, sex: str | None, birth: str | None) -> Verdict:
    warnings = list(found.warnings)
    if found.sex and sex in (MALE, FEMALE) and sex != found.sex:
        warnings.append(_NOT_SEX)
    if found.born and birth and dates.valid(birth):
        day = dates.earliest(found.born)
        if not dates.earliest(birth) <= day <= dates.latest(birth):
            warnings.append(_NOT_BIRTH)
    return replace(found, warnings=tuple(warnings))
