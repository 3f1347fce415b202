"""Programs of their own: each with a home, a temporary folder and a display, and nothing else.

What is written anywhere lies under one folder then, and can be looked through.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rescueapp import paths

HOME, TEMPORARY, MEDIUM, ASIDE = "home", "tmp", "medium", "aside"
_KEPT = ("PATH", "DISPLAY", "XAUTHORITY", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Apart:
    """A folder with a home, a temporary folder, a medium to carry things, and, aside, what only
    the test writes (the passphrases it read from the screen)."""

    folder: Path

    def __post_init__(self) -> None:
        for name in (HOME, TEMPORARY, MEDIUM, ASIDE):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def environment(self) -> dict[str, str]:
        home = self.folder / HOME
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return {
            **kept,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "TMPDIR": str(self.folder / TEMPORARY),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def start(
        self,
        module: str,
        *arguments: str,
        pass_on: Sequence[int] = (),
        more: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        """`python -m module folder arguments…`; its words go into files under the folder.

        `pass_on`: open files it gets from us, by number. `more`: of its environment.
        """
        said = (self.folder / f"{module.rsplit('.', 1)[-1]}.said").open("a", encoding="utf-8")
        with said:
            return subprocess.Popen(
                [sys.executable, "-m", module, str(self.folder), *arguments],
                cwd=paths.resources().parent,
                env={**self.environment(), **(more or {})},
                stdout=said,
                stderr=said,
                text=True,
                pass_fds=pass_on,
            )

    def run(
        self,
        module: str,
        *arguments: str,
        within_s: int = 600,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """As `start`, and wait; AssertionError with its last words when it fails."""
        process = self.start(module, *arguments, more=more)
        code = process.wait(within_s)
        assert code == 0, self.said(module)[-4000:]

    def said(self, module: str) -> str:
        """What a program wrote on its standard output and error."""
        file = self.folder / f"{module.rsplit('.', 1)[-1]}.said"
        return file.read_text(encoding="utf-8")


def kill(process: subprocess.Popen[str]) -> None:
    """As a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait(60)
