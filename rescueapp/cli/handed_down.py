"""The commands of rules that an office hands down: write the file, look at it, take it in."""

from __future__ import annotations

import argparse
from typing import Any

from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import handing_down
from rescueapp.workspace import Workspace

HELP = {
    "hand-down": "at an office: write its rules into a signed file for its stations",
    "take-rules": "at a station: take in the rules file of its office; with --dry-run only show"
    " what each rule would become",
}


def hand_down(ws: Workspace, options: argparse.Namespace) -> Any:
    """Write the rules file of this office."""
    return handing_down.hand_down(ws, options.out)


def take_rules(ws: Workspace, options: argparse.Namespace) -> Any:
    """What each rule of a file becomes; without --dry-run it holds, and clocks run by it."""
    offer = handing_down.look(ws, options.file)
    if not options.dry_run:
        offer = handing_down.take_in(ws, offer.file.data)
        clocks.work_out(ws, options.progress)
    return offer
