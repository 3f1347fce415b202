"""What each command does: options in, the result of an action out."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rescueapp.actions.backup import backups, drill
from rescueapp.actions.due import clocks, rules
from rescueapp.actions.exchanging import enrolment, exchange, handing_over, taking_up
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.outward.disclosure import Decision
from rescueapp.actions.papers import name_list, prints, releasing, trail
from rescueapp.actions.recording import form_imports, imports
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import abroad_switch, key_renewal, own_notes, people, training, vaults
from rescueapp.actions.vault import self_check as checks
from rescueapp.actions.watch import epochs
from rescueapp.actions.workers import inspection
from rescueapp.actions.workers.inspection import Masked
from rescueapp.cli.desk import NEEDED, NO_FILE, passphrase, read_first, secret_lines, typed_sheets
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.request import Kind
from rescueapp.domain.worker import Act, Role
from rescueapp.errors import Refused
from rescueapp.exchange.manifest import IDENTIFIED
from rescueapp.forms import reference
from rescueapp.forms.schema import Stage
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace

BAD_SETTINGS = mark("The settings file is not as the guide describes it: {what}", "command")
NO_MAPPING = mark(
    "A table of a form needs no mapping file: its columns are called as the form's questions.",
    "command",
)
CASE_OR_PERIOD = "export takes --from and --to, or --level identified with --case"
CASE_OF_A_HAND_OVER = "--case goes with a hand-over, and with nothing else"
ASKED = {
    "hand-over": Kind.HAND_OVER,
    "identities": Kind.REVEAL_MORE,
    "names": Kind.NAMES_LIST,
    "abroad": Kind.ABROAD,
    "papers": Kind.NEW_PAPERS,
}
NO_WINDOWS = "--headless needs the windows"

Options = argparse.Namespace


# --- without a vault ---------------------------------------------------------------------------


def init(options: Options) -> vaults.Created:
    """A new vault of a settings file."""
    return vaults.create_vault(options.folder, _settings(options.settings, options.kind))


def _settings(path: Path, kind: vaults.Kind) -> vaults.VaultSetup:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return vaults.VaultSetup(
            kind=kind,
            station_code=_word(data, "code"),
            station_name=_word(data, "name"),
            region=_word(data, "region"),
            training=bool(data.get("training", False)),
            vetted=bool(data.get("vetted", False)),
            people=tuple(
                vaults.Person(_word(p, "login"), _word(p, "name"), Role(p["role"]))
                for p in data["people"]
            ),
        )
    except OSError:
        raise Refused(NO_FILE(what=path.name)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused(BAD_SETTINGS(what=f"{type(error).__name__} {error}"[:80])) from None


def _word(table: dict[str, Any], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise TypeError(key)
    return value


def demo(options: Options) -> Any:
    """A training station and its office; with `--headless` the walk through all windows."""
    if options.headless:
        if options.tour is None:
            options.parser.error(NO_WINDOWS)
        return options.tour(options.folder, options.cases, options.progress)
    return training.create_demo(options.folder, count=options.cases, progress=options.progress)


def restore(options: Options) -> backups.RestoreReport:
    """A vault of a backup, opened by the user's passphrase of its day."""
    if options.user is None:
        options.parser.error(NEEDED)
    return backups.restore(
        options.backup, options.folder, options.user, passphrase(options), options.progress
    )


def recover(options: Options) -> dict[str, Any]:
    """A new head or administrator, from two of three recovery sheets, one a line in a file."""
    sheets, new = _sheets(options), options.administrator
    made = vaults.recover(options.folder, shares=sheets, login=options.login, administrator=new)
    return {"login": options.login, "pinyin": made.pinyin, "characters": made.characters}


def _sheets(options: Options) -> list[str]:
    return [line.strip() for line in secret_lines(options.sheets) if line.strip()]


def self_check(_: Options) -> checks.SelfCheck:
    """What the program is made of."""
    return checks.self_check()


def form_table(options: Options) -> dict[str, Any]:
    """An empty workbook, to be filled in and taken in."""
    form_imports.write_template(options.form, options.out)
    return {"file": options.out}


def forms(_: Options) -> reference.Reference:
    """Every form, question and code list, in the language asked for."""
    return reference.reference()


# --- cases -------------------------------------------------------------------------------------


def list_cases(ws: Workspace, options: Options) -> Sequence[CaseRow | Masked]:
    """The cases that match, by number. `--find` looks at names as the find field does; to an
    inspector, at numbers and aliases."""
    if ws.worker.may(Act.INSPECT):
        return inspection.rows(ws, inspection.case_ids(ws, options.find or ""))
    if options.find:
        names.start_names(ws)
    query = Query(
        text=options.find or "",
        stages=(Stage(options.stage),) if options.stage else (),
        due_before=cases.in_days(options.due) if options.due is not None else None,
        sort="number",
        descending=False,
    )
    return cases.case_rows(ws, cases.find_cases(ws, query))


def case_row(ws: Workspace, number: str) -> CaseRow:
    """The case of a number. Raises Refused."""
    row = cases.case_by_number(ws, number)
    if row is None:
        raise Refused(cases.NO_SUCH_NUMBER)
    return row


def show(ws: Workspace, options: Options) -> dict[str, Any]:
    """A case as its list row, with the rows of its records."""
    row = case_row(ws, options.case)
    return {"case": row, "records": cases.records_of(ws, row.uid)}


def today(ws: Workspace, _: Options) -> Any:
    """What is due, overdue first."""
    clocks.work_out(ws)
    return cases.today(ws)


def holidays(ws: Workspace, options: Options) -> dict[str, Any]:
    """The years whose days off are known, after those of a file were taken in."""
    taken: tuple[int, ...] = ()
    if options.file is not None:
        _, taken = rules.import_holidays(
            ws, rules.read_file(options.file), replace_known=options.replace
        )
    known = rules.years(ws)
    return {"first": known.first, "last": known.last, "missing": known.missing, "taken": taken}


def print_file(ws: Workspace, options: Options) -> dict[str, Any]:
    """The case file as a PDF in clear; the register of copies knows of it.

    Words that tell of the unsafe list are left out, kept with a reason, or stop it.
    """
    order = prints.FileOrder(
        case_uid=case_row(ws, options.case).uid,
        profile=options.profile,
        recipient=options.recipient,
        abroad=options.abroad == "yes",
        purpose=options.purpose,
        reason=options.reason or options.purpose,
        identity=options.identity,
        l3_reason=options.level_3 or "",
        decision=Decision(reason=options.keep or ""),
    )
    prepared = prints.prepare_file(ws, order, progress=options.progress)
    if options.leave_out and prepared.found:
        order = replace(order, decision=order.decision.without(prepared.found))
        prepared = prints.prepare_file(ws, order, progress=options.progress)
    prints.refuse_missing(prepared)
    prints.save(ws, prepared, options.out)
    return {"print_id": prepared.print_id, "file": options.out}


def ask(ws: Workspace, options: Options) -> dict[str, str]:
    """Ask a second person for an act about a case, or about oneself."""
    kind = ASKED[options.what]
    if (kind is Kind.HAND_OVER) != (options.case is not None):
        options.parser.error(CASE_OF_A_HAND_OVER)
    subject = "" if options.case is None else case_row(ws, options.case).uid
    if kind is Kind.HAND_OVER:
        request = handing_over.ask(ws, subject, options.reason, _recipient(ws, options))
    elif kind is Kind.ABROAD:
        ground, document = options.ground or "", options.document or ""
        request = abroad_switch.ask(ws, ground, document, options.reason)
    else:
        request = requests.ask(ws, kind, subject, options.reason)
    return {"request": request.uid, "kind": kind.value}


def abroad(ws: Workspace, options: Options) -> dict[str, Any]:
    """How the switch for abroad stands; with --off it is turned off first."""
    if options.off:
        abroad_switch.turn_off(ws)
    found = abroad_switch.outlook(ws)
    shown = found.on or found.waiting
    return {
        "on": found.on is not None,
        "waits": found.waiting is not None,
        "until": found.on.until if found.on else "",
        "ground": shown.ground if shown else "",
        "document": shown.document if shown else "",
        "asked_by": found.asked_by,
        "agreed_by": found.agreed_by,
    }


def print_names(ws: Workspace, options: Options) -> dict[str, Any]:
    """A list with the names of one's own cases; the register and the account know of it."""
    stages = (Stage(options.stage),) if options.stage else ()
    query = Query(stages=stages, sort="number", descending=False)
    prepared = name_list.prepare(ws, name_list.outlook(ws, query).cases)
    releasing.refuse_missing(prepared)
    releasing.save(ws, prepared, options.out)
    return {"print_id": prepared.print_id, "file": options.out}


def take_in(ws: Workspace, options: Options) -> Any:
    """Take a spreadsheet in, or only write down how its columns were understood."""
    if options.form:
        if options.mapping or options.write_mapping:
            raise Refused(NO_MAPPING)
        return form_imports.import_records(
            ws, options.form, options.file, dry_run=options.dry_run, progress=options.progress
        )
    if options.write_mapping:
        return imports.write_guess(options.file, options.write_mapping)
    return imports.import_cases(
        ws,
        options.file,
        mapping=options.mapping,
        dry_run=options.dry_run,
        progress=options.progress,
    )


def back_up(ws: Workspace, options: Options) -> Any:
    """A verified backup under a folder."""
    return backups.back_up(ws, options.folder, options.progress)


def verify(ws: Workspace, options: Options) -> backups.Verified:
    """Every page, the audit, the attachments."""
    return backups.verify(ws, options.progress, backups=options.backup)


def rotate_key(ws: Workspace, options: Options) -> key_renewal.Renewed:
    """New keys, or going on with them."""
    return key_renewal.renew(ws, options.progress)


def try_papers(ws: Workspace, options: Options) -> drill.Drilled:
    """The recovery drill, with two sheets in a file or typed."""
    return drill.drill(ws, _sheets(options) if options.sheets else typed_sheets(), options.progress)


def notes(ws: Workspace, options: Options) -> own_notes.TakenBack:
    """One's own process notes, or those of a colleague who left, with two sheets."""
    sheets = _sheets(options) if options.sheets else typed_sheets()
    of = people.uid_of(ws, options.of) if options.of else None
    return own_notes.take_back(ws, sheets, of=of)


def audit(ws: Workspace, options: Options) -> Any:
    """The latest entries, or the proof of all: by the chain, or by recovery sheets too."""
    if options.sheets:
        return epochs.prove(ws, _sheets(options))
    return trail.verified(ws) if options.verify else trail.entries(ws)


# --- exchange ----------------------------------------------------------------------------------


def key_file(ws: Workspace, options: Options) -> Any:
    """This vault's key file, written into a folder."""
    return enrolment.write_key_file(ws, options.out)


def enrol(ws: Workspace, options: Options) -> dict[str, str]:
    """Pin the keys of a key file; whose they are."""
    enrolment.enrol(ws, options.file, options.words)
    other = enrolment.look_at_key_file(options.file)
    return {"code": other.code, "name": other.name}


def export(ws: Workspace, options: Options) -> Any:
    """A package for the enrolled office, of a period; or of one case that is handed over, to the
    office or to the station of --to."""
    if (options.case is None) == (options.level == IDENTIFIED):
        options.parser.error(CASE_OR_PERIOD)
    if options.case is not None:
        case_uid, to = case_row(ws, options.case).uid, _recipient(ws, options)
        if (need := handing_over.need(ws, case_uid, to)) is not None:
            raise NeedsTwo(need)
        read_first(handing_over.preview(ws, case_uid, to), yes=options.yes)
        return handing_over.hand_over(ws, case_uid, options.out, options.progress, to=to)
    if options.from_ is None or options.to is None:
        options.parser.error(CASE_OR_PERIOD)
    return exchange.export_package(
        ws,
        out_dir=options.out,
        level=options.level,
        period_from=options.from_,
        period_to=options.to,
        progress=options.progress,
    )


def _recipient(ws: Workspace, options: Options) -> str | None:
    """Whom a case is handed over to: a code or key id of --to; None is the office."""
    return handing_over.recipient_by(ws, options.to) if options.to else None


def receive(ws: Workspace, options: Options) -> list[exchange.Received]:
    """Take packages in; what became of each."""
    return exchange.receive(ws, options.files, options.receipts, options.progress)


def arrived(ws: Workspace, options: Options) -> Any:
    """The cases that came and wait, or one of them in words."""
    if options.package is not None:
        return taking_up.read(ws, options.package)
    return taking_up.waiting(ws)


def take_up(ws: Workspace, options: Options) -> taking_up.TakenUp:
    """Make a case that came a case of this station, or refuse it with a reason."""
    if options.refuse is not None:
        return taking_up.refuse(ws, options.package, options.refuse, options.receipts)
    return taking_up.take_up(
        ws,
        options.package,
        options.receipts,
        same=[case_row(ws, number).uid for number in options.same],
        others=[case_row(ws, number).uid for number in options.other],
        worker=people.uid_of(ws, options.worker) if options.worker else None,
        progress=options.progress,
    )


def receipt(ws: Workspace, options: Options) -> exchange.Confirmed:
    """File the receipt of the office, or of a station a case was handed over to."""
    return exchange.take_receipt(ws, options.file)
