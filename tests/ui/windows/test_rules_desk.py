"""The desk of rules and holidays: what it lists, says and changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp import clock, i18n
from rescueapp.actions.watch import clock_watch
from rescueapp.i18n import say
from rescueapp.rules.table import load
from rescueapp.rules.told import how_long
from tests.rules.next_year import LINES
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.desks.to_confirm_card import GAPS, ToConfirmCard
from ui.lists.table import Table
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.words import Words

WHY = "本县残联公布的办理时限"
NOVEMBER = clock.instant("2026-11-22T04:00:00Z")


@pytest.fixture
def desk(station: Driver, monkeypatch: pytest.MonkeyPatch) -> Driver:
    monkeypatch.setattr(clock, "now", lambda: NOVEMBER)
    station.sign_in("duan")
    station.do(clock_watch.confirm)  # the vault may be made on a later day than this November's
    station.go("oversight", desk="rules")
    return station


def choose(desk: Driver, rule: str) -> None:
    table = desk.find(Table, "rulesTable")
    ids = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    table.setCurrentIndex(table.model().index(ids.index(rule), 0))
    desk.settle()


def told(desk: Driver) -> str:
    return desk.find(Words, "ruleTold").text()


def test_every_rule_is_listed_and_says_how_sure_it_is(desk: Driver) -> None:
    model = desk.find(Table, "rulesTable").model()
    assert model.rowCount() == len(load().rows)
    choose(desk, "A-409")
    assert "To be checked" in told(desk)
    assert "Version 1, as shipped: 30 working days." in told(desk)
    assert desk.find(Button, "changeRuleOpen").isEnabled()
    choose(desk, "A-810")
    assert "民法典 1052" in told(desk)
    assert not desk.find(Button, "changeRuleOpen").isEnabled()


def test_what_the_unit_must_confirm_stands_below_the_rules(desk: Driver) -> None:
    card = desk.find(ToConfirmCard, "rulesToConfirm")
    shown = [words.text() for words in card.findChildren(Words)]
    assert {say(gap) for gap in GAPS} <= set(shown)


def test_a_number_is_changed_with_a_reason_and_both_versions_are_told(desk: Driver) -> None:
    choose(desk, "A-409")
    desk.click("changeRuleOpen")
    desk.find(QLineEdit, "changeRule0").setText("20")
    desk.click("changeRuleNow")
    assert "at least 8" in desk.find(Notice, "changeRuleProblem").words()
    desk.find(QLineEdit, "changeRuleWhy").setText(WHY)
    desk.click("changeRuleNow")
    assert "Version 1, as shipped: 30 working days." in told(desk)
    assert "Version 2, from 2026-11-22: 20 working days." in told(desk)
    assert WHY in told(desk)
    assert desk.failures == []


def test_a_limit_is_set_without_reminder_or_switch(desk: Driver) -> None:
    choose(desk, "A-115")
    assert "No clock" in told(desk)
    assert "as shipped: at most 20 yuan." in told(desk)
    desk.click("changeRuleOpen")
    assert desk.find(QWidget, "changeRuleApplied").isHidden()
    desk.find(QLineEdit, "changeRule0").setText("30")
    desk.find(QLineEdit, "changeRuleWhy").setText(WHY)
    desk.click("changeRuleNow")
    assert "Version 2, from 2026-11-22: at most 30 yuan." in told(desk)
    assert desk.failures == []


def test_what_is_no_number_stays_in_the_question(desk: Driver) -> None:
    choose(desk, "A-409")
    desk.click("changeRuleOpen")
    desk.find(QLineEdit, "changeRule0").setText("twenty")
    desk.find(QLineEdit, "changeRuleWhy").setText(WHY)
    desk.click("changeRuleNow")
    assert "whole numbers" in desk.find(Notice, "changeRuleProblem").words()


def test_a_missing_year_is_said_until_its_table_is_taken_in(desk: Driver, tmp_path: Path) -> None:
    banner = desk.find(QWidget, "holidaysMissing")
    assert banner.isVisible()
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text("2027-01-01,holiday,元旦\n", encoding="utf-8")
    right.write_text("\n".join(LINES), encoding="gb18030")
    messages.answer_next(wrong)
    desk.click("importHolidays")
    assert "not whole" in desk.find(Notice, "oversightNotice").words()
    messages.answer_next(right)
    desk.click("importHolidays")
    assert "2027" in desk.find(Notice, "oversightNotice").words()
    assert not banner.isVisible()
    assert "to 2027" in desk.find(Words, "holidaysKnown").text()


def test_lengths_are_told_in_words() -> None:
    with i18n.speaking("en"):
        words = {rule.id: how_long(rule) for rule in load().rules}
    assert words["A-202"] == "24 hours"
    assert words["A-204"] == "1 month"
    assert words["A-812.3"] == "on the day itself"
    assert words["A-603.1"] == "every 1 school term"
    assert words["A-B01"] == "before 6/20 · 12/20"
    assert words["A-B02"] == "by day 5 of each month"
    assert words["A-905.1"].endswith("12 months · then every 1 year")
