"""A fictional station and its office, made once in a process and copied for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.attached.attachments import Offered
from rescueapp.actions.backup import backups
from rescueapp.actions.backup.backups import RestoreReport
from rescueapp.actions.exchanging import enrolment
from rescueapp.actions.recording import records
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import vaults
from rescueapp.actions.vault.vaults import Person, VaultSetup
from rescueapp.crypto.keyring import FLOOR, TRAINING
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text
from rescueapp.workspace import KeyDesk, Workspace

NOON = clock.instant("2026-06-30T04:00:00Z")  # at the station; twelve o'clock in Shanghai
ARRIVED = "2026-06-29T13:40:00Z"
INTAKE: dict[str, Any] = {"arrived_at": ARRIVED, "sex": "2"}  # all that a night needs
KNOWN = INTAKE | {"id_check": "1"}  # whose identity is settled: no clock of the search begins
NAMED = INTAKE | {"name": "林春山", "brief": "虚构的经过"}

STATION = VaultSetup(
    kind="station",
    station_code="LX01",
    station_name="松岭县救助管理站",
    region="530700",
    training=True,
    people=(
        Person("zhao", "赵管理", Role.ADMINISTRATOR),
        Person("duan", "段文秀", Role.SUPERVISOR, sex="2"),
        Person("he", "和晓燕", Role.CASEWORKER, sex="2"),
        Person("mu", "木春生", Role.CASEWORKER, sex="1"),
        Person("yang", "杨沁", Role.MEDICAL_WORKER, sex="2"),
        Person("li", "李竹", Role.PSYCHOLOGIST, sex="2"),
        Person("ning", "宁远", Role.PSYCHOLOGIST, sex="1"),
        Person("zhou", "周统计", Role.STATISTICIAN),
    ),
)
OFFICE = VaultSetup(
    kind="office",
    station_code="YN00",
    station_name="云岭省救助管理工作办公室",
    region="530000",
    training=True,
    people=(
        Person("qian", "钱管理", Role.ADMINISTRATOR),
        Person("wu", "吴明远", Role.OFFICE_OFFICER),
    ),
)


class Clock:
    """What `clock.now` is replaced by: it stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def later(self, **time: float) -> None:
        """Move on: `later(minutes=5)`."""
        self.at += timedelta(**time)


@dataclass
class House:
    """A vault and the one computer it is used at: signing in is what ends the one before."""

    folder: Path
    passphrases: dict[str, str] = field(repr=False)
    _at_desk: Workspace | KeyDesk | None = field(default=None, repr=False)

    def sign_in(self, login: str) -> Workspace:
        """Somebody who works with cases."""
        opened = self._open(login)
        assert isinstance(opened, Workspace)
        return opened

    def key_desk(self, login: str = "zhao") -> KeyDesk:
        """An administrator."""
        opened = self._open(login)
        assert isinstance(opened, KeyDesk)
        return opened

    def _open(self, login: str) -> Workspace | KeyDesk:
        self.leave()
        self._at_desk = vaults.unlock(self.folder, login, self.passphrases[login])
        return self._at_desk

    def leave(self) -> None:
        """Lock what is open."""
        if self._at_desk is not None:
            vaults.lock(self._at_desk)
            self._at_desk = None

    def passphrase_file(self, login: str, folder: Path) -> Path:
        """For the command line: readable by its owner alone."""
        path = folder / f"passphrase-{login}"
        path.write_text(self.passphrases[login] + "\n", encoding="utf-8")
        path.chmod(0o600)
        return path


@dataclass
class Pair:
    """A station and the office it sends to, enrolled with each other."""

    station: House
    office: House

    def copied(self, folder: Path) -> Pair:
        """Both again in another folder; nobody may be signed in."""
        return Pair(*(copy_of(house, folder / house.folder.name) for house in self.houses))

    @property
    def houses(self) -> tuple[House, House]:
        return self.station, self.office

    def leave(self) -> None:
        for house in self.houses:
            house.leave()


def copy_of(house: House, folder: Path) -> House:
    """The same vault in another folder."""
    shutil.copytree(house.folder, folder)
    return House(folder, dict(house.passphrases))


class Papers(NamedTuple):
    """A vault and the recovery papers of its first day."""

    house: House
    shares: tuple[str, str, str]


def make_papers(folder: Path, setup: VaultSetup) -> Papers:
    """A new vault and what is shown of it once; a real one as cheap as a real one may be."""
    created = vaults.create_vault(folder, setup, kdf=TRAINING if setup.training else FLOOR)
    passphrases = {login: said.pinyin for login, said in created.passphrases.items()}
    return Papers(House(folder, passphrases), created.shares)


def make_house(folder: Path, setup: VaultSetup) -> House:
    """The same without its papers."""
    return make_papers(folder, setup).house


def make_pair(folder: Path, **changed: Any) -> Pair:
    """A new station and office; `changed` goes into both set-ups."""
    station = make_house(folder / "station", replace(STATION, **changed))
    office = make_house(folder / "office", replace(OFFICE, **changed))
    pair = Pair(station, office)
    enrol_each_other(pair, folder / "keys")
    pair.leave()
    return pair


def enrol_each_other(pair: Pair, keys: Path) -> None:
    """Carry the key files both ways, and read the words over the telephone."""
    for sender, login, receiver, other in (
        (pair.station, "duan", pair.office, "wu"),
        (pair.office, "wu", pair.station, "duan"),
    ):
        written = enrolment.write_key_file(sender.sign_in(login), keys)
        enrolment.enrol(receiver.sign_in(other), written.path, " ".join(written.words))


def save(
    ws: Workspace,
    form: str = "intake",
    answers: dict[str, Any] | None = None,
    *,
    case: str | None = None,
    record: str | None = None,
    based_on: int = 0,
    complete: bool = False,
    **more: Any,
) -> Saved:
    """`save_record` with what tests leave as it is; without anything: the shortest intake."""
    return records.save_record(
        ws,
        form=form,
        case_uid=case,
        record_uid=record,
        based_on=based_on,
        answers=INTAKE if answers is None else answers,
        complete=complete,
        **more,
    )


def attach_file(
    ws: Workspace, *, case_uid: str | None, compartment: Compartment, path: Path, label: str,
    photograph: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Attach a file as the window does: asked, looked through, taken in."""
    offered = Offered(case_uid, compartment, path, label, photograph=photograph)
    offered = attachments.offer(ws, offered)
    return attachments.take_in(ws, offered, attachments.look_through(offered))


def refused(ws: Workspace, form: str, told: dict[str, Any], case: str, **how: Any) -> Text:
    """The words in which `save` refuses."""
    with pytest.raises(Refused) as caught:
        save(ws, form, told, case=case, **how)
    return caught.value.words


def approved(station: House, ws: Workspace, saved: Saved) -> Workspace:
    """What a save waits for is asked and agreed to by the supervisor; he at the desk again."""
    if saved.need is None:
        return ws
    why = "已核对，请审批"
    asked = requests.ask(ws, saved.need.kind, saved.case_uid, why * 2, saved.need.about)
    requests.decide(station.sign_in("duan"), asked.uid, granted=True)
    return station.sign_in("he")


def uid_of(ws: Workspace, login: str) -> str:
    """The uid of a colleague."""
    return next(slot.uid for slot in ws.keyring.users if slot.login == login)


def restored(backup: Path, folder: Path, of: House) -> tuple[House, RestoreReport]:
    """The vault again out of a backup, by its supervisor."""
    report = backups.restore(backup, folder, "duan", of.passphrases["duan"])
    return House(folder, of.passphrases), report


def lying(stick: Path) -> int:
    """How many backups lie on a medium."""
    return len(list(stick.glob("rescue-backup-2*")))
