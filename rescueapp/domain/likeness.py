"""Whether somebody here may be somebody who is missed: by age, looks, speech and place. Pure.

Each thing that fits gives points and a reason in words, each that does not takes some; sex, an age
years apart and a day that cannot be rule out. A score is no proof and is never shown as one: it
only says whom to ask the police about first (S36, S49, S56; K-21: no biometric data).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rescueapp.domain.names import readings, simplified
from rescueapp.i18n import Text, mark

LEAST = 5.0  # points below which nobody is shown
MOST = 20  # people shown
_APART = 3  # years an estimated age may be wrong by
_GROWN = 18
_STILL = 400  # days in which somebody keeps clothes and height

REASONS = {
    "name": mark("same name", "likeness"),
    "sound": mark("name sounds the same", "likeness"),
    "age": mark("age fits", "likeness"),
    "age_near": mark("age nearly fits", "likeness"),
    "height": mark("height fits", "likeness"),
    "looks": mark("looks fit ({count})", "likeness"),
    "county": mark("same county", "likeness"),
    "prefecture": mark("same prefecture", "likeness"),
    "province": mark("same province", "likeness"),
    "home": mark("home and family are told alike", "likeness"),
    "accent": mark("speech fits", "likeness"),
    "marks": mark("marks are told alike", "likeness"),
    "clothes": mark("clothes are told alike", "likeness"),
    "found": mark("found in the county of the going missing", "likeness"),
    "found_near": mark("found in the prefecture of the going missing", "likeness"),
    "found_far": mark("found in the province of the going missing", "likeness"),
    "height_not": mark("height does not fit", "likeness"),
    "province_not": mark("another province", "likeness"),
}


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of somebody. `home`: the code of a division; texts as they were written.
    `seen`: the day she was found, or since when she is missed. `place`: the division of where that
    was."""

    names: tuple[str, ...] = ()
    sex: str | None = None  # C-01
    born: tuple[date | None, date | None] = (None, None)
    height: float | None = None
    home: str = ""
    account: str = ""
    accent: str = ""
    marks: str = ""
    clothes: str = ""
    looks: Mapping[str, str] = field(default_factory=dict)
    seen: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two fit: what speaks for it, and what against."""

    points: float
    reasons: tuple[Text, ...]
    against: tuple[Text, ...]


_Found = tuple[str, float, Text]  # kind, points, words


def fit(here: Traits, missed: Traits) -> Fit | None:
    """How well somebody here fits somebody who is missed; None where it cannot be, or too little
    speaks for it: never by sex and age alone."""
    if _ruled_out(here, missed):
        return None
    found = list(_compared(here, missed))
    points = sum(given for _, given, _ in found)
    telling = [kind for kind, given, _ in found if given > 0 and kind not in ("age", "age_near")]
    if points < LEAST or not telling:
        return None
    found.sort(key=lambda each: -each[1])
    return Fit(
        points,
        tuple(words for _, given, words in found if given > 0),
        tuple(words for _, given, words in found if given < 0),
    )


def _ruled_out(here: Traits, missed: Traits) -> bool:
    if here.sex and missed.sex and here.sex != missed.sex and {here.sex, missed.sex} <= {"1", "2"}:
        return True
    if here.seen and missed.seen and missed.seen > here.seen:
        return True  # missed only after she was here
    apart = _years_apart(here.born, missed.born)
    return apart is not None and apart > _APART


def _years_apart(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> float | None:
    """How far two ranges of birth lie apart; None where one is not known at all."""
    if not (any(one) and any(other)):
        return None
    first, last = (one[0] or date.min), (one[1] or date.max)
    start, end = (other[0] or date.min), (other[1] or date.max)
    if start <= last and first <= end:
        return 0.0
    return ((start - last) if start > last else (first - end)).days / 365.25


def _compared(here: Traits, missed: Traits) -> Iterator[_Found]:
    yield from _by_name(here.names, missed.names)
    yield from _by_age(here, missed)
    yield from _by_body(here, missed)
    yield from _by_home(here.home, missed.home)
    yield from _by_place(here.place, missed.place)
    still = _days_between(here.seen, missed.seen) <= _STILL
    told = f"{here.account} {here.accent}", f"{missed.account} {missed.accent}"
    yield from _told_alike("home", here.account, missed.account, each=1.0, most=4.0)
    yield from _told_alike("accent", *told, each=1.0, most=2.0, needs=here.accent)
    yield from _told_alike("marks", here.marks, missed.marks, each=1.0, most=4.0)
    if still:
        yield from _told_alike("clothes", here.clothes, missed.clothes, each=0.5, most=2.0)


def _by_name(ours: Iterable[str], theirs: Iterable[str]) -> Iterator[_Found]:
    here = {plain for name in ours if len(plain := simplified(name)) > 1}
    there = {plain for name in theirs if len(plain := simplified(name)) > 1}
    if here & there:
        yield "name", 6.0, REASONS["name"]()
    elif _sounds(here) & _sounds(there):
        yield "sound", 4.0, REASONS["sound"]()


def _sounds(names: Iterable[str]) -> set[str]:
    return {"".join(readings(name)) for name in names if not name.isascii()}


def _by_age(here: Traits, missed: Traits) -> Iterator[_Found]:
    apart = _years_apart(here.born, missed.born)
    if apart == 0:
        yield "age", 2.0, REASONS["age"]()
    elif apart is not None:
        yield "age_near", 1.0, REASONS["age_near"]()


def _by_body(here: Traits, missed: Traits) -> Iterator[_Found]:
    same = [key for key, code in here.looks.items() if missed.looks.get(key) == code]
    if same:
        yield "looks", 0.75 * len(same), REASONS["looks"](count=len(same))
    if here.height is None or missed.height is None or not _keeps_height(here, missed):
        return
    apart = abs(here.height - missed.height)
    if apart <= 5:
        yield "height", 1.0, REASONS["height"]()
    elif apart > 12:
        yield "height_not", -2.0, REASONS["height_not"]()


def _keeps_height(here: Traits, missed: Traits) -> bool:
    """Grown up when missed, or missed not long ago."""
    youngest, since = missed.born[1] or here.born[1], missed.seen
    grown = bool(youngest and since and (since - youngest).days / 365.25 >= _GROWN)
    return grown or _days_between(here.seen, missed.seen) <= _STILL


def _days_between(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else _STILL + 1


def _by_home(ours: str, theirs: str) -> Iterator[_Found]:
    """Divisions by how far their codes agree: province, prefecture, county."""
    if not ours or not theirs:
        return
    for length, kind, points in ((6, "county", 4.0), (4, "prefecture", 2.5), (2, "province", 1.0)):
        if ours[:length] == theirs[:length] and not ours[:length].endswith("00"):
            yield kind, points, REASONS[kind]()
            return
    yield "province_not", -1.0, REASONS["province_not"]()


def _by_place(found: str, missed: str) -> Iterator[_Found]:
    """Where she was found and from where somebody is missed. That they lie apart says nothing
    against it: whoever is sold is taken away."""
    for length, kind, points in ((6, "found", 2.0), (4, "found_near", 1.0), (2, "found_far", 0.5)):
        if found[:length] and found[:length] == missed[:length]:
            if found[:length].endswith("00"):
                continue  # told to the prefecture or the province alone
            yield kind, points, REASONS[kind]()
            return


# --- words ----------------------------------------------------------------------------------

# Characters that tell nothing of anybody.
_EMPTY = frozenset(
    "的了是在有一个和不我她他这那记得说里人很也都上下就到与及或着过小大多叫名会能自己家"
)


def _told_alike(
    kind: str, ours: str, theirs: str, *, each: float, most: float, needs: str = "-"
) -> Iterator[_Found]:
    shared = len(_pairs(ours) & _pairs(theirs)) if needs else 0
    if shared:
        yield kind, min(most, each * shared), REASONS[kind]()


def _pairs(text: str) -> set[str]:
    """Every two Chinese characters side by side that tell something: 石桥, 核桃."""
    plain = simplified(text)
    pairs = (plain[at : at + 2] for at in range(len(plain) - 1))
    return {pair for pair in pairs if all("\u3400" <= c <= "\u9fff" for c in pair)
            and not _EMPTY.intersection(pair)}  # fmt: skip
