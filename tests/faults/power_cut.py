"""A disk that loses power: what a process wrote, and what may be left of it.

    python -m tests.faults.power_cut FOLDER ACTS

saves so many acts in the database of a folder, with a checkpoint now and then, and says each.
`recorded` runs it under strace; `Disk` then makes a folder as it may look when the power fails at
some moment: what was synced is there, of everything since any part may be missing or torn between
two sectors, in any order; of names (made, renamed, removed) the later ones are lost first. A disk
that lies has synced nothing. (security.md B.5)
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rescueapp.storage.database import Database
from tests.storage.making import KEY
from tests.storage.saver import save

ROOT = Path(__file__).parents[2]
SECTOR = 512
BETWEEN_CHECKPOINTS = 7
_IN_MEMORY = {"case.db-shm", "keyring.lock"}  # shared memory and locks: gone with the power
_CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_OPEN_FILE = re.compile(r"^(\d+)<([^>]*)>")


@dataclass(frozen=True, slots=True)
class Step:
    """One call that reached the disk, or something that was said. `name`: of the file."""

    call: str  # write, truncate, sync, sync names, unlink, rename, said
    name: str = ""
    at: int = 0  # offset of a write, new size of a truncation
    data: bytes = b""  # or the new name of a rename


def recorded(folder: Path, command: list[str]) -> tuple[dict[str, bytes], list[Step]]:
    """The files before, and every step of a command that worked in the folder."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    log = folder.with_name(folder.name + ".strace")
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "100000", "-o", str(log), "-e", f"trace={_CALLS}",
         *command],
        cwd=ROOT, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    with log.open(encoding="ascii") as lines:
        return before, list(_steps(lines, str(folder)))


def _steps(lines: Iterator[str], folder: str) -> Iterator[Step]:
    for line in lines:
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, arguments, result = found[1], found[2], int(found[3])
        if call in ("unlink", "rename"):
            paths = [Path(_bytes(part).decode()) for part in re.findall(r'"([^"]*)"', arguments)]
            if str(paths[0].parent) == folder and paths[0].name not in _IN_MEMORY:
                yield Step(call, paths[0].name, data=paths[-1].name.encode())
            continue
        file = _OPEN_FILE.match(arguments)
        assert file is not None, line[:200]
        path, rest = Path(_path(file[2])), arguments[file.end() :]
        if call == "write" and file[1] == "1":
            yield Step("said", data=_bytes(rest.split('"')[1]))
        elif str(path) == folder:
            yield Step("sync names")
        elif str(path.parent) == folder and path.name not in _IN_MEMORY:
            yield _on_file(call, path.name, rest, result)


def _on_file(call: str, name: str, rest: str, result: int) -> Step:
    if call in ("fsync", "fdatasync"):
        return Step("sync", name)
    last = int(rest.rsplit(", ", 1)[1])
    if call == "ftruncate":
        return Step("truncate", name, last)
    data = _bytes(rest.split('"')[1])
    assert len(data) == result, "strace gave less than was written"
    return Step("write", name, -1 if call == "write" else last, data)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _path(text: str) -> str:
    return _bytes(text).decode() if text.startswith("\\x") else text


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)


class Disk:
    """What may be on the disk after so many of the steps."""

    def __init__(self, before: dict[str, bytes], *, honest: bool) -> None:
        self.honest = honest
        self._files = {name: _File(bytearray(data)) for name, data in before.items()}
        self._names = dict(self._files)  # as the running program sees them
        self._durable = dict(self._files)
        self._since: list[dict[str, _File]] = []  # the names after each change of them
        self.said: list[str] = []

    def take(self, step: Step) -> None:
        """Let one step happen."""
        if step.call == "said":
            self.said += step.data.decode().split()
        elif step.call == "sync names":
            self._names_are_synced()
        elif step.call in ("unlink", "rename"):
            file = self._names.pop(step.name)
            if step.call == "rename":
                self._names[step.data.decode()] = file
            self._since.append(dict(self._names))
        else:
            self._on_file(step)

    def _on_file(self, step: Step) -> None:
        if step.name not in self._names:
            self._names[step.name] = _File()
            self._since.append(dict(self._names))
        file = self._names[step.name]
        if step.call != "sync":
            file.since.append(step)
        elif self.honest:
            for done in file.since:
                _apply(file.durable, done)
            file.since.clear()
            if file not in self._durable.values():  # a new file is synced with its name
                self._names_are_synced()

    def _names_are_synced(self) -> None:
        if self.honest:
            self._durable, self._since = dict(self._names), []

    def left(self, folder: Path, dice: random.Random) -> None:
        """Write what is left when the power fails now: one way it may be, of very many."""
        names = dice.choice([self._durable, *self._since])
        folder.mkdir()
        for name, file in names.items():
            data = bytearray(file.durable)
            for step in _survivors(file.since, dice):
                _apply(data, step)
            (folder / name).write_bytes(data)


def _survivors(steps: list[Step], dice: random.Random) -> Iterator[Step]:
    """Which of the unsynced steps reached the disk: all, none, those up to a moment, any."""
    how = dice.choice(("all", "none", "begun", "any", "torn"))
    upto = dice.randrange(len(steps) + 1)
    for n, step in enumerate(steps):
        if how == "all" or (how == "begun" and n < upto):
            yield step
        elif how in ("any", "torn") and dice.random() < 0.5:
            yield _torn(step, dice) if how == "torn" and step.call == "write" else step


def _torn(step: Step, dice: random.Random) -> Step:
    """The first or the last sectors of a write alone."""
    cut = dice.randrange(len(step.data) // SECTOR + 1) * SECTOR
    if dice.random() < 0.5:
        return Step("write", step.name, step.at, step.data[:cut])
    return Step("write", step.name, step.at + cut if step.at >= 0 else -1, step.data[cut:])


def _apply(data: bytearray, step: Step) -> None:
    if step.call == "truncate":
        del data[step.at :]
        data.extend(bytes(step.at - len(data)))
        return
    at = len(data) if step.at < 0 else step.at
    data.extend(bytes(max(0, at - len(data))))
    data[at : at + len(step.data)] = step.data


def main(folder: str, acts: str) -> None:
    db = Database.open(Path(folder) / "case.db", KEY)
    (first,) = db.one("SELECT max(version) FROM record_versions") or (0,)
    for n in range(first + 1, first + 1 + int(acts)):
        save(db, n)
        print(n, flush=True)  # noqa: T201 - the acknowledgement
        if n % BETWEEN_CHECKPOINTS == 0:
            db.checkpoint()
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
