"""What goes with a case is read before its package is made, and the package is made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp.actions.exchanging import enrolment, handing_over
from rescueapp.actions.family import families
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.vault.training import Demo
from rescueapp.domain.family import Joining
from tests.actions.partners import OTHER, WHY
from tests.actions.station import INTAKE, House, make_house, save
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.desks.hand_over_desk import ASKED, GoesAlong
from ui.lists.table import Table
from ui.two_people.decision_desk import Decide, DecisionDesk
from ui.widgets.notice import Notice
from ui.widgets.words import Words


@pytest.fixture
def ours(demo: Demo) -> House:
    passphrases = {path.name: path.read_text().strip() for path in demo.passphrases.iterdir()}
    return House(demo.station, passphrases)


@pytest.fixture
def asked(ours: House, tmp_path: Path) -> tuple[str, str]:
    """A mother whose child stays, asked for by he to go to another station: the request, and the
    number of the child."""
    theirs = make_house(tmp_path / "other", OTHER)
    written = enrolment.write_key_file(theirs.sign_in("duan"), tmp_path / "keys")
    key = enrolment.own_key_file(theirs.sign_in("duan")).key_id
    theirs.leave()
    enrolment.enrol(ours.sign_in("duan"), written.path, " ".join(written.words))
    ws = ours.sign_in("he")
    mother, child = (save(ws, answers=INTAKE | {"name": name}).case_uid for name in ("母", "子"))
    families.link(ws, child, Joining(mother, "03", own="01"))
    number = families.seen(ws, child)[0].number
    request = handing_over.ask(ws, mother, WHY, key)
    ours.leave()
    return request.uid, number


@pytest.fixture
def agreed(ours: House, asked: tuple[str, str]) -> str:
    """The same, agreed to; the number of the child."""
    request, number = asked
    requests.decide(ours.sign_in("duan"), request, granted=True)
    ours.leave()
    return number


def test_k13_who_agrees_reads_the_same_before(asked: tuple[str, str], station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("today")
    station.program.session.run(
        lambda ws: requests.waiting_one(ws, asked[0]),
        lambda found: DecisionDesk(station.program.session, page).open(found),
        owner=page,
    )
    station.settle()
    words = station.find(Decide, "decide").findChildren(Words, "decideReason")
    shown = [each.text() for each in words]
    assert shown[0].startswith(WHY)
    assert f"To {OTHER.station_name} go 1 records and 0 attachments." in shown
    assert any(asked[1] in each and "stays here" in each for each in shown)
    assert station.failures == []


def test_who_typed_the_code_is_not_who_agreed(
    ours: House, asked: tuple[str, str], station: Driver
) -> None:
    sheet = telephone_codes.make_sheet(ours.sign_in("duan"))
    ours.leave()
    station.sign_in("duan")
    station.go("oversight", desk="hand_over")
    station.click("handOverCode")
    station.find(QLineEdit, "codeDigits").setText(sheet.codes[0])
    station.click("typeCodeNow")
    model = station.find(Table, "handOverTable").model()
    assert model.index(0, len(ASKED) - 1).data() == "by telephone"
    assert "telephone" in station.find(Notice, "oversightNotice").words()
    assert station.failures == []


def test_to_whom_is_chosen_where_it_is_asked_for_not_where_the_package_is_made(
    agreed: str, station: Driver
) -> None:
    """The package goes to whom was agreed; another name beside its button frightens."""
    station.sign_in("duan")
    station.go("oversight", desk="hand_over")
    to, ask = station.find(QWidget, "handOverTo"), station.find(QWidget, "askHandOver")
    make = station.find(QWidget, "makeHandOver")
    middle = {each: each.geometry().center().y() for each in (to, ask, make)}
    assert abs(middle[to] - middle[ask]) <= 1
    assert make.geometry().bottom() < to.y()


def test_k13_what_goes_and_what_is_told_of_the_family_is_read_before(
    agreed: str, station: Driver, tmp_path: Path
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="hand_over")
    station.click("makeHandOver")
    shown = [each.text() for each in station.find(GoesAlong, "goesAlong").findChildren(Words)]
    assert f"To {OTHER.station_name} go 1 records and 0 attachments." in shown
    assert any(agreed in words and "stays here" in words for words in shown)
    station.click("goesAlongCancel")
    assert list(tmp_path.glob("*.age")) == []
    station.click("makeHandOver")
    messages.answer_next(tmp_path)
    station.click("goesAlongNow")
    assert len(list(tmp_path.glob("*.age"))) == 1
    assert station.failures == []
