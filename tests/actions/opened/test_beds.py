"""A-109: sleeping rooms are apart by sex; what is known of a room is said when it is chosen."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.gates import companions
from rescueapp.actions.recording import identity, registers
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, save

WOMAN = INTAKE | {"birth_date": "1999-05-06"}
GIRL = INTAKE | {"birth_date": "2014-05-06"}
MAN = WOMAN | {"sex": "1"}
UNKNOWN = WOMAN | {"sex": "0"}


def room(ws: Workspace, kind: str, **more: Any) -> str:
    told = {"bed_kind": kind, "bed_room": f"某间{kind}（虚构）", "bed_count": 4} | more
    return registers.save_entry(ws, register="beds", entry_uid=None, based_on=0, answers=told,
                                complete=True).record_uid  # fmt: skip


@pytest.mark.parametrize(
    ("who", "kind", "given"),
    [(WOMAN, "01", True), (WOMAN, "05", False), (GIRL, "03", False), (MAN, "05", True),
     (MAN, "01", False), (WOMAN, "04", True), (MAN, "07", True), (UNKNOWN, "05", True)],
)  # fmt: skip
def test_a109_nobody_is_given_a_room_of_the_other_sex(
    ws: Workspace, who: dict[str, Any], kind: str, given: bool
) -> None:
    case, bed = save(ws, answers=who).case_uid, room(ws, kind)
    if given:
        save(ws, "stay_and_leaving", {"stay_bed": bed}, case=case)
        return
    with pytest.raises(Refused, match="apart by sex"):
        save(ws, "stay_and_leaving", {"stay_bed": bed}, case=case)


def test_a109_what_lay_there_before_stands_in_no_way(ws: Workspace) -> None:
    """A room that was given over to men since: the rest of the record is saved all the same."""
    case, bed = save(ws, answers=WOMAN).case_uid, room(ws, "01")
    first = save(ws, "stay_and_leaving", {"stay_bed": bed}, case=case)
    registers.save_entry(
        ws, register="beds", entry_uid=bed, based_on=1, complete=True,
        answers={"bed_kind": "05", "bed_room": "某间（虚构）", "bed_count": 4},
    )  # fmt: skip
    identity.reveal(ws, case, "care")
    told = {"stay_bed": bed, "stay_female_staff": True}
    assert save(ws, "stay_and_leaving", told, case=case, record=first.record_uid, based_on=1)


def test_what_is_known_of_a_room_is_said_when_it_is_chosen(ws: Workspace) -> None:
    girl = save(ws, answers=GIRL).case_uid
    full = room(ws, "01", bed_taken=4, bed_state="03")
    told = [say(words) for words in companions.look(ws, girl, full)]
    assert [words.split(";")[0].split(" ")[0] for words in told] == ["For", "Not", "Full"]
    assert companions.look(ws, girl, room(ws, "02", bed_taken=1, bed_state="01")) == ()
    of_men, *_ = companions.look(ws, girl, room(ws, "05"))
    assert say(of_men).startswith("Sleeping rooms are apart")
    [of_girls] = companions.look(ws, save(ws, answers=WOMAN).case_uid, room(ws, "02"))
    assert say(of_girls).startswith("For children")
