"""夜班一页 and 交接班: what a shift sees, what of others' cases it does not, and the hand-over."""

from __future__ import annotations

import re

import pytest

from rescueapp import clock
from rescueapp.actions.desk import release_papers
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries
from rescueapp.actions.papers import hand_over_sheet, prints, tonight
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from tests.actions.entering import enter
from tests.actions.station import INTAKE, STATION, Clock, House, save
from tests.output.paper import words_of

ARRIVED = "2026-06-30T01:00:00Z"  # three hours before noon at the station


def test_the_first_hour_says_which_papers_are_not_written(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers={**INTAKE, "arrived_at": ARRIVED}).case_uid
    [came] = tonight.tonight(ws).came
    assert (came.case.uid, came.since) == (case, ARRIVED)
    written = {paper.form: bool(paper.record_uid) for paper in came.papers}
    assert written == {"intake": True, "police_handover": False, "belongings": False}
    save(ws, "belongings", {}, case=case)
    [came] = tonight.tonight(ws).came
    assert {p.form for p in came.papers if not p.record_uid} == {"police_handover"}


def test_after_24_hours_nobody_is_on_the_page_any_more(station: House, now: Clock) -> None:
    ws = station.sign_in("he")
    save(ws, answers={**INTAKE, "arrived_at": ARRIVED})
    now.later(hours=22)
    assert tonight.tonight(ws).came == ()


def test_of_a_colleagues_case_the_page_tells_alias_and_safety_line_alone(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers={**INTAKE, "arrived_at": ARRIVED}).case_uid
    save(ws, "safety_line", {"safety_line": "不单独与陌生男性相处"}, case=case, complete=True)
    other = station.sign_in("mu")
    found = tonight.tonight(other)
    [came] = found.came
    assert (came.case.uid, came.papers, came.due) == (case, (), ())
    assert came.since == cases.case(other, case).opened_at != ARRIVED
    assert came.case.sex is None
    assert [row.safety_line for row in found.lines] == ["不单独与陌生男性相处"]
    assert case not in tonight.open_words(other, found)


def test_of_somebody_who_left_no_safety_line_stands_there(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers={**INTAKE, "arrived_at": ARRIVED, "birth_date": "1990"}).case_uid
    save(ws, "safety_line", {"safety_line": "不单独与陌生男性相处"}, case=case, complete=True)
    assert [row.uid for row in tonight.tonight(ws).lines] == [case]
    left = {"left_at": "2026-06-30T02:00:00Z", "exit_mode": "5.1"}
    save(ws, "stay_and_leaving", left, case=case)
    assert tonight.tonight(ws).lines == ()


def test_who_is_on_call_is_carried_on_until_another_entry_says_otherwise(
    station: House, now: Clock
) -> None:
    ws = station.sign_in("he")
    shift = {"duty_from": "2026-06-29T12:00:00Z", "duty_staff": "和晓燕",
             "duty_on_call": "带班：段文秀", "duty_until": "2026-06-30T00:00:00Z"}  # fmt: skip
    enter(ws, shift, register="duty_log")
    assert tonight.tonight(ws).shift is None
    begun = tonight.begin_shift(ws).record_uid
    assert entries.entry(ws, begun).answers["duty_on_call"] == "带班：段文秀"
    found = tonight.tonight(ws)
    assert found.shift is not None
    assert (found.shift.uid, found.on_call) == (begun, "带班：段文秀")


def test_the_hand_over_says_what_is_open_and_ends_the_shift(station: House) -> None:
    ws = station.sign_in("he")
    begun = tonight.begin_shift(ws).record_uid
    case = save(ws, answers={**INTAKE, "arrived_at": ARRIVED, "name": "林春山"}).case_uid
    saved = tonight.begin_hand_over(ws)
    entry = entries.entry(ws, saved.record_uid)
    row = cases.case(ws, case)
    assert entry.uid == begun
    assert f"{row.alias} ({row.number})" in entry.answers["duty_open"]
    assert "林春山" not in entry.answers["duty_open"]
    assert tonight.tonight(ws).shift is None
    form = entries.register_of("duty_log")
    assert not interpreter.problems(form, entry.answers, complete=True, today=clock.today(),
                                    minor=False)  # fmt: skip


def test_the_hand_over_says_what_is_overdue_and_writes_every_day_alike(
    station: House, now: Clock
) -> None:
    ws = station.sign_in("he")
    save(ws, answers={**INTAKE, "arrived_at": ARRIVED})
    now.later(hours=40 * 24)
    ws = station.sign_in("he")
    lines = tonight.open_words(ws, tonight.tonight(ws)).splitlines()
    assert any("overdue since" in line for line in lines)
    assert not any(re.search(r"\d{4}-\d{2}-\d{2}", line) for line in lines)


def test_k09_what_only_a_compartment_tells_is_not_written_into_the_duty_log(
    station: House,
) -> None:
    """One year to annul a coerced marriage: her worker sees it on the page, the shift does not
    read it in the log."""
    ws = station.sign_in("he")
    case = save(ws).case_uid
    told = {"rescued_on": "2025-07-01", "exploitation": ["E03"], "marriage_coerced": True}
    save(ws, "trafficking_case", told, case=case, complete=True)
    assert "A-810" in {due.clock.rule.id for due in tonight.tonight(ws).open if due.clock}
    written = entries.entry(ws, tonight.begin_hand_over(ws).record_uid).answers["duty_open"]
    row = cases.case(ws, case)
    assert f"{row.alias} ({row.number})" in written  # of what is in clear
    labels = {due.clock.rule.words.label for due in tonight.tonight(ws).open
              if due.clock and due.clock.rule.id == "A-810"}  # fmt: skip
    assert labels
    assert not [label for label in labels if label in written]


def test_what_was_written_of_the_hand_over_stays(station: House) -> None:
    ws = station.sign_in("he")
    words = "钥匙两把，备用金已点清"
    enter(ws, {"duty_from": "2026-06-30T00:00:00Z", "duty_staff": "和晓燕", "duty_open": words},
          register="duty_log", complete=False)  # fmt: skip
    saved = tonight.begin_hand_over(ws)
    assert entries.entry(ws, saved.record_uid).answers["duty_open"] == words


def test_the_hand_over_is_a_paper_to_sign_and_stands_in_the_register_of_copies(
    station: House,
) -> None:
    ws = station.sign_in("he")
    saved = tonight.begin_hand_over(ws)
    paper = hand_over_sheet.prepare(ws, saved.record_uid, gaps=True)
    assert STATION.station_name in words_of(paper.pdfs[0])
    prints.release(ws, paper, medium=prints.PRINTER)
    assert release_papers.title(paper.what)


def test_only_the_duty_log_is_printed_as_a_hand_over(station: House) -> None:
    ws = station.sign_in("he")
    other = enter(ws).record_uid
    with pytest.raises(Refused):
        hand_over_sheet.prepare(ws, other)


def test_a_statistician_has_no_such_page(station: House) -> None:
    with pytest.raises(Refused):
        tonight.tonight(station.sign_in("zhou"))


def test_a_dated_register_has_its_latest_entry_on_top(station: House) -> None:
    ws = station.sign_in("he")
    for day in ("2026-03-01", "2026-05-01", "2026-04-01"):
        enter(ws, {"training_on": day, "training_name": day, "training_length": 2,
                   "training_people": 6}, register="training_held")  # fmt: skip
    found = [each.name for each in entries.entries(ws, "training_held")]
    assert found == ["2026-05-01", "2026-04-01", "2026-03-01"]
