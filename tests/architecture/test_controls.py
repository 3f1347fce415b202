"""Every control of the privacy rules has a test with its id in its name, or a reason."""

from __future__ import annotations

import re

import pytest

from tests.architecture import controls
from tests.architecture.controls import CONTROLS, IDS
from tests.architecture.source import ROOT


def test_every_control_is_declared_and_no_other() -> None:
    assert tuple(CONTROLS) == IDS
    assert set(controls.proofs()) <= set(IDS)


@pytest.mark.parametrize("control", IDS)
def test_a_control_is_proved_or_says_why_not(control: str) -> None:
    proved = controls.proofs().get(control, [])
    assert proved or CONTROLS[control].open, f"no test is named test_k{control[2:]}_…"


@pytest.mark.parametrize("control", IDS)
def test_what_is_said_of_a_control_is_there(control: str) -> None:
    for name in re.findall(r"`([^`]+)`", CONTROLS[control].where):
        assert any((folder / name).exists() for folder in (ROOT, ROOT / "rescueapp")), name


def test_the_document_is_up_to_date() -> None:
    """Otherwise: python -m tests.architecture.controls"""
    assert controls.DOCUMENT.read_text(encoding="utf-8") == controls.document()
