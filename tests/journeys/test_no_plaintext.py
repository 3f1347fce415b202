"""After the journey nothing of what was told lies anywhere in clear."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.journeys import told
from tests.journeys.apart import ASIDE, MEDIUM
from tests.journeys.conftest import Left

pytestmark = pytest.mark.display

PRINTED = "case-file.pdf"  # a clear paper, asked for and warned about
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def shapes(words: str) -> set[bytes]:
    """How words could stand in a file: in four encodings, in JSON, in an address."""
    return {
        *(words.encode(encoding) for encoding in ENCODINGS),
        json.dumps(words)[1:-1].encode(),
        quote(words).encode(),
    }


def canaries(left: Left) -> dict[str, set[bytes]]:
    """What was told, and every secret that stood on the screen."""
    found = {what: shapes(words) for what, words in told.CANARIES.items()}
    for login, passphrase in left.walked.passphrases.items():
        found[f"passphrase of {login}"] = shapes(passphrase) | shapes(passphrase.replace("-", ""))
    for number, share in enumerate(left.walked.shares):
        found[f"share {number}"] = shapes(share)
    return found


def files(folder: Path) -> Iterator[Path]:
    """All that the programs left: vaults, home, configuration, caches, temporary files, medium,
    and what they said on standard output and error."""
    aside = folder / ASIDE
    for path in sorted(folder.rglob("*")):
        if path.is_file() and aside not in path.parents and path.name != PRINTED:
            yield path


def hits(path: Path, wanted: dict[str, set[bytes]]) -> list[str]:
    contents = path.read_bytes()
    return [what for what, ways in wanted.items() if any(way in contents for way in ways)]


def test_no_file_holds_a_word_of_it(left: Left) -> None:
    looked = list(files(left.apart.folder))
    names = {path.name for path in looked}
    assert {"case.db", "keyring.json", "window.json", "journey.said"} <= names, names
    wanted = canaries(left)
    assert {str(path): hits(path, wanted) for path in looked if hits(path, wanted)} == {}


def test_no_file_name_window_title_or_clipboard_tells_of_it(left: Left) -> None:
    paths = [str(p.relative_to(left.apart.folder)) for p in left.apart.folder.rglob("*")]
    seen = [*paths, *left.walked.titles, left.walked.clipboard]
    told_words = [*told.CANARIES.values(), left.walked.alias]
    assert [each for each in seen for words in told_words if words in each] == []
    assert left.walked.titles, "no title was ever set: nothing was watched"
    assert len(left.walked.titles) == 1, "one neutral title, whatever is open"


def test_the_programs_say_nothing_on_their_standard_streams(left: Left) -> None:
    assert left.apart.said("tests.journeys.journey") == ""


def test_the_medium_carries_keys_packages_receipts_and_the_paper(left: Left) -> None:
    carried = sorted(path.suffix for path in (left.apart.folder / MEDIUM).iterdir())
    assert carried == [".age", ".pdf", ".rescuekey", ".rescuekey", ".rescuereceipt"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_sweep_would_find_a_word_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    planted = tmp_path / "planted"
    planted.write_bytes(b"\x00\x01" + told.NAME.encode(encoding) + b"\xff")
    wanted = {what: shapes(words) for what, words in told.CANARIES.items()}
    assert hits(planted, wanted) == ["name"]
