"""What an administrator asks for, who opens no data: new recovery papers (decision 35).

The request is signed at the key desk and laid beside the vault, sealed to whoever answers for it;
their next unlock takes it in, as one of the requests that wait for a second person.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.opened import reasons
from rescueapp.actions.signing import countersigning
from rescueapp.crypto import canonical, seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.request import KINDS, Kind, Request, State
from rescueapp.domain.worker import Act, Role
from rescueapp.errors import Damaged
from rescueapp.identity import uid
from rescueapp.storage import audit, files
from rescueapp.storage import requests as stored
from rescueapp.workspace import KeyDesk, Workspace

FILE = "papers.request"
_LIMIT = 16 << 10


def ask_new_papers(desk: KeyDesk, reason: str) -> None:
    """Ask for new recovery papers. Asked again before anybody saw it, the later reason holds.

    Raises Refused for a short reason, Unavailable.
    """
    desk.check(Act.MANAGE_PEOPLE)
    told = reasons.long_enough(reason)
    asked = Request(
        uid(), Kind.NEW_PAPERS, desk.keyring.vault, told, desk.worker.uid, clock.stamp(), b""
    )
    signature = desk.keys.sign(canonical.dumps(asked.asked()), purpose=countersigning.ASKED)
    data = canonical.dumps({**asked.asked(), "signature": signature.hex()})
    public = desk.keyring.public(Grant.SUPERVISION)
    sealed = seal.seal_for([public], data, bound=_bound(desk.keyring.vault))
    with files.on_disk():
        files.replace(desk.folder / FILE, sealed)


def take_in(ws: Workspace) -> None:
    """Bring it into the database, inside the caller's transaction; then `forget` the file.

    What nobody here signed, or may not ask, is left out; so is what waits or is agreed to already.
    """
    asked = _read(ws)
    if asked is None or stored.row(ws.db, asked.uid) is not None:
        return
    if any(new_papers_asked(ws)):
        return
    stored.add(ws.db, asked)
    audit.append(
        ws.db, at=clock.stamp(), actor=asked.asked_by, act="ask", object=asked.subject,
        detail={"request": asked.uid, "kind": asked.kind.value, "done_at": asked.asked_at},
    )  # fmt: skip


def new_papers_asked(ws: Workspace) -> Iterator[Request]:
    """What was asked for and waits, or was agreed to and holds; not yet checked (`grants`)."""
    now = clock.stamp()
    for each in stored.of_subject(ws.db, ws.vault.uid):
        open_ = each.state(now) in (State.WAITING, State.GRANTED)
        if each.kind is Kind.NEW_PAPERS and open_:
            yield each


def forget(ws: Workspace) -> None:
    """What was taken in need not lie beside the vault; who cannot read it leaves it."""
    if Grant.SUPERVISION in ws.keys.grants:
        with suppress(OSError):
            (ws.folder / FILE).unlink(missing_ok=True)


def _read(ws: Workspace) -> Request | None:
    secret = ws.keys.grants.get(Grant.SUPERVISION)
    try:
        if secret is None:
            return None
        sealed = _bytes_of(ws.folder / FILE)
        data = seal.unseal_for(secret, sealed, bound=_bound(ws.vault.uid))
        told = canonical.loads(data, limit=_LIMIT)
        asked = Request(
            told["uid"], Kind(told["kind"]), told["subject"], told["reason"], told["by"],
            told["at"], bytes.fromhex(told["signature"]),
        )  # fmt: skip
        countersigning.check_asked(ws, asked)
        return asked if _may(ws, asked) else None
    except (OSError, Damaged, ValueError, TypeError, KeyError):
        return None


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LIMIT)


def _may(ws: Workspace, asked: Request) -> bool:
    """Whether who signed it is here and may ask for this, of this vault."""
    slot = next((u for u in ws.keyring.users if u.uid == asked.asked_by and u.active), None)
    return (
        slot is not None
        and asked.kind is Kind.NEW_PAPERS
        and asked.subject == ws.vault.uid
        and Role(slot.role) in KINDS[asked.kind].may_ask
    )


def _bound(vault: str) -> tuple[str, ...]:
    return ("papers.request", vault)
