"""Rules of the window's own house that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ui

_UI = Path(ui.__file__).parent
_WINDOWS = sorted((_UI / "windows").glob("*.py"))
# Forms have their own tests; the tour walks through the program as a person would, from outside.
_MINE = [f for f in sorted(_UI.rglob("*.py")) if "forms" not in f.parts and "tour" not in f.stem]


def _imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("file", _WINDOWS, ids=lambda f: f.stem)
def test_a_window_never_imports_another(file: Path) -> None:
    assert not {name for name in _imported(file) if name.startswith("ui.windows")}


@pytest.mark.parametrize("file", _MINE, ids=lambda f: f.stem)
def test_dialogs_are_opened_in_one_place_and_loops_are_never_nested(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "processEvents" not in text.replace("`processEvents`", "")
    assert "QEventLoop" not in text
    if file.name == "messages.py":
        return
    for name in ("QMessageBox", "QFileDialog", "QPrintDialog", "QInputDialog"):
        assert f"{name}(" not in text
        assert f"import {name}" not in text


@pytest.mark.parametrize("file", sorted((_UI / "widgets").glob("*.py")), ids=lambda f: f.stem)
def test_a_widget_asks_no_session(file: Path) -> None:
    assert "ui.session.Session" not in _imported(file)
