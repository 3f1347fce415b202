"""What a station keeps beside its cases: beds, money and goods, the training of its people."""

from __future__ import annotations

import pytest

from rescueapp.actions.opened import entries
from rescueapp.actions.recording import registers
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.registers import REGISTERS
from tests.actions.entering import enter
from tests.actions.station import House

BED = {"bed_kind": "06", "bed_room": "后院小楼一层", "bed_count": 4, "bed_taken": 1}
GIFT = {
    "received_on": "2026-06-01",
    "received_from": "某基金会（虚构）",
    "received_source": "04",
    "received_kind": "01",
    "received_amount": "20000.00",
    "received_purpose": "技能培训",
    "received_services": ["07"],
}
SPENT = {
    "spent_on": "2026-06-10",
    "spent_what": "缝纫培训费",
    "spent_service": "07",
    "spent_amount": "1200.00",
    "spent_source": "04",
    "spent_people": 2,
}
COURSE = {
    "training_on": "2026-06-05",
    "training_name": "创伤知情照料",
    "training_length": 6,
    "training_people": 9,
}


def words(register: str, answers: dict[str, object]) -> str:
    lines = interpreter.lines(REGISTERS[register], answers, False, {})
    return "\n".join(line.words for line in lines)


@pytest.mark.lives("S23")
def test_the_places_for_transit_and_recovery_are_known_with_how_many_are_taken(
    station: House,
) -> None:
    ws = station.sign_in("he")
    enter(ws, BED, register="beds")
    (found,) = entries.entries(ws, "beds")
    assert (found.answers["bed_count"], found.answers["bed_taken"]) == (4, 1)
    assert "后院小楼一层" in words("beds", found.answers)


@pytest.mark.lives("S9", "S10", "S26", "S71", "S84", "S85")
def test_what_came_in_and_what_was_spent_is_written_by_source_and_service(station: House) -> None:
    ws = station.sign_in("he")
    enter(ws, GIFT, register="money_received")
    enter(ws, SPENT, register="money_given")
    (given,) = entries.entries(ws, "money_given")
    (received,) = entries.entries(ws, "money_received")
    assert given.answers["spent_service"] in received.answers["received_services"]
    assert given.answers["spent_source"] == received.answers["received_source"]
    with pytest.raises(Refused):
        enter(ws, SPENT | {"spent_amount": "一千二"}, register="money_given")


@pytest.mark.lives("S5", "S27", "S79")
def test_the_training_of_the_people_here_is_kept_with_its_hours(station: House) -> None:
    ws = station.sign_in("duan")
    saved = enter(ws, COURSE, register="training_held")
    enter(
        ws,
        COURSE | {"training_people": 10},
        register="training_held",
        entry=saved.record_uid,
        based_on=1,
    )
    (held,) = entries.entries(ws, "training_held")
    assert (held.answers["training_length"], held.answers["training_people"]) == (6, 10)
    assert [v.version for v in registers.history(ws, saved.record_uid)] == [2, 1]
