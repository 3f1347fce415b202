"""Fourteen, eighteen, and a date of birth that is told otherwise: what Today says of them."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.due import ages
from rescueapp.i18n import Text
from tests.actions.closing import CHECKED
from tests.actions.station import KNOWN, Clock, House, approved, save

GUARDIAN = {"consent_on": "2026-06-30", "consenter": "02", "agrees_referral": "01"}
OWN = {"consent_on": "2028-01-10", "consenter": "06", "agrees_referral": "01"}
PAPER: dict[str, Any] = {"police_paper": "F10", "paper_issued_on": "2026-06-30"}


def case_of(station: House, born: str, **more: Any) -> str:
    return save(station.sign_in("he"), answers=KNOWN | {"birth_date": born} | more).case_uid


def told(station: House, words: Text, login: str = "he") -> int:
    """How often Today of somebody says so."""
    found = duties.duties(station.sign_in(login))
    return len([each for each in found if each.msgid == words.msgid])


def later(now: Clock, years: int) -> None:
    now.later(days=366 * years)


@pytest.mark.lives("S77")
def test_a014_from_fourteen_the_young_person_is_asked_too(station: House, now: Clock) -> None:
    case = case_of(station, "2013-09-10")
    save(station.sign_in("he"), "consent", GUARDIAN, case=case)
    assert told(station, ages.FOURTEEN) == 0
    later(now, 2)
    assert told(station, ages.FOURTEEN) == 1
    assert told(station, ages.FOURTEEN, "mu") == 0, "who does not answer for the case"
    save(station.sign_in("he"), "consent", OWN, case=case)
    assert told(station, ages.FOURTEEN) == 0


@pytest.mark.parametrize(
    "paper",
    [
        GUARDIAN | {"consent_on": "2028-01-10"},
        GUARDIAN | {"consent_on": "2028-01-10", "consenter": "04"},
        GUARDIAN | {"consenter": "03"},
        {"consent_on": "2028-01-10", "consenter": "06"},
        {"consent_on": "2028-01-10", "consenter": "06", "agrees_photo": "01"},
    ],
    ids=["the guardian again", "the head", "with her before", "asked nothing", "asked another"],
)
def test_a014_no_other_paper_stands_for_asking_her(
    station: House, now: Clock, paper: dict[str, Any]
) -> None:
    case = case_of(station, "2013-09-10")
    save(station.sign_in("he"), "consent", GUARDIAN, case=case)
    later(now, 2)
    save(station.sign_in("he"), "consent", paper, case=case)
    assert told(station, ages.FOURTEEN) == 1
    save(station.sign_in("he"), "consent", OWN, case=case)
    assert told(station, ages.FOURTEEN) == 0


@pytest.mark.parametrize(
    "answer",
    [{"agrees_referral": "02"}, {"agrees_referral": "01", "consenter": "03"},
     {"agrees_referral": "01", "consenter": "05"}, {"notice_purposes": ["05"]}],
    ids=["her no", "with her guardian", "with support", "under a duty"],
)  # fmt: skip
def test_a014_she_is_asked_whatever_she_answers(
    station: House, now: Clock, answer: dict[str, Any]
) -> None:
    case = case_of(station, "2013-09-10")
    save(station.sign_in("he"), "consent", GUARDIAN, case=case)
    later(now, 2)
    asked = {"consent_on": "2028-01-10", "consenter": "06"} | answer
    save(station.sign_in("he"), "consent", asked, case=case)
    assert told(station, ages.FOURTEEN) == 0


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        ({"agrees_referral": "02"}, 1),
        ({"agrees_referral": None, "notice_purposes": ["05"]}, 0),
        ({"withdrawals": [{"withdrawn_purpose": "05", "withdrawn_on": "2026-06-30"}]}, 0),
    ],
    ids=["a guardian's no", "under a duty", "taken back"],
)
def test_a014_what_others_decided_is_asked_and_what_does_not_hold_is_not(
    station: House, now: Clock, answer: dict[str, Any], waits: int
) -> None:
    case = case_of(station, "2013-09-10")
    save(station.sign_in("he"), "consent", GUARDIAN | answer, case=case)
    later(now, 2)
    assert told(station, ages.FOURTEEN) == waits


@pytest.mark.lives("S75", "S77")
@pytest.mark.parametrize("ends", ["service_plan", "closure"])
def test_a905_at_eighteen_somebody_says_how_it_goes_on(
    station: House, now: Clock, ends: str
) -> None:
    case = case_of(station, "2009-09-10")
    save(station.sign_in("he"), "service_plan", {"planned_on": "2026-06-30"}, case=case)
    assert told(station, ages.EIGHTEEN) == 0
    later(now, 2)
    assert told(station, ages.EIGHTEEN) == 1
    ws = station.sign_in("he")
    if ends == "service_plan":
        save(ws, ends, {"planned_on": "2028-06-01"}, case=case)
    else:
        said = {"closed_on": "2028-06-01", "closure_kind": "01", "placement": "05",
                "closure_summary": "虚构的小结", "closure_checks": CHECKED}  # fmt: skip
        approved(station, ws, save(ws, ends, said, case=case, complete=True))
    assert told(station, ages.EIGHTEEN) == 0


@pytest.mark.parametrize(
    "born",
    [{"birth_date": "2000-01-01"}, {"age_low": 15, "age_high": 17}, {}],
    ids=("came of age", "may be younger", "nobody knows"),
)
def test_who_came_older_or_may_be_younger_has_not_turned_so_old(
    station: House, now: Clock, born: dict[str, Any]
) -> None:
    save(station.sign_in("he"), answers=KNOWN | born)
    later(now, 1)
    assert (told(station, ages.FOURTEEN), told(station, ages.EIGHTEEN)) == (0, 0)


@pytest.mark.parametrize(("paper", "waits"), [("2014-05-03", 1), ("2013-09", 0), ("", 0)])
def test_a01a_a_paper_that_says_another_date_of_birth_is_looked_at(
    station: House, paper: str, waits: int
) -> None:
    case = case_of(station, "2013-09-10")
    said = PAPER | ({"birth_date": paper} if paper else {})
    save(station.sign_in("he"), "police_document", said, case=case)
    assert told(station, ages.BORN_OTHERWISE) == waits


def test_a01a_the_latest_paper_of_the_police_is_the_one_that_counts(station: House) -> None:
    case = case_of(station, "2013-09-10")
    for issued, born in (("2026-06-20", "2013-09-10"), ("2026-06-10", "2014-05-03")):
        said = PAPER | {"paper_issued_on": issued, "birth_date": born}
        save(station.sign_in("he"), "police_document", said, case=case)
    assert told(station, ages.BORN_OTHERWISE) == 0


def test_a01a_of_a_closed_case_nobody_has_to_look(station: House) -> None:
    case = case_of(station, "2013-09-10")
    ws = station.sign_in("he")
    save(ws, "police_document", PAPER | {"birth_date": "2014-05-03"}, case=case)
    said = {"closed_on": "2026-06-30", "closure_kind": "01", "placement": "05",
            "closure_summary": "虚构的小结", "closure_child_view": "虚构的话",
            "closure_checks": CHECKED}  # fmt: skip
    approved(station, ws, save(ws, "closure", said, case=case, complete=True))
    assert told(station, ages.BORN_OTHERWISE) == 0


def test_a01a_an_estimated_age_gives_way_to_the_paper(station: House) -> None:
    ws = station.sign_in("he")
    intake = save(ws, answers=KNOWN | {"age_low": 16, "age_high": 18})
    save(ws, "police_document", PAPER | {"birth_date": "2014-05-03"}, case=intake.case_uid)
    assert told(station, ages.BORN_OTHERWISE) == 1
    save(station.sign_in("he"), answers=KNOWN | {"birth_date": "2014-05-03"},
         case=intake.case_uid, record=intake.record_uid, based_on=1)  # fmt: skip
    assert told(station, ages.BORN_OTHERWISE) == 0
