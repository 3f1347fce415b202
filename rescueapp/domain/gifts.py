"""What became of a gift: how much of it was spent on which service (S10, S71, S85). Pure.

Figures of services, never of a person: who gives learns of nobody who is helped here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rescueapp.domain.record import Answers

REGISTER, SPENDING = "money_received", "money_given"
FEWEST = 5  # of fewer people a number could tell who they are
TOLD_WITHIN = timedelta(days=30)  # of the last spending; our own number

_GIVERS = ("04", "05", "06")  # L-money-source: societies, companies, people; budgets tell nobody
_MONEY = "01"  # L-gift
_OTHER = "99"  # C-23


@dataclass(frozen=True, slots=True)
class Use:
    """What was spent of a gift. `services`: code of C-23 and amount, the largest first; `left` is
    None where no sum was given, under nothing where more was entered as spent; `people`: how many
    the spendings say, who may be the same ones; `at_once`: the most of them in one."""

    services: tuple[tuple[str, Decimal], ...]
    used: Decimal
    left: Decimal | None
    people: int
    at_once: int

    @property
    def overspent(self) -> bool:
        """Whether the registers cannot both be right."""
        return self.left is not None and self.left < 0


def use(gift: Answers, spendings: Sequence[Answers]) -> Use:
    """`spendings`: the entries that name this gift. Without any, what the gift's own entry says."""
    by_service: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in spendings:
        by_service[str(each.get("spent_service") or _OTHER)] += _sum(each.get("spent_amount"))
    used = sum(by_service.values(), Decimal()) if spendings else _sum(gift.get("received_used"))
    people = [int(each.get("spent_people") or 0) for each in spendings]
    of_money = gift.get("received_kind") == _MONEY and gift.get("received_amount")
    return Use(
        services=tuple(sorted(by_service.items(), key=lambda each: (-each[1], each[0]))),
        used=used,
        left=_sum(gift["received_amount"]) - used if of_money else None,
        people=sum(people),
        at_once=max(people, default=0),
    )


def waits_for_word(gift: Answers, spendings: Sequence[Answers], today: date) -> bool:
    """Whether its giver has heard nothing for a month since it was last spent."""
    days = [str(each["spent_on"]) for each in spendings if each.get("spent_on")]
    if gift.get("received_source") not in _GIVERS or not days:
        return False
    last = max(days)
    told = str(gift.get("received_told_on") or "")
    return told < last and last <= (today - TOLD_WITHIN).isoformat()


def _sum(value: object) -> Decimal:
    return Decimal(str(value)) if value else Decimal()
