"""What is refused before a package is written: other levels, words of a person, other keys."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.exchange import manifest, waiting
from rescueapp.exchange.coded import CodedCase, CodedRecord, line
from tests.exchange.bundles import refusal, write_to
from tests.exchange.makers import Party, contents, party

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize(
    ("level", "words"),
    [("statistics", "come with a later version"), ("identified", "one case that is handed over")],
)
def test_other_levels_are_refused_in_words(
    office: Party, station: Party, level: str, words: str
) -> None:
    assert words in refusal(lambda: write_to(office, station, contents(level=level)))


def test_there_are_no_other_levels() -> None:
    assert refusal(lambda: manifest.check_level("everything")).startswith("There is no such level")


@pytest.mark.parametrize(
    "answer",
    [
        "张三",
        "某某县某某村",
        "Zhang San",
        "13800000000",
        "990101199003070012",
        "1234567",
        "a" * 60,
        "",
        "a\nb",
        {"name": "张三"},
        ["01", "张三"],
        [[[[["01"]]]]],
        {"Key": "01"},
        None,
        10_000_000,
        float("nan"),
        b"01",
        ["01"] * 201,
    ],
)
def test_what_is_no_coded_fact_does_not_leave(answer: Any, office: Party, station: Party) -> None:
    record = CodedRecord("intake", 1, None, {"reasons": answer})
    words = refusal(lambda: write_to(office, station, contents(1, coded=lambda uid: [record])))
    assert words.startswith("The answer {field} of the form")


@pytest.mark.parametrize("key", ["name", "id_document", "home_address", "brief", "no_such_field"])
def test_fields_that_are_not_coded_do_not_leave(key: str, office: Party, station: Party) -> None:
    record = CodedRecord("intake", 1, None, {key: "01"})
    words = refusal(lambda: write_to(office, station, contents(1, coded=lambda uid: [record])))
    assert words.startswith("The answer {field} of the form")


def test_forms_nobody_knows_do_not_leave(office: Party, station: Party) -> None:
    record = CodedRecord("no_such_form", 1, None, {})
    words = refusal(lambda: write_to(office, station, contents(1, coded=lambda uid: [record])))
    assert words.startswith("Records of the form")


def test_numbers_with_a_fraction_go_as_text() -> None:
    found = line(CodedCase("0" * 32, (CodedRecord("intake", 1, None, {"age_low": 36.5}),)))
    assert b'"age_low":"36.5"' in found
    found = line(CodedCase("0" * 32, (CodedRecord("intake", 1, None, {"age_low": 36.0}),)))
    assert b'"age_low":36' in found


def test_an_office_whose_keys_have_expired_gets_nothing(
    office: Party, station: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2028, 1, 2))
    assert refusal(lambda: write_to(office, station, contents())).startswith(
        "These keys were valid"
    )


def test_packages_go_to_offices_of_the_same_kind_of_vault(station: Party) -> None:
    assert refusal(lambda: write_to(party(), station, contents())).startswith("Such a package")
    for office, what in (
        (party("office", training=True), contents()),
        (party("office"), contents(training=True)),
    ):
        words = refusal(partial(write_to, office, station, what))
        assert words.startswith("A training vault sends")


def test_a_period_with_too_much_in_it_is_refused(
    office: Party, station: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MAX_ENTRY", 1000)
    assert refusal(lambda: write_to(office, station, contents(40))).startswith("There is more")
