"""The office's own numbers, with who, when and why; and the days off of a new year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rescueapp import clock
from rescueapp.actions.due import clock_standing, rules
from rescueapp.actions.watch import clock_watch
from rescueapp.errors import Refused
from rescueapp.rules import table as tables
from rescueapp.rules.engine import Clockwork, Happened, Person
from rescueapp.storage import audit
from rescueapp.storage.engine_errors import StatementError
from rescueapp.workspace import Workspace
from tests.actions.station import Clock, House
from tests.rules.next_year import table

WHY = "本县残联公布的办理时限"
NEXT_YEAR = table("2027-02-06,workday,春节")


def due(ws: Workspace, on: str) -> list[str]:
    """Until when a disability assessment applied for on a day is due."""
    work = Clockwork(rules.table(ws), rules.calendar(ws))
    events = [Happened("disability_applied", on, "record")]
    return [each.due for each in work.deadlines(events, Person(), date(2026, 6, 30))]


def test_a_change_holds_for_what_begins_from_today_and_not_for_what_runs(station: House) -> None:
    ws = station.sign_in("duan")
    before = (due(ws, "2026-06-29"), due(ws, "2026-06-30"))
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    assert due(ws, "2026-06-29") == before[0]
    assert due(ws, "2026-06-30") != before[1]
    assert str(rules.table(ws).rule("A-409").steps[0]) == "20 workdays"


@pytest.mark.lives("S25")
def test_the_history_tells_who_when_and_why(station: House, now: Clock) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, "A-905.1", amounts=[3, 30, 3, 6, 12, 1], soon=2, applied=True, why=WHY)
    shipped, own = rules.history(ws, "A-905.1")
    assert (shipped.by, shipped.rule.version, shipped.rule.valid_to) == ("", 1, "2026-06-29")
    assert (own.by, own.at, own.why) == ("段文秀", clock.stamp(now.at), WHY)
    assert [each.amount for each in own.rule.steps] == [3, 30, 3, 6, 12]
    assert audit.rows(ws.db, limit=1)[0].act == "change_rule"


def test_a_reminder_may_be_set_and_left_to_the_last_fifth(station: House) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, "F26", amounts=[0], soon=14, applied=True, why=WHY)
    assert str(rules.table(ws).rule("F26").soon) == "14 days"
    rules.change(ws, "F26", amounts=[0], soon=None, applied=True, why=WHY)
    assert rules.table(ws).rule("F26").soon is None


def test_two_changes_of_one_day_hold_one_after_the_other(station: House) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=False, why=WHY)
    versions = rules.history(ws, "A-409")
    assert [each.rule.valid_from for each in versions] == ["", "2026-06-30", "2026-07-01"]
    assert [each.rule.off for each in versions] == [False, False, True]
    assert due(ws, "2026-06-30")
    assert due(ws, "2026-07-01") == []


def test_k30_no_rule_is_changed_while_the_date_is_in_doubt(station: House, now: Clock) -> None:
    """From a day of long ago on it would hold for every clock that runs."""
    station.sign_in("he")
    now.later(days=-400)
    ws = station.sign_in("duan")
    with pytest.raises(Refused) as refused:
        rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    assert refused.value.words == clock_watch.WAITS
    assert len(rules.history(ws, "A-409")) == 1
    now.later(days=400)
    clock_watch.confirm(ws)
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    assert rules.history(ws, "A-409")[-1].rule.valid_from == "2026-06-30"


def test_a_change_stays_as_it_was_made(station: House) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    for statement in ("DELETE FROM rule_changes", "UPDATE rule_changes SET why = ''"):
        with pytest.raises(StatementError), ws.db.transaction():
            ws.db.execute(statement)


@pytest.mark.parametrize(
    ("rule", "amounts", "soon", "why"),
    [
        ("A-801", [14], None, WHY),  # a text fixes it
        ("A-999", [1], None, WHY),
        ("A-409", [0], None, WHY),
        ("A-409", [rules.LONGEST + 1], None, WHY),
        ("A-409", [20, 30], None, WHY),
        ("A-409", [30], None, WHY),  # as it was
        ("A-409", [20], None, "  短  "),
        ("A-409", [20], -1, WHY),
        ("A-409", [20], rules.LONGEST_SOON + 1, WHY),
        ("A-905.1", [40, 30, 3, 6, 12, 1], None, WHY),  # steps out of order
    ],
)
def test_a_change_that_may_not_be_is_refused_and_nothing_is_written(
    station: House, rule: str, amounts: list[int], soon: int | None, why: str
) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        rules.change(ws, rule, amounts=amounts, soon=soon, applied=True, why=why)
    assert all(each.version == 1 for each in rules.table(ws).rules)


def test_only_who_decides_changes_rules_or_takes_in_holidays(station: House) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused):
        rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    with pytest.raises(Refused):
        rules.import_holidays(ws, NEXT_YEAR)
    assert rules.calendar(ws).covers(2026)  # every clock asks it, whoever works


def test_a_newer_text_of_the_program_ends_what_was_set_before_it(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    whole = tables.load()
    later = (clock.today() + timedelta(days=30)).isoformat()
    newer = tuple(replace(r, valid_from=later) if r.id == "A-409" else r for r in whole.rules)
    monkeypatch.setattr(tables, "load", lambda: replace(whole, rules=newer))
    ws = station.sign_in("duan")
    assert rules.table(ws).rule("A-409") == next(r for r in newer if r.id == "A-409")
    assert len(rules.history(ws, "A-409")) == 1
    rules.change(ws, "A-409", amounts=[25], soon=None, applied=True, why=WHY)
    own = rules.table(ws).rule("A-409")
    assert (own.steps[0].amount, own.valid_from > later) == (25, True)


def test_the_days_of_a_new_year_are_taken_in_once(station: House) -> None:
    ws = station.sign_in("duan")
    make_up = date(2027, 2, 6)
    assert not rules.calendar(ws).is_working_day(make_up)
    _, found = rules.import_holidays(ws, NEXT_YEAR)
    assert found == (2027,)
    assert rules.calendar(ws).is_working_day(make_up)
    assert rules.years(ws).last == 2027
    with pytest.raises(Refused):
        rules.import_holidays(ws, NEXT_YEAR)


def test_a_table_that_was_taken_in_is_replaced_and_the_account_keeps_it(station: House) -> None:
    ws = station.sign_in("duan")
    make_up, other = date(2027, 2, 6), date(2027, 2, 14)
    rules.import_holidays(ws, NEXT_YEAR)
    before = clock_standing.now(ws)
    corrected = table("2027-02-14,workday,春节")
    rules.import_holidays(ws, corrected, replace_known=True)
    known = rules.calendar(ws)
    assert (known.is_working_day(make_up), known.is_working_day(other)) == (False, True)
    assert clock_standing.now(ws) != before  # all is worked out again
    (row,) = audit.rows(ws.db, limit=1)
    assert "2027-02-06 workday 春节" in str(row.detail)


def test_a_table_that_was_shipped_is_not_replaced(station: House) -> None:
    ws = station.sign_in("duan")
    this_year = table().replace(b"2027", b"2026")
    with pytest.raises(Refused):
        rules.import_holidays(ws, this_year, replace_known=True)
    assert rules.imported(ws) == []


def test_a_year_is_missing_from_the_month_in_which_its_days_are_told(
    station: House, now: Clock
) -> None:
    ws = station.sign_in("duan")
    assert rules.years(ws) == rules.Years(2004, 2026, ())
    now.at = clock.instant("2026-10-31T16:00:00Z")  # 1 November at the station
    assert rules.years(ws).missing == (2027,)
    rules.import_holidays(ws, NEXT_YEAR)
    assert rules.years(ws).missing == ()


def test_a_change_of_a_rule_that_is_no_longer_the_offices_holds_no_more(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    whole = rules.rule_table.load()
    fewer = tuple(each for each in whole.rules if each.id != "A-409")
    newer = rules.rule_table.Table(whole.milestones, fewer)
    monkeypatch.setattr(rules.rule_table, "load", lambda: newer)
    ws.db.forget(rules.KEPT)
    assert rules.table(ws) == newer


def test_a_limit_is_set_with_a_reason_and_holds_from_its_day(station: House) -> None:
    ws = station.sign_in("duan")
    rules.change(ws, rules.CASH, amounts=[50], soon=None, applied=True, why=WHY)
    days = ("2026-06-29", "2026-06-30")
    assert [rules.limit(ws, rules.CASH, day) for day in days] == [20, 50]
    shipped, own = rules.history(ws, rules.CASH)
    assert (shipped.by, own.by, own.why) == ("", "段文秀", WHY)
    assert audit.rows(ws.db, limit=1)[0].act == "change_limit"
    assert Clockwork(rules.table(ws), rules.calendar(ws))  # the clocks know nothing of it


@pytest.mark.parametrize(
    ("amount", "applied"), [(0, True), (rules.LONGEST + 1, True), (20, False), (20, True)]
)
def test_a_limit_that_is_none_is_refused(station: House, amount: int, applied: bool) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        rules.change(ws, rules.CASH, amounts=[amount], soon=None, applied=applied, why=WHY)
    assert len(rules.history(ws, rules.CASH)) == 1
