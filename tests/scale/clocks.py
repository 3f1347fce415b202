"""How long the clocks take: 100,000 cases of six milestones each, and one case.

    python -m tests.scale.clocks

Issue target: 100,000 cases in 5 seconds on one core, a change of one case in 5 milliseconds.
"""

from __future__ import annotations

import gc
import random
import time
from datetime import date, timedelta

from rescueapp.rules.calendar import Calendar, shipped
from rescueapp.rules.engine import Clockwork, Happened, Person
from rescueapp.rules.table import load

CASES = 100_000
SEED = 20261122
TODAY = date(2026, 11, 22)
FIRST = date(2018, 1, 1)
LATER = (0, 0, 3, 9, 40, 90)  # days after the first


def cases() -> list[tuple[list[Happened], Person]]:
    """Lives as they are: a woman who comes, is traced, helped and goes; a child given by police."""
    dice = random.Random(SEED)
    names = (
        ("entered", "unidentified", "suspected_victim", "reported", "dna_requested", "left"),
        ("entered", "police_temporary_care", "notice_published", "dna_requested", "visited",
         "returned_home"),
        ("entered", "marriage_coerced", "legal_aid_applied", "legal_aid_granted",
         "protection_until", "referral_sent"),
        ("entered", "identified", "plan_made", "referral_sent", "returned_home", "visited"),
    )  # fmt: skip
    made = []
    for _ in range(CASES):
        begun = FIRST + timedelta(days=dice.randrange((TODAY - FIRST).days))
        born = begun - timedelta(days=dice.randrange(365, 40 * 365))
        happened = [
            Happened(name, _at(begun, days, dice), f"r{step}")
            for step, (name, days) in enumerate(zip(dice.choice(names), LATER, strict=True))
        ]
        made.append((happened, Person(born.isoformat(), born.isoformat(), "2")))
    return made


def _at(begun: date, days: int, dice: random.Random) -> str:
    day = (begun + timedelta(days=days)).isoformat()
    return day if days else f"{day}T{dice.randrange(24):02d}:{dice.randrange(60):02d}:00Z"


def main() -> None:
    """Say the two figures."""
    work = Clockwork(load(), Calendar(shipped()))
    all_cases = cases()
    gc.freeze()  # in the program they come from the database, one after the other
    began = time.process_time()
    found = sum(len(work.deadlines(each, person, TODAY)) for each, person in all_cases)
    spent = time.process_time() - began
    print(f"{CASES} cases, {found} deadlines: {spent:.2f} s of one core, from nothing remembered")
    fresh = Clockwork(load(), Calendar(shipped()))
    slowest = 0.0
    for each, person in all_cases[:1000]:
        began = time.process_time()
        fresh.deadlines(each, person, TODAY)
        slowest = max(slowest, time.process_time() - began)
    print(f"slowest of 1,000 single cases, from nothing remembered: {slowest * 1000:.2f} ms")


if __name__ == "__main__":
    main()
