"""One's own referrals without an answer, below what is due on Today."""

from __future__ import annotations

from rescueapp.actions.outward import referrals
from tests.ui.windows.conftest import Driver
from ui.lists.table import Table

SLIP = {
    "referral_on": "2026-06-30", "referral_service": "07", "referral_told": ["02"],
    "referral_department": {"code": "05", "name": "某县教育局（虚构）"},
    "referral_basis": "02", "referral_abroad": False, "referral_sent_on": "2026-06-30",
}  # fmt: skip


def test_the_chip_opens_the_list_and_enter_the_referral(station: Driver) -> None:
    station.sign_in("he")
    station.go("today")
    own = station.do(referrals.own_unanswered)
    if not own:
        assert not station.shows("ownReferralsChip")
    case = station.case_row(-1).uid
    station.write("referral", SLIP, case_uid=case)
    station.go("cases")
    station.go("today")
    assert station.shows("ownReferralsChip")
    station.click("ownReferralsChip")

    table = station.find(Table, "ownReferralsTable")
    assert table.model().rows == station.do(referrals.own_unanswered)
    assert len(table.model().rows) == len(own) + 1
