"""Looks through every file for words that should not be there in clear."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from tests.journeys.apart import ASIDE

PRINTED = "case-file.pdf"  # a clear paper, asked for and warned about
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5")


def shapes(words: str) -> set[bytes]:
    """How words could stand in a file: in five encodings, in JSON, in an address, in hex."""
    found = {json.dumps(words)[1:-1].encode(), quote(words).encode(), words.encode().hex().encode()}
    for encoding in ENCODINGS:
        encoded = words.encode(encoding, errors="ignore")
        if encoded.decode(encoding) == words:
            found.add(encoded)
    return found


def files(folder: Path) -> Iterator[Path]:
    """All that the programs left: vaults, home, configuration, caches, temporary files, medium,
    and what they said on standard output and error."""
    aside = folder / ASIDE
    for path in sorted(folder.rglob("*")):
        if path.is_file() and aside not in path.parents and path.name != PRINTED:
            yield path


def hits(path: Path, wanted: Mapping[str, set[bytes]]) -> list[str]:
    contents = path.read_bytes()
    return [what for what, ways in wanted.items() if any(way in contents for way in ways)]


def found(folder: Path, wanted: Mapping[str, set[bytes]]) -> dict[str, list[str]]:
    """Path → what of the wanted stands in it, for every file that has any."""
    looked = {str(path.relative_to(folder)): hits(path, wanted) for path in files(folder)}
    return {path: what for path, what in looked.items() if what}
