"""A process that works in a vault until it is killed, and says each act once it has returned.

    python -m tests.faults.busy

It stays, and forks the one that works, so that the program is loaded once for many kills.
Standard input: a JSON document (`Task`) a line. Standard output, one line each: `pid N` of the
one that works; `.` as a statement reaches the database; `rows N` when the rows of the sheet
before row N are in; `sheet` when all are; JSON of what an act made (`form`, `n`, `record`,
`version`, `draft`); `ended S` with the signal that ended it.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.recording import drafts, imports, records
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.vault import vaults
from rescueapp.domain.names import name_keys
from rescueapp.domain.record import Answers
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import form as form_of
from rescueapp.progress import Quiet
from rescueapp.workspace import Workspace
from tests.actions.station import Clock
from tests.faults.entries import answers_of

# A round of acts. `settle` registers a person and ends the draft in the same transaction.
ROUND = ("register", "draft", "again", "draft", "care", "settle")


@dataclass(frozen=True)
class Task:
    folder: str
    login: str
    passphrase: str
    first: int  # number of the first act
    sheet: str = ""  # taken in before the first act


def act(first: int, n: int) -> str:
    """Which act number n is, in a process whose first is `first`."""
    return ROUND[(n - first) % len(ROUND)]


def say(words: str) -> None:
    """In one piece, at once: a killed process leaves no half line of this length."""
    os.write(1, (words + "\n").encode())


class Rows(Quiet):
    """Rows are reported before they are taken; then all before them are in."""

    def report(self, done: int, total: int = 0) -> None:
        say(f"rows {done}")


@dataclass
class Busy:
    """Somebody at work: the record and the draft in hand."""

    ws: Workspace
    saved: Saved | None = None
    draft: str | None = None

    def register(self, n: int, *, draft: str | None = None) -> dict[str, Any]:
        self.saved = self._save("intake", answers_of("intake", n), draft_uid=draft)
        return self._made("intake", n)

    def again(self, n: int) -> dict[str, Any]:
        assert self.saved
        self.saved = self._save(
            "intake",
            answers_of("intake", n),
            case_uid=self.saved.case_uid,
            record_uid=self.saved.record_uid,
            based_on=self.saved.version,
            readable=frozenset({"", "identity", "care"}),
        )
        return self._made("intake", n)

    def care(self, n: int) -> dict[str, Any]:
        assert self.saved
        answers = answers_of("medical_care", n)
        self.saved = self._save("medical_care", answers, case_uid=self.saved.case_uid)
        return self._made("medical_care", n)

    def keep(self, n: int) -> dict[str, Any]:
        place: dict[str, Any] = {"case_uid": None, "record_uid": None, "based_on": 0}
        self.draft = drafts.keep_draft(
            self.ws, draft_uid=self.draft, form="intake", answers=answers_of("intake", n), **place
        )
        return {"n": n, "draft": self.draft}

    def settle(self, n: int) -> dict[str, Any]:
        ended, self.draft = self.draft, None
        return {**self.register(n, draft=ended), "draft": ended}

    def _save(self, form: str, answers: Answers, **place: Any) -> Saved:
        new = {"case_uid": None, "record_uid": None, "based_on": 0, "complete": False}
        return records.save_record(self.ws, form=form, answers=answers, **(new | place))

    def _made(self, form: str, n: int) -> dict[str, Any]:
        assert self.saved
        return {"form": form, "n": n, "record": self.saved.record_uid,
                "version": self.saved.version}  # fmt: skip


def warm_up() -> None:
    """Load before any task what the program loads when it is first needed."""
    name_keys(["虚构名"])
    interpreter.spine(form_of("intake"), answers_of("intake", 1))
    codes.known("C-01", "2")


def work(task: Task) -> None:
    """Work until killed."""
    ws = vaults.unlock(Path(task.folder), task.login, task.passphrase)
    assert isinstance(ws, Workspace)
    ws.db._connection.set_trace_callback(lambda _statement: say("."))
    if task.sheet:
        imports.import_cases(ws, Path(task.sheet), progress=Rows())
        say("sheet")
    busy = Busy(ws)
    acts = {"register": busy.register, "draft": busy.keep, "again": busy.again,
            "care": busy.care, "settle": busy.settle}  # fmt: skip
    for n in count(task.first):
        say(json.dumps(acts[act(task.first, n)](n)))


def main() -> None:
    clock.now = Clock()
    warm_up()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            say(f"pid {os.getpid()}")
            work(Task(**json.loads(line)))
        _, status = os.waitpid(pid, 0)
        say(f"ended {os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}")


def dumped(task: Task) -> bytes:
    """The task as the process reads it."""
    return json.dumps(asdict(task)).encode() + b"\n"


if __name__ == "__main__":
    main()
