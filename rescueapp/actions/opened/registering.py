"""A new case: its number, its alias, its keys and its first team."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from rescueapp import clock
from rescueapp.domain.case import case_number, new_alias
from rescueapp.domain.worker import COMPARTMENTS, Act, Role
from rescueapp.forms.answers import Spine
from rescueapp.forms.schema import Stage
from rescueapp.identity import uid
from rescueapp.storage import case_keys, cases
from rescueapp.workspace import TeamMember, Workspace, new_case_keys, sealed_case_keys

# Who is on every new team besides the registrar: a night must not wait for a key to be
# handed over before a woman can be seen by the doctor (decisions.md, night shift).
FIRST_TEAM = (Role.MEDICAL_WORKER, Role.PSYCHOLOGIST)

_ALIAS_TRIES = 8


@dataclass(frozen=True, slots=True)
class NewCase:
    """What was just given to somebody: a file, a number, a protective name."""

    uid: str
    number: str
    alias: str


def register(ws: Workspace, said: Spine, at: str) -> NewCase:
    """Make a case inside the caller's transaction. The workspace holds all its keys until
    the caller lets it hold only those of the role (`forget_case_keys`)."""
    ws.check(Act.REGISTER_CASE)
    code = ws.vault.station_code
    year = clock.local(said.arrived_at or at).year
    running = cases.next_number(ws.db, f"case:{code}:{year}")
    new = NewCase(uid(), case_number(code, year, running), _free_alias(ws))
    cases.insert(
        ws.db,
        uid=new.uid,
        number=new.number,
        alias=new.alias,
        worker=ws.worker.uid,
        opened_at=at,
        stage=Stage.INTAKE,
        sex=said.sex,
        arrived_at=said.arrived_at,
    )
    opened = new_case_keys()
    case_keys.add_many(ws.db, new.uid, sealed_case_keys(opened, ws.keyring, first_team(ws)))
    ws.adopt_case_keys(new.uid, opened)
    ws.log("register_case", new.uid)
    return new


def _free_alias(ws: Workspace) -> str:
    """Two digits as long as they are easily free; a station of 50,000 cases needs three."""
    tried = (new_alias(digits) for digits in count(2) for _ in range(_ALIAS_TRIES))
    return next(alias for alias in tried if not cases.alias_taken(ws.db, alias))


def first_team(ws: Workspace) -> list[TeamMember]:
    """Whoever registers, and who must not wait for a key: the members with their compartments."""
    members = []
    for user in ws.keyring.users:
        role = Role(user.role)
        if user.active and (user.uid == ws.worker.uid or role in FIRST_TEAM):
            members.append(TeamMember(user.uid, user.box_public, COMPARTMENTS[role]))
    return members
