"""What act number n enters: the same number, the same answers, in every part of the record.

So whoever finds a record knows from its clear part what must stand in all the others.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rescueapp.domain.record import Answers
from tests.exchange.spreadsheets import number_of

_CHARACTERS = "春夏秋冬山水云月平安明清文华玉兰竹石"


def word(n: int) -> str:
    """A word that only act n writes."""
    return f"act{n}x"


def number(answers: Answers) -> int | None:
    """The act that wrote a record (or draft) with these clear answers."""
    said = answers.get("handled_by") or answers.get("escorts")
    return int(said[3:-1]) if said else None


def intake(n: int) -> Answers:
    """Clear, identity and care; the name, the document and the address are facts."""
    born = date(1980, 1, 1) + timedelta(days=n)
    return {
        "arrived_at": "2026-06-29T13:40:00Z",
        "sex": "2",
        "arrival_mode": "01",
        "birth_date": born.isoformat(),
        "escort_unit": f"虚构派出所{n % 3}",
        "escort_name": f"护送{word(n)}",
        "name": name(n),
        "id_document": {"type": "01", "number": number_of(born, 2 * n)},
        "home_address": f"虚构村{word(n)}",
        "brief": f"经过{word(n)}" + "。" * (n % 90),
        "handled_by": word(n),
    }


def name(n: int) -> str:
    """A name of three characters."""
    size = len(_CHARACTERS)
    return "林" + _CHARACTERS[n // size % size] + _CHARACTERS[n % size]


def medical_care(n: int) -> Answers:
    """Clear, care, medical and legal; allergies are a sealed fact, the revisit is due."""
    return {
        "sent_at": "2026-06-29T15:00:00Z",
        "hospital": f"虚构医院{n % 3}",
        "escorts": word(n),
        "sent_because": f"原因{word(n)}",
        "complaint": f"主诉{word(n)}" * (n % 9 + 1),
        "allergies": f"过敏{word(n)}",
        "time_critical": ["03"],
        "evidence_to_police": n % 2 == 0,
        "revisit_on": (date(2026, 7, 1) + timedelta(days=n % 60)).isoformat(),
    }


def answers_of(form: str, n: int) -> dict[str, Any]:
    """What act n enters into a form."""
    return {"intake": intake, "medical_care": medical_care}[form](n)
