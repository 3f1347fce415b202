"""The desk for abroad: off, asked for in words that are read, taken back; on, and off with one key
(K-14)."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from rescueapp.actions.outward import abroad_state
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.vault import abroad_switch
from rescueapp.i18n import say
from tests.ui.windows.conftest import Driver
from ui.desks import abroad_desk
from ui.widgets.notice import Notice


def state(driver: Driver) -> str:
    driver.settle()
    return driver.find(Notice, "abroadState").words()


def shown(driver: Driver) -> set[str]:
    names = ("askAbroad", "abroadCode", "abroadBack", "abroadOff")
    return {name for name in names if driver.find(QWidget, name).isVisible()}


def test_k14_a_supervisor_asks_with_ground_and_document_and_takes_it_back(
    station: Driver,
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="abroad")
    assert state(station) == say(abroad_desk._OFF)
    assert shown(station) == {"askAbroad"}

    station.click("askAbroad")
    station.click("askAbroadBoxNow")  # nothing is chosen
    station.settle()
    assert station.find(Notice, "askAbroadBoxProblem").words()
    station.find(QComboBox, "abroadGround").setCurrentIndex(5)
    station.find(QLineEdit, "abroadDocument").setText("民函〔2026〕虚9号")
    station.find(QLineEdit, "abroadReason").setText("护送回国，对方机构接收")
    station.click("askAbroadBoxNow")
    assert state(station) == say(abroad_desk._WAITS)
    assert shown(station) == {"abroadCode", "abroadBack"}
    assert station.do(abroad_state.standing) is None

    station.click("abroadBack")
    assert state(station) == say(abroad_desk._OFF)
    assert station.do(abroad_state.waiting) is None
    assert station.failures == []


def test_k14_a_code_of_the_bureau_turns_it_on_and_one_key_off(station: Driver) -> None:
    station.sign_in("duan")
    code = station.do(lambda ws: telephone_codes.make_sheet(ws).codes[0])
    ground, document, why = "06", "民函〔2026〕虚9号", "护送回国，对方机构接收"
    asked = station.do(lambda ws: abroad_switch.ask(ws, ground, document, why))
    station.do(lambda ws: requests.decide_by_code(ws, asked.uid, 1, code))
    station.go("oversight", desk="abroad")
    assert state(station) not in {say(abroad_desk._OFF), say(abroad_desk._WAITS)}
    assert shown(station) == {"abroadOff"}
    station.click("abroadOff")
    assert state(station) == say(abroad_desk._OFF)
    assert station.do(abroad_state.standing) is None
    assert station.failures == []
