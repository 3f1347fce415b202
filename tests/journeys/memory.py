"""What stands in the memory of a process, as its user's other programs or a thief could read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import FileIO
from pathlib import Path

_WRITABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")
_AT_ONCE = 1 << 26  # bytes


def shapes(secret: bytes | str) -> set[bytes]:
    """How Python, Qt, the engine and a terminal hold it."""
    if isinstance(secret, bytes):
        return {secret, secret.hex().encode()}
    return {secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-32-le", "gb18030")}


def of_process_and_children(pid: int) -> list[int]:
    """The process and all it started, directly or not."""
    tasks = Path(f"/proc/{pid}/task")
    below = [
        int(child)
        for task in tasks.iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return [pid, *(each for child in below for each in of_process_and_children(child))]


def found(pids: list[int], secrets: Mapping[str, bytes | str]) -> set[str]:
    """Which of the secrets stand in writable memory of any of the processes."""
    ways = {what: shapes(secret) for what, secret in secrets.items()}
    return {
        what
        for pid in pids
        for part in _parts(pid)
        for what, shaped in ways.items()
        if any(shape in part for shape in shaped)
    }


def _parts(pid: int) -> Iterator[bytes]:
    """Every writable region, in pieces. Raises PermissionError for a process closed to us."""
    folder = Path(f"/proc/{pid}")
    with (folder / "mem").open("rb", buffering=0) as memory:
        for line in (folder / "maps").read_text(encoding="utf-8").splitlines():
            if region := _WRITABLE.match(line):
                start, end = (int(edge, 16) for edge in region.groups())
                yield from _pieces(memory, start, end)


def _pieces(memory: FileIO, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _AT_ONCE):
        try:
            memory.seek(at)
            yield memory.read(min(_AT_ONCE, end - at))
        except (OSError, ValueError):  # guards and devices cannot be read
            return
