"""Entries of the station's registers, for tests of what is written there and what names it."""

from __future__ import annotations

from typing import Any

from rescueapp.actions.recording import registers
from rescueapp.actions.recording.records import Saved
from rescueapp.workspace import Workspace

MEI: dict[str, Any] = {
    "interpreter_name": "王梅",
    "interpreter_sex": "2",
    "interpreter_languages": ["mya", "cmn"],
    "undertaking_on": "2026-05-01",
}


def enter(
    ws: Workspace,
    answers: dict[str, Any] | None = None,
    *,
    register: str = "interpreters",
    entry: str | None = None,
    based_on: int = 0,
    complete: bool = True,
    draft_uid: str | None = None,
) -> Saved:
    """`save_entry` with what tests leave as it is; without anything: an interpreter."""
    return registers.save_entry(
        ws,
        register=register,
        entry_uid=entry,
        based_on=based_on,
        answers=MEI if answers is None else answers,
        complete=complete,
        draft_uid=draft_uid,
    )
