"""Makes the frozen vault of the present schema: one row at least in every table.

    python -m tests.databases.freeze

Run once when a schema is released; the folder `schema-N` then never changes again. Its key is
public on purpose and everybody in it is fictional.
"""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rescueapp.crypto import canonical, seal
from rescueapp.domain.request import Deputy, Kind, Request
from rescueapp.domain.retention import Appraisal, Certificate, Laid, Order, Outcome, Type
from rescueapp.domain.worker import Role, Worker
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.rules.calendar import Kind as DayKind
from rescueapp.rules.calendar import SpecialDay
from rescueapp.rules.periods import Period, Unit
from rescueapp.rules.table import Change
from rescueapp.storage import (
    audit,
    backup_log,
    blobs,
    case_keys,
    cases,
    clock_turns,
    clocks,
    copies,
    drafts,
    exchange_log,
    facts,
    families,
    faults,
    hand_overs,
    imported,
    incidents,
    institutions,
    lent_keys,
    matching,
    merges,
    migrate,
    outside_workers,
    records,
    registers,
    releases,
    requests,
    retention,
    rules,
    search,
    station_clocks,
    telephone_codes,
    vault_values,
    word_pages,
    workers,
)
from rescueapp.storage.database import Database

HERE = Path(__file__).parent
KEY = bytes(range(32))  # of the database
CASE_KEY = bytes(range(32, 64))  # of the sealed parts
BLOB_KEY = bytes(range(64, 96))
ANNA = Worker("a1" * 16, "anna", "安娜", Role.CASEWORKER)
BAO = Worker("b2" * 16, "bao", "宝华", Role.SUPERVISOR, active=False)
CASE, OTHER = "c1" * 16, "c2" * 16
RECORD, BLOB = "d1" * 16, "e1" * 16
REQUEST = "ae" * 16
ENTRY = "ea" * 16
ENTRIES: tuple[dict[str, Any], ...] = (
    {"interpreter_name": "王梅（虚构）"},
    {"interpreter_name": "王梅（虚构）", "interpreter_languages": ["mya"]},
)
FIRST_KEY = bytes(range(96, 128))  # of the audit's MAC
AT, LATER = "2026-03-05T06:30:00Z", "2026-03-06T06:30:00Z"
BACKUP = "b9" * 16
TRIAL = backup_log.Trial(AT, BAO.uid, BACKUP, True, "{}")
HELD = Laid("aa" * 16, CASE, Order.HOLD, "a lawsuit", BAO.uid, AT)
APPRAISED = Appraisal("ab" * 16, CASE, Outcome.KEEP, "2030-01-01", "asked for", BAO.uid, AT)
DESTROYED = Certificate(
    vault="f0" * 16, case_uid="c9" * 16, number="990101-2001-0007", type="adult",
    closed_on="2001-02-03", due_on="2026-02-03", request="ac" * 16, asked_by=ANNA.uid,
    asked_at=AT, decided_by=BAO.uid, decided_at=AT, code="", destroyed_by=BAO.uid,
    destroyed_at=LATER, audit_seq=1, audit_hash="00" * 32, counts={"records": 3},
    signature=b"s" * 64,
)  # fmt: skip
RUNS = clocks.Running('{"rule":"A-905"}', "2026-04-05", "2026-04-05T16:00:00Z", False)
DECIDED = clocks.Kept("c0" * 16, CASE, Compartment.CARE, "", b"why", ANNA.uid, AT, REQUEST)
SAID = station_clocks.Said("half_year_report_sent", "2026-03-01", BAO.uid, AT, "sent by post")
CHANGED = Change("A-905", 2, "2026-03-05", BAO.uid, AT, "our own plan", (Period(14, Unit.DAY),))
DAY_OFF = SpecialDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")
SENT = hand_overs.HandOver("h0" * 16, "k2", 1, b"h", AT, BAO.uid)
CAME = hand_overs.Origin(OTHER, "y1" * 16, "另一试验站", "990102-2026-0003", "远山三五")
FROM_OUTSIDE = outside_workers.Undertaking(
    ANNA.uid, ENTRY, "2026-03-01", "2027-02-28", "2026-03-02"
)
MERGED = merges.Merge("be" * 16, OTHER, CASE, "01", "same papers", ANNA.uid, BAO.uid, AT)
SCAN = b"a fictional scan " * 5000
CARE = Compartment.CARE


def bound(version: int) -> tuple[str, ...]:
    """Where the sealed part of the frozen record belongs."""
    return ("record_parts", RECORD, CARE.value, str(version))


def freeze() -> Path:
    """Write `schema-N` anew; its folder."""
    folder = HERE / f"schema-{migrate.present_schema()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    blobs.write(folder, BLOB, io.BytesIO(SCAN), key=BLOB_KEY, size=len(SCAN))
    db = Database.create(folder / "case.db", KEY)
    migrate.migrate(db, backup=lambda: None)
    with db.transaction():
        audit.begin_epoch(db, first_key=FIRST_KEY, sealed=b"sealed to paper", at=AT)
        _people(db)
        _trust(db)
        _records(db)
        _registers(db)
        _entries(db)
        _clocks(db)
        _keeping(db)
        _exchange(db)
        for n in range(3):
            audit.append(db, at=AT, actor=ANNA.uid, act="open", object=CASE, detail={"次": n})
    rows = json.dumps(dump(db), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "rows.json").write_text(rows + "\n", encoding="utf-8")
    db.close()
    return folder


def dump(db: Database) -> dict[str, list[list[Any]]]:
    """Every row of every table, bytes as hex; of the search index what was put in."""
    tables = db.read(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'case_search_%' ORDER BY name"
    )
    return {name: sorted(_plain(db, name), key=repr) for (name,) in tables}


def definitions(db: Database) -> list[list[str]]:
    """The statements the schema consists of."""
    rows = db.read("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
    return [list(row) for row in rows]


def _plain(db: Database, table: str) -> list[list[Any]]:
    rows = db.read(f'SELECT * FROM "{table}"')
    return [[v.hex() if isinstance(v, bytes) else v for v in row] for row in rows]


def _people(db: Database) -> None:
    vault_values.set(db, "uid", "f0" * 16)
    vault_values.set(db, "station_name", "试验救助站")
    workers.add(db, ANNA)
    workers.add(db, BAO)
    for n, uid in enumerate((CASE, OTHER), 1):
        number = f"990101-2026-{cases.next_number(db, 'case:990101:2026'):04d}"
        alias = ("青桥七二", "晚枫一八")[n - 1]
        cases.insert(db, uid=uid, number=number, opened_at=AT, alias=alias, worker=ANNA.uid)
        search.index_case(db, n, number=number, alias=alias, words="丽江 慢性胃炎")
        matching.set_tokens(db, uid, [("name", b"n" * 16)])
    cases.update_spine(
        db, CASE, changed_at=LATER, stage=Stage.PLAN, risk="2", born_to="2009-12-31", sex="2"
    )
    matching.not_the_same(db, CASE, OTHER, worker=ANNA.uid, decided_at=LATER)
    case_keys.add(db, case_uid=CASE, compartment=CARE, holder=ANNA.uid, sealed=b"wrapped")


def _trust(db: Database) -> None:
    asked = Request(REQUEST, Kind.OPEN_CASE, CASE, "核对同一家庭", BAO.uid, AT, b"s" * 64)
    requests.add(db, asked)
    answer = replace(
        asked, granted=True, until=LATER, decided_by=ANNA.uid, decided_at=AT,
        decided_signature=b"t" * 64,
    )  # fmt: skip
    assert requests.decide(db, answer)
    lent_keys.add(
        db, request_uid=REQUEST, case_uid=CASE, holder=BAO.uid, until=LATER,
        keys=[(CARE, b"wrapped for a time")],
    )  # fmt: skip
    deputy = Deputy("ad" * 16, BAO.uid, ANNA.uid, "2026-03-05", "2026-03-06", AT, b"u" * 64)
    requests.add_deputy(db, deputy)
    code = telephone_codes.StoredCode("A1", 7, b"salt", b"hash", 65536, 3, 4, AT)
    telephone_codes.put_sheet(db, [code])
    case_keys.note_known(db, ANNA.uid, every_case=False)
    workers.set_vetted(db, ANNA.uid, "2027-03-05")
    workers.set_sex(db, ANNA.uid, "2")
    outside_workers.put(db, FROM_OUTSIDE, by=BAO.uid, at=AT)
    families.put_family(db, "fb" * 16, b"who belongs to it")
    families.put_member(db, CASE, b"which family")
    merges.add(db, MERGED)
    assert merges.undo(db, MERGED.uid, by=BAO.uid, at=LATER, reason="two people after all")


def _records(db: Database) -> None:
    for version in (1, 2):
        sealed = seal.seal(CASE_KEY, b'{"narrative":"..."}', bound=bound(version))
        records.save(
            db,
            records.NewVersion(
                uid=RECORD,
                case_uid=CASE,
                form="follow_up",
                form_version=1,
                based_on=version - 1,
                state="complete",
                worker=ANNA.uid,
                at=AT,
                answers={"visited_on": "2026-03-05", "contact": {"none": "declined"}},
                sealed={CARE: sealed},
                on_date="2026-03-05",
                due_on="2026-04-05",
            ),
        )
    families.put_copied(db, RECORD, ["visit_kind"])
    facts.add(db, case_uid=CASE, key="languages", value=["zh"], worker=ANNA.uid, recorded_at=AT)
    drafts.keep(
        db,
        uid="d9" * 16,
        worker=ANNA.uid,
        form="intake",
        case_uid=None,
        record_uid=None,
        based_on=0,
        kept_at=AT,
        sealed=b"typing",
    )
    blobs.add(
        db,
        blobs.Blob(BLOB, CASE, Compartment.LEGAL, "image/png", len(SCAN), b"sealed", AT, ANNA.uid),
    )
    search.put_part(db, case_uid=CASE, compartment=CARE, sealed=b"words")
    word_pages.mark_changed(db, CASE, CARE)
    word_pages.put(db, [b"words of many"], holder=ANNA.uid, compartment=CARE, upto=1)


def _registers(db: Database) -> None:
    copy = copies.Copy(
        "p1" * 16, "7Q3K", CASE, "follow_up", 1, 1, "police", "evidence", "", ANNA.uid, AT, "file"
    )
    copies.add(db, copy)
    left = {"kind": "print", "case_uid": CASE, "number": "7Q3K", "what": "follow_up"}
    release = releases.Release(
        uid="e7" * 16, **left, medium="file", fields=("follow_up.visit_kind",), worker=ANNA.uid,
        released_at=AT, return_by="2026-03-12",
    )  # fmt: skip
    releases.put(db, release)
    incidents.put(db, uid="1c" * 16, at=AT, sealed=b"what went wrong")
    imported.add(db, fingerprint=b"f" * 16, case_uid=CASE, imported_at=AT)
    institutions.used(db, "县医院")
    faults.add(db, uid="fa" * 16, at=AT, sealed=b"places in the program")
    db.execute(
        "INSERT INTO backups (uid, made_at, verified_at, worker, size, audit_seq, in_series)"
        " VALUES (?, ?, ?, ?, 1, 1, 1)",
        (BACKUP, AT, AT, BAO.uid),
    )
    backup_log.add_trial(db, TRIAL)


def _entries(db: Database) -> None:
    """An interpreter, written down and put right once."""
    for based_on, said in enumerate(ENTRIES):
        new = registers.NewEntry(ENTRY, "interpreters", 1, based_on, "complete", ANNA.uid, AT, said)
        registers.save(db, new)


def _clocks(db: Database) -> None:
    """What happened, what is due of it, what was decided about that, and the office's own table."""
    clocks.put_told(db, CASE, RECORD, [("visited", "2026-03-05")])
    clocks.put_sealed(db, CASE, CARE, b"what the care part tells")
    clocks.put_running(db, (), [(CASE, RUNS)])
    clock_turns.put_turns(db, {CASE: ("2026-03-05", "2026-04-04")})
    clocks.add_decision(db, DECIDED)
    station_clocks.say_of_station(db, SAID)
    rules.add_change(db, CHANGED)
    rules.add_days(db, [DAY_OFF], worker=BAO.uid, at=AT)
    matching.not_this_person(db, CASE, ENTRY, worker=ANNA.uid, decided_at=LATER)


def _keeping(db: Database) -> None:
    retention.set_type(db, CASE, Type.HOUSEHOLD, worker=ANNA.uid, at=AT)
    retention.lay(db, HELD)
    retention.appraise(db, APPRAISED)
    told = canonical.dumps(DESTROYED.told()).decode()
    retention.add_certificate(db, DESTROYED, told)
    db.execute("INSERT INTO shredded_files (blob_uid) VALUES (?)", ("e9" * 16,))


def _exchange(db: Database) -> None:
    period = ("2026-01-01", "2026-06-30")
    exchange_log.add_export(
        db,
        exchange_log.Export(1, "x1" * 16, "office", "pseudonymous", *period, 2, b"h", AT, BAO.uid),
    )
    exchange_log.enrol(
        db, exchange_log.Correspondent("k1", "station", "990101", "试验站", "{}", AT, BAO.uid)
    )
    package = exchange_log.ReceivedPackage(
        "k1", 1, "y1" * 16, "pseudonymous", *period, AT, "{}", b"h", LATER, BAO.uid
    )
    exchange_log.add_package(db, package, [("p1", {"sex": "2"})])
    hand_overs.add(db, SENT, CASE)
    hand_overs.decide(db, "y1" * 16, verdict="taken", reason="", decided_at=LATER, worker=ANNA.uid)
    hand_overs.add_origin(db, CAME)
    hand_overs.carry(db, RECORD, station="另一试验站", writers=["丁一禾"], written_at=AT)


if __name__ == "__main__":
    freeze()
