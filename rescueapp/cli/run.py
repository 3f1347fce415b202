"""Run one command: its result in words or as JSON, its problems in words, its exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from rescueapp import i18n, logs
from rescueapp.cli.parser import make_parser
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.changed import Changed
from rescueapp.errors import Cancelled, Problem
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress, Quiet

CANCELLED = mark("Stopped. Nothing was kept.", "command")
BUG = mark("The program made a mistake ({what}). Nothing of this command was kept.", "command")
REFUSED, BROKEN = 1, 70
Tour = Callable[[Path, int, Progress], Any]


class Shown(Quiet):
    """Progress on standard error, where a person is looking."""

    def __init__(self) -> None:
        self._line = ""

    def report(self, done: int, total: int = 0) -> None:
        if sys.stderr.isatty():
            self._line = f"\r{done}/{total} " if total else f"\r{done} "
            sys.stderr.write(self._line)
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line of the progress, if there was one."""
        if self._line:
            sys.stderr.write("\n")


def main(arguments: Sequence[str], *, tour: Tour | None = None) -> int:
    """Run a command; its exit code. Problems are said in words on standard error.

    `tour` walks through the windows (`demo --headless`); only the entry point knows windows.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a character that this terminal lacks is no bug
            stream.reconfigure(errors="backslashreplace")
    options = make_parser().parse_args(arguments)
    options.tour = tour
    options.progress = Shown()
    i18n.choose(options.language)
    try:
        return _run(options)
    except Problem as problem:
        return _failed(say(problem.words), problem.exit_code)
    except (Cancelled, KeyboardInterrupt):
        return _failed(say(CANCELLED), REFUSED)
    except Exception as error:
        return _failed(say(BUG(what=logs.fault(error))), BROKEN)


def _run(options: argparse.Namespace) -> int:
    try:
        result = options.command(options)
    finally:
        options.progress.end()
    try:
        _show(result, options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(options.code(result))


def _failed(words: str, code: int) -> int:
    sys.stderr.write(words + "\n")
    return code


def _show(result: Any, options: argparse.Namespace) -> None:
    if options.json:
        json.dump(plain(result), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for line in options.lines(result):
        sys.stdout.write(line + "\n")


def plain(value: Any) -> Any:
    """Dataclasses, texts, paths and bytes as JSON has them; without notes for the window."""
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, Passphrase):
        return {"pinyin": value.pinyin, "characters": value.characters}
    if is_dataclass(value) and not isinstance(value, type):
        inner = {key: getattr(value, key) for key in value.__dataclass_fields__}
        return {key: plain(v) for key, v in inner.items() if not isinstance(v, Changed)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, Path) else value
