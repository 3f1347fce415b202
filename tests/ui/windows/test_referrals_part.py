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


def test_the_desk_keeps_a_refusal_until_somebody_else_helps_and_says_so(station: Driver) -> None:
    station.sign_in("duan")
    case = station.case_row(-1).uid
    refused = SLIP | {"referral_accepted": False, "referral_answered_on": "2026-07-01"}
    station.write("referral", refused, case_uid=case)
    station.go("oversight", desk="referrals")
    table = station.find(Table, "referralsTable")
    (row,) = [n for n, each in enumerate(table.model().rows) if each.refused]
    assert table.model().rows[row].waits
    told = [table.model().index(row, n).data() for n in range(table.model().columnCount())]
    assert "Not taken on" in told
