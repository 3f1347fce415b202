"""Imports go down the floors: the contracts of pyproject.toml hold, and each would notice."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")


def test_every_contract_is_kept() -> None:
    done = subprocess.run(
        [LINTER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


def test_every_floor_is_in_the_contract() -> None:
    """A module that no floor names could import what it likes."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip() for layer in layers for name in layer.replace(":", "|").split("|")}
    top = {
        f"rescueapp.{path.stem}"
        for path in (ROOT / "rescueapp").iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())
    }
    assert top - named == {"rescueapp.__init__"}


def test_the_command_line_starts_without_the_window() -> None:
    check = "import sys, rescueapp.cli; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0
