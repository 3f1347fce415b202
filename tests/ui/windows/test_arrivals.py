"""A case that another station hands over, at the screen: read, then taken up or refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QComboBox, QWidget

from rescueapp.actions.exchanging import enrolment, handing_over, taking_up
from rescueapp.actions.finding import cases
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault.training import Demo
from rescueapp.domain.case import Query
from tests.actions.partners import OTHER, WHY
from tests.actions.station import INTAKE, House, make_house, save
from tests.ui.windows.conftest import Driver
from tests.ui.windows.test_low_windows import LOW
from ui import messages
from ui.arrivals import ArrivalReader
from ui.lists.table import Table
from ui.widgets.notice import Notice
from ui.widgets.words import Words


@pytest.fixture
def package(demo: Demo, tmp_path: Path) -> Path:
    """A case of another station, sealed to the training station."""
    passphrases = {path.name: path.read_text().strip() for path in demo.passphrases.iterdir()}
    ours, theirs = House(demo.station, passphrases), make_house(tmp_path / "other", OTHER)
    for sender, receiver in ((ours, theirs), (theirs, ours)):
        written = enrolment.write_key_file(sender.sign_in("duan"), tmp_path / "keys")
        enrolment.enrol(receiver.sign_in("duan"), written.path, " ".join(written.words))
    key = enrolment.own_key_file(ours.sign_in("duan")).key_id
    ours.leave()
    ws = theirs.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "虚构乙丙"}).case_uid
    asked = handing_over.ask(ws, case, WHY, key)
    ws = theirs.sign_in("duan")
    requests.decide(ws, asked.uid, granted=True)
    made = handing_over.hand_over(ws, case, tmp_path / "stick", to=key)
    theirs.leave()
    return made.path


def arrive(station: Driver, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the package in and open it to read."""
    monkeypatch.setattr(messages, "choose_files", lambda *a: a[-1]([package]))
    monkeypatch.setattr(messages, "choose_folder", lambda *a: a[-1](package.parent))
    station.sign_in("duan")
    station.go("exchange")
    station.click("takeInCase")
    assert station.find(Table, "arrivalsTable").model().rowCount() == 1
    station.click("readArrival")
    station.find(ArrivalReader, "arrivalReader")


def test_a_case_is_read_within_a_low_window(
    package: Path, station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1366×768 at 150 %: the buttons are on the screen."""
    station.program.window.resize(*LOW)
    arrive(station, package, monkeypatch)
    reader = station.find(ArrivalReader, "arrivalReader")
    assert reader.height() <= station.program.window.height()
    take = station.find(QWidget, "takeUpArrival")
    assert reader.rect().contains(QRect(take.mapTo(reader, QPoint()), take.size()))


def test_a_case_is_read_and_taken_up_for_a_worker(
    package: Path, station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(station, package, monkeypatch)
    whose = station.find(QComboBox, "arrivalWhose")
    whose.setCurrentIndex(1)
    worker = whose.currentData()
    shot = os.environ.get("SHOTS")
    if shot:
        station.find(ArrivalReader, "arrivalReader").grab().save(f"{shot}/arrival.png")
        station.program.window.grab().save(f"{shot}/exchange.png")
    station.click("takeUpArrival")
    assert "Taken up as" in station.find(Notice, "arrivalsNotice").words()
    assert station.do(taking_up.waiting) == []
    assert list(package.parent.glob("*.rescuereceipt"))
    query = Query(text=OTHER.station_code)
    (row,) = station.do(lambda ws: cases.case_rows(ws, cases.find_cases(ws, query)))
    assert row.worker == worker
    station.go("case", case_uid=row.uid)
    assert OTHER.station_name in station.find(Words, "caseMoves").text()
    if shot:
        station.program.window.grab().save(f"{shot}/case.png")
    assert not station.failures


def test_it_is_refused_only_with_a_reason(
    package: Path, station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(station, package, monkeypatch)
    station.click("refuseArrival")
    assert station.find(Notice, "arrivalWrong").words()
    why = station.find(QComboBox, "arrivalWhy")
    why.setCurrentIndex(why.findData("03"))
    station.click("refuseArrival")
    assert "Not taken up" in station.find(Notice, "arrivalsNotice").words()
    assert station.do(taking_up.waiting) == []
    assert not station.failures
