"""Who works here: new users, their access, their passphrases."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from rescueapp.actions.recording import drafts
from rescueapp.actions.vault import one_time
from rescueapp.actions.watch import closed_acts
from rescueapp.actions.workers import inspection, outside_workers, women
from rescueapp.actions.workers.outside_workers import Outside
from rescueapp.crypto import seal, words
from rescueapp.crypto.keyring import Grant, NewUser, UserSlot
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import COMPARTMENTS, GRANTS, Act, Role, Worker, check, check_login
from rescueapp.errors import Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import case_keys, lent_keys, word_pages, workers
from rescueapp.workspace import KeyDesk, Workspace

NO_COLLEAGUE = mark("There is nobody here with this access (any more).", "people")
LAST_HEAD = mark(
    "Nobody else could open this vault's files for others. Let a second supervisor be granted"
    " access first.",
    "people",
)
HERE_ALREADY = mark(
    "{name} has access already, as {login}. With two accounts one person would count as two where"
    " two are needed: let the other access be ended first. Two people of one name are written so"
    " that they can be told apart.",
    "people",
)
NOT_ONESELF = mark("Nobody takes their own access away. Ask a colleague.", "people")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A user slot as the administration page shows it."""

    uid: str
    login: str
    role: Role
    active: bool
    granted: bool  # a supervisor has sealed the keys of the role to them
    until: str = ""  # the last day of their access, ISO date; "" has no end


def names(ws: Workspace) -> dict[str, str]:
    """Display names by uid, also of those who left: old copies and records name them."""
    return {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}


def colleagues(desk: KeyDesk | Workspace) -> list[Colleague]:
    """Everybody in the keyring, by sign-in name."""
    slots = sorted(desk.keyring.users, key=lambda slot: slot.login)
    return [_colleague(desk, slot) for slot in slots]


def _colleague(desk: KeyDesk | Workspace, slot: UserSlot) -> Colleague:
    role = Role(slot.role)
    return Colleague(
        uid=slot.uid,
        login=slot.login,
        role=role,
        active=slot.active,
        granted=set(desk.keyring.among(GRANTS[role])) <= set(slot.grants),
        until=slot.until,
    )


def uid_of(desk: KeyDesk | Workspace, login: str) -> str:
    """Whose sign-in name this is or was. Raises Refused for nobody's."""
    found = next((c.uid for c in colleagues(desk) if c.login == login), None)
    if found is None:
        raise Refused(NO_COLLEAGUE)
    return found


def staff(ws: Workspace) -> list[Worker]:
    """Those who work here now, by display name. The keyring says whose access has ended."""
    active = {slot.uid for slot in ws.keyring.users if slot.active}
    return [worker for worker in workers.rows(ws.db) if worker.uid in active]


def add_user(desk: KeyDesk, *, login: str, role: Role, until: str = "") -> Passphrase:
    """A new slot with its own key pair and no data keys; the passphrase is shown once.

    `until`: the last day of a role whose access ends on one, an ISO date. Raises Refused.
    """
    desk.check(Act.MANAGE_PEOPLE)
    check_login(login)
    day = inspection.check_day(role, until)
    passphrase = words.passphrase()
    user = NewUser(uid(), login, role.value, passphrase.pinyin, (), day)
    desk.keyring = desk.keyring.add_user(desk.keys, user)
    closed_acts.note(desk, "add_user", user.uid)
    return passphrase


def set_until(desk: KeyDesk, user_uid: str, until: str) -> None:
    """Another last day of an access that ends on one, an ISO date. Raises Refused."""
    desk.check(Act.MANAGE_PEOPLE)
    slot = next((u for u in desk.keyring.users if u.uid == user_uid and u.active), None)
    if slot is None:
        raise Refused(NO_COLLEAGUE)
    day = inspection.check_day(Role(slot.role), until)
    desk.keyring = desk.keyring.set_until(desk.keys, user_uid, day)
    closed_acts.note(desk, "set_until", user_uid)


def deactivate(desk: KeyDesk, user_uid: str) -> None:
    """End somebody's access. What they copied stays readable to them."""
    desk.check(Act.MANAGE_PEOPLE)
    _refuse_last(desk, user_uid)
    desk.keyring = desk.keyring.deactivate(desk.keys, user_uid)
    closed_acts.note(desk, "deactivate", user_uid)


def reset(desk: KeyDesk, user_uid: str) -> Passphrase:
    """A new passphrase for somebody who forgot theirs, shown once; they open nothing with it until
    a supervisor grants access again.

    What they alone could read (process notes) opens only with two recovery papers from then on.
    """
    desk.check(Act.MANAGE_PEOPLE)
    _refuse_last(desk, user_uid)
    passphrase = words.passphrase()
    desk.keyring = desk.keyring.reset(desk.keys, user_uid, passphrase.pinyin)
    closed_acts.note(desk, "reset", user_uid)
    return passphrase


def _refuse_last(desk: KeyDesk, user_uid: str) -> None:
    if user_uid == desk.worker.uid:
        raise Refused(NOT_ONESELF)
    heads = [u.uid for u in desk.keyring.users if u.active and Grant.SUPERVISION in u.grants]
    if heads == [user_uid]:
        raise Refused(LAST_HEAD)


def grant_access(
    ws: Workspace,
    user_uid: str,
    *,
    display_name: str,
    sex: str = "",
    outside: Outside | None = None,
) -> Changed:
    """Seal the keys of their role to a colleague, and give them a name here. `sex`: C-01, "" as it
    is. `outside`: what the access of a social worker from outside rests on.

    To somebody who got a new passphrase what lay under their old keys is sealed again, too: the
    keys of their cases, their drafts. Raises Refused.
    """
    check(ws.worker, Act.GRANT_ACCESS)
    slot = next((u for u in ws.keyring.users if u.uid == user_uid and u.active), None)
    if slot is None:
        raise Refused(NO_COLLEAGUE)
    role = Role(slot.role)
    known = workers.by_uid(ws.db, user_uid)
    name = display_name.strip() or (known.display_name if known else slot.login)
    worker = Worker(slot.uid, slot.login, name, role)
    _refuse_twice(ws, worker)
    if role is Role.OUTSIDE_WORKER:
        outside = outside_workers.check(ws, user_uid, outside)
    if known:
        _seal_again(ws, slot)
    with ws.db.transaction():
        (workers.update if known else workers.add)(ws.db, worker)
        if sex:
            women.put(ws, user_uid, sex)
        if outside is not None:
            outside_workers.put(ws, user_uid, outside)
        ws.log("grant_access", user_uid, role=role.value)
        ws.keyring = ws.keyring.grant(ws.keys, user_uid, ws.keyring.among(GRANTS[role]))
        if not slot.grants:  # the administrator made their passphrase, now or at a reset
            one_time.note(ws.db, ws.keyring, user_uid)
        closed_acts.remember(ws)
    return Changed(people=True)


def _refuse_twice(ws: Workspace, new: Worker) -> None:
    """One person with two accounts would be two where two are needed. Raises Refused."""
    for other in staff(ws):
        same = words.normalise(other.display_name) == words.normalise(new.display_name)
        if same and other.uid != new.uid and COMPARTMENTS[other.role] and COMPARTMENTS[new.role]:
            raise Refused(HERE_ALREADY(name=other.display_name, login=other.login))


def _seal_again(ws: Workspace, slot: UserSlot) -> None:
    """Before the grant, so that nobody is granted who would find their cases closed."""
    mine = list(case_keys.for_holder(ws.db, slot.uid))
    with ws.db.transaction():
        for case_uid, compartment, _ in mine:
            key = ws.case_keys(case_uid)[compartment]
            again = seal.wrap(key, slot.box_public)
            case_keys.put_many(ws.db, case_uid, [(compartment, slot.uid, again)])
            ws.forget_case_keys(case_uid)
        lent_keys.take_all_back(ws.db, slot.uid)  # they ask again
        word_pages.drop(ws.db, holder=slot.uid)
        drafts.reseal(ws, worker=slot.uid)
        ws.log("seal_again", slot.uid, keys=len(mine))


def change_passphrase(desk: KeyDesk | Workspace, *, old: str, new: str) -> None:
    """Wrap one's own keys under another passphrase. Nothing else is encrypted anew.

    The audit is told once it is done: of a change cut off in between the next unlock tells.
    """
    desk.keyring = desk.keyring.change_passphrase(desk.worker.login, old, new)
    if isinstance(desk, KeyDesk):
        closed_acts.note(desk, "change_passphrase", desk.worker.uid)
        return
    with suppress(Unavailable), desk.db.transaction():  # the new passphrase holds all the same
        desk.log("change_passphrase", desk.worker.uid)
        closed_acts.remember(desk)
