"""A case as it goes to somebody else, and what goes along and what stays, in sentences, before it
does. (decision 25)

What stood in a record before goes to a station, which takes the case up as its own, and to no
office, which only reads it. It stays where somebody asked to have something of the person's file
corrected or deleted (F40): what was put right would go out again with it, for somebody else to
read (PIPL 46, 47). Which words they were the request tells people and no program, so all of it
stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rescueapp.actions.exchanging import carrying_in, family_handed, packing
from rescueapp.actions.opened import rights
from rescueapp.domain.rights import CORRECT, DELETE
from rescueapp.exchange.whole_case import WholeCase
from rescueapp.i18n import Text, mark
from rescueapp.storage.exchange_log import Correspondent
from rescueapp.workspace import Workspace

GOES = mark("To {name} go {records} records and {files} attachments.", "hand-over")
HISTORY = mark(
    "With them go {count} earlier versions of records, each with who wrote it.", "hand-over"
)
PUT_RIGHT = mark(
    "Earlier versions of records stay here, {count} of them: somebody asked (F40) to have something"
    " corrected or deleted. What stands now goes.",
    "hand-over",
)
CLOSED = mark(
    "Of {count} records a part may stay here, because you hold no key of it.", "hand-over"
)
LISTS = mark(
    "The unsafe list of {count} other cases holds in this one and does not go along. Say by"
    " telephone who must not learn where the person is.",
    "hand-over",
)
REFUSED_THERE = mark(
    "The other station cannot take the case up like this: in the form {form} stands something that"
    " a rule is against. Open it, put right what is marked, and then make the package.",
    "hand-over",
)


@dataclass(frozen=True, slots=True)
class Going:
    """A case as it goes. `told`: what of it goes and stays; `family`: what of the family."""

    case: WholeCase
    told: tuple[Text, ...]
    family: tuple[Text, ...]


def going(ws: Workspace, case_uid: str, to: Correspondent) -> Going:
    """A case as far as this worker's keys open it and this recipient is to have it."""
    whole, family = packing.whole(ws, case_uid), family_handed.going(ws, case_uid, to)
    stays = to.kind == "office" or put_right(ws, case_uid)
    case = replace(packing.present(whole) if stays else whole, family=family.members)
    return Going(case, tuple(_told(whole, case, to)), family.notes)


def put_right(ws: Workspace, case_uid: str) -> bool:
    """Whether somebody asked to have something in a file of the person corrected or deleted,
    whatever was answered: of what was refused the present version speaks."""
    asked = (set(each.rights) for each in rights.requests_of(ws, case_uid))
    return any({CORRECT, DELETE} & each for each in asked)


def _told(whole: WholeCase, case: WholeCase, to: Correspondent) -> Iterator[Text]:
    yield GOES(name=to.name, records=len(case.records), files=len(case.files))
    earlier, goes = _earlier(whole), _earlier(case)
    if goes:
        yield HISTORY(count=goes)
    elif earlier and to.kind != "office":
        yield PUT_RIGHT(count=earlier)
    if closed := sum(bool(record.closed) for record in case.records):
        yield CLOSED(count=closed)
    if case.inherits:
        yield LISTS(count=case.inherits)
    if to.kind != "office":
        yield from (REFUSED_THERE(form=title) for title in carrying_in.refused_now(case))


def _earlier(case: WholeCase) -> int:
    return sum(len(record.earlier) for record in case.records)
