"""Packages to the office: the encryption against age alone, the gathering, the memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.exchanging import enrolment, exchange
from rescueapp.actions.finding import cases
from rescueapp.actions.vault import vaults
from rescueapp.crypto import primitives
from rescueapp.crypto.keyring import Grant
from rescueapp.crypto.package import write_package
from rescueapp.domain.case import Query
from rescueapp.domain.worker import Role
from rescueapp.exchange import bundle
from rescueapp.exchange.coded import CodedCase, CodedRecord, line
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.waiting import Waiting
from rescueapp.identity import uid
from rescueapp.workspace import Workspace
from tests.scale import fiction
from tests.scale.memory import peak_of
from tests.scale.papers import flat_row
from tests.scale.sizes import Ground
from tests.scale.table import Row, ms
from tests.scale.timing import Pair, against, seconds
from tests.scale.vaults import HEAD, Vault

LEVEL = "pseudonymous"
_HALF_YEAR = 182  # days
_ROUNDS = 3
_GATHERED, _LEAST = 200, 5_000  # cases: read for their facts; packed in any case


def rows(ground: Ground) -> Iterator[Row]:
    """Rows about export."""
    keys = _office(ground)
    for vault in ground.vaults:
        _enrol(vault, keys, ground.folder)
    small, large = (_measure(vault, ground) for vault in ground.vaults)
    yield Row(
        what=f"packing of made lines, {large.size / 1e6:.1f} MB",
        small=ms(small.packing.ours),
        large=ms(large.packing.ours),
        against="raw age on the same bytes; ours seals them to wait,"
        f" hashes and opens them: {ms(large.packing.yardstick)}",
        ratio=1 / large.packing.ratio,
        budget=0.6,
        at="least",
    )
    yield Row(
        what="making the lines of gathered facts",
        small=ms(small.lines),
        large=ms(large.lines),
        said=f"checked one by one: {large.count:,} cases, {ms(large.lines / large.count)} each",
    )
    yield Row(
        what="export of a half-year, facts gathered from the cases",
        small=ms(small.whole),
        large=ms(large.whole),
        said=f"{large.cases:,} cases, {ms(large.whole / max(1, large.cases))} each",
    )
    yield flat_row(
        "memory of an export of all cases",
        *(peak_of("export", str(v.folder), v.passphrases, v.count) for v in ground.vaults),
        "the same at the smaller size",
    )


@dataclass(frozen=True, slots=True)
class _Exported:
    cases: int
    whole: float  # seconds of the act
    count: int  # lines that were packed
    size: int  # bytes of them
    lines: float  # seconds it took to make them
    packing: Pair


def _measure(vault: Vault, ground: Ground) -> _Exported:
    ws = vault.open(HEAD)
    try:
        exported: list[exchange.Exported] = []
        whole = seconds(lambda: exported.append(export_of(ws, ground.folder, days=_HALF_YEAR)))
        facts = _facts(ws, exported[0].cases)
        lines: list[bytes] = []
        made = seconds(lambda: lines.extend(_lines(facts)))
        keys = enrolment.keys_of(enrolment.correspondents(ws)[0])
        out, data = ground.folder / "out.age", b"".join(lines)
        packing = against(
            lambda: _pack(out, lines, keys, ws.keys.grants[Grant.SIGNING]),
            lambda: _age(out, data, keys),
            min(_ROUNDS, ground.sizes.rounds),
        )
        return _Exported(exported[0].cases, whole, len(lines), len(data), made, packing)
    finally:
        vaults.lock(ws)


def export_of(ws: Workspace, folder: Path, *, days: int) -> exchange.Exported:
    """The act, over the last so many days."""
    today = clock.today()
    return exchange.export_package(
        ws,
        out_dir=folder,
        level=LEVEL,
        period_from=(today - timedelta(days=days)).isoformat(),
        period_to=today.isoformat(),
    )


def exporter(folder: str, passphrases: dict[str, str], count: int) -> Callable[[], object]:
    """Exports every case of a vault; for `memory`."""
    ws = Vault(Path(folder), passphrases, count).open(HEAD)
    return lambda: export_of(ws, Path(folder).parent, days=366 * (fiction.YEARS + 1))


def _facts(ws: Workspace, count: int) -> dict[str, list[CodedRecord]]:
    """The coded facts of the latest cases, under names of the length of pseudonyms; a case's
    facts stand for those of others, so that there is enough to encrypt."""
    rows = cases.case_rows(ws, cases.find_cases(ws, Query())[: min(count, _GATHERED)])
    known = [exchange.coded_records(ws, row.uid) for row in rows]
    return {uid(): known[n % len(known)] for n in range(max(count, _LEAST))}


def _lines(facts: dict[str, list[CodedRecord]]) -> Iterator[bytes]:
    for name, records in facts.items():
        yield line(CodedCase(name, tuple(records)))


def _pack(out: Path, lines: list[bytes], to: KeyFile, seed: bytes) -> None:
    """What `bundle.write_bundle` does with lines once they are made."""
    with out.open("wb") as target, Waiting() as waiting:
        for each in lines:
            waiting.add(each)
        content = [(bundle.ENTRY, waiting.finish())]
        write_package(target, {}, content, recipient=to.recipient, signing_seed=seed)


def _age(out: Path, data: bytes, to: KeyFile) -> None:
    with out.open("wb") as target:
        primitives.age_encrypt(io.BytesIO(data), target, to.recipient.encode())


# --- the office ------------------------------------------------------------------------------


def _office(ground: Ground) -> Path:
    """An office, and its key file."""
    people = (
        vaults.Person("qian", "钱管理", Role.ADMINISTRATOR),
        vaults.Person("wu", "吴明远", Role.OFFICE_OFFICER),
    )
    setup = vaults.VaultSetup(
        "office", "YN00", "云岭省救助管理工作办公室", "530000", people, ground.sizes.training
    )
    folder = ground.folder / "office"
    created = vaults.create_vault(folder, setup, kdf=ground.sizes.kdf)
    passphrases = {login: each.pinyin for login, each in created.passphrases.items()}
    ws = Vault(folder, passphrases, 0).open("wu")
    try:
        return enrolment.write_key_file(ws, ground.folder).path
    finally:
        vaults.lock(ws)


def _enrol(vault: Vault, keys: Path, folder: Path) -> None:
    ws = vault.open(HEAD)
    try:
        words = " ".join(enrolment.look_at_key_file(keys).words)
        enrolment.enrol(ws, keys, words)
    finally:
        vaults.lock(ws)
