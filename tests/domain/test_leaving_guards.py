"""Who leaves alone, what ends assistance, and what comes before a return: the guards themselves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rescueapp.domain import going_home
from rescueapp.domain.abroad import mission
from rescueapp.domain.going_home import Return
from rescueapp.domain.guards import leaving as guards

READY = Return(
    kind="5.7",
    wish="01",
    minor=False,
    decided=False,
    assessed=True,
    result="01",
    home_safety="01",
    unit=False,
    collector=True,
    checked=True,
    copy_kept=True,
    escorted=True,
    first_visit=True,
)


def lacking(said: Return) -> list[str]:
    return [words.msgid for words in going_home.missing(said)]


def test_an_adult_without_signs_leaves_on_the_own_declaration() -> None:
    assert guards.leaving_alone(under_16=False, signs=False) is None


@pytest.mark.parametrize(("under_16", "signs"), [(True, False), (True, True), (False, True)])
def test_a019_a_child_and_who_has_signs_do_not_leave_alone(under_16: bool, signs: bool) -> None:
    assert guards.leaving_alone(under_16=under_16, signs=signs) is not None


@pytest.mark.parametrize(
    ("mode", "company", "stopped"),
    [
        ("5.2", "01", True),
        ("5.2", None, True),  # a voucher, and nobody said with whom
        ("5.3", "02", False),
        ("6.3", "01", True),
        ("6.3", None, True),  # whoever is not named is nobody
        ("5.10", None, True),
        ("5.1", "99", True),
        ("6.1", "06", False),
        ("5.5", "01", False),  # gone without notice: what happened is written down
        ("5.9", None, False),
        (None, None, False),
    ],
)
def test_how_a_child_left_says_with_whom(
    mode: str | None, company: str | None, stopped: bool
) -> None:
    how = {"mode": mode, "company": company}
    said = guards.left_alone(under_16=True, signs=False, **how)
    assert (said is not None) == stopped
    assert (guards.left_alone(under_16=False, signs=True, **how) is not None) == stopped
    assert guards.left_alone(under_16=False, signs=False, **how) is None


@pytest.mark.parametrize(
    ("mode", "company", "paper"),
    [
        ("5.6", "04", "return_handover"),
        ("5.7", "02", "return_handover"),
        ("6.2", "02", "return_handover"),
        ("6.2", "05", None),  # the police write theirs
        ("5.4", None, "termination_notice"),
        ("6.4", None, "cross_border"),
        ("5.2", "01", None),
        ("5.3", "02", "return_handover"),  # whoever is fetched, whatever the way is called
        ("5.3", "03", "return_handover"),
        ("5.1", "02", "return_handover"),
        ("5.10", "02", "return_handover"),
        ("6.1", "06", None),
        ("6.3", "03", "resettlement"),
        ("6.3", "02", "return_handover"),
        ("5.8", "02", None),
        (None, None, None),
        (None, "02", None),
    ],
)
def test_a_way_of_leaving_has_its_paper(
    mode: str | None, company: str | None, paper: str | None
) -> None:
    assert guards.paper_of_leaving(mode=mode, company=company) == paper


@pytest.mark.parametrize(
    ("mode", "company", "to", "home"),
    [
        ("5.2", "04", None, True),  # a voucher, and somebody along
        ("5.3", "04", None, True),
        ("5.3", "05", None, True),  # what the police take over is 6.2
        ("5.1", "04", "01", True),
        ("5.10", "06", "02", True),
        ("5.10", "99", "01", True),  # who it was is not said
        ("6.3", "04", "01", True),
        ("5.4", "04", "01", True),
        ("5.1", "04", "08", False),
        ("6.3", "04", None, False),  # elsewhere, as the mode says
        ("5.3", "01", "01", False),  # alone: by own declaration
        ("5.3", None, "01", False),
        ("5.5", "07", "01", False),
        ("6.2", "05", "01", False),  # the police write theirs
        ("6.4", "04", "01", False),  # abroad: F32
        ("5.8", "02", "01", False),
        (None, "04", "01", False),
    ],
)
def test_a903_who_is_at_risk_is_taken_home_on_paper(
    mode: str | None, company: str | None, to: str | None, home: bool
) -> None:
    how = {"mode": mode, "company": company, "to": to}
    assert (guards.taken_home(at_risk=True, **how) is not None) == home
    assert guards.taken_home(at_risk=False, **how) is None


@pytest.mark.parametrize(
    ("mode", "company", "to", "stopped"),
    [
        ("5.1", "04", None, True),
        ("5.4", "99", None, True),
        ("5.10", "06", "99", False),
        ("5.10", "01", None, False),  # who goes alone need not say it
        ("6.1", "06", None, False),
    ],
)
def test_a903_where_who_is_at_risk_was_taken_is_said(
    mode: str, company: str, to: str | None, stopped: bool
) -> None:
    how = {"mode": mode, "company": company, "to": to}
    assert (guards.where_unsaid(at_risk=True, **how) is not None) == stopped
    assert guards.where_unsaid(at_risk=False, **how) is None


@pytest.mark.parametrize(
    ("mode", "company", "stopped"),
    [("5.2", "01", True), ("5.3", None, True), ("5.10", "99", True), ("5.1", "01", True),
     ("5.4", "01", True), ("6.1", None, True), ("6.3", "01", True), ("6.4", "98", True),
     ("5.3", "02", False), ("6.1", "06", False), ("6.2", "05", False),
     ("5.5", "07", False), ("5.8", None, False), ("5.9", "01", False), (None, None, False)],
)  # fmt: skip
def test_a114_who_is_at_risk_goes_off_alone_after_being_asked_in_private(
    mode: str | None, company: str | None, stopped: bool
) -> None:
    how = {"mode": mode, "company": company}
    said = guards.asked_in_private(at_risk=True, asked=False, **how)
    assert (said is not None) is stopped
    assert guards.asked_in_private(at_risk=True, asked=True, **how) is None
    assert guards.asked_in_private(at_risk=False, asked=False, **how) is None


@pytest.mark.parametrize(
    ("given", "why", "signed", "stopped"),
    [
        ("20.00", False, True, False),
        ("20.01", False, True, True),
        ("35.00", True, True, False),
        ("35.00", True, None, True),
        ("5.00", False, False, True),
        ("0.00", False, None, False),
        (None, False, None, False),
    ],
)
def test_a115_cash_is_small_and_signed_for(
    given: str | None, why: bool, signed: bool | None, stopped: bool
) -> None:
    amount = Decimal(given) if given else None
    assert (guards.cash(given=amount, cap=20, why=why, signed=signed) is not None) == stopped


def test_a115_the_cap_is_the_one_of_the_rule_table() -> None:
    thirty = Decimal("30.00")
    assert guards.cash(given=thirty, cap=30, why=False, signed=True) is None
    words = guards.cash(given=thirty, cap=29, why=False, signed=True)
    assert words is not None
    assert words.values["cap"] == 29


def test_a117_a_story_that_changed_ends_nothing_for_a_victim_even_after_a_review() -> None:
    only = guards.termination(reasons=("01",), victim=True, reviewed=True)
    assert only == guards.STORY_CHANGED()
    assert guards.termination(reasons=("01", "02"), victim=True, reviewed=True) is None
    assert guards.termination(reasons=("01",), victim=False, reviewed=True) is None


def test_a117_nothing_ends_without_a_review() -> None:
    said = guards.termination(reasons=("02",), victim=False, reviewed=False)
    assert said == guards.NO_REVIEW()


def test_a903_with_everything_there_nothing_stands_against_it() -> None:
    assert going_home.forbids(READY) is None
    assert lacking(READY) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"wish": None}, going_home.OWN_WISH),
        ({"assessed": False, "result": None}, going_home.ASSESSMENT),
        ({"home_safety": None}, going_home.SAFETY_CHECK),
        ({"home_safety": "04"}, going_home.SAFETY_CHECK),
        ({"collector": False}, going_home.RECEIVER),
        ({"kind": "5.6"}, going_home.RECEIVER),  # escorted: to a unit
        ({"kind": None}, going_home.RECEIVER),
        ({"checked": False}, going_home.CHECKED),
        ({"copy_kept": False}, going_home.CHECKED),
        ({"escorted": False}, going_home.ESCORT),
        ({"first_visit": False}, going_home.FIRST_VISIT),
        ({"minor": True, "wish": None}, going_home.OWN_WISH),
        ({"minor": True, "wish": "02"}, going_home.CHILD_DECIDED),
    ],
)
def test_a903_what_is_missing_is_named(changed: dict[str, object], words: object) -> None:
    assert lacking(replace(READY, **changed)) == [words.msgid]  # type: ignore[arg-type,attr-defined]


@pytest.mark.parametrize("wish", ["02", "03"])
def test_a_grown_woman_does_not_go_home_against_her_wish(wish: str) -> None:
    assert going_home.forbids(replace(READY, wish=wish)) == going_home.AGAINST_WILL()
    child = replace(READY, wish=wish, minor=True, decided=True)
    assert going_home.forbids(child) is None
    assert lacking(child) == []


def test_nobody_returns_to_danger_or_to_a_family_found_unfit() -> None:
    assert going_home.forbids(replace(READY, home_safety="03")) == going_home.HOME_DANGEROUS()
    for result in ("03", "04"):
        assert going_home.forbids(replace(READY, result=result)) == going_home.FAMILY_UNFIT()


def test_to_the_station_of_the_home_place_no_family_is_assessed() -> None:
    there = replace(READY, kind="5.1", unit=True, collector=False, assessed=False, result="04")
    assert going_home.forbids(there) is None
    assert lacking(there) == []


@pytest.mark.parametrize(
    ("switch", "ground", "superior", "consent", "count"),
    [
        (True, "01", True, True, 0),
        (True, "01", True, False, 1),
        (True, "02", True, False, 0),  # life at stake
        (True, "02", False, False, 1),
        (True, None, False, False, 3),
        (False, "01", True, True, 1),
        (False, "02", True, True, 1),
        (False, "04", True, True, 0),  # an authority gives them in our place
        (False, None, False, False, 4),
    ],
)
def test_k14_what_papers_that_go_abroad_wait_for(
    switch: bool, ground: str | None, superior: bool, consent: bool, count: int
) -> None:
    found = going_home.missing_abroad(
        switch=switch, ground=ground, superior=superior, consent=consent
    )
    assert len(found) == count


@pytest.mark.parametrize(
    ("papers", "gives"), [((), False), (("06",), False), (("01",), True), (("06", "02"), True)]
)
def test_nothing_handed_over_is_nothing_abroad(papers: tuple[str, ...], gives: bool) -> None:
    assert going_home.gives_abroad(papers) == gives


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("某国驻昆明总领事馆", True),
        ("某国大使馆领事处", True),
        ("Consulate General", True),
        ("the Embassy", True),
        ("中国驻某国大使馆", False),
        ("对方妇女庇护所", False),
    ],
)
def test_an_embassy_is_known_by_its_name(named: str, found: bool) -> None:
    assert mission(named) == found
