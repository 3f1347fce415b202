"""Missing people in the window: a list is taken in, a case compares itself, a refusal stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QComboBox

from rescueapp.actions.opened import entries
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.case.case_matches import CaseMatches
from ui.case.sections import MATCHES
from ui.lists.table import Table
from ui.widgets.words import Words

LIST = "姓名,性别,年龄,走失时间\n林某山,女,10,2019-03-02\n,女,3,2021-01-01\n"


def matches(station: Driver) -> CaseMatches:
    """Of the case of the girl of sixteen, whom somebody in the training register is like."""
    station.sign_in("he")
    page: Any = station.go("case", case_uid=station.case_row(-1).uid)
    page._choose_section(MATCHES)
    station.settle()
    place = page._places[MATCHES]
    assert isinstance(place, CaseMatches)
    return place


def called(place: CaseMatches) -> list[str]:
    return [each.called for each in place._rows.rows]


def test_a_list_is_taken_in_and_what_was_not_is_said(station: Driver, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    station.sign_in("he")
    station.go("registers", register="missing_people")
    messages.answer_next(path)
    station.click("missing_peopleTakeIn")
    station.settle()

    shown = [each.name for each in station.find(Table, "missing_peopleTable").model().rows]
    assert "林某山" in shown
    assert shown == [e.name for e in station.do(lambda ws: entries.entries(ws, "missing_people"))]


def test_nothing_is_compared_before_somebody_asks(station: Driver) -> None:
    place = matches(station)
    assert called(place) == []
    assert not station.find(QAbstractButton, "notThisPerson").isEnabled()

    place.compare()
    station.settle()
    assert called(place) == ["云小禾（虚构）"]
    assert station.find(Words, "matchReasons").text()
    assert "云岭市公安局" in station.find(Words, "matchAbout").text()


def put_aside(station: Driver, place: CaseMatches) -> None:
    place.compare()
    station.settle()
    station.click("notThisPerson")
    station.click("whyNotNow")
    assert called(place)  # not without a reason
    reason = station.find(QComboBox, "whyNotReason")
    reason.setCurrentIndex(reason.findData("04"))
    station.click("whyNotNow")
    station.settle()


def test_a_refusal_asks_why_and_takes_the_line_away_for_good(station: Driver) -> None:
    place = matches(station)
    put_aside(station, place)
    assert called(place) == []

    place.compare()
    station.settle()
    assert called(place) == []


def test_who_was_put_aside_is_listed_with_the_reason_and_compared_again(station: Driver) -> None:
    place = matches(station)
    put_aside(station, place)
    listed = station.find(Table, "refusedMatches")
    assert [each.reason for each in listed.model().rows] == ["04"]

    station.click("matchAgain")
    station.settle()
    assert called(place) == ["云小禾（虚构）"]
    assert not listed.isVisible()


def test_what_fits_is_written_into_the_search(station: Driver) -> None:
    place = matches(station)
    place.compare()
    station.settle()
    station.click("matchStep")

    assert station.shows("log_on")
