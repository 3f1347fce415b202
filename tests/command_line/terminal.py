"""Somebody at a terminal: the program as a process, what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STATION_TOML = """
code = "LX09"
name = "青桥县救助管理站"
region = "530700"
training = true
people = [
    { login = "zhao", name = "赵管理", role = "administrator" },
    { login = "duan", name = "段文秀", role = "supervisor" },
    { login = "he", name = "和晓燕", role = "caseworker" },
]
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Terminal:
    """Somebody at a terminal, signing in with passphrase files."""

    home: Path
    files: dict[str, Path] = field(default_factory=dict)  # of passphrases, by user

    def __call__(self, *words: str | Path, typed: str = "") -> Done:
        environment = {**os.environ, "HOME": str(self.home), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "ui", "--language", "en", *map(str, words)],
            cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, check=False,
            start_new_session=True,
        )  # fmt: skip
        for file in self.files.values():
            secret = file.read_text(encoding="utf-8").strip()
            assert secret not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def at(self, vault: Path, user: str, *words: str | Path, typed: str = "") -> Done:
        """A command in a vault."""
        told = ("--vault", vault, "--user", user, "--password-file", self.files[user])
        return self(*told, *words, typed=typed)

    def learn(self, lines: list[str]) -> None:
        """Note the passphrases that `init` shows."""
        for line in lines:
            if line.count("\t") == 2:
                login, passphrase, _ = line.split("\t")
                self.files[login] = self.home / f"passphrase-{login}"
                self.files[login].write_text(passphrase + "\n", encoding="utf-8")
                self.files[login].chmod(0o600)

    def init(self, folder: Path, kind: str, settings: str) -> Done:
        """Set up a station or an office, and note its passphrases."""
        file = self.home / f"{kind}.toml"
        file.write_text(settings, encoding="utf-8")
        done = self("init", folder, "--kind", kind, "--settings", file)
        self.learn(done.lines)
        return done
