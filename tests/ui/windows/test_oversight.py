"""Oversight: who sees the page and which desks, what the desks show and do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from rescueapp.actions.training import Demo
from rescueapp.domain.worker import Role, Worker
from tests.ui.windows.conftest import Driver
from ui.oversight import DESKS, desks_of
from ui.widgets.notice import Notice
from ui.windows.frame import places_of


@pytest.mark.parametrize("role", Role)
def test_whoever_may_use_a_desk_has_the_page_and_nobody_else(role: Role) -> None:
    worker = Worker("", "", "", role)
    has_desk = any(worker.may(desk.act) for desk in DESKS)
    assert has_desk == ("oversight" in [place.page for place in places_of(worker)])


def test_desks_have_keys_of_their_own() -> None:
    keys = [desk.key for desk in DESKS]
    assert len(keys) == len(set(keys))


def test_a_supervisor_goes_through_every_desk_by_keys(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("oversight")
    listed = station.find(QListWidget, "oversightDesks")
    assert listed.count() == len(desks_of(station.frame.session.worker, "station"))
    for _ in range(listed.count()):
        assert page._made[page._shown][0].isVisible()
        station.qtbot.keyClick(listed, Qt.Key.Key_Down)
        station.settle()
    assert station.failures == []


def test_an_office_has_its_desks(begin: Callable[[Path], Driver], demo: Demo) -> None:
    office = begin(demo.province)
    office.sign_in("wu")
    page = office.go("oversight")
    for desk in desks_of(office.frame.session.worker, "office"):
        page.enter(desk=desk.key)
        office.settle()
        assert page._shown == desk.key
    assert office.failures == []


def test_the_account_is_checked_on_demand(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("oversight", desk="proof")
    station.click("checkAccount")
    assert page._shown == "proof"
    assert "The account is whole" in station.find(Notice, "oversightNotice").words()
