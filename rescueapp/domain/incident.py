"""What follows from an incident with personal data, and by when (K-19, F39). Pure.

The law says "at once" and names no hours (PIPL 57; L17 art. 35, both read in full: F1); what the
program adds by itself is marked D. Confidence as in the rules: F1 read in full, D own proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rescueapp.i18n import Text, mark

REVIEW_AFTER = timedelta(days=30)
COMPLAINT = "10"  # of L-incident-kind: of how staff behaved; alone it is no incident with data
ANSWER_AFTER = timedelta(days=15)
KEYS_OPEN = frozenset({"02", "03", "07", "08"})  # of L-incident-kind


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that must be done. `field`: the question that says it is; `due_on`: ISO date."""

    field: str
    words: Text
    basis: str  # a law's name and article; "" for the program's own proposal
    confidence: str  # F1 or D
    due_on: str
    done_on: str | None


AUTHORITY = mark("Tell the authority for personal information protection, at once", "incident")
PERSONS = mark("Tell the persons affected, for minors also their guardians, at once", "incident")
SUPERIOR = mark("Tell the superior bureau, at once", "incident")
SAFETY = mark("Look again at the safety of each person affected, today", "incident")
POLICE = mark("Call the police, at once", "incident")
KEYS = mark("Close accounts, make keys and passphrases anew, today", "incident")
ANSWER = mark("Tell the person what came of the complaint, within 15 days", "incident")
REVIEW = mark("Look back: what has to change, within 30 days", "incident")

_LAW = "《个人信息保护法》第五十七条"
_LAW_MINORS = "《个人信息保护法》第五十七条；《未成年人网络保护条例》第三十五条"


def duties(answers: Mapping[str, Any], began_on: date) -> tuple[Duty, ...]:
    """What must be done, done or not, in the order of the form. `began_on`: when it was entered,
    where the day it was found is not told."""
    found = _day(answers.get("incident_found_on")) or began_on
    kinds = set(answers.get("incident_kinds") or ())
    unsafe = answers.get("incident_unsafe") is True
    minors = answers.get("incident_minors") is True

    def duty(field: str, words: Text, basis: str, *, days: timedelta = timedelta()) -> Duty:
        told = answers.get(field)
        done = told if isinstance(told, str) else None
        return Duty(field, words, basis, "F1" if basis else "D", (found + days).isoformat(), done)

    answer = duty("told_answer_on", ANSWER, "", days=ANSWER_AFTER)
    if kinds == {COMPLAINT}:
        return (answer,)
    wanted = [answer] if COMPLAINT in kinds else []
    wanted.append(duty("told_authority_on", AUTHORITY, _LAW_MINORS if minors else _LAW))
    wanted.append(duty("told_superior_on", SUPERIOR, ""))
    if not str(answers.get("told_not_why") or "").strip():
        wanted.append(duty("told_persons_on", PERSONS, _LAW_MINORS if minors else _LAW))
    if unsafe or kinds & {"03", "08"}:
        wanted.append(duty("told_police_on", POLICE, ""))
    if unsafe:
        wanted.append(duty("told_safety_on", SAFETY, ""))
    if kinds & KEYS_OPEN:
        wanted.append(duty("told_keys_on", KEYS, ""))
    wanted.append(duty("told_review_on", REVIEW, "", days=REVIEW_AFTER))
    return tuple(wanted)


def _day(value: Any) -> date | None:
    """The day of an answer to the day; None for less."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
