"""How she stands in eleven domains, record by record, and what has changed (P17). Pure.

Our score and her own are kept apart all the way: neither is an average of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rescueapp.domain.record import Answers
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Form

FORM = "outcome_scale"
LOWEST, HIGHEST = 1, 4
OURS, HERS = "score_", "own_score_"

# In the order of the form; each has `score_<domain>`, `own_score_<domain>`, `L-score-<domain>`.
DOMAINS = (
    *("safety", "body", "skills", "income", "money", "recovery"),
    *("resilience", "aims", "family", "community", "rights"),
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One record of the scales: steps 1 to 4 by domain; what was left open is not in it."""

    record_uid: str
    on_date: str  # ISO
    occasion: str  # L-score-occasion
    ours: Mapping[str, int] = field(default_factory=dict)
    hers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Of one domain: the first score and the last, by us and by her; None where there is none."""

    domain: str
    ours: tuple[int | None, int | None]
    hers: tuple[int | None, int | None]

    @property
    def step(self) -> int | None:
        """How far it went by our scores: below 0 it became worse."""
        first, last = self.ours
        return None if first is None or last is None else last - first


def scored(record_uid: str, on_date: str, answers: Answers) -> Scored:
    """What a record of the form says, as far as it was opened."""
    return Scored(
        record_uid=record_uid,
        on_date=on_date,
        occasion=str(answers.get("score_occasion") or ""),
        ours=_steps(answers, OURS),
        hers=_steps(answers, HERS),
    )


def changes(scores: Sequence[Scored]) -> tuple[Change, ...]:
    """The first and the last score of each domain that has any, in the order of the form.

    `scores`: the earliest first. A domain scored once has it as first and as last.
    """
    found = (
        Change(domain, _ends(s.ours.get(domain) for s in scores),
               _ends(s.hers.get(domain) for s in scores))
        for domain in DOMAINS
    )  # fmt: skip
    return tuple(c for c in found if c.ours[0] is not None or c.hers[0] is not None)


def better_and_worse(found: Iterable[Change]) -> tuple[int, int, int]:
    """In how many domains it is better, the same, worse, by our scores."""
    steps = [change.step for change in found if change.step is not None]
    return (
        sum(step > 0 for step in steps),
        sum(step == 0 for step in steps),
        sum(step < 0 for step in steps),
    )


def title(form: Form, domain: str) -> str:
    """What a domain is called, in the language in use."""
    asked = next(f for f in interpreter.fields(form) if f.key == OURS + domain)
    return interpreter.label(form, asked)


def _steps(answers: Answers, prefix: str) -> dict[str, int]:
    found = {}
    for domain in DOMAINS:
        value = answers.get(prefix + domain)
        if isinstance(value, str | int) and str(value).isdigit():
            found[domain] = int(value)
    return found


def _ends(values: Iterable[int | None]) -> tuple[int | None, int | None]:
    told = [value for value in values if value is not None]
    return (told[0], told[-1]) if told else (None, None)
