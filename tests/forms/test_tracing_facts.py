"""How she was parted from her family is said once and is on no paper of the search (F38, K-07)."""

from __future__ import annotations

from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Field

PARTED = ("left_home_on", "parted_how", "parted_place", "parted_with", "raised_by")


def asked(form: str) -> dict[str, Field]:
    return {field.key: field for field in interpreter.fields(FORMS[form])}


def test_k07_what_was_said_of_it_is_a_fact_and_offered_again() -> None:
    of_the_search = asked("tracing_log")
    for key in PARTED:
        assert of_the_search[key].fact, key
    assert asked("intake")["left_home_on"].fact
    assert asked("intake")["left_home_on"].label == of_the_search["left_home_on"].label


def test_the_sheet_of_the_search_tells_nothing_of_it() -> None:
    for key in PARTED:
        assert asked("tracing_log")[key].off_sheet, key


def test_who_was_there_and_where_stands_in_the_identity_part() -> None:
    for key in ("parted_place", "parted_with", "raised_by"):
        assert asked("tracing_log")[key].compartment is Compartment.IDENTITY, key
