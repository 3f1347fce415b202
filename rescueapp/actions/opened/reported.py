"""What is told to the supervisors alone: an incident with personal data, a complaint of hers (F39).

It is sealed to the supervisors' key, its cases, too: whoever may be part of it sees neither it nor
that there is one. Anybody can tell, and does not read it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened import reasons
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain import incident as incident_rules
from rescueapp.domain.incident import COMPLAINT, Duty
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import incidents as stored
from rescueapp.workspace import Workspace

NO_WORDS = mark("Say in a sentence what happened.", "incident")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why one that was opened was no incident. `at`: instant; `by`: uid of who said so."""

    why: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as it is kept. `cases`: uids; `closed`: everything was done; `mistake`: it was
    none; `reported`: what whoever found it told, which nobody writes over."""

    uid: str
    began_at: str
    by: str  # uid of who began it
    answers: Mapping[str, Any] = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    closed: bool = False
    changed_at: str = ""
    mistake: Mistake | None = None
    reported: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done, or written, any more."""
        return self.closed or self.mistake is not None

    @property
    def kinds(self) -> frozenset[str]:
        """What kind it is (L-incident-kind)."""
        return frozenset(self.answers.get("incident_kinds") or ())

    def duties(self) -> tuple[Duty, ...]:
        """What must be done, done or not."""
        return incident_rules.duties(self.answers, clock.local(self.began_at).date())

    def open_duties(self) -> tuple[Duty, ...]:
        """What is still to be done."""
        return () if self.ended else tuple(each for each in self.duties() if not each.done_on)


def tell(
    ws: Workspace, words: str, kinds: Iterable[str] = (), *, case_uid: str | None = None
) -> None:
    """Seal to the supervisors what somebody tells, in the caller's transaction. The words of a
    complaint stand nowhere but in it: F39 goes to an authority. Raises Refused for no words."""
    told = " ".join(words.split())
    if not told:
        raise Refused(NO_WORDS)
    reasons.refuse_forbidden(told)
    found = list(kinds)
    answers = {
        "incident_found_on": clock.today().isoformat(),
        "incident_found_by": ws.worker.display_name,
        "incident_cause": "" if COMPLAINT in found else told,
        "incident_kinds": found,
    }
    of_case = (case_uid,) if case_uid else ()
    kept = Incident(
        uid(), clock.stamp(), ws.worker.uid, without_empty(answers), of_case, reported=told
    )
    put(ws, kept)
    ws.log("report_incident", kept.uid)


def put(ws: Workspace, kept: Incident) -> None:
    """Keep one, in the caller's transaction."""
    told = {"by": kept.by, "answers": dict(kept.answers), "cases": list(kept.cases),
            "closed": kept.closed, "reported": kept.reported,
            "mistake": asdict(kept.mistake) if kept.mistake else None}  # fmt: skip
    public = ws.keyring.public(Grant.SUPERVISION)
    sealed = seal.seal_for(
        [public], json.dumps(told, ensure_ascii=False).encode(), bound=("incidents", kept.uid)
    )
    stored.put(ws.db, uid=kept.uid, at=kept.changed_at or kept.began_at, sealed=sealed)


def without_empty(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Those that say something."""
    return {key: value for key, value in answers.items() if not interpreter.empty(value)}
