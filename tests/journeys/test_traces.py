"""Beside the vault nothing is left: no folder that was looked at, nothing that was copied."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.journeys.apart import ASIDE, Apart
from tests.journeys.sweep import found, shapes
from tests.journeys.traces import COPIED, LOOKED_AT
from ui.desktop.clipboard import MARKS

TRACES = "tests.journeys.traces"


def ran(apart: Apart, what: str) -> dict[str, Any]:
    apart.run(TRACES, what)
    seen: dict[str, Any] = json.loads((apart.folder / ASIDE / "seen.json").read_text("utf-8"))
    return seen


@pytest.mark.fault(10, what="file dialogs that left no list")
def test_k05_no_file_tells_which_folder_was_looked_at(apart: Apart) -> None:
    assert ran(apart, "folder") == {"chosen": LOOKED_AT}
    assert found(apart.folder, {"folder": shapes(LOOKED_AT)}) == {}
    names = [path.name for path in apart.folder.rglob("*") if path.is_file()]
    assert [name for name in names if "Qt" in name or "recent" in name] == []


def test_qt_alone_would_have_told_it(apart: Apart) -> None:
    """Else the test above proves nothing."""
    ran(apart, "plain")
    assert list(found(apart.folder, {"folder": shapes(LOOKED_AT)})) == [
        "home/config/QtProject.conf"
    ]


@pytest.mark.fault(10, what="copies that did not stay")
def test_k11_what_is_copied_is_marked_and_does_not_stay(apart: Apart) -> None:
    seen = ran(apart, "clipboard")
    assert set(seen["copied"]) == {"QLineEdit", "QPlainTextEdit", "QTextEdit"}
    for text, formats in seen["copied"].values():
        assert text == COPIED
        assert set(MARKS) <= set(formats)
        assert not {"text/html", "application/vnd.oasis.opendocument.text"} & set(formats)
    assert seen["after a while"] == ""
    assert set(MARKS) <= set(seen["selected"])
    assert seen["cleared"] == ["", ""]


@pytest.mark.fault(10, what="copies that did not stay")
def test_k11_what_was_copied_where_no_vault_is_open_goes_with_the_window(apart: Apart) -> None:
    """A program that ends hands its clipboard to the desktop's history: words of a paper too."""
    assert ran(apart, "closed") == {"copied": COPIED, "closed": ""}
