"""What somebody from outside is shown, and what their access rests on (S26)."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.domain import outside_worker
from rescueapp.domain.outside_worker import PARTS, SHOWN, Account, last_day, sees
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment

GOOD = Account(True, "2026-06-01", "2026-12-31", "2026-06-15", "2027-05-31")


@pytest.mark.parametrize(("form", "part"), SHOWN.items())
def test_what_is_shown_of_a_part_asks_something_in_it(form: str, part: Compartment) -> None:
    shape = FORMS[form]
    asked = {interpreter.compartment_of(shape, field) for field in interpreter.fields(shape)}
    assert part in asked


def test_no_part_shows_what_happened_before_tracing_the_police_or_papers_that_left() -> None:
    for form in ("trafficking_case", "interview", "relative", "claimant", "tracing_notice",
                 "release", "rights_request", "police_document", "whereabouts_paths"):  # fmt: skip
        assert not sees(form, PARTS, own=False)


def test_what_one_wrote_and_the_safety_line_are_always_shown() -> None:
    assert sees("follow_up", (), own=True)
    assert sees("safety_line", (), own=False)
    assert not sees("follow_up", (), own=False)


def test_whoever_may_write_a_form_from_outside_is_shown_it_again() -> None:
    writes = {key for key, form in FORMS.items() if "outside_worker" in form.writers}
    assert writes == {"follow_up", "service_note"}
    assert writes <= set(SHOWN)


def test_the_first_day_that_is_over_ends_it() -> None:
    assert last_day(GOOD) == "2026-12-31"
    assert outside_worker.ended(GOOD, date(2026, 12, 31)) is None
    assert outside_worker.ended(GOOD, date(2027, 1, 1)) is not None
    assert outside_worker.ended(None, date(2026, 7, 1)) is not None
