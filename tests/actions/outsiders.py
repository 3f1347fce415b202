"""A social worker of a partner, with an account, for tests of what is lent outside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rescueapp import clock
from rescueapp.actions.two_people import lending_out
from rescueapp.actions.vault import people
from rescueapp.actions.workers.outside_workers import Outside
from rescueapp.domain.worker import Role
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.station import INTAKE, House, save, uid_of

PARTNER: dict[str, Any] = {
    "partner_kind": "06",
    "partner_name": "松岭社会工作服务中心（虚构）",
    "partner_secret_on": "2026-01-05",
    "partner_may_know": ["01", "03", "04", "05"],
}
AGREED: dict[str, Any] = {
    "consent_on": "2026-06-29",
    "consenter": "01",
    "agrees_referral": "01",
    "notice_purposes": ["01"],
}
WHY = "陪同适应社区生活，需要了解经历"
LAST = "2026-12-31"  # of the account


def partner(house: House, **changed: Any) -> str:
    """The uid of the partner's entry."""
    return enter(house.sign_in("he"), PARTNER | changed, register="partners").record_uid


def outside(partner_uid: str, **changed: str) -> Outside:
    """What an access can rest on."""
    told = {
        "partner": partner_uid,
        "undertaking_on": "2026-06-01",
        "undertaking_until": "2026-12-31",
        "vetted_until": "2027-05-31",
        "trained_on": "2026-06-15",
    }
    return Outside(**(told | changed))


def slot(house: House, login: str = "wai") -> None:
    """An account from outside that nobody has granted yet."""
    made = people.add_user(house.key_desk(), login=login, role=Role.OUTSIDE_WORKER, until=LAST)
    house.passphrases[login] = made.pinyin


def invite(house: House, login: str = "wai", **changed: str) -> None:
    """The same with access, of a partner of its own."""
    of = partner(house)
    slot(house, login)
    ws = house.sign_in("duan")
    people.grant_access(
        ws, uid_of(ws, login), display_name="外请社工", sex="2", outside=outside(of, **changed)
    )


def agreed_case(house: House, **consent: Any) -> str:
    """A woman's case of he, who agreed to be told of."""
    ws = house.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "虚构名", "birth_date": "1995"}).case_uid
    save(ws, "consent", AGREED | consent, case=case, complete=True)
    return case


def lend(ws: Workspace, case: str, *parts: Compartment, days: int = 7, login: str = "wai") -> None:
    """Lend parts of a case, CARE unless it is said otherwise."""
    until: date = clock.today() + timedelta(days=days)
    lending_out.lend(
        ws, case, uid_of(ws, login), parts=parts or (Compartment.CARE,), until=until, reason=WHY
    )
