"""Training vaults: a fictional station with its cases, and an office, to look around in.

The people and cases are data (`resources/training`); they are entered through the same acts
as real ones, each by the worker who would. A training vault is marked in the derivation of
its keys; real offices refuse what it sends.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from rescueapp import clock, paths
from rescueapp.actions.exchanging import enrolment
from rescueapp.actions.family import families
from rescueapp.actions.opened import entries
from rescueapp.actions.recording import records, registers
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import vaults
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.family import Joining
from rescueapp.domain.worker import Role
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import files
from rescueapp.workspace import Workspace

CASES = 13
# `@-21`, `@+7`, `@0`: days from today; `@-21 22:40`: an instant on the station's clock.
_RELATIVE = re.compile(r"@([+-]?\d+)(?: (\d\d):(\d\d))?")
_REGISTRAR = "he"
_HEAD = "duan"
_AFTER_APPROVAL = "reopening"  # only of what was closed before
_SURNAMES = "林叶江石路方夏秋文安"
_GIVEN = "青晨小远明静雨禾然宁溪竹月星云舟"


@dataclass(frozen=True, slots=True)
class Demo:
    """Where a demonstration lies, and how its people sign in."""

    station: Path
    province: Path
    passphrases: Path  # a folder with one file for each user
    cases: int

    def lines(self) -> list[str]:
        return [str(self.station), str(self.province), str(self.passphrases)]


def create_demo(folder: Path, *, count: int = CASES, progress: Progress | None = None) -> Demo:
    """A training station and its office side by side, enrolled with each other."""
    watched = progress or Quiet()
    demo = Demo(folder / "station", folder / "province", folder / "passphrases", count)
    station = create_people(demo.station, "station")
    office = create_people(demo.province, "office")
    _write_passphrases(demo.passphrases, {**station, **office})
    enter_registers(demo.station, station)
    enter_cases(demo.station, station, count=count, progress=watched)
    _enrol(demo, station, office, folder / "keys")
    return demo


def create_people(folder: Path, kind: vaults.Kind) -> dict[str, Passphrase]:
    """An empty training vault with its fictional staff; passphrases by login."""
    data = _read("people.toml")[kind]
    setup = vaults.VaultSetup(
        kind=kind,
        station_code=data["code"],
        station_name=data["name"],
        region=data["region"],
        training=True,
        people=tuple(
            vaults.Person(p["login"], p["name"], Role(p["role"]), sex=p.get("sex", ""))
            for p in data["people"]
        ),
    )
    return dict(vaults.create_vault(folder, setup).passphrases)


def enter_cases(
    folder: Path, passphrases: dict[str, Passphrase], *, count: int, progress: Progress
) -> None:
    """Enter so many fictional cases, each record by the worker the data names."""
    desk: Workspace | None = None
    lives: dict[str, str] = {}
    try:
        for done, case in enumerate(_cases(count)):
            progress.report(done, count)
            case_uid: str | None = None
            for record in case["record"]:
                if desk is not None and record["form"] == _AFTER_APPROVAL:
                    vaults.lock(desk)
                    desk = None
                    _approve(folder, passphrases)
                desk = _at_desk(folder, passphrases, record["by"], desk)
                case_uid = _enter(desk, case_uid, record)
            lives[case.get("life", "")] = case_uid or ""
            if case_uid and (family := case.get("family")):
                desk = _at_desk(folder, passphrases, _REGISTRAR, desk)
                of = lives[family["with"]]
                joining = Joining(of, family["relation"], family["own"])
                families.link(desk, case_uid, joining)
    finally:
        if desk is not None:
            vaults.lock(desk)
    _approve(folder, passphrases)
    progress.report(count, count)


def enter_registers(folder: Path, passphrases: dict[str, Passphrase]) -> None:
    """Enter fictional interpreters and services, by a caseworker."""
    desk = sign_in(folder, _REGISTRAR, passphrases[_REGISTRAR])
    try:
        for entry in _read("registers.toml")["entry"]:
            registers.save_entry(desk, register=entry["register"], entry_uid=None, based_on=0,
                                 answers=dated(entry["answers"]), complete=True)  # fmt: skip
    finally:
        vaults.lock(desk)


def _cases(count: int) -> Iterator[dict[str, Any]]:
    """Those of the data; beyond them their intakes again, under other names."""
    given = _read("cases.toml")["case"]
    yield from given[:count]
    names = (a + b + c for b in _GIVEN for c in _GIVEN for a in _SURNAMES)
    for case, name in islice(zip(cycle(given), cycle(names), strict=False), max(0, count - CASES)):
        answers = {**case["record"][0]["answers"], "name": name}
        answers.pop("id_document", None)
        yield {"record": [{**case["record"][0], "answers": answers}]}


def _at_desk(
    folder: Path, passphrases: dict[str, Passphrase], login: str, desk: Workspace | None
) -> Workspace:
    if desk is not None and desk.worker.login == login:
        return desk
    if desk is not None:
        vaults.lock(desk)
    return sign_in(folder, login, passphrases[login])


def sign_in(folder: Path, login: str, passphrase: Passphrase) -> Workspace:
    """Unlock a training vault as one of its people who works with cases."""
    opened = vaults.unlock(folder, login, passphrase.pinyin)
    if not isinstance(opened, Workspace):
        raise ValueError(f"{login} has no data keys")
    return opened


def _enter(desk: Workspace, case_uid: str | None, record: dict[str, Any]) -> str:
    chosen = entries_named(desk, record.get("entries", {}))
    saved = records.save_record(
        desk,
        form=record["form"],
        case_uid=case_uid,
        record_uid=None,
        based_on=0,
        answers=dated(record["answers"]) | chosen,
        complete=record.get("complete", False),
    )
    if saved.need is not None:
        requests.ask(desk, saved.need.kind, saved.case_uid, record["ask"], saved.need.about)
    return saved.case_uid


def entries_named(ws: Workspace, named: Mapping[str, str]) -> dict[str, str]:
    """The answers that are an entry of a register: by question, for the name of each, its uid."""
    uids = {name: uid for uid, name in entries.names(ws).items()}
    return {question: uids[name] for question, name in named.items()}


def _approve(folder: Path, passphrases: dict[str, Passphrase]) -> None:
    """What the records wait for, agreed to by a supervisor."""
    desk = sign_in(folder, _HEAD, passphrases[_HEAD])
    try:
        for asked in requests.waiting(desk):
            requests.decide(desk, asked.request.uid, granted=True)
    finally:
        vaults.lock(desk)


def dated(value: Any) -> Any:
    """The answers with every relative day put where it falls today."""
    if isinstance(value, dict):
        return {key: dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [dated(inner) for inner in value]
    if isinstance(value, str) and (found := _RELATIVE.fullmatch(value)):
        day = clock.today() + timedelta(days=int(found[1]))
        if found[2] is None:
            return day.isoformat()
        at = datetime.combine(day, time(int(found[2]), int(found[3])), clock.SHANGHAI)
        return clock.stamp(at)
    return value


def _enrol(
    demo: Demo, station: dict[str, Passphrase], office: dict[str, Passphrase], keys: Path
) -> None:
    """Exchange key files both ways, as two people with a telephone would."""
    at_station = sign_in(demo.station, "duan", station["duan"])
    station_file = enrolment.write_key_file(at_station, keys)
    vaults.lock(at_station)
    at_office = sign_in(demo.province, "wu", office["wu"])
    enrolment.enrol(at_office, station_file.path, " ".join(station_file.words))
    office_file = enrolment.write_key_file(at_office, keys)
    vaults.lock(at_office)
    at_station = sign_in(demo.station, "duan", station["duan"])
    enrolment.enrol(at_station, office_file.path, " ".join(office_file.words))
    vaults.lock(at_station)


def _write_passphrases(folder: Path, passphrases: dict[str, Passphrase]) -> None:
    files.private_folder(folder)
    for login, passphrase in passphrases.items():
        files.write(folder / login, (passphrase.pinyin + "\n").encode())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resources("training", name).read_text(encoding="utf-8"))
