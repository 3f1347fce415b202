"""The rules file at the desk: the office sets and writes, the station looks and takes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from rescueapp import clock
from tests.ui.windows.conftest import Demo, Driver
from tests.ui.windows.test_rules_desk import choose, told
from ui import messages
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.words import Words, plain

WHY = "全省统一办理时限"


@pytest.fixture
def at_office(begin: Callable[[Path], Driver], demo: Demo) -> Driver:
    office = begin(demo.province)
    office.sign_in("wu")
    office.go("oversight", desk="rules")
    return office


def set_number(desk: Driver, rule: str, amount: str) -> None:
    choose(desk, rule)
    desk.click("changeRuleOpen")
    desk.find(QLineEdit, "changeRule0").setText(amount)
    desk.find(QLineEdit, "changeRuleWhy").setText(WHY)
    desk.click("changeRuleNow")


def written(desk: Driver, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    messages.answer_next(folder)
    desk.click("writeRulesFile")
    (path,) = folder.glob("*.rescuerules")
    return path


def said(desk: Driver) -> str:
    return desk.find(Notice, "oversightNotice").words()


def test_an_office_sets_a_rule_and_writes_the_file(at_office: Driver, tmp_path: Path) -> None:
    messages.answer_next(tmp_path)
    at_office.click("writeRulesFile")
    assert "nothing to hand down" in said(at_office)
    set_number(at_office, "A-409", "20")
    assert f"Version 2, from {clock.today()}: 20 working days." in told(at_office)
    path = written(at_office, tmp_path / "stick")
    assert "number 1 is written" in said(at_office)
    assert path.stat().st_size
    assert not at_office.shows("holidaysCard")  # an office has no clocks of its own
    assert at_office.failures == []


def test_an_office_is_asked_what_its_stations_apply(at_office: Driver) -> None:
    choose(at_office, "A-409")
    at_office.click("changeRuleOpen")
    assert "at the stations" in plain(at_office.find(QCheckBox, "changeRuleApplied").text())


def test_an_office_that_loosens_what_protects_is_told_why_not(at_office: Driver) -> None:
    set_number(at_office, "A-106", "48")
    assert "An office does not loosen" in at_office.find(Notice, "changeRuleProblem").words()


@pytest.fixture
def file(at_office: Driver, tmp_path: Path) -> Path:
    for rule, amount in (("A-409", "18"), ("A-409", "20"), ("A-115", "50")):
        set_number(at_office, rule, amount)
    return written(at_office, tmp_path / "stick")


@pytest.fixture
def station_desk(file: Path, begin: Callable[[Path], Driver], demo: Demo) -> Driver:
    station = begin(demo.station)
    station.sign_in("duan")
    station.go("oversight", desk="rules")
    return station


def look(desk: Driver, file: Path) -> str:
    messages.answer_next(file)
    desk.click("takeRulesFile")
    return desk.find(Words, "takeRulesTold").text()


def test_a_station_sees_what_changes_before_it_holds(station_desk: Driver, file: Path) -> None:
    set_number(station_desk, "A-409", "15")
    words = look(station_desk, file)
    assert "at most 20 yuan → at most 50 yuan" in words
    assert "15 working days → 20 working days" in words
    assert "This station's own (15 working days" in words
    station_desk.click("takeRulesCancel")
    choose(station_desk, "A-115")
    assert "handed down" not in told(station_desk).lower()

    look(station_desk, file)
    station_desk.click("takeRulesNow")
    assert "Rules taken in: 2; not taken: 0" in said(station_desk)
    choose(station_desk, "A-409")
    assert "15 working days" in told(station_desk)  # its own stays in the history
    assert "Handed down by" in told(station_desk)
    assert "At the office, version 2" in told(station_desk)  # before its third, which came
    assert "At the office, version 3" not in told(station_desk)
    assert not station_desk.find(Button, "changeRuleOpen").isEnabled()
    choose(station_desk, "A-208")
    assert station_desk.find(Button, "changeRuleOpen").isEnabled()
    assert station_desk.failures == []


def test_a_file_that_is_refused_is_said_at_the_head_and_nothing_opens(
    station_desk: Driver, file: Path
) -> None:
    file.write_bytes(file.read_bytes().replace(b'"seq":1', b'"seq":7'))
    messages.answer_next(file)
    station_desk.click("takeRulesFile")
    assert said(station_desk)
    assert station_desk.program.window.findChild(QWidget, "takeRules") is None
    choose(station_desk, "A-409")
    assert "Version 2" not in told(station_desk)


def test_the_same_file_again_says_so_in_the_question(station_desk: Driver, file: Path) -> None:
    look(station_desk, file)
    station_desk.click("takeRulesNow")
    look(station_desk, file)
    station_desk.click("takeRulesNow")
    assert "nothing in it is new" in station_desk.find(Notice, "takeRulesProblem").words()
    station_desk.click("takeRulesCancel")
