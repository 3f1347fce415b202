"""Killed while people come and go, or while a file is attached: all or nothing of it is there."""

from __future__ import annotations

import os
import random
import select
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from rescueapp.actions.attached import attachment_check, attachments
from rescueapp.actions.vault import people, vaults
from rescueapp.domain.worker import Role
from rescueapp.forms.schema import Compartment
from rescueapp.storage import blobs
from tests.actions.station import House, attach_file, save
from tests.faults.figures import Figures

KILLS = int(os.environ.get("KILLS", "20"))  # 100 before a release

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="fork"),
    pytest.mark.fault(3),
]


def killed(work: Callable[[Callable[[str], None]], None], seconds: float, acts: int) -> list[str]:
    """Run it in a process of its own, kill that so many acts and seconds on; what it had said."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        work(lambda words: os.write(writes, words.encode() + b"\n") and None)
        os._exit(0)
    os.close(writes)
    heard = b""
    while heard.count(b"\n") < acts:
        heard += os.read(reads, 1)
    select.select([], [], [], seconds)  # until the moment of the kill
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reads, 4096):
        heard += more
    os.close(reads)
    return heard.decode().split()


def test_people_who_were_acknowledged_open_and_nobody_half(
    station: House, figures: Figures
) -> None:
    dice, left = random.Random(21), set[str]()
    known, before = set(station.passphrases), len(station.passphrases)

    def come_and_go(say: Callable[[str], None]) -> None:
        desk, number = station.key_desk(), len(known) - before
        while True:
            people.add_user(desk, login=f"new{number}", role=Role.CASEWORKER)
            say(f"came,new{number}")
            uid = people.uid_of(desk, f"new{number}")
            people.deactivate(desk, uid)
            say(f"left,new{number}")
            number += 1

    for _ in range(KILLS):
        station.leave()
        for line in killed(come_and_go, dice.uniform(0, 0.06), dice.randrange(1, 4)):
            what, login = line.split(",")
            known.add(login)
            if what == "left":
                left.add(login)
        have = {c.login: c.active for c in people.colleagues(station.key_desk())}
        assert known <= have.keys()
        assert not any(have[login] for login in left)
        assert len(have.keys() - known) <= 1  # in, and killed before it could be said
        known = set(have)
        station.sign_in("duan")  # and everybody else still opens
    figures.put("kills while people come and go", KILLS)


def test_an_attachment_that_is_in_the_vault_has_its_file(
    station: House, tmp_path: Path, figures: Figures
) -> None:
    dice, known, paper = random.Random(22), set[str](), tmp_path / "paper.txt"
    paper.write_text("虚构" * 60_000, encoding="utf-8")
    case = save(station.sign_in("he")).case_uid
    station.leave()

    def attach_files(say: Callable[[str], None]) -> None:
        ws = station.sign_in("he")
        while True:
            made = attach_file(
                ws, case_uid=case, compartment=Compartment.CARE, path=paper, label="材料"
            )
            say(made["blob"])

    for _ in range(KILLS):
        known |= set(killed(attach_files, dice.uniform(0, 0.04), dice.randrange(4)))
        ws = station.sign_in("he")
        found = attachment_check.check(ws)
        assert (found.missing, found.altered) == ((), ())
        have = {blob.uid for blob in blobs.rows(ws.db)}
        assert known <= have
        assert len(have - known) <= 1  # in, and killed before it could be said
        known = have
        for uid in list(have)[:3]:
            assert attachments.attachment(ws, uid) == paper.read_bytes()
        vaults.lock(ws)
        station.leave()
    figures.put("kills while files are attached", KILLS)
