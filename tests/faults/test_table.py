"""The table of the faults: every row is somebody's, and the threat model quotes it."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import modules, tree
from tests.faults.figures import Figure
from tests.faults.rows import ROWS
from tests.faults.table import BEGIN, DOCUMENT, END, faults, shown


def marked() -> set[int]:
    """The rows that tests are marked for."""
    marks = (
        node.args[0].value
        for path in modules("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.fault"
        and node.args and isinstance(node.args[0], ast.Constant)
    )  # fmt: skip
    return {int(str(row)) for row in marks}


def test_every_fault_is_tried_and_no_other() -> None:
    assert marked() == set(ROWS)


def test_the_threat_model_quotes_every_row_with_day_and_commit() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    quoted = text[text.index(BEGIN) : text.index(END)]
    assert re.search(r"Counted on \d{4}-\d\d-\d\d at commit [0-9a-f]{7,}\.", quoted)
    for number, row in ROWS.items():
        assert f"| {number} | {row.fault} | {row.target} |" in quoted


def test_a_bad_try_and_a_row_nobody_tried_are_said() -> None:
    found = [Figure(1, "kills", 50, 0), Figure(2, "states", 400, 3)]
    wrong = faults(found)
    assert "row 2: 3 of 400 states" in wrong
    assert "row 3: nothing tried" in wrong
    assert "| 50 kills |" in shown(found)
