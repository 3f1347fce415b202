"""The case page: the next step in sight, the name behind an act, forms opened and left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import prints
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Stage
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import save
from tests.ui.windows.conftest import Driver
from ui.case.case_overview import next_steps
from ui.case.sections import COPIES
from ui.case_view import CaseView
from ui.widgets.reveal import _FIRST


def _open_first(driver: Driver, login: str = "duan") -> Any:
    driver.sign_in(login)
    return driver.go("case", case_uid=driver.case_row(-1).uid)


def test_the_head_shows_alias_and_number_and_no_name(station: Driver) -> None:
    page = _open_first(station)
    row = page._view.row
    shown = [w.text() for w in page._header.findChildren(QWidget) if hasattr(w, "text")]
    assert row.alias in shown
    assert row.number in shown
    names = [f.words for f in _revealed(station, page).facts if f.key == "name"]
    assert names
    assert not any(names[0] in text for text in shown)


def _revealed(driver: Driver, page: Any) -> Any:
    kept: list[Any] = []
    show = page._reveal.show_identity
    page._reveal.show_identity = lambda shown: (kept.append(shown), show(shown))
    page._reveal_for("care")
    driver.settle()
    return kept[0]


def test_a_revealed_name_goes_when_its_time_is_over(station: Driver) -> None:
    page = _open_first(station)
    identity = _revealed(station, page)
    assert identity.facts[0].words in page._reveal.words()
    for _ in range(identity.seconds):
        page._reveal.countdown.count_down()
    station.settle()
    assert not page._reveal.isVisible()
    assert page._reveal.words() == ""


def test_one_key_extends_it(station: Driver) -> None:
    page = _open_first(station)
    identity = _revealed(station, page)
    for _ in range(60):
        page._reveal.countdown.count_down()
    station.click("revealExtend")
    assert page._reveal.countdown._left == identity.seconds


def test_leaving_for_another_case_covers_the_name(station: Driver) -> None:
    page = _open_first(station)
    _revealed(station, page)
    station.go("case", case_uid=station.case_row().uid)
    assert not page._reveal.shows


def test_every_reason_has_one_key(station: Driver) -> None:
    page = _open_first(station)
    words = [action.text() for action in page._tools.reveal.menu().actions()]
    assert [text[:2] for text in words] == [f"&{n}" for n in range(1, len(words) + 1)]


def test_overdue_and_due_come_before_what_is_empty(station: Driver) -> None:
    view: CaseView = _open_first(station)._view
    states = [state for _, state in next_steps(view)]
    rank = ["overdue", "due", "draft", "empty"]
    assert states == sorted(states, key=rank.index)


def test_a_step_opens_its_form(station: Driver) -> None:
    page = _open_first(station)
    form, _ = next_steps(page._view)[0]
    station.click(f"step_{form}")
    assert page._form_key == form


def test_every_form_of_the_catalogue_can_be_opened(station: Driver) -> None:
    page = _open_first(station)
    for key in FORMS:
        page._choose_section(key)
        station.settle()
        assert page._form_key == key
        page._choose_section("")
        station.settle()
    assert station.failures == []


def test_today_opens_the_form_that_is_due(station: Driver) -> None:
    station.sign_in("duan")
    today = station.go("today")
    due = next(each for each in today._dues if each.clock is None)
    today._tree.setCurrentIndex(today._model.line_of(due))
    station.qtbot.keyClick(today._tree, Qt.Key.Key_Return)
    station.settle()
    case = station.frame.shown
    assert (case._case_uid, case._form_key) == (due.case_uid, due.form)


def test_the_open_case_stays_one_key_away(station: Driver) -> None:
    page = _open_first(station)
    station.go("today")
    button = station.find(QAbstractButton, "rail_case")
    assert (button.text(), button.shortcut().toString()) == (page._view.row.alias, "Alt+7")
    _press(station, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    station.until(lambda: station.frame.shown is page)


def _press(
    driver: Driver,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A key for whatever has the focus of the window."""
    driver.program.window.activateWindow()
    driver.until(driver.program.window.isActiveWindow)
    driver.qtbot.keyClick(driver.program.window, key, held)
    driver.settle()


def test_a_case_of_others_says_what_would_open_it(station: Driver) -> None:
    station.sign_in("mu")
    foreign = next(row for row in map(station.case_row, range(3)) if not row.mine)
    page = station.go("case", case_uid=foreign.uid)
    assert page.findChild(QWidget, "accessBar").isVisible()
    assert not page._tools.reveal.isEnabled()


def test_a_supervisor_puts_somebody_on_the_team(station: Driver) -> None:
    page = _open_first(station)
    page._team.open(page._case_uid)
    station.settle()
    who = station.find(QComboBox, "teamWho")
    added = who.currentText()
    station.click("teamAdd")
    team = station.do(lambda ws: cases.team(ws, page._case_uid))
    assert added.split(" · ")[0] in {member.display_name for member in team}
    assert who.currentText() != added  # who is not on it yet stands first


def test_escape_goes_back_step_by_step(station: Driver) -> None:
    page = _open_first(station)
    page._choose_section("intake")
    station.settle()
    page._back()
    station.settle()
    assert not page._forms.is_open
    page._choose_section("")
    page._back()
    station.settle()
    assert station.frame.shown.objectName() == "casesPage"


def test_a_copy_is_noted_as_returned_by_one_key_and_the_note_taken_back(station: Driver) -> None:
    page = _open_first(station)
    uid = page._case_uid
    record = page._view.of_form("intake")[0].uid
    kept: list[Any] = []
    station.frame.session.run(
        lambda ws: prints.release(
            ws, prints.prepare_sheet(ws, form="intake", record_uid=record), medium=prints.PRINTER
        ),
        kept.append,
        owner=station.frame,
    )
    station.settle()
    station.frame.session.tell(kept[0])
    station.settle()
    page._choose_section(COPIES)
    table = station.find(QWidget, "copyTable")
    assert page._view.copies_out() == 1
    station.qtbot.keyClick(table, Qt.Key.Key_Return)
    station.settle()
    assert [c.returned_on for c in page._view.copies] == [clock.today().isoformat()]
    assert page._view.copies_out() == 0
    station.click("copyReturned")
    assert [c.returned_on for c in page._view.copies] == [None]
    assert page._case_uid == uid


def test_an_intake_not_complete_is_a_next_step(station: Driver) -> None:
    page = _open_first(station)
    rows = tuple(replace(r, state="incomplete") for r in page._view.records if r.form == "intake")
    assert ("intake", "incomplete") in next_steps(replace(page._view, records=rows))


def test_esc_leaves_an_empty_intake(station: Driver) -> None:
    station.sign_in("duan")
    station.go("intake")
    _press(station, Qt.Key.Key_Escape)
    assert station.frame.shown.objectName() == "todayPage"


def test_who_must_not_be_contacted_is_told_by_relation_and_by_name_while_it_is_shown(
    station: Driver,
) -> None:
    page = _open_first(station)
    bar = page._header._no_contact
    relation = "Must not be contacted: Member of the buyer's family"
    assert bar.words() == relation
    _revealed(station, page)
    station.settle()
    assert bar.words() == f"{relation} 姓名不详（收买家庭成员）"
    page._cover()
    station.settle()
    assert bar.words() == relation


def test_names_and_number_are_shown_first_and_the_rest_by_one_key(station: Driver) -> None:
    page = _open_first(station)
    facts = _revealed(station, page).facts
    bar = page._reveal
    rest = [fact.words for fact in facts if fact.key not in _FIRST]
    assert rest
    assert facts[0].words in bar.words()
    assert not any(words in bar.words() for words in rest)
    station.click("revealMore")
    assert all(words in bar.words() for words in rest)
    bar.cover()
    station.settle()
    assert bar._facts == ([], [])


def test_k18_whoever_opens_the_page_of_a_case_stands_in_the_account_once(station: Driver) -> None:
    page = _open_first(station)
    uid = page._view.row.uid

    def times(ws: Workspace) -> int:
        return sum(entry.act == "open_case" for entry in audit.rows(ws.db, object=uid))

    assert station.do(times) == 1
    page._read()  # as after a save
    station.go("today")
    station.go("case", case_uid=uid)
    assert station.do(times) == 1
    station.go("case", case_uid=station.case_row(1).uid)
    station.go("case", case_uid=uid)
    assert station.do(times) == 2


def test_k18_the_page_of_anothers_case_tells_nothing_and_is_no_look(station: Driver) -> None:
    station.sign_in("mu")
    row = next(r for r in (station.case_row(n) for n in range(3)) if not r.mine)
    station.go("case", case_uid=row.uid)
    acts = station.do(lambda ws: {entry.act for entry in audit.rows(ws.db, object=row.uid)})
    assert "open_case" not in acts


@pytest.mark.parametrize(
    ("stage", "asked", "not_asked"),
    [
        (Stage.INTAKE, {"police_handover", "belongings", "risk_and_needs"}, {"service_plan"}),
        (Stage.ASSESSMENT, {"police_handover", "risk_and_needs", "service_plan"}, {"follow_up"}),
        (Stage.SERVICES, {"police_handover", "safety_line"}, {"service_plan", "follow_up"}),
        (Stage.PLACEMENT, {"follow_up", "safety_line"}, {"police_handover", "belongings"}),
        (Stage.FOLLOW_UP, {"mandatory_report"}, {"police_handover", "belongings", "follow_up"}),
    ],
)
def test_what_comes_next_follows_where_the_case_stands(
    station: Driver, stage: Stage, asked: set[str], not_asked: set[str]
) -> None:
    """Who has gone home hands no belongings over any more: what comes then is a visit."""
    view: CaseView = _open_first(station)._view
    steps = dict(next_steps(replace(view, records=(), row=replace(view.row, stage=stage))))
    assert asked <= steps.keys()
    assert not not_asked & steps.keys()


def test_a_deadline_that_is_over_is_a_next_step_though_no_record_planned_it(
    station: Driver,
) -> None:
    """The card said that nothing was due above a list that said it was overdue."""
    view: CaseView = _open_first(station)._view
    told = {"note_on": clock.today().isoformat(), "note_worry": True}
    station.do(lambda ws: save(ws, "service_note", told, case=view.row.uid))
    seen = station.go("case", case_uid=view.row.uid)._view
    steps = next_steps(replace(seen, records=()))
    assert ("risk_and_needs", "due") in steps
    assert len(steps) == len(dict(steps)), "each form once"
    assert ("risk_and_needs", "due") not in next_steps(replace(seen, records=(), clocks=()))
