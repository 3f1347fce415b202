"""An office hands its rules down: written, looked at, taken in; which number holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp import clock
from rescueapp.actions.due import clock_standing, clocks, rules
from rescueapp.actions.exchanging import enrolment, handing_down
from rescueapp.actions.two_people import requests
from rescueapp.actions.watch import clock_watch
from rescueapp.domain.changed import Changed
from rescueapp.errors import Refused
from rescueapp.exchange import rules_file
from rescueapp.i18n import Text
from rescueapp.storage import audit, exchange_log
from tests.actions.colleagues import add_second
from tests.actions.handed_down import (
    AT,
    OURS,
    WHY,
    days,
    forged,
    last_act,
    set_at,
    taken,
    written,
)
from tests.actions.station import OFFICE, Clock, Pair, make_house

__all__ = ["forged"]

# --- the office ------------------------------------------------------------------------------


def test_an_office_sets_its_rules_with_who_when_and_why(pair: Pair, now: Clock) -> None:
    ws = pair.office.sign_in("wu")
    assert isinstance(set_at(ws, "A-409", 20), Changed)
    shipped, own = rules.history(ws, "A-409")
    assert (shipped.by, own.by, own.why) == ("", "吴明远", WHY)
    assert own.at == clock.stamp(now.at)
    assert last_act(ws).act == "change_rule"


@pytest.mark.parametrize(("rule", "amount"), [("A-106", 48), ("A-202", 1000), ("A-803", 5)])
def test_an_office_does_not_loosen_what_protects(pair: Pair, rule: str, amount: int) -> None:
    ws = pair.office.sign_in("wu")
    with pytest.raises(Refused) as refused:
        set_at(ws, rule, amount)
    assert refused.value.words.msgid == rules.NOT_BY_AN_OFFICE.msgid
    assert len(rules.history(ws, rule)) == 1
    set_at(ws, "A-106", 12)  # sooner is the office's to say


@pytest.mark.parametrize(
    "number",
    [
        "13900000000",
        "139-0000-0000",
        "139 0000 0000",
        "+86 139 0000 0000",
        "0888-5550101",
        "（0888）5550101",
        "幺三九〇〇〇〇〇〇〇〇",
        "99010119901301123X",
        "990101 19901301 123X",
    ],
)
def test_a_telephone_number_in_the_reason_would_go_to_every_station(
    pair: Pair, number: str
) -> None:
    ws = pair.office.sign_in("wu")
    with pytest.raises(Refused) as refused:
        set_at(ws, "A-409", 20, why=f"与林某商定，电话{number}")
    assert refused.value.words.msgid == rules.NUMBER_IN_IT.msgid


def test_a_day_and_the_number_of_a_document_may_stand_in_the_reason(pair: Pair) -> None:
    ws = pair.office.sign_in("wu")
    set_at(ws, "A-409", 20, why="依据民发〔2014〕132号，2026-11-23、2026-11-30会议")


def test_a_file_tells_every_version_and_nobodys_name(pair: Pair, tmp_path: Path) -> None:
    path = written(pair, tmp_path, ("A-409", 20), ("A-409", 25), (rules.CASH, 30))
    whole = json.loads(path.read_bytes())
    assert [(e["rule"], e["version"]) for e in whole["rules"]] == [
        ("A-115", 2), ("A-409", 2), ("A-409", 3),
    ]  # fmt: skip
    assert {e["why"] for e in whole["rules"]} == {WHY}
    assert "吴明远" not in path.read_text(encoding="utf-8")
    entry = last_act(pair.office.sign_in("wu"))
    assert entry.act == "unlock"
    acts = [row.act for row in audit.rows(pair.office.sign_in("wu").db, limit=9)]
    assert acts.count("hand_down_rules") == 1


def test_the_same_rules_are_the_same_file_and_others_bear_the_next_number(
    pair: Pair, tmp_path: Path, now: Clock
) -> None:
    ws = pair.office.sign_in("wu")
    set_at(ws, "A-409", 20)
    first = handing_down.hand_down(ws, tmp_path)
    content = first.path.read_bytes()
    now.later(days=1)
    again = handing_down.hand_down(ws, tmp_path)
    assert (again.number, again.path.read_bytes()) == (first.number, content)
    set_at(ws, "A-409", 25)
    assert handing_down.hand_down(ws, tmp_path).number == first.number + 1


def test_without_a_number_of_its_own_an_office_hands_nothing_down(
    pair: Pair, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        handing_down.hand_down(pair.office.sign_in("wu"), tmp_path)
    assert refused.value.words.msgid == handing_down.NOTHING_SET.msgid
    assert list(tmp_path.glob("*.rescuerules")) == []


def test_a_station_hands_nothing_down_and_an_office_takes_nothing_in(
    pair: Pair, tmp_path: Path
) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    with pytest.raises(Refused) as office:
        handing_down.look(pair.office.sign_in("wu"), path)
    assert office.value.words.msgid == handing_down.ONLY_STATION.msgid
    with pytest.raises(Refused) as station:
        handing_down.hand_down(pair.station.sign_in("duan"), tmp_path)
    assert station.value.words.msgid == handing_down.ONLY_OFFICE.msgid


def test_a_file_tells_the_latest_versions_of_a_rule(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_down, "LATEST", 2)
    path = written(pair, tmp_path, ("A-409", 20), ("A-409", 21), ("A-409", 22))
    assert [each.version for each in rules_file.load(path).versions] == [3, 4]


# --- the station -----------------------------------------------------------------------------


def test_what_is_looked_at_tells_from_what_to_what_and_changes_nothing(
    pair: Pair, tmp_path: Path
) -> None:
    path = written(pair, tmp_path, ("A-208", 5), ("A-409", 20))
    ws = pair.station.sign_in("duan")
    offer = handing_down.look(ws, path)
    words = "\n".join(offer.lines())
    assert "30 working days → 20 working days" in words
    assert WHY in words
    assert words.count("Holds for what begins from 2026-06-30 on.") == 1
    assert "Tried only" in words
    assert len(rules.history(ws, "A-409")) == 1
    assert last_act(ws).act == "unlock"


def test_a_reminder_is_told_within_the_sentence(pair: Pair, tmp_path: Path) -> None:
    ws = pair.office.sign_in("wu")
    rules.change(ws, "A-409", amounts=[30], soon=5, applied=True, why=WHY)
    path = handing_down.hand_down(ws, tmp_path).path
    words = "\n".join(handing_down.look(pair.station.sign_in("duan"), path).lines())
    assert f"30 working days → 30 working days · a reminder 5 days before. {WHY}" in words


def test_what_is_taken_in_holds_with_its_history_and_stands_in_the_account(
    pair: Pair, tmp_path: Path
) -> None:
    path = written(pair, tmp_path, ("A-409", 20), ("A-409", 25))
    ws, offer = taken(pair, path)
    assert (offer.taken, offer.refused) == (1, 0)
    assert days(ws, "A-409") == [25]
    own = rules.history(ws, "A-409")[-1]
    assert own.handed is not None
    assert (own.handed.office, own.handed.version, own.why) == (OFFICE.station_name, 3, WHY)
    assert own.by == "段文秀"  # who took it in
    assert [each.version for each in handing_down.handed_history(ws, "A-409")] == [2, 3]
    entry = last_act(ws)
    assert (entry.act, entry.detail["sequence"], entry.detail["rules"]) == ("take_rules", 1, 1)


def test_what_runs_keeps_its_number_and_what_begins_runs_by_the_offices(
    pair: Pair, tmp_path: Path
) -> None:
    ws = pair.station.sign_in("duan")
    standing = clock_standing.now(ws)
    path = written(pair, tmp_path, ("A-409", 20))
    ws, _ = taken(pair, path)
    assert clock_standing.now(ws) != standing  # all is worked out again
    assert clocks.due_again(ws)
    clocks.work_out(ws)
    assert not clocks.due_again(ws)
    versions = [row for row in rules.table(ws).rules if row.id == "A-409"]
    assert [row.valid("2026-06-29") for row in versions] == [True, False]
    assert [row.valid("2026-06-30") for row in versions] == [False, True]


def test_the_offices_number_ends_the_stations_own_which_stays_in_the_history(
    pair: Pair, tmp_path: Path
) -> None:
    set_at(pair.station.sign_in("duan"), "A-409", 15, why=OURS)
    path = written(pair, tmp_path, ("A-409", 20))
    ws = pair.station.sign_in("duan")
    words = "\n".join(handing_down.look(ws, path).lines())
    assert "from 2026-06-30 on" not in words  # that day has a number already
    assert "from 2026-07-01 on.\n    The office's number holds." in words
    assert "This station's own (15 working days, set by 段文秀) ends" in words
    ws, _ = taken(pair, path)
    assert days(ws, "A-409") == [20]
    assert [v.why for v in rules.history(ws, "A-409")] == ["", OURS, WHY]


def test_what_was_handed_down_is_the_stations_no_longer_to_set(pair: Pair, tmp_path: Path) -> None:
    ws, _ = taken(pair, written(pair, tmp_path, ("A-409", 20)))
    with pytest.raises(Refused) as refused:
        set_at(ws, "A-409", 60, why=OURS)
    assert refused.value.words.msgid == rules.HANDED_DOWN.msgid
    set_at(ws, "A-208", 9, why=OURS)  # what the office did not set stays its own


def test_the_same_number_becomes_the_offices_too(pair: Pair, tmp_path: Path) -> None:
    set_at(pair.station.sign_in("duan"), "A-409", 20, why=OURS)
    ws, offer = taken(pair, written(pair, tmp_path, ("A-409", 20)))
    assert "From now on it is the office's number" in "\n".join(offer.lines())
    with pytest.raises(Refused):
        set_at(ws, "A-409", 60, why=OURS)


def test_a_loosening_that_was_asked_for_before_is_carried_out_no_more(
    pair: Pair, tmp_path: Path
) -> None:
    assert isinstance(set_at(pair.station.sign_in("duan"), "A-106", 48, why=OURS), Text)
    add_second(pair.station)
    ws, _ = taken(pair, written(pair, tmp_path, ("A-106", 12)))
    (asked,) = requests.of_asker(ws)
    with pytest.raises(Refused):
        requests.decide(pair.station.sign_in("wang"), asked.request.uid, granted=True)
    assert days(pair.station.sign_in("duan"), "A-106") == [12]


def test_without_an_office_a_number_it_handed_down_is_the_stations_again(
    pair: Pair, tmp_path: Path
) -> None:
    ws, _ = taken(pair, written(pair, tmp_path, ("A-409", 20)))
    with ws.db.transaction():
        (office,) = exchange_log.correspondents(ws.db, kind="office")
        exchange_log.retire(ws.db, office.key_id, retired_at=AT)
    set_at(ws, "A-409", 60, why=OURS)
    assert days(ws, "A-409") == [60]


def test_under_another_office_a_number_of_the_one_before_is_the_stations_again(
    pair: Pair, tmp_path: Path
) -> None:
    ws, _ = taken(pair, written(pair, tmp_path, ("A-409", 20)))
    other = make_house(
        tmp_path / "other", replace(OFFICE, station_code="YN99", station_name="新岭省救助办公室")
    )
    key = enrolment.write_key_file(other.sign_in("wu"), tmp_path)
    other.leave()
    ws = pair.station.sign_in("duan")
    with pytest.raises(Refused):
        set_at(ws, "A-409", 60, why=OURS)
    enrolment.enrol(ws, key.path, " ".join(key.words))
    set_at(ws, "A-409", 60, why=OURS)
    assert days(ws, "A-409") == [60]


def test_nothing_is_taken_in_while_the_date_is_in_doubt(
    pair: Pair, tmp_path: Path, now: Clock
) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    pair.station.sign_in("duan")
    now.later(hours=-12)
    with pytest.raises(Refused) as refused:
        taken(pair, path)
    assert refused.value.words == clock_watch.WAITS
    ws = pair.station.sign_in("duan")
    assert days(ws, "A-409") == [30]
    clock_watch.confirm(ws)
    ws, _ = taken(pair, path)
    assert days(ws, "A-409") == [20]


def test_the_cash_limit_goes_down_with_the_rules(pair: Pair, tmp_path: Path) -> None:
    ws, offer = taken(pair, written(pair, tmp_path, (rules.CASH, 50)))
    assert "at most 20 yuan → at most 50 yuan" in "\n".join(offer.lines())
    assert rules.limit(ws, rules.CASH, "2026-06-29") == 20
    assert rules.limit(ws, rules.CASH, "2026-06-30") == 50
