"""What is ordered to be printed, and what was prepared of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.domain.unsafe import Found
from rescueapp.printing.glyphs import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrder:
    """What the print dialog asks for a case file. `abroad`: whether the recipient is; None: not
    answered (K-14). `l3_reason`: why level 3 goes out too.
    `basis`: a code of L-release-basis; "" is the usual one of the profile. `return_by`: ISO date
    by which the copies are to come back. `decision`: about words that tell of the unsafe list,
    once they were shown."""

    case_uid: str
    profile: str
    recipient: str
    abroad: bool | None
    purpose: str
    reason: str
    copies: int = 1
    identity: bool = False
    l3_reason: str = ""
    basis: str = ""
    return_by: str | None = None
    decision: Decision = UNDECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A print in memory: one PDF for each numbered copy; nothing has left yet.

    `missing`: characters no bundled font has. While there are any, `pdfs` is empty unless
    gaps were allowed. `found`: what in its words tells of the unsafe list (K-13); it is not
    released before somebody decided, but for the papers of the first hour. `whole_list`: False
    where the list of another case of the family could not be read. `fields`: what goes
    out, as "form.field", for the register of releases; `leaves`: a line of it also without a case
    and a recipient. `abroad`: who ordered it said that the recipient is. `approved_by`: uid of the
    second person of a paper that needs two.
    """

    print_id: str
    what: str  # form key or profile key
    case_uid: str | None
    pdfs: tuple[bytes, ...]
    missing: tuple[Missing, ...] = ()
    recipient: str = ""
    purpose: str = ""
    reason: str = ""
    basis: str = ""
    return_by: str | None = None
    approved_by: str = ""
    fields: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    whole_list: bool = True
    decision: Decision = UNDECIDED
    urgent: bool = False
    leaves: bool = False
    abroad: bool = False
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether a decision about what was found is still to be made."""
        return bool(self.found) and not self.urgent and not self.decision.reason.strip()

    @property
    def reason_in_register(self) -> str:
        """Why it left the file and, where there was one, why words of the list went with it."""
        return " / ".join(filter(None, (self.reason, self.decision.reason.strip())))
