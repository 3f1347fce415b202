"""A PIN for one shift: set by whoever is signed in, asked for after an idle lock (decision 12)."""

from __future__ import annotations

from pathlib import Path

from rescueapp.actions.vault import vaults
from rescueapp.actions.watch import closed_acts, tries
from rescueapp.crypto import shift_pin
from rescueapp.crypto.keeper import OFFERED, Keeper
from rescueapp.crypto.keyring import Keyring, Keys
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.storage import vault_values
from rescueapp.workspace import KeyDesk, Workspace

_FORBIDDEN = "shift_pin_forbidden"

NOT_HERE = mark("On this computer's system a PIN would not be safe; the passphrase opens.", "pin")
IS_FORBIDDEN = mark("The supervisor has not allowed PINs here.", "pin")


def allowed(ws: Workspace | KeyDesk) -> bool:
    """Whether somebody may set a PIN: not an administrator, not where a supervisor forbids it."""
    if isinstance(ws, KeyDesk) or not OFFERED:
        return False
    return not vault_values.get(ws.db, _FORBIDDEN)


def allow(ws: Workspace, *, yes: bool) -> None:
    """For everybody in this vault, from now on; a PIN that is set opens no more."""
    ws.check(Act.GRANT_ACCESS)
    with ws.db.transaction():
        vault_values.set(ws.db, _FORBIDDEN, "" if yes else "1")
        ws.log("pin_policy_set", allowed=int(yes))


def set_pin(ws: Workspace, pin: str) -> Keeper:
    """Start the keeper of a new PIN. Raises Refused for a weak one or where none may be set."""
    if not OFFERED:
        raise Refused(NOT_HERE)
    if not allowed(ws):
        raise Refused(IS_FORBIDDEN)
    keeper = Keeper.start(shift_pin.seal_under(pin, ws.keyring, ws.keys))
    with ws.db.transaction():
        ws.log("pin_set")
    return keeper


def note_forgotten(ws: Workspace | KeyDesk) -> None:
    """Before a lock by hand, or where PINs were forbidden meanwhile: it was ended with the lock."""
    if isinstance(ws, Workspace):
        with ws.db.transaction():
            ws.log("pin_forgotten")


def unlock(folder: Path, keeper: Keeper, pin: str) -> Workspace:
    """Open the vault again with the PIN. Raises Refused (wrong, forgotten, no longer valid).

    A wrong one counts among the failed unlocks; the waiting between passphrases is not touched.
    """

    def open_keys(keyring: Keyring) -> Keys:
        face = keeper.face()
        if face is None:
            raise Refused(shift_pin.NOT_VALID)
        if tries.seconds_left(folder):  # somebody is guessing at passphrases meanwhile
            raise Refused(tries.WAIT(seconds=tries.seconds_left(folder)))
        try:
            return shift_pin.open_with(pin, face, keyring, keeper.prove)
        except Refused:
            closed_acts.note_failed(folder, pin=True)
            raise

    opened = vaults.open_with(folder, open_keys)
    assert isinstance(opened, Workspace)  # an administrator has none
    try:
        if not allowed(opened):
            raise Refused(IS_FORBIDDEN)
        with opened.db.transaction():
            opened.log("pin_used")
    except BaseException:
        vaults.lock(opened)
        raise
    return opened
