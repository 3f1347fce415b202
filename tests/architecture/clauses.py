"""The clauses of the plans, what serves each, and the tests that live them.

    python -m tests.architecture.clauses

writes `resources/docs/traceability.md` anew from `resources/clauses.toml`. A test says which
clauses it lives by `@pytest.mark.lives("S33")`, or has one in its name (`test_s33_…`). A clause
that nothing lives fails the build, except those that wait for figures and packages.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture.source import ROOT, modules, tree

DATA = ROOT / "resources" / "clauses.toml"
DOCUMENT = ROOT / "resources" / "docs" / "traceability.md"
WAITS = ("figures", "packages")
_MARK = "lives"
_IN_NAME = re.compile(r"(?<![a-z0-9])s(\d{1,2})(?=_)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as it is quoted, and what of the program serves it."""

    id: str
    source: str
    text: str
    forms: tuple[str, ...] = ()  # numbers: "F21"
    rules: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    waits: str = ""  # figures, packages; "" is lived by a test now


@dataclass(frozen=True, slots=True)
class Outside:
    """What the plans ask of others."""

    source: str
    text: str
    reason: str


@cache
def clauses() -> tuple[Clause, ...]:
    """Every clause, in its order. TypeError for a key that is none."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))
    lists = ("forms", "rules", "gates", "prints")
    return tuple(
        Clause(**{key: tuple(value) if key in lists else value for key, value in each.items()})
        for each in read["clause"]
    )


@cache
def outside() -> tuple[Outside, ...]:
    """What is out of scope, with the reason."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(Outside(**each) for each in read["outside"])


@cache
def lived() -> dict[str, list[str]]:
    """The tests that live each clause, by its id: "file::test"."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules("tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                for clause in {*_marked(node), *_named(node)}:
                    found[clause].append(f"{path.relative_to(ROOT)}::{node.name}")
    return {clause: sorted(tests) for clause, tests in found.items()}


def _marked(node: ast.FunctionDef) -> Iterator[str]:
    for each in node.decorator_list:
        called = each.func if isinstance(each, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr == _MARK:
            yield from (arg.value for arg in each.args if isinstance(arg, ast.Constant))


def _named(node: ast.FunctionDef) -> Iterator[str]:
    if node.name.startswith("test_"):
        yield from (f"S{number}" for number in _IN_NAME.findall(node.name))


def document() -> str:
    """`traceability.md` as it must be."""
    lines = [
        "# The clauses and what lives them",
        "",
        "Each clause of the two plans that a station lives by, as it is written there, with the"
        " forms, rules, gates and papers that serve it and the tests that live it. Written by"
        " `python -m tests.architecture.clauses`.",
        "",
        "| Clause | Where | Text | Forms | Rules | Gates | On paper | Lived by |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(each) for each in clauses()]
    lines += ["", "## What waits", ""]
    for reason in WAITS:
        numbers = ", ".join(each.id for each in clauses() if each.waits == reason)
        lines.append(f"- for {reason}: {numbers or 'nothing'}")
    lines += ["", "## Out of scope", "", "| Where | Text | Why |", "|---|---|---|"]
    lines += [f"| {each.source} | {each.text} | {each.reason} |" for each in outside()]
    return "\n".join(lines) + "\n"


def _line(clause: Clause) -> str:
    tests = "<br>".join(f"`{test}`" for test in lived().get(clause.id, ()))
    lists = (clause.forms, clause.rules, clause.gates, clause.prints)
    cells = [clause.id, clause.source, f"「{clause.text}」", *(", ".join(each) for each in lists)]
    cells.append(tests or (f"waits for {clause.waits}" if clause.waits else ""))
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.relative_to(ROOT)}\n")
