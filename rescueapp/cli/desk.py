"""Signing in for one command: the passphrase, the vault, and locking it whatever happens."""

from __future__ import annotations

import argparse
import getpass
import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rescueapp.actions.vault import one_time, people, vaults
from rescueapp.crypto import words
from rescueapp.errors import Cancelled, Refused
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import KeyDesk, Workspace

OPEN_FILE = mark(
    "This file holds a secret and can be read by others. Make it readable by you alone"
    " (chmod 600).",
    "command",
)
NO_FILE = mark("The file {what} cannot be read.", "command")
NO_PASSPHRASE = mark("No passphrase was given.", "command")
NO_DATA = mark("An administrator works on people and keys, not on cases.", "command")
PROMPT = mark("Passphrase: ", "command")
SHEET = mark("Recovery sheet {number} of 2 (33 words): ", "command")
GO_ON = mark("Make the package of this? Type yes: ", "command")
NOT_READ = mark(
    "What goes with the case and what stays is read first. Run this at a terminal and answer, or"
    " read it above and run it again with --yes. Nothing was made.",
    "command",
)
YES = frozenset({"yes", "y", "是", "好"})
NEEDED = "--user is needed here"
BOTH_NEEDED = "--vault and --user are needed here"


def in_vault(work: Callable[[Workspace, argparse.Namespace], Any]) -> Any:
    """A command that unlocks the vault, works, and locks it."""

    def command(options: argparse.Namespace) -> Any:
        if options.vault is None or options.user is None:
            options.parser.error(BOTH_NEEDED)
        desk = vaults.unlock(options.vault, options.user, passphrase(options))
        try:
            if isinstance(desk, KeyDesk):
                raise Refused(NO_DATA)
            if one_time.given(desk):
                raise Refused(one_time.TAKE_ONES_OWN)
            return work(desk, options)
        finally:
            vaults.lock(desk)

    return command


def own_passphrase(options: argparse.Namespace) -> dict[str, str]:
    """Six new words for who signs in; those of before open nothing more."""
    if options.vault is None or options.user is None:
        options.parser.error(BOTH_NEEDED)
    old, made = passphrase(options), words.passphrase()
    desk = vaults.unlock(options.vault, options.user, old)
    try:
        people.change_passphrase(desk, old=old, new=made.pinyin)
    finally:
        vaults.lock(desk)
    return {"login": options.user, "pinyin": made.pinyin, "characters": made.characters}


def passphrase(options: argparse.Namespace) -> str:
    """From the file, or typed at the prompt. Raises Refused for a file others can read."""
    if options.password_file is None:
        return _typed()
    lines = secret_lines(options.password_file)
    if not lines:
        raise Refused(NO_PASSPHRASE)
    return lines[0]


def secret_lines(path: Path) -> list[str]:
    """The lines of a file that its owner alone can read. Raises Refused for any other."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise Refused(OPEN_FILE)
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(NO_FILE(what=path.name)) from None


def read_first(told: Iterable[Text], *, yes: bool) -> None:
    """Say what cannot be taken back, and go on with a yes alone. Raises Refused where nobody
    answers, Cancelled for any other answer."""
    for line in told:
        sys.stderr.write(f"{say(line)}\n")
    if yes:
        return
    sys.stderr.write(say(GO_ON))
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        sys.stderr.write("\n")
        raise Refused(NOT_READ)
    if answer.strip().casefold() not in YES:
        raise Cancelled


def typed_sheets() -> list[str]:
    """Two recovery sheets, typed without being shown. Raises Refused."""
    return [_typed(SHEET(number=number)) for number in (1, 2)]


def _typed(prompt: Text = PROMPT) -> str:
    try:
        return getpass.getpass(say(prompt))
    except EOFError:
        raise Refused(NO_PASSPHRASE) from None
