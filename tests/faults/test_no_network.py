"""The program does without a network: cut off from any, all works; and it never asks for one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.actions.station import House, save

ROOT = Path(__file__).parents[2]
PERIOD = ("--from", "2020-01-01", "--to", "2040-01-01")
WINDOW = """
import sys
from PySide6.QtCore import QTimer
from ui import start
from pathlib import Path
program = start.begin(Path(sys.argv[1]))
QTimer.singleShot(200, program.window.close)
from PySide6.QtWidgets import QApplication
QApplication.instance().exec()
"""
# What Linux calls networks; sockets of this computer alone (AF_UNIX) are how desktops talk.
_OUTSIDE = re.compile(r"AF_(INET6?|PACKET|NETLINK|BLUETOOTH|VSOCK)\b")


def commands(house: House, folder: Path) -> list[list[str]]:
    """A day's commands, each a process."""
    base = [sys.executable, "-m", "ui", "--vault", str(house.folder)]
    duan = [*base, "--user", "duan", "--password-file", str(house.passphrase_file("duan", folder))]
    return [
        [*base[:3], "self-check"],
        [*duan, "list"],
        [*duan, "verify"],
        [*duan, "backup", str(folder / "stick")],
        [*duan, "export", "--level", "pseudonymous", *PERIOD, "--out", str(folder)],
        [sys.executable, "-c", WINDOW, str(house.folder)],
    ]


def run(prefix: list[str], command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    return subprocess.run(
        [*prefix, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip


@pytest.fixture
def house(station: House) -> House:
    save(station.sign_in("he"))
    station.leave()
    return station


def cut_off() -> list[str]:
    """What runs a command in a computer without any network, or nothing where that is not let."""
    if shutil.which("unshare") is None:
        return []
    prefix = ["unshare", "--net", "--map-root-user"]
    return prefix if subprocess.run([*prefix, "true"], check=False).returncode == 0 else []


@pytest.mark.skipif(not cut_off(), reason="this system gives nobody a namespace of their own")
def test_k30_without_any_network_all_works(house: House, tmp_path: Path) -> None:
    for command in commands(house, tmp_path):
        done = run(cut_off(), command)
        assert done.returncode == 0, (command[-4:], done.stderr)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace sees what is asked for")
def test_k30_no_socket_to_the_outside_is_ever_asked_for(house: House, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    for command in commands(house, tmp_path):
        done = run(["strace", "-f", "-o", str(log), "-e", "trace=socket,connect,bind"], command)
        assert done.returncode == 0, (command[-4:], done.stderr)
        asked = [line for line in log.read_text(errors="replace").splitlines()
                 if _OUTSIDE.search(line)]  # fmt: skip
        assert asked == [], command[-4:]


def test_k30_the_search_would_see_one(tmp_path: Path) -> None:
    assert _OUTSIDE.search("socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3")
    assert not _OUTSIDE.search("socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3")
