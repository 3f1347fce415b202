"""After the journey nothing of what was told lies anywhere in clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys import told
from tests.journeys.apart import MEDIUM
from tests.journeys.conftest import Left
from tests.journeys.sweep import ENCODINGS, files, found, hits, shapes


def canaries(left: Left) -> dict[str, set[bytes]]:
    """What was told, and every secret that stood on the screen."""
    found = {what: shapes(words) for what, words in told.CANARIES.items()}
    for login, passphrase in left.walked.passphrases.items():
        found[f"passphrase of {login}"] = shapes(passphrase) | shapes(passphrase.replace("-", ""))
    for number, share in enumerate(left.walked.shares):
        found[f"share {number}"] = shapes(share)
    return found


@pytest.mark.fault(10, what="journeys through the windows: files")
def test_k11_no_file_holds_a_word_of_it(left: Left) -> None:
    names = {path.name for path in files(left.apart.folder)}
    assert {"case.db", "keyring.json", "window.json", "journey.said"} <= names, names
    assert found(left.apart.folder, canaries(left)) == {}


@pytest.mark.fault(10, what="journeys through the windows: names, titles, clipboard")
def test_k05_no_file_name_window_title_or_clipboard_tells_of_it(left: Left) -> None:
    paths = [str(p.relative_to(left.apart.folder)) for p in left.apart.folder.rglob("*")]
    seen = [*paths, *left.walked.titles, left.walked.clipboard]
    told_words = [*told.CANARIES.values(), left.walked.alias]
    assert [each for each in seen for words in told_words if words in each] == []
    assert left.walked.titles, "no title was ever set: nothing was watched"
    assert len(left.walked.titles) == 1, "one neutral title, whatever is open"


@pytest.mark.fault(10, what="journeys through the windows: streams")
def test_the_programs_say_nothing_on_their_standard_streams(left: Left) -> None:
    assert left.apart.said("tests.journeys.journey") == ""


def test_the_medium_carries_keys_packages_receipts_and_the_paper(left: Left) -> None:
    carried = sorted(path.suffix for path in (left.apart.folder / MEDIUM).iterdir())
    assert carried == [".age", ".pdf", ".rescuekey", ".rescuekey", ".rescuereceipt"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_sweep_would_find_a_word_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    planted = tmp_path / "planted"
    planted.write_bytes(b"\x00\x01" + "天明前".encode(encoding) + b"\xff")
    canaries = told.CANARIES | {"planted": "天明前"}
    wanted = {what: shapes(words) for what, words in canaries.items()}
    assert hits(planted, wanted) == ["planted"]
