"""A lock ends the process that held the data: the one at the unlock screen knows nothing of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rescueapp.actions.recording import drafts
from rescueapp.actions.vault import training
from rescueapp.crypto.keyring import Grant
from tests.actions.station import House
from tests.journeys.apart import ASIDE, Apart
from tests.journeys.memory import found, of_process_and_children

LOCKED = "tests.journeys.locked"
LOGIN = "he"
STORY = "祝望舒月牙子天明前"


@dataclass
class Desk:
    """The process, the pipe it tells its steps to, and what must not be in it after the lock."""

    process: subprocess.Popen[str]
    told: Iterator[str]
    go: int
    station: Path
    passphrase: str
    database_key: bytes

    def secrets(self) -> dict[str, bytes | str]:
        return {
            "story": STORY,
            "passphrase": self.passphrase,
            "database key": self.database_key,
        }

    def step(self, name: str) -> str:
        """The rest of the next line, which must be of this step."""
        line = next(self.told, "")
        assert line.startswith(name), f"{name} did not come: {line}"
        return line.removeprefix(name).strip()


@pytest.fixture
def desk(apart: Apart) -> Iterator[Desk]:
    station = apart.folder / "station"
    passphrase = training.create_people(station, "station")[LOGIN].pinyin
    (apart.folder / ASIDE / LOGIN).write_text(passphrase, encoding="utf-8")
    (apart.folder / ASIDE / "story").write_text(STORY, encoding="utf-8")
    house = House(station, {LOGIN: passphrase})
    ws = house.sign_in(LOGIN)
    key = bytes(ws.keys.grants[Grant.DATABASE])
    house.leave()
    told, tell = os.pipe()
    wait, go = os.pipe()
    process = apart.start(LOCKED, LOGIN, str(tell), str(wait), pass_on=(tell, wait))
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as lines:
        yield Desk(process, iter(lines), go, station, passphrase, key)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
    os.close(go)
    assert apart.said(LOCKED) == ""


@pytest.mark.fault(11, what="locks after which nothing was in memory")
def test_k11_after_a_lock_nothing_of_it_is_in_memory(desk: Desk) -> None:
    before = desk.step("typed").removesuffix(" True")
    assert found(of_process_and_children(desk.process.pid), desk.secrets()) >= {
        "story",
        "database key",
    }, "the search finds what is there"
    os.write(desk.go, b"!")
    desk.step("locking")
    after, words = desk.step("unlock").split(") ")
    assert f"{after})" == before, "the window stays where it is"
    assert words == "已锁定。正在填写的内容已保留。"
    assert desk.process.poll() is None, "the same process number: who waits for it still waits"
    assert found(of_process_and_children(desk.process.pid), desk.secrets()) == set()
    _check_arguments(desk)
    _check_open_files(desk)
    house = House(desk.station, {LOGIN: desk.passphrase})
    ws = house.sign_in(LOGIN)
    [draft] = drafts.drafts_of(ws)
    assert drafts.open_draft(ws, draft.uid).view.answers["name"] == STORY
    house.leave()


def _check_arguments(desk: Desk) -> None:
    """The folder, the language, where the window stands; nothing else."""
    words = Path(f"/proc/{desk.process.pid}/cmdline").read_bytes().decode().split("\0")[1:-1]
    assert words[:3] == ["-m", LOCKED, "--vault"]
    assert words[3] == str(desk.station)
    assert words[4] == "--again"
    assert re.fullmatch(r"zh_Hans\.[01](\.-?\d+){7}", words[5])


def _check_open_files(desk: Desk) -> None:
    open_now = [str(f.readlink()) for f in Path(f"/proc/{desk.process.pid}/fd").iterdir()]
    assert [name for name in open_now if name.startswith(str(desk.station))] == []
