"""What to know of an entry of a register before it is chosen for this person: of an interpreter
before they meet (K-04, `domain.companions`), of a partner, of a room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened import beds_taken, entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain import beds, partners
from rescueapp.domain.companions import (
    ENDED,
    NOT_FAMILY,
    REGISTER,
    Person,
    address,
    cautions,
    is_county,
    speaks,
    typed,
    typed_cautions,
)
from rescueapp.domain.guards import RECORDED_ONLY
from rescueapp.domain.needles import Needle, several
from rescueapp.domain.record import Answers
from rescueapp.domain.unsafe import UnsafeList, needles_of
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text
from rescueapp.storage import cases, person
from rescueapp.workspace import Workspace

_FAMILY = "relative"
_COUNTIES = ("home_county", "found_county")
_ADDRESSES = (("home_county", "home_address"), ("found_county", "found_address"))
_LANGUAGES = "languages"
_NAMES = ("name", "other_names")


def offered(ws: Workspace, register: str, case_uid: str) -> list[Entry]:
    """Who can be chosen from a register in a form of a case: those in use; of interpreters first
    who speaks a language written down for the person, of rooms those with a bed for them. Raises
    Refused for others' cases."""
    ws.check(Act.READ_CASES)
    reading = Reading(ws)
    reading.refuse_others(case_uid)
    found = [each for each in entries.entries(ws, register) if each.in_use]
    if register == beds.REGISTER:
        sex, minor = _sex(ws, case_uid), reading.minor(case_uid)
        return sorted(found, key=lambda e: beds.rank(e.answers, e.taken, sex, minor=minor))
    hers = frozenset(reading.present_facts(case_uid, keys=[_LANGUAGES]).get(_LANGUAGES) or ())
    return sorted(found, key=lambda each: not speaks(each.answers, hers))


def look(ws: Workspace, case_uid: str, entry_uid: str) -> tuple[Text, ...]:
    """The cautions about an interpreter of the register for the person of a case; of a partner what
    it may be told; of a room whether it is one for them; of another register only whether it is in
    use. Raises Refused for others' cases."""
    ws.check(Act.READ_CASES)
    Reading(ws).refuse_others(case_uid)
    found = entries.entry(ws, entry_uid)
    said = () if found.in_use else (ENDED,)
    if found.row.form == partners.REGISTER:
        return (*said, *partners.cautions(found.answers, clock.today()))
    if found.row.form == beds.REGISTER:
        others = beds_taken.taken(ws, but=case_uid)[entry_uid]
        minor, sex = Reading(ws).minor(case_uid), _sex(ws, case_uid)
        return (*said, *beds.cautions(found.answers, sex, minor=minor, taken=others))
    if found.row.form != REGISTER:
        return said
    told = entries.told(ws, entry_uid)
    return (*said, *cautions(found.answers, told, _person(ws, case_uid), clock.today()))


def _sex(ws: Workspace, case_uid: str) -> str | None:
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    return row.sex if row else None


def told_of_typed(ws: Workspace, case_uid: str, answers: Answers) -> tuple[Text, ...]:
    """The cautions about an interpreter whose name was typed in a record of a case."""
    entry = typed(answers)
    return typed_cautions(entry, _person(ws, case_uid)) if entry else ()


def refuse_family(ws: Workspace, saving: Saving) -> None:
    """Somebody of the family interprets for nobody (K-04): asked when it is written, and not again
    of what lies there; what another unit did is only written down. Raises Refused."""
    told, before = saving.whole, interpreter.join(saving.before)
    if told.get("footing") == RECORDED_ONLY:
        return
    words = []
    for key in ("interpreter", "interpreter_by_name"):
        value = told.get(key)
        if value != before.get(key) and isinstance(value, str) and value:
            words.append(entries.told(ws, value) if key == "interpreter" else value)
    if words and any(map(_person(ws, saving.case_uid).family.names, words)):
        raise Refused(NOT_FAMILY)


def _person(ws: Workspace, case_uid: str) -> Person:
    """What of a case may be compared just now, before whoever asks."""
    reading = Reading(ws)
    shown = Compartment.IDENTITY.value in reading.readable(case_uid)
    clear = reading.present_facts(case_uid, keys=(*_COUNTIES, _LANGUAGES))
    family = list(_family(reading, ws, case_uid)) if shown else []
    facts: Mapping[str, Any] = reading.present_facts(case_uid) if shown else {}
    return Person(
        sex=_sex(ws, case_uid),
        minor=reading.minor(case_uid),
        languages=frozenset(clear.get(_LANGUAGES) or ()),
        counties=frozenset(filter(is_county, (_code(clear.get(key)) for key in _COUNTIES))),
        shown=shown,
        addresses=tuple(_addresses(facts, family)),
        names=tuple(_names(facts, family)),
        family=UnsafeList(_needles(family)),
    )


def _family(reading: Reading, ws: Workspace, case_uid: str) -> Iterator[Answers]:
    for row in person.rows(ws.db, case_uid, form=_FAMILY):
        yield reading.parts(*reading.found(row.uid)).answers


def _needles(family: list[Answers]) -> Iterator[Needle]:
    for answers in family:
        yield from needles_of(form_of(_FAMILY), answers)


def _addresses(facts: Mapping[str, Any], family: list[Answers]) -> Iterator[str]:
    for county, detail in _ADDRESSES:
        yield _whole(facts.get(county), facts.get(detail))
    for told in family:
        yield _whole(told.get("relative_county"), told.get("relative_address"))


def _whole(county: Any, detail: Any) -> str:
    return address(_code(county), _detail(county) + _text(detail))


def _names(facts: Mapping[str, Any], family: list[Answers]) -> Iterator[str]:
    texts = [facts.get(key) for key in _NAMES] + [told.get("relative_name") for told in family]
    for text in texts:
        yield from several(_text(text))


def _code(place: Any) -> str:
    return str(place.get("code", "")) if isinstance(place, dict) else ""


def _detail(place: Any) -> str:
    return str(place.get("text", "")) if isinstance(place, dict) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
