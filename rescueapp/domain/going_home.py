"""Before somebody goes home, or out of the country: what has to be there first. Pure.

A-903, A-901, A-303 (going home), A-A03 to A-A07 and K-14 (leaving the country). What is missing
stops only the completing of F27 and F32; who is on the unsafe list is refused in any case
(`actions.outward.disclosure`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rescueapp.i18n import Text, mark, say

RETURN_WAITS = mark(
    "Not completed: going home is by own wish, and safe (Lijiang plan, (3)8; MCA 2014 No. 132)."
    " Still missing: {missing}. It can be saved as incomplete.",
    "guard",
)
AGAINST_WILL = mark(
    "Not completed: an adult goes home only by own wish (Lijiang plan, (3)8; Hainan plan,"
    " 4(4)2(2)). There is another way: F31, resettlement elsewhere. The wish may change, and is"
    " asked again.",
    "guard",
)
HOME_DANGEROUS = mark(
    "Not completed: there is danger at home, so nobody returns there for now (a rule of this"
    " program; Lijiang plan, (3)8). Stay, or go to another place: F31.",
    "guard",
)
FAMILY_UNFIT = mark(
    "Not completed: the family assessment (F28) found that a return is not right, or not yet (a"
    " rule of this program; Law on the Protection of Minors, art. 93). It can be made again when"
    " things have changed.",
    "guard",
)
OWN_WISH = mark("the person's own wish", "going home")
CHILD_DECIDED = mark("who decided for the child, and why it is best", "going home")
ASSESSMENT = mark("the family assessment (F28), complete and of the last year", "going home")
SAFETY_CHECK = mark("the safety check of the home", "going home")
RECEIVER = mark("who receives (collector or receiving unit)", "going home")
CHECKED = mark("how the receiver was checked, and that a copy is kept", "going home")
ESCORT = mark("who escorts or hands over", "going home")
FIRST_VISIT = mark("the day of the first visit", "going home")

ABROAD_WAITS = mark(
    "Not completed: nothing about a person is handed to a body abroad before these are there"
    " (Personal Information Protection Law, art. 36 to 41): {missing}. Hand over nothing, or"
    " complete them.",
    "guard",
)
EMBASSY = mark(
    "Not saved: the person has not agreed that the embassy is told, so no embassy or consulate"
    " receives her or him, or learns of it (good practice: OHCHR, principles on human"
    " trafficking). Name another receiver, or none.",
    "guard",
)
GROUND = mark("the legal ground", "going abroad")
SUPERIOR = mark("the paper of the superior authority", "going abroad")
SWITCH = mark("provision abroad, turned on by two (Oversight, Provision abroad)", "going abroad")
CONSENT = mark("the separate consent to provision abroad (F26)", "going abroad")

_WISHES, _UNWILLING = "01", ("02", "03")  # L-return-wish, L-agreement
_DANGER, _UNKNOWN = "03", "04"  # L-home-safety
_UNFIT = ("03", "04")  # L-family-result: postponed, not fit
_TO_A_STATION = "5.1"  # L-return-kind: no family receives
_ESCORTED = "5.6"  # L-return-kind
_FETCHED = ("5.7", "5.3", "6.2")  # L-return-kind: somebody comes
_LIFE, _BY_OTHERS = "02", "04"  # L-abroad-ground
_NOTHING = "06"  # L-abroad-paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What is written down before a return. Codes, or None where nothing is.

    `wish`: the latest that was told (L-return-wish). `decided`: for a child, who decided is told.
    `assessed`: a complete family assessment of the last year is there; `result`: the latest one's.
    `first_visit`: a day is agreed, or the person wants no visits.
    """

    kind: str | None
    wish: str | None
    minor: bool
    decided: bool
    assessed: bool
    result: str | None
    home_safety: str | None
    unit: bool
    collector: bool
    checked: bool
    copy_kept: bool
    escorted: bool
    first_visit: bool


def placed(
    *, relatives: bool, wish: str | None, assessed: bool, result: str | None,
    home_safety: str | None,
) -> Return:  # fmt: skip
    """The same of an adult who is to live with relatives or in an own home (P08): there is no
    handover, and in an own home no family receives. `wish`: L-agreement, coded alike."""
    return Return(
        kind=_ESCORTED if relatives else _TO_A_STATION, wish=wish, minor=False, decided=False,
        assessed=assessed, result=result, home_safety=home_safety, unit=True, collector=True,
        checked=True, copy_kept=True, escorted=True, first_visit=True,
    )  # fmt: skip


def forbids(said: Return) -> Text | None:
    """What stands against a return whatever else is there; None: nothing does."""
    if not said.minor and said.wish in _UNWILLING:
        return AGAINST_WILL()
    if said.home_safety == _DANGER:
        return HOME_DANGEROUS()
    if said.kind != _TO_A_STATION and said.result in _UNFIT:
        return FAMILY_UNFIT()
    return None


def missing(said: Return) -> tuple[Text, ...]:
    """What has still to be there, in the order of the form (A-903, A-901)."""
    return tuple(_missing(said))


def waits(said: Return) -> Text | None:
    """The same in one sentence; None: everything is there."""
    lacking = missing(said)
    return RETURN_WAITS(missing=" · ".join(map(say, lacking))) if lacking else None


def _missing(said: Return) -> Iterator[Text]:
    if not said.minor and said.wish != _WISHES:
        yield OWN_WISH()
    if said.minor and said.wish != _WISHES and not said.decided:
        yield CHILD_DECIDED() if said.wish else OWN_WISH()
    if said.kind != _TO_A_STATION and not said.assessed:
        yield ASSESSMENT()
    if said.home_safety in (None, _UNKNOWN):
        yield SAFETY_CHECK()
    yield from _missing_receiver(said)
    if not said.escorted:
        yield ESCORT()
    if not said.first_visit:
        yield FIRST_VISIT()


def _missing_receiver(said: Return) -> Iterator[Text]:
    fetched = said.kind in _FETCHED
    if not (said.collector if fetched else said.unit):
        yield RECEIVER()
    if not said.checked or (fetched and not said.copy_kept):
        yield CHECKED()


def gives_abroad(papers: tuple[str, ...]) -> bool:
    """Whether papers go to a body abroad (L-abroad-paper)."""
    return bool(set(papers) - {_NOTHING})


def provides_abroad(papers: tuple[str, ...], ground: str | None) -> bool:
    """Whether it is this institution that gives them, and no authority in its place."""
    return gives_abroad(papers) and ground != _BY_OTHERS


def missing_abroad(
    *, switch: bool, ground: str | None, superior: bool, consent: bool
) -> tuple[Text, ...]:
    """What papers that go abroad still wait for (K-14; PIPL 36, 38, 39, 41). The second person of
    the station is the approval of the form. Where life is at stake consent is not waited for, and
    `switch`, that provision abroad is on here, not where an authority gives the papers."""
    found = [
        SWITCH() if not switch and ground != _BY_OTHERS else None,
        GROUND() if ground is None else None,
        SUPERIOR() if not superior else None,
        CONSENT() if not consent and ground != _LIFE else None,
    ]
    return tuple(each for each in found if each is not None)
