"""Everything somebody can see of a vault: what every action says to them, and every command.

The actions are found by looking at their functions, so that a new one is tried without anybody
thinking of it. What two vaults answer is compared; uids and hashes are told by their order alone.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from rescueapp import actions
from rescueapp.actions.papers.print_order import FileOrder
from rescueapp.domain.case import Query
from rescueapp.domain.consent import Use
from rescueapp.domain.request import Kind
from rescueapp.errors import Problem
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, say
from rescueapp.workspace import Workspace
from tests.output.paper import words_of

# Not asked here, and why.
NOT_ASKED = {
    "vaults.lock": "ends the session",
    "emergency.break_glass": "opens parts by its very purpose (two_people.test_emergency)",
    "key_renewal.renew": "makes every key anew",
    "disclosure.read_whole": "is asked through every print",
    "telephone_codes.make_sheet": "is random every time",
    "folding.records_of": "is asked through cases.records_of, which looks whose case it is",
    "backups.back_up": "tells how large the file is, and so does the disk",
}
PRINTED_AS = ("internal", "next_institution")
_UID = re.compile(r"\b[0-9a-f]{32}\b")
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
Seen = dict[str, Any]


@dataclass
class Given:
    """What the parameters of actions stand for: several values each."""

    case: str
    number: str
    records: dict[str, str]  # uid by form
    entries: dict[str, str]  # of registers: uid by register
    words: list[str]
    person: dict[str, Any]  # an intake that may be of the same person
    folder: Path

    def values(self) -> Mapping[str, list[Any]]:
        queries = [Query(), Query(mine=True), Query(minors=True), Query(due_before="2099-01-01")]
        queries += [Query(risks=("1", "2", "3"))] + [Query(text=word) for word in self.words]
        return {
            "case_uid": [self.case],
            "number": [self.number],
            "ids": [list(range(1, 9))],
            "record_uid": list(self.records.values()),
            "form": sorted(FORMS),
            "entry_uid": list(self.entries.values()),
            "register": sorted(self.entries),
            "query": queries,
            "kind": list(Kind),
            "reason": ["care"],
            "identity": [True],
            "first": ["2020-01-01"],
            "last": ["2040-01-01"],
            "l3": [True],
            "profile": ["internal"],
            "out_dir": [self.folder],
            "target": [self.folder],
            "folder": [self.folder],
            "answers": [self.person],
            "names": [[self.words[0]]],
            "documents": [[]],
            "use": list(Use),
            "order": [
                FileOrder(
                    case_uid=self.case,
                    profile=profile,
                    recipient="甲",
                    abroad=False,
                    purpose="乙",
                    reason="丙",
                    identity=True,
                    l3_reason="丁",
                )
                for profile in PRINTED_AS
            ],
            "level": ["pseudonymous", "statistics"],
            "period_from": ["2020-01-01"],
            "period_to": ["2040-01-01"],
        }


def functions() -> Iterator[tuple[str, Callable[..., Any], tuple[str, ...]]]:
    """Every public action that works in an open vault, with the parameters it needs."""
    for module in pkgutil.walk_packages(actions.__path__, f"{actions.__name__}."):
        found = importlib.import_module(module.name)
        for name, function in sorted(vars(found).items()):
            if inspect.isfunction(function) and function.__module__ == found.__name__:
                parameters = list(inspect.signature(function).parameters.values())
                if not name.startswith("_") and parameters and parameters[0].name == "ws":
                    needed = tuple(p.name for p in parameters[1:] if p.default is p.empty
                                   and p.kind is not p.VAR_POSITIONAL)  # fmt: skip
                    yield f"{module.name.rpartition('.')[2]}.{name}", function, needed


def everything(ws: Workspace, given: Given) -> Seen:
    """What every action that can be asked answers, by its name and arguments."""
    values, seen = given.values(), {}
    for name, function, needed in functions():
        if name in NOT_ASKED or not set(needed) <= values.keys():
            continue
        for n, arguments in enumerate(_arguments(needed, values, given.records)):
            seen[f"{name} {n}" if needed else name] = _answer(function, ws, arguments)
    return _by_order(seen)


def _arguments(
    needed: tuple[str, ...], values: Mapping[str, list[Any]], filed: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Every choice of values; a record goes with its own form."""
    for chosen in itertools.product(*(values[key] for key in needed)):
        arguments = dict(zip(needed, chosen, strict=True))
        if not {"form", "record_uid"} <= arguments.keys() or (
            filed.get(arguments["form"]) == arguments["record_uid"]
        ):
            yield arguments


def _answer(function: Callable[..., Any], ws: Workspace, arguments: dict[str, Any]) -> Any:
    try:
        return plain(function(ws, **arguments))
    except Problem as problem:
        return [type(problem).__name__, say(problem.words)]
    except Exception as mistake:  # asked with something it does not expect: the same way twice
        return type(mistake).__name__


def plain(value: Any) -> Any:
    """An answer as words and numbers. Of a print its words, of other bytes their length."""
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, bytes):
        return words_of(value) if value.startswith(b"%PDF") else len(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(getattr(value, key)) for key in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(inner) for inner in value), key=repr)
    if isinstance(value, list | tuple) or inspect.isgenerator(value):
        return [plain(inner) for inner in value]
    if isinstance(value, str | int | float | bool | None):
        return value
    return type(value).__name__


def _by_order(seen: Any) -> Any:
    """The same with each uid and hash named by the place where it came first."""
    known: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return known.setdefault(found[0], f"<{len(known)}>")

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return _HASH.sub("<hash>", _UID.sub(name, value))
        if isinstance(value, dict):
            return {walk(key): walk(inner) for key, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    return walk(seen)
