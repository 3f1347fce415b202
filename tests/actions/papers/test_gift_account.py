"""Who gives is told what became of it, in figures, and nothing of anybody who is helped (S85)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.desk import duties, release_papers
from rescueapp.actions.opened import entries
from rescueapp.actions.papers import gift_account
from rescueapp.domain import gifts
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.station import House
from tests.output.paper import words_of

GIFT: dict[str, Any] = {
    "received_on": "2026-05-01",
    "received_from": "某基金会（虚构）",
    "received_source": "04",
    "received_kind": "01",
    "received_amount": "20000.00",
    "received_purpose": "技能培训",
}
WHAT_FOR = "缝纫课（三号楼）"


def spend(ws: Workspace, gift: str, on: str, **changed: Any) -> None:
    told = {"spent_on": on, "spent_what": WHAT_FOR, "spent_service": "07",
            "spent_amount": "1200.50", "spent_gift": gift, "spent_people": 2}  # fmt: skip
    enter(ws, told | changed, register=gifts.SPENDING)


def printed(ws: Workspace, gift: str) -> str:
    (pdf,) = gift_account.prepare(ws, gift).pdfs
    return words_of(pdf)


@pytest.mark.lives("S10", "S71", "S85")
def test_the_giver_reads_sums_by_service_and_what_is_left(station: House) -> None:
    ws = station.sign_in("he")
    gift = enter(ws, GIFT, register=gifts.REGISTER).record_uid
    spend(ws, gift, "2026-05-10")
    spend(ws, gift, "2026-05-20", spent_service="03", spent_amount="300.00")
    spend(ws, "", "2026-05-20", spent_amount="9999.00")  # out of the budget
    told = printed(ws, gift)
    for words in (
        "某基金会（虚构）",
        "技能培训",
        "1,200.50yuan",
        "300.00yuan",
        "1,500.50yuan",
        "18,499.50yuan",
    ):
        assert words in told
    assert "9,999" not in told
    assert "缝纫课" not in told, "what was typed freely of a spending stays here"


def test_of_a_service_without_a_sum_no_nought_is_told(station: House) -> None:
    """Who came to examine children for nothing does not read that nothing was used."""
    ws = station.sign_in("he")
    service = {**GIFT, "received_kind": "03", "received_goods": "义诊三次"}
    del service["received_amount"]
    gift = enter(ws, service, register=gifts.REGISTER).record_uid
    told = printed(ws, gift)
    assert "义诊三次" in told
    assert "0.00" not in told
    spend(ws, gift, "2026-05-10", spent_amount="80.00")
    assert "80.00yuan" in printed(ws, gift)


@pytest.mark.parametrize(
    ("people", "said"),
    [([2], "fewerthan5eachtime"), ([3, 3], "fewerthan5eachtime"), ([5], "5"), ([12, 2], "14")],
)
def test_few_people_are_not_counted_and_the_same_may_be_counted_twice(
    station: House, people: list[int], said: str
) -> None:
    """Three women helped twice are six times and three women: six would say too much."""
    ws = station.sign_in("he")
    gift = enter(ws, GIFT, register=gifts.REGISTER).record_uid
    for each in people:
        spend(ws, gift, "2026-05-10", spent_people=each)
    assert f"Peopleithelped,countedeachtime{said}Handledby" in printed(ws, gift)


def test_no_giver_is_told_a_sum_that_cannot_be(station: House) -> None:
    ws = station.sign_in("he")
    gift = enter(ws, GIFT, register=gifts.REGISTER).record_uid
    spend(ws, gift, "2026-06-20", spent_amount="20000.00")
    spend(ws, gift, "2026-06-20", spent_amount="20000.00")  # typed twice
    with pytest.raises(Refused) as refused:
        gift_account.prepare(ws, gift)
    assert "40,000.00 yuan" in say(refused.value.words)
    assert overspent(station) == 1

    ws = station.sign_in("he")
    (_, twice) = entries.entries(ws, gifts.SPENDING)
    void = twice.answers | {"ended_on": "2026-06-30"}
    enter(ws, void, register=gifts.SPENDING, entry=twice.uid, based_on=1)
    assert "20,000.00yuan" in printed(ws, gift)
    assert overspent(station) == 0


def overspent(station: House) -> int:
    told = duties.duties(station.sign_in("duan"))
    return len([each for each in told if each.msgid == gift_account.OVERSPENT.msgid])


def test_goods_have_no_sum_that_is_left(station: House) -> None:
    ws = station.sign_in("he")
    goods = GIFT | {
        "received_kind": "02",
        "received_goods": "棉被二十床",
        "received_used": "800.00",
    }
    gift = enter(ws, goods, register=gifts.REGISTER).record_uid
    told = printed(ws, gift)
    assert "棉被二十床" in told
    assert "800.00" in told
    assert "Notusedyet" not in told


def test_only_what_was_received_is_accounted_for(station: House) -> None:
    ws = station.sign_in("he")
    spend(ws, "", "2026-05-10")
    (spent,) = entries.entries(ws, gifts.SPENDING)
    with pytest.raises(Refused):
        gift_account.prepare(ws, spent.uid)
    assert release_papers.title(gift_account.PAPER)


@pytest.mark.parametrize(
    ("source", "spent", "told", "waits"),
    [
        ("04", "2026-05-10", "", True),
        ("06", "2026-05-10", "2026-05-09", True),
        ("06", "2026-05-10", "2026-05-10", False),
        ("04", "2026-06-10", "", False),  # not a month ago
        ("01", "2026-05-10", "", False),  # the budget is accounted for elsewhere
    ],
)
def test_a_supervisor_is_told_whose_giver_waits(
    station: House, source: str, spent: str, told: str, waits: bool
) -> None:
    ws = station.sign_in("he")
    said = GIFT | {"received_source": source} | ({"received_told_on": told} if told else {})
    gift = enter(ws, said, register=gifts.REGISTER).record_uid
    spend(ws, gift, spent)
    untold = [each for each in duties.duties(station.sign_in("duan"))
              if each.msgid == gift_account.UNTOLD.msgid]  # fmt: skip
    assert len(untold) == waits
