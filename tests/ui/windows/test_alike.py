"""Likely the same person: side by side before anybody is registered twice."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from rescueapp.domain.case import CaseRow
from tests.ui.windows.conftest import Driver, fill
from ui.forms.alike_panel import AlikePanel
from ui.forms.form_view import FormView

NAME = "苏小禾"  # of the first fictional case, whose worker is `he`
ANSWERS = {"arrived_at": "2026-03-05T14:30:00Z", "sex": "2", "birth_date": "2010", "name": NAME}


def _ask(driver: Driver, login: str, *, twice: bool = False) -> AlikePanel:
    """An intake of somebody with the same name, saved: the panel that comes instead."""
    driver.sign_in(login)
    if twice:
        driver.write("intake", ANSWERS)
    form = driver.until_built(driver.go("intake")._form)
    for key, value in ANSWERS.items():
        fill(form, key, value)
    form.save(complete=False)
    driver.settle()
    panel = driver.find(AlikePanel, "alike")
    assert panel.isVisible()
    return panel


def _ask_db(driver: Driver, sql: str) -> Any:
    return driver.do(lambda ws: ws.db.read(sql))[0][0]


def _words(widget: QWidget) -> list[str]:
    found = widget.findChildren(QWidget)
    return [w.text() for w in found if hasattr(w, "text") and not w.isHidden()]


def _form(driver: Driver) -> FormView:
    return driver.find(FormView, "formView")


def test_of_ones_own_case_more_can_be_compared(station: Driver) -> None:
    panel = _ask(station, "he")
    (card,) = panel.cards
    words = _words(card)
    row: CaseRow = card._each.row
    assert row.mine
    for expected in (row.alias, row.number, row.worker_name, "same name", "Services"):
        assert expected in words
    assert words.count("Female") == 2
    assert "2026-03-05 22:30" in words
    assert "Only its team sees this" not in words


def test_of_others_cases_no_more_is_told_than_the_list_tells(station: Driver) -> None:
    panel = _ask(station, "mu")
    (card,) = panel.cards
    row: CaseRow = card._each.row
    assert not row.mine
    assert (row.sex, row.born_from, row.risk, row.arrived_at) == (None, None, None, None)
    words = _words(card)
    assert words.count("Only its team sees this") == 3
    assert words.count("Female") == 1
    for expected in (row.alias, row.number, row.worker_name, "same name"):
        assert expected in words
    assert not any("2010-04-18" in text or "high" in text.lower() for text in words)


def test_nobody_is_registered_before_it_is_decided(station: Driver) -> None:
    _ask(station, "he")
    assert _ask_db(station, "SELECT count(*) FROM cases") == 3


def test_not_the_same_person_registers_and_is_remembered(station: Driver) -> None:
    panel = _ask(station, "he")
    other = panel.cards[0].uid
    station.click("alikeApart0")
    assert station.frame.shown.objectName() == "casePage"
    assert _ask_db(station, "SELECT count(*) FROM cases") == 4
    pair = _ask_db(station, "SELECT case_uid || ' ' || other_uid FROM not_the_same")
    assert other in pair.split()


def test_each_of_several_is_decided_about(station: Driver) -> None:
    panel = _ask(station, "he", twice=True)
    assert len(panel.cards) == 2
    station.click("alikeApart0")
    assert station.frame.shown.objectName() == "intakePage"
    assert panel.isVisible()
    station.click("alikeAgain0")
    assert not panel.cards[0].is_apart
    station.click("alikeApart0")
    station.click("alikeApart1")
    assert station.frame.shown.objectName() == "casePage"
    assert _ask_db(station, "SELECT count(*) FROM not_the_same") == 2


def test_all_of_several_can_be_put_aside_at_once(station: Driver) -> None:
    _ask(station, "he", twice=True)
    station.click("alikeNone")
    assert station.frame.shown.objectName() == "casePage"
    assert _ask_db(station, "SELECT count(*) FROM not_the_same") == 2


def test_that_case_is_looked_at_and_the_question_still_stands(station: Driver) -> None:
    panel = _ask(station, "he")
    uid = panel.cards[0].uid
    station.click("alikeOpen0")
    assert station.frame.shown._case_uid == uid
    station.frame.new_intake()
    station.settle()
    assert station.find(AlikePanel, "alike") is panel
    assert panel.isVisible()


def test_the_same_person_says_what_to_do_and_keeps_the_typing(station: Driver) -> None:
    panel = _ask(station, "he")
    uid = panel.cards[0].uid
    station.click("alikeSame0")
    assert any("go on in that case" in text for text in _words(panel.cards[0]))
    station.click("alikeGoOn0")
    assert station.frame.shown._case_uid == uid
    assert _ask_db(station, "SELECT count(*) FROM cases") == 3
    assert station.go("today")._drafts.rowCount() == 1
    begun = station.go("intake")._form.pad.kept()  # the next intake begins without hers
    assert set(begun) <= {"female_staff"}


def test_the_same_person_in_anothers_case_names_who_can_help(station: Driver) -> None:
    panel = _ask(station, "mu")
    worker = panel.cards[0]._each.row.worker_name
    station.click("alikeSame0")
    assert any(f"tell {worker} or a supervisor" in text for text in _words(panel.cards[0]))
    station.click("alikeLeave0")
    assert station.frame.shown.objectName() == "todayPage"
    assert station.frame.shown._drafts.rowCount() == 1


def test_escape_goes_back_to_the_form_and_not_out_of_it(station: Driver) -> None:
    panel = _ask(station, "he")
    station.qtbot.keyClick(panel.cards[0].first, Qt.Key.Key_Escape)
    station.settle()
    assert station.frame.shown.objectName() == "intakePage"
    assert _form(station).area.isVisible()
    assert _form(station).pad.kept()["name"] == NAME


def test_tab_goes_through_the_acts_of_the_panel_alone(station: Driver) -> None:
    panel = _ask(station, "he")
    station.activate()
    panel.setFocus()
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        station.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["alikeOpen0", "alikeSame0", "alikeApart0", "alikeBack"]


def test_another_name_is_compared_anew(station: Driver) -> None:
    """What was decided holds for the person that was typed then."""
    panel = _ask(station, "he")
    panel.back.emit()
    form = _form(station)
    form._not_same = ("someone",)
    fill(form, "name", "苏小河")
    assert form._not_same is None
