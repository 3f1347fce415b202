"""New recovery papers at the command line: each is shown alone, and two of its words typed back."""

from __future__ import annotations

import argparse
import sys
from secrets import SystemRandom

from rescueapp.actions.vault import new_papers
from rescueapp.cli.desk import secret_lines
from rescueapp.crypto.words import normalise
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace

ASKED_BACK = 2  # words of each sheet

NEXT = mark(
    "Sheet {number} of 3: whoever keeps it sits at the screen, and nobody else looks. Enter shows"
    " it. ",
    "command",
)
SHEET = mark("Recovery sheet {number}: {words}", "command")
TYPE_BACK = mark("To be sure it is written down: type word number {number}. ", "command")
NOT_BACK = mark("That is not the word. Nothing was changed: the present sheets hold.", "command")


def make(ws: Workspace, options: argparse.Namespace) -> new_papers.Replaced:
    """Draw three sheets, show each to its keeper, and let them hold once all were typed back."""
    lines = secret_lines(options.sheets) if options.sheets else []
    before = [line.strip() for line in lines if line.strip()]
    fresh = new_papers.draw(ws, before)
    for number, share in enumerate(fresh.shares, 1):
        _answer(NEXT(number=number))
        _say(SHEET(number=number, words=share), end="\n")
        _type_back(share.split())
    return new_papers.replace(ws, fresh, before)


def _type_back(words: list[str]) -> None:
    for place in SystemRandom().sample(range(len(words)), ASKED_BACK):
        if normalise(_answer(TYPE_BACK(number=place + 1))) != normalise(words[place]):
            raise Refused(NOT_BACK)


def _answer(question: Text) -> str:
    """A line typed at the terminal; Refused where nobody is there."""
    _say(question)
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise Refused(NOT_BACK)
    return line.strip()


def _say(words: Text, end: str = "") -> None:
    """Beside the report, so that no sheet is in what is piped elsewhere."""
    sys.stderr.write(f"{say(words)}{end}")
    sys.stderr.flush()
