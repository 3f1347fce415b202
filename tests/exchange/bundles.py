"""Packages between a station and its office: written, opened, and made with one fault in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto.package import write_package
from rescueapp.errors import Refused
from rescueapp.exchange import bundle
from rescueapp.exchange.bundle import Bundle, Contents, Written, open_bundle, write_bundle
from rescueapp.exchange.coded import CodedCase, line, pseudonym
from rescueapp.exchange.sequence import UNKNOWN_STATION
from tests.exchange.makers import Party, contents, records, uids


def write_to(office: Party, station: Party, what: Contents) -> tuple[bytes, Written]:
    """The package, and what the station notes of it."""
    target = io.BytesIO()
    written = write_bundle(target, what, to=office.keys, signing_seed=station.seed)
    return target.getvalue(), written


def open_at(path: Path, office: Party, *stations: Party) -> Bundle:
    """The package at an office that has enrolled these stations."""
    enrolled = {s.keys.key_id: s.keys.signing_public for s in stations}

    def signer_public(key_id: str) -> bytes:
        if key_id not in enrolled:
            raise Refused(UNKNOWN_STATION)
        return enrolled[key_id]

    return open_bundle(path, identity=office.identity, signer_public=signer_public)


def refusal(act: Callable[[], object]) -> str:
    """The words with which it is refused."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.words.msgid


def package(
    office: Party,
    station: Party,
    path: Path,
    *,
    values: dict[str, Any] | None = None,
    lines: bytes | None = None,
    name: str = bundle.ENTRY,
) -> Path:
    """A well-made container with other values or lines in it: one fault, rightly signed.

    `values`: members of the manifest; one that is `...` is left out.
    """
    _, written = write_to(office, station, contents(2))
    whole = replace(written.manifest, cases=2, records=4).values()
    content = two_lines() if lines is None else lines
    with path.open("wb") as target:
        write_package(
            target,
            {k: v for k, v in {**whole, **(values or {})}.items() if v is not ...},
            [(name, content)],
            recipient=office.keys.recipient,
            signing_seed=station.seed,
        )
    return path


def two_cases() -> list[CodedCase]:
    """What is in it when it has no fault."""
    found = (CodedCase(pseudonym(b"p" * 32, uid), records(uid)) for uid in uids(2))
    return sorted(found, key=lambda case: case.pseudonym)


def two_lines() -> bytes:
    """The same as they stand in it."""
    return b"".join(line(case) for case in two_cases())
