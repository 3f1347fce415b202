"""Provision abroad turned on by two, and a case that would go there."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.outward import receivers
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import abroad_switch
from rescueapp.domain.request import Request
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

GROUND, DOCUMENT, WHY = "06", "省民政厅 民函〔2026〕虚9号", "护送回国，对方机构接收"
THERE = "越南某妇女庇护所"
AGREED = {
    "consent_on": "2026-06-30",
    "consenter": "01",
    "agrees_abroad": "01",
}
CROSSING: dict[str, Any] = {
    "name": "虚构阿妮",
    "latin_name": "ANI FICTIVE",
    "crossed_on": "2026-06-30",
    "exit_form": "01",
    "border_female_escort": True,
    "transit_place": "松岭县虚构中转点",
    "border_view": "想回家",
    "abroad_papers": ["01", "02"],
    "abroad_ground": "01",
    "abroad_approval": "外函〔2026〕虚2号",
}


def ask(two: House, login: str = "duan") -> Request:
    return abroad_switch.ask(two.sign_in(login), GROUND, DOCUMENT, WHY)


def turn_on(two: House) -> Request:
    asked = ask(two)
    requests.decide(two.sign_in("wang"), asked.uid, granted=True)
    return asked


def a_case(ws: Workspace, *, consent: bool = True, born: str = "1990-05-01") -> str:
    case = save(ws, answers=INTAKE | {"birth_date": born}).case_uid
    if consent:
        save(ws, "consent", AGREED, case=case)
    return case


def refused(ws: Workspace, case: str | None, *, least: bool = True) -> str:
    with pytest.raises(Refused) as error:
        receivers.check(ws, case, THERE, least=least)
    return say(error.value.words)
