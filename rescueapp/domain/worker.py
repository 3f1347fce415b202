"""Who works here, in which role, and what a role may open and do.

One table says it all: compartments a role holds on its own cases, grants its user slot
carries, acts it may do. (rules.md D.2, decisions.md "Keys".)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rescueapp.crypto.keyring import Grant
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark


class Role(StrEnum):
    """What somebody is here; a user slot has one."""

    CASEWORKER = "caseworker"
    PSYCHOLOGIST = "psychologist"
    MEDICAL_WORKER = "medical_worker"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    STATISTICIAN = "statistician"
    OFFICE_OFFICER = "office_officer"
    INSPECTOR = "inspector"  # of the bureau or the joint conference: masked, until a day (S82)
    OUTSIDE_WORKER = "outside_worker"  # a partner's social worker: what is lent, until a day (S26)


# Whose access ends by itself on a day.
UNTIL_A_DAY = frozenset({Role.INSPECTOR, Role.OUTSIDE_WORKER})


ROLE_NAMES = {
    Role.CASEWORKER: mark("Caseworker", "role"),
    Role.PSYCHOLOGIST: mark("Psychologist", "role"),
    Role.MEDICAL_WORKER: mark("Medical worker", "role"),
    Role.SUPERVISOR: mark("Supervisor", "role"),
    Role.ADMINISTRATOR: mark("Administrator", "role"),
    Role.STATISTICIAN: mark("Statistician", "role"),
    Role.OFFICE_OFFICER: mark("Office officer", "role"),
    Role.INSPECTOR: mark("Inspector", "role"),
    Role.OUTSIDE_WORKER: mark("Outside social worker", "role"),
}


class Act(StrEnum):
    """What a person can do; each has one function in `actions`."""

    REGISTER_CASE = "register_case"
    SAVE_RECORD = "save_record"
    READ_CASES = "read_cases"
    REVEAL = "reveal"
    ASSIGN = "assign"
    PRINT_SHEET = "print_sheet"
    PRINT_FILE = "print_file"
    RELEASE_UNSAFE = "release_unsafe"  # words that tell of the unsafe list, with a reason
    EXPORT = "export"
    TAKE_RECEIPT = "take_receipt"
    RECEIVE = "receive"
    TAKE_UP = "take_up"  # a case that another station hands over
    ENROL = "enrol"
    IMPORT = "import"
    BACK_UP = "back_up"
    VERIFY = "verify"
    READ_AUDIT = "read_audit"
    INSPECT = "inspect"  # the masked list: numbers, aliases, stages, who works on them
    WORK_LENT = "work_lent"  # what `LENT_ACTS` are, in a case that is lent just now and in no other
    CONFIRM_DATE = "confirm_date"  # after the computer's clock was set back
    HANDLE_INCIDENTS = "handle_incidents"
    MANAGE_PEOPLE = "manage_people"
    GRANT_ACCESS = "grant_access"
    ASK = "ask"
    DECIDE = "decide"
    SET_RULES = "set_rules"  # the numbers of the rule table; an office's go down to its stations


_I, _C, _P = Compartment.IDENTITY, Compartment.CARE, Compartment.PSYCHOLOGICAL
_M, _L = Compartment.MEDICAL, Compartment.LEGAL

# What a role holds of a case it is on the team of. Process notes (AUTHOR) are nobody's here.
COMPARTMENTS: dict[Role, tuple[Compartment, ...]] = {
    Role.CASEWORKER: (_I, _C, _L),
    Role.PSYCHOLOGIST: (_I, _C, _P),
    Role.MEDICAL_WORKER: (_I, _C, _M),
    Role.SUPERVISOR: (_I, _C, _P, _M, _L),
    Role.ADMINISTRATOR: (),
    Role.STATISTICIAN: (),
    Role.OFFICE_OFFICER: (),
    Role.INSPECTOR: (),
    Role.OUTSIDE_WORKER: (),  # nothing by the role: parts are lent, case by case
}

# What of anybody's case opens when life is at stake (decision 6): never what was said to a
# psychologist, nor what belongs to a lawsuit.
EMERGENCY_COMPARTMENTS = (_I, _C, _M)

_REGISTRAR = (Grant.DATABASE, Grant.MATCH, Grant.EMERGENCY)
GRANTS: dict[Role, tuple[Grant, ...]] = {
    Role.CASEWORKER: _REGISTRAR,
    Role.PSYCHOLOGIST: _REGISTRAR,
    Role.MEDICAL_WORKER: _REGISTRAR,
    Role.SUPERVISOR: tuple(Grant),
    Role.ADMINISTRATOR: (),
    Role.STATISTICIAN: (Grant.DATABASE, Grant.STATISTICS),
    # SUPERVISION opens backups; an office has nobody else who could restore one.
    Role.OFFICE_OFFICER: (
        Grant.DATABASE,
        Grant.SIGNING,
        Grant.AGE,
        Grant.STATISTICS,
        Grant.SUPERVISION,
    ),
    Role.INSPECTOR: (Grant.DATABASE,),
    Role.OUTSIDE_WORKER: (Grant.DATABASE,),
}

_CARE_ACTS = {
    Act.REGISTER_CASE,
    Act.SAVE_RECORD,
    Act.READ_CASES,
    Act.REVEAL,
    Act.PRINT_SHEET,
    Act.IMPORT,
    Act.VERIFY,
    Act.ASK,
}
ACTS: dict[Role, frozenset[Act]] = {
    Role.CASEWORKER: frozenset(_CARE_ACTS),
    Role.PSYCHOLOGIST: frozenset(_CARE_ACTS - {Act.IMPORT}),
    Role.MEDICAL_WORKER: frozenset(_CARE_ACTS - {Act.IMPORT}),
    Role.SUPERVISOR: frozenset(
        set(Act) - {Act.MANAGE_PEOPLE, Act.RECEIVE, Act.ASK, Act.INSPECT, Act.WORK_LENT}
    ),
    Role.ADMINISTRATOR: frozenset({Act.MANAGE_PEOPLE}),
    Role.STATISTICIAN: frozenset({Act.VERIFY}),
    Role.OFFICE_OFFICER: frozenset(
        {
            Act.RECEIVE,
            Act.ENROL,
            Act.BACK_UP,
            Act.VERIFY,
            Act.READ_AUDIT,
            Act.GRANT_ACCESS,
            Act.CONFIRM_DATE,
            Act.HANDLE_INCIDENTS,
            Act.SET_RULES,
        }
    ),
    Role.INSPECTOR: frozenset({Act.READ_AUDIT, Act.INSPECT}),
    # No list, no search, no print, no package, no register, no audit: strict on purpose.
    Role.OUTSIDE_WORKER: frozenset({Act.WORK_LENT}),
}

# What somebody from outside does in a case that is lent to them (`actions.opened.lent_acts`).
LENT_ACTS = frozenset({Act.READ_CASES, Act.SAVE_RECORD, Act.REVEAL})


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody with a user slot in the keyring. `display_name` is a colleague's, not a client's."""

    uid: str
    login: str
    display_name: str
    role: Role
    active: bool = True

    def may(self, act: Act) -> bool:
        return act in ACTS[self.role]


NOT_YOUR_ROLE = mark("Your role, {role}, does not include this. Ask {who}.", "refusal")


def check(worker: Worker, act: Act) -> None:
    """Refuse an act the worker's role does not include, naming who may do it."""
    if worker.may(act):
        return
    who = [role for role in Role if act in ACTS[role]]
    first: Text = ROLE_NAMES[who[0]]
    raise Refused(NOT_YOUR_ROLE(role=ROLE_NAMES[worker.role], who=first))


NO_LOGIN = mark("A colleague needs a sign-in name of 2 to 32 letters or digits.", "people")


def check_login(login: str) -> None:
    """Raises Refused for what nobody could type at the unlock screen, or would take for another."""
    if not 2 <= len(login) <= 32 or not login.isalnum():
        raise Refused(NO_LOGIN)
