"""A case lent outside, through the window: lent with a reason, seen in part, written in, ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rescueapp import clock, i18n
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import registers
from rescueapp.actions.vault import people, vaults
from rescueapp.actions.vault.people import Colleague
from rescueapp.actions.vault.training import Demo
from rescueapp.actions.workers.outside_workers import Outside, partners
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.worker import Role
from rescueapp.workspace import KeyDesk, Workspace
from tests.actions.outsiders import AGREED, PARTNER, WHY
from tests.actions.station import save
from tests.ui.windows.conftest import Driver, fill
from ui.widgets.outside_dialog import OutsideDialog
from ui.windows.frame import places_of


def _opened(demo: Demo, login: str) -> Workspace | KeyDesk:
    word = (demo.passphrases / login).read_text(encoding="utf-8").strip()
    return vaults.unlock(demo.station, login, word)


@pytest.fixture
def house(begin: Callable[[Path], Driver], demo: Demo) -> Driver:
    """A station with a partner's social worker `wai`, whose access is granted."""
    desk = _opened(demo, "zhao")
    assert isinstance(desk, KeyDesk)
    last = (clock.today() + timedelta(days=90)).isoformat()
    made = people.add_user(desk, login="wai", role=Role.OUTSIDE_WORKER, until=last)
    (demo.passphrases / "wai").write_text(f"{made.pinyin}\n", encoding="utf-8")
    vaults.lock(desk)
    ws = _opened(demo, "duan")
    assert isinstance(ws, Workspace)
    registers.save_entry(ws, register="partners", entry_uid=None, based_on=0, answers=PARTNER,
                         complete=True)  # fmt: skip
    of = next(each for each in partners(ws) if each.name == PARTNER["partner_name"])
    day = clock.today().isoformat()
    outside = Outside(of.uid, day, last, last, day)
    people.grant_access(ws, people.uid_of(ws, "wai"), display_name="外请社工", outside=outside)
    vaults.lock(ws)
    return begin(demo.station)


def agreed(ws: Workspace) -> CaseRow:
    """A case of whoever is signed in with a plan, whose person agreed to be told of."""
    rows = cases.case_rows(ws, cases.find_cases(ws, Query(mine=True)))
    row = next(
        each for each in rows
        if each.worker_name == ws.worker.display_name
        and any(record.form == "service_plan" for record in cases.records_of(ws, each.uid))
    )  # fmt: skip
    save(ws, "consent", AGREED | {"consent_on": clock.today().isoformat()}, case=row.uid)
    return row


def test_a_case_is_lent_seen_in_part_written_in_and_ended(house: Driver) -> None:
    house.sign_in("he")
    row = house.do(agreed)
    house.go("case", case_uid=row.uid)
    assert not house.shows("accessBar")
    house.click("caseOutside")
    assert house.find(QComboBox, "lendWho").count() == 1
    assert not house.find(QWidget, "lend_medical").isVisible()  # not held by a caseworker
    house.find(QLineEdit, "lendWhy").setText(WHY)
    house.click("lendOutsideNow")
    assert house.shows("accessBar")  # the case says who from outside may see it

    house.change_to("wai")
    assert [place.page for place in places_of(house.frame.session.worker)] == ["lent"]
    for name in ("find", "newIntake"):
        assert not house.shows(name)
    page = house.frame.shown
    [lent] = page._rows.rows
    assert lent.alias == row.alias
    page._table.opened.emit(page._rows.index(0, 0))
    house.settle()
    assert house.shows("mustNotContact")  # whom to ask: it is sealed with the identity
    for name in ("lastBackup", "lastExport"):
        assert not house.shows(name)
    shown = {record.form for record in page._records.rows}
    assert "service_plan" in shown
    assert not shown & {"intake", "consent", "trafficking_case", "medical_care"}
    assert not house.shows("reveal")  # the identity is not lent

    house.click("write_service_note")
    view = house.until_built(page._forms.form)
    fill(view, "note_worry", False)
    house.click("formSave")
    assert not house.shows("formPrint")
    house.press(Qt.Key.Key_Escape)
    house.settle()
    assert not page.holds_form()
    assert "service_note" in {record.form for record in page._records.rows}

    house.change_to("he")
    case = house.go("case", case_uid=row.uid)
    assert case._view.of_form("service_note")
    house.click("caseOutside")
    assert len(case._view.outside) == 1
    dialog = house.find(QWidget, "lendOutside")
    buttons = dialog.findChildren(QAbstractButton)
    end = next(button for button in buttons if button.objectName().startswith("end_"))
    end.click()
    house.settle()
    assert not house.shows("accessBar")
    assert house.failures == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_question_of_an_access_from_outside_has_a_key_of_its_own(
    qtbot: QtBot, language: str
) -> None:
    """Two with one letter: pressing it goes to neither."""
    with i18n.speaking(language):
        colleague = Colleague("uid", "wai", Role.OUTSIDE_WORKER, active=True, granted=False)
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = OutsideDialog(parent, colleague, lambda *_: None)
    letters = [
        label.text().partition("&")[2][:1].lower()
        for label in dialog.findChildren(QLabel)
        if label.buddy() is not None
    ]
    assert len(letters) == 7
    assert sorted(letters) == sorted(set(letters))
