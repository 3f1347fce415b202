"""A case that was handed over, in words: read from the package as it came, and nothing else.

An office only ever reads it; a station reads it before it takes the case up. Every look is in the
account.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rescueapp.actions.exchanging.enrolment import keys_of
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import bundle
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import IDENTIFIED
from rescueapp.exchange.sequence import UNKNOWN_STATION
from rescueapp.exchange.whole_case import WholeCase, WholeRecord
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Part
from rescueapp.i18n import lookup, mark
from rescueapp.storage import exchange_log
from rescueapp.storage.exchange_log import ReceivedPackage
from rescueapp.workspace import Workspace

NOT_HERE = mark("There is no such package here.", "exchange")
NO_CASE_IN_IT = mark("This package has no case with an identity in it.", "exchange")


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One record in words: (label, words) of what was answered. `newer`: this program does not
    know its form, and shows nothing of it."""

    title: str
    on_date: str
    written_by: str
    lines: tuple[tuple[str, str], ...]
    newer: bool = False


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A case that was handed over, to be read and nothing else."""

    number: str
    alias: str
    station: str
    records: tuple[ReadRecord, ...]
    files: tuple[str, ...]


def read_case(ws: Workspace, package_uid: str) -> HandedOver:
    """The case in a package that was taken in, read from the package as it came; in the audit.

    Raises Refused for a role that receives nothing, a package that is not here or has coded rows;
    Damaged when the file is not as it was signed.
    """
    kept = package_of(ws, package_uid)
    with ws.db.transaction():
        ws.log("open_hand_over", package_uid)
    with opened(ws, kept) as package:
        return in_words(package.whole_case(), sender_of(ws, kept.station).name)


def package_of(ws: Workspace, package_uid: str) -> ReceivedPackage:
    """A package with a case in it, as it was taken in. Raises Refused."""
    ws.check(Act.RECEIVE if ws.vault.kind == "office" else Act.TAKE_UP)
    kept = exchange_log.package_by_uid(ws.db, package_uid)
    if kept is None:
        raise Refused(NOT_HERE)
    if kept.level != IDENTIFIED:
        raise Refused(NO_CASE_IN_IT)
    return kept


@contextmanager
def opened(ws: Workspace, kept: ReceivedPackage) -> Iterator[bundle.Bundle]:
    """The package itself, checked again to its last byte. Raises Damaged when it is not as it was
    signed."""
    path = ws.folder / exchange_log.PACKAGES / f"{kept.uid}{bundle.SUFFIX}"
    sender = sender_of(ws, kept.station)
    with bundle.open_bundle(
        path, identity=ws.keys.grants[Grant.AGE], signer_public=lambda _: sender.signing_public
    ) as package:
        yield package


def sender_of(ws: Workspace, key_id: str) -> KeyFile:
    """The pinned keys of who sent a package. Raises Refused for nobody of that key."""
    known = exchange_log.correspondent(ws.db, key_id)
    if known is None:
        raise Refused(UNKNOWN_STATION)
    return keys_of(known)


def in_words(case: WholeCase, station: str) -> HandedOver:
    """A case as it is read."""
    names = {r.uid: _relative(r) for r in case.records if r.form == "relative"}
    names |= {entry.uid: _called(entry.register, entry.answers) for entry in case.entries}
    records = tuple(_read(record, case.minor, names) for record in case.records)
    attached = tuple(file.uid for file in case.files)
    return HandedOver(case.number, case.alias, station, records, attached)


def _called(register: str, answers: interpreter.Answers) -> str:
    form = REGISTERS.get(register)
    found = (f for f in interpreter.fields(form) if f.part is Part.NAME) if form else ()
    return next((str(answers.get(field.key, "")) for field in found), "")


def _read(record: WholeRecord, minor: bool, names: dict[str, str]) -> ReadRecord:
    form = form_of(record.form)
    if form is NEWER:
        return ReadRecord(record.form, record.on_date, record.written_by, (), newer=True)
    lines = tuple(
        (line.label, line.words)
        for line in interpreter.lines(form, record.answers, minor, names)
        if line.words and not interpreter.empty(record.answers.get(line.field_key))
    )
    title = lookup(form.title, form.key)
    return ReadRecord(title, record.on_date, record.written_by, lines)


def _relative(record: WholeRecord) -> str:
    name = record.answers.get("name")
    return name if isinstance(name, str) else ""
