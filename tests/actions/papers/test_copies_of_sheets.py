"""A paper that two or three sides sign is printed once for each, numbered and registered (B.2)."""

from __future__ import annotations

import pytest

from rescueapp.actions.papers import prints
from rescueapp.forms.catalogue import FORMS
from tests.actions.station import House, save
from tests.output.paper import squeezed, words_of

SIDES = {"refusal_notice": 2, "termination_notice": 2, "police_handover": 2, "return_handover": 3}


@pytest.mark.parametrize(("form", "sides"), SIDES.items())
def test_each_side_has_a_copy_with_its_number(station: House, form: str, sides: int) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    record = save(ws, form, {}, case=case).record_uid
    prepared = prints.prepare_sheet(ws, form=form, record_uid=record)
    assert len(prepared.pdfs) == sides
    assert len({squeezed(words_of(pdf)) for pdf in prepared.pdfs}) == sides
    prints.release(ws, prepared, medium=prints.PRINTER)
    kept = prints.register_of_copies(ws, case)
    assert sorted((copy.copy_number, copy.copies) for copy in kept) == [
        (number, sides) for number in range(1, sides + 1)
    ]


def test_a_blank_is_one_and_so_is_every_other_sheet(station: House) -> None:
    ws = station.sign_in("he")
    for form in FORMS.values():
        assert form.copies == SIDES.get(form.key, 1), form.key
    assert len(prints.prepare_sheet(ws, form="return_handover", record_uid=None).pdfs) == 1
