"""The day's backup: the remembered place, whether one is due, and what is told when there is none.

The place is kept in the vault, so nothing outside tells where backups lie. What lies there is
what counts: a backup somebody took away is shown as not there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rescueapp import clock
from rescueapp.actions.backup import backups, restore_trial
from rescueapp.actions.backup.backups import Order
from rescueapp.actions.vault import key_renewal
from rescueapp.actions.watch import shred_list
from rescueapp.domain import backup_series
from rescueapp.domain.backup_series import Made, Purpose, Standing
from rescueapp.domain.worker import Act
from rescueapp.errors import Unavailable
from rescueapp.i18n import Text, mark
from rescueapp.storage import audit, backup_folder, backup_log, files, medium, vault_values
from rescueapp.storage.backup_log import Noted
from rescueapp.workspace import Workspace

_PLACE = "backup_place"

LATE = mark(
    "The last verified backup is of {day}. Connect the medium; the backup then makes itself.",
    "backup",
)
NEVER = mark("No backup has been made yet. Choose a medium for it.", "backup")
LACKING = mark(
    "There has been no verified backup for {days} days. If this computer breaks, everything since "
    "is lost. A supervisor connects the backup medium and signs in; if there is none, get one "
    "today. Work goes on meanwhile.",
    "backup",
)
TRY_RESTORING = mark(
    "Whether a backup can be restored has not been tried for a month. Try it.", "backup"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The remembered place. `connected`: whether its medium is there now."""

    folder: Path
    connected: bool
    same_disk: bool  # as the vault; told while it is connected


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as the list shows it. `lies`: its folder in the place; False when it is gone from
    there, None where that cannot be seen now."""

    noted: Noted
    purpose: Purpose | None
    lies: Path | Literal[False] | None


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with backups."""

    place: Place | None
    kept: tuple[Kept, ...]
    told: tuple[Text, ...]  # what to see to
    trial: restore_trial.Tried | None


def choose_place(ws: Workspace, folder: Path) -> Place:
    """Remember where the day's backup goes; a file there tells this medium from others.

    Raises Refused for a folder inside the vault, Unavailable for one that takes nothing.
    """
    ws.check(Act.BACK_UP)
    backups.refuse_inside(ws, folder)
    number = medium.take(folder)
    with ws.db.transaction():
        kept = {"folder": str(folder.resolve()), "medium": number}
        vault_values.set(ws.db, _PLACE, json.dumps(kept, ensure_ascii=False))
        ws.log("backup_place_set", number)
    place = _place(ws)
    assert place is not None
    return place


def due(ws: Workspace) -> Order | None:
    """The order of the day's backup, where none was made today, somebody is signed in who may
    make one and the medium is there; else None."""
    if not ws.worker.may(Act.BACK_UP) or ws.keys.took_up or key_renewal.state(ws).under_way:
        return None
    place = _place(ws)
    if place is None or not place.connected or _made_today(ws):
        return None
    return backups.prepare(ws, place.folder, in_series=True)


def order_now(ws: Workspace) -> Order:
    """The same now, whether or not one was made today. Raises Unavailable without the medium."""
    place = _place(ws)
    if place is None or not place.connected:
        raise Unavailable(files.NOT_THERE)
    return backups.prepare(ws, place.folder, in_series=True)


def tell_destroyed(ws: Workspace) -> bool:
    """Put the list of destroyed cases on the remembered medium; whether it lies there now."""
    place = _place(ws)
    return place is not None and place.connected and shred_list.leave_on(ws, place.folder)


def state(ws: Workspace) -> State:
    """The place, its backups newest first, and what to see to."""
    ws.check(Act.BACK_UP)
    place = _place(ws)
    noted = [each for each in backup_log.noted(ws.db) if each.removed_at is None]
    lying = {each.uid: _lies(place, each) for each in noted}
    series = [Made(each.uid, each.made_at) for each in noted if each.in_series and lying[each.uid]]
    purposes = backup_series.purposes(series)
    kept = tuple(Kept(each, purposes.get(each.uid), lying[each.uid]) for each in noted)
    return State(place, kept, tuple(duties(ws)), restore_trial.last(ws))


def banner(ws: Workspace) -> Text | None:
    """What everybody is told once a fortnight has passed without a backup; it cannot be put away.
    Work is never stopped for it."""
    if ws.vault.training or _standing(ws) is not Standing.LACKING:
        return None
    return LACKING(days=(clock.now() - clock.instant(_last(ws))).days)


def duties(ws: Workspace) -> list[Text]:
    """What who may back up has to see to."""
    if ws.vault.training or not ws.worker.may(Act.BACK_UP):
        return []
    told = []
    if _standing(ws) is Standing.LATE:
        last = backup_log.last_elsewhere(ws.db, now=clock.stamp())
        told.append(LATE(day=clock.local(last).date().isoformat()) if last else NEVER())
    if restore_trial.is_due(ws):
        told.append(TRY_RESTORING())
    return told


def _standing(ws: Workspace) -> Standing:
    last = backup_log.last_elsewhere(ws.db, now=clock.stamp())
    return backup_series.standing(last, since=_made(ws), now=clock.now())


def _last(ws: Workspace) -> str:
    return backup_log.last_elsewhere(ws.db, now=clock.stamp()) or _made(ws)


def _made(ws: Workspace) -> str:
    """When the vault was made: the first entry of its audit."""
    return audit.rows(ws.db, before=2, limit=1)[0].at


def _made_today(ws: Workspace) -> bool:
    """Whatever else was made: one of a day to come is of a clock that was ahead."""
    made = (clock.local(each.made_at).date() for each in backup_log.noted(ws.db) if each.in_series)
    return clock.today() in made


def _place(ws: Workspace) -> Place | None:
    kept = vault_values.get(ws.db, _PLACE)
    if not kept:
        return None
    said = json.loads(kept)
    folder = Path(said["folder"])
    connected = medium.is_there(folder, said["medium"])
    same = False
    if connected:
        with files.on_disk():
            same = medium.is_same_disk(ws.folder, folder)
    return Place(folder, connected, same)


def _lies(place: Place | None, noted: Noted) -> Path | Literal[False] | None:
    if not noted.in_series or place is None or not place.connected:
        return None
    try:
        path = backups.there(place.folder, noted)
    except Unavailable:
        return None
    return path if path and (path / backup_folder.MANIFEST).is_file() else False
