"""The command line: the same acts as the window, for scheduled work, the office, and tests.

Passphrases come from a prompt or from `--password-file` (readable by its owner alone), never
from arguments or the environment. `--json` prints one JSON document to standard output;
progress goes to standard error. Exit: 0 done, 1 refused, 2 usage, 3 damaged, 4 unavailable.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import stat
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from rescueapp import __version__, i18n, logs
from rescueapp.actions import (
    backups, cases, enrolment, exchange, imports, prints, trail, training, vaults,
)  # fmt: skip
from rescueapp.actions import self_check as checks
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.worker import Role
from rescueapp.errors import Cancelled, Problem, Refused
from rescueapp.forms import codes
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress, Quiet
from rescueapp.workspace import KeyDesk, Workspace

OPEN_FILE = mark(
    "The password file can be read by others. Make it readable by you alone (chmod 600).", "command"
)
NO_FILE = mark("The file {what} cannot be read.", "command")
BAD_SETTINGS = mark("The settings file is not as the guide describes it: {what}", "command")
NO_DATA = mark("An administrator works on people and keys, not on cases.", "command")
NO_CASE = mark("There is no case with this number.", "command")
CANCELLED = mark("Stopped. Nothing was kept.", "command")
BUG = mark("The program made a mistake ({what}). Nothing of this command was kept.", "command")
USAGE, BROKEN = 2, 70
Result = Any
Tour = Callable[[Path, int, Progress], Result]


def main(arguments: Sequence[str], *, tour: Tour | None = None) -> int:
    """Run a command; its exit code. Problems are said in words on standard error.

    `tour` walks through the windows (`demo --headless`); only the entry point knows windows.
    """
    options = _parser().parse_args(arguments)
    options.tour = tour
    i18n.choose(options.language)
    try:
        result = options.command(options)
    except Problem as problem:
        return _failed(say(problem.words), problem.exit_code)
    except (Cancelled, KeyboardInterrupt):
        return _failed(say(CANCELLED), 1)
    except Exception as error:
        return _failed(say(BUG(what=logs.fault(error))), BROKEN)
    _show(result, options)
    return int(getattr(result, "exit_code", 0))


def _failed(words: str, code: int) -> int:
    sys.stderr.write(words + "\n")
    return code


def _show(result: Result, options: argparse.Namespace) -> None:
    if options.json:
        json.dump(_plain(result), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for line in options.words(result) if options.words else ():
        sys.stdout.write(line + "\n")


def _plain(value: Any) -> Any:
    """Dataclasses, texts, paths and bytes as JSON has them."""
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, Passphrase):
        return {"pinyin": value.pinyin, "characters": value.characters}
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(getattr(value, key)) for key in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, Path) else value


# --- the vault of a command --------------------------------------------------------------------


class Shown(Quiet):
    """Progress on standard error, where a person is looking."""

    def report(self, done: int, total: int = 0) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done}/{total} " if total else f"\r{done} ")
            sys.stderr.flush()


def _passphrase(options: argparse.Namespace) -> str:
    if options.password_file is None:
        return getpass.getpass("")
    path: Path = options.password_file
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise Refused(OPEN_FILE)
        return path.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        raise Refused(NO_FILE(what=path.name)) from None


def _in_vault(work: Callable[[Workspace, argparse.Namespace], Result]) -> Any:
    """A command that unlocks the vault, works, and locks it whatever happens."""

    def command(options: argparse.Namespace) -> Result:
        if options.vault is None or options.user is None:
            options.parser.error("--vault and --user are needed here")
        desk = vaults.unlock(options.vault, options.user, _passphrase(options))
        try:
            if isinstance(desk, KeyDesk):
                raise Refused(NO_DATA)
            return work(desk, options)
        finally:
            vaults.lock(desk)

    return command


def _case(ws: Workspace, number: str) -> CaseRow:
    row = cases.case_by_number(ws, number)
    if row is None:
        raise Refused(NO_CASE)
    return row


# --- commands ----------------------------------------------------------------------------------


def _init(options: argparse.Namespace) -> Result:
    return vaults.create_vault(options.folder, _settings(options.settings, options.kind))


def _settings(path: Path, kind: vaults.Kind) -> vaults.VaultSetup:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return vaults.VaultSetup(
            kind=kind,
            station_code=data["code"],
            station_name=data["name"],
            region=data["region"],
            training=data.get("training", False),
            people=tuple(
                vaults.Person(p["login"], p["name"], Role(p["role"])) for p in data["people"]
            ),
        )
    except OSError:
        raise Refused(NO_FILE(what=path.name)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused(BAD_SETTINGS(what=type(error).__name__ + f" {error}"[:80])) from None


def _demo(options: argparse.Namespace) -> Result:
    if options.headless:
        if options.tour is None:
            options.parser.error("--headless needs the windows")
        return options.tour(options.folder, options.cases, Shown())
    return training.create_demo(options.folder, count=options.cases, progress=Shown())


def _restore(options: argparse.Namespace) -> Result:
    return backups.restore(
        options.backup, options.folder, options.user, _passphrase(options), Shown()
    )


def _self_check(_: argparse.Namespace) -> Result:
    return checks.self_check()


def _list(ws: Workspace, options: argparse.Namespace) -> Result:
    query = Query(
        text=options.find or "",
        stages=(Stage(options.stage),) if options.stage else (),
        due_before=cases.in_days(options.due) if options.due is not None else None,
        sort="number",
        descending=False,
    )
    return cases.case_rows(ws, cases.find_cases(ws, query))


def _case_line(row: CaseRow) -> str:
    risk = codes.label("C-22", row.risk) if row.risk else ""
    return "\t".join([row.number, row.alias, row.stage.value, risk, row.due_on or ""])


def _show_case(ws: Workspace, options: argparse.Namespace) -> Result:
    row = _case(ws, options.case)
    return {"case": row, "records": cases.records_of(ws, row.uid)}


def _today(ws: Workspace, _: argparse.Namespace) -> Result:
    return cases.today(ws)


def _print(ws: Workspace, options: argparse.Namespace) -> Result:
    order = prints.FileOrder(
        case_uid=_case(ws, options.case).uid,
        profile=options.profile,
        recipient=options.recipient,
        purpose=options.purpose,
        reason=options.reason or options.purpose,
        identity=options.identity,
    )
    prepared = prints.prepare_file(ws, order, progress=Shown())
    prints.refuse_missing(prepared)
    prints.save(ws, prepared, options.out)
    return {"print_id": prepared.print_id, "file": options.out}


def _import(ws: Workspace, options: argparse.Namespace) -> Result:
    if options.write_mapping:
        return imports.write_guess(options.file, options.write_mapping)
    return imports.import_cases(
        ws, options.file, mapping=options.mapping, dry_run=options.dry_run, progress=Shown()
    )


def _backup(ws: Workspace, options: argparse.Namespace) -> Result:
    return backups.back_up(ws, options.folder, Shown())


def _verify(ws: Workspace, _: argparse.Namespace) -> Result:
    return backups.verify(ws, Shown())


def _audit(ws: Workspace, options: argparse.Namespace) -> Result:
    return trail.verified(ws) if options.verify else trail.entries(ws)


def _key_file(ws: Workspace, options: argparse.Namespace) -> Result:
    return enrolment.write_key_file(ws, options.out)


def _enrol(ws: Workspace, options: argparse.Namespace) -> Result:
    return enrolment.enrol(ws, options.file, options.words)


def _export(ws: Workspace, options: argparse.Namespace) -> Result:
    return exchange.export_package(
        ws,
        out_dir=options.out,
        level=options.level,
        period_from=options.from_,
        period_to=options.to,
        progress=Shown(),
    )


def _receive(ws: Workspace, options: argparse.Namespace) -> Result:
    return exchange.receive(ws, options.files, options.receipts, Shown())


def _receipt(ws: Workspace, options: argparse.Namespace) -> Result:
    return exchange.take_receipt(ws, options.file)


# --- the parser --------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rescueapp", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--vault", type=Path, help="the vault folder")
    parser.add_argument("--user", help="sign-in name")
    parser.add_argument("--password-file", type=Path, help="passphrase, mode 0600")
    parser.add_argument("--language", choices=i18n.LANGUAGES, default=i18n.DEFAULT)
    parser.add_argument("--json", action="store_true", help="one JSON document as answer")
    parser.set_defaults(words=None, parser=parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _without_vault(commands)
    _on_cases(commands)
    _on_exchange(commands)
    return parser


def _command(commands: Any, name: str, run: Any, words: Any = None) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name)
    parser.set_defaults(command=run, words=words)
    return parser


def _without_vault(commands: Any) -> None:
    init = _command(commands, "init", _init, words=_created_lines)
    init.add_argument("folder", type=Path)
    init.add_argument("--kind", choices=vaults.KINDS, required=True)
    init.add_argument("--settings", type=Path, required=True)
    demo = _command(commands, "demo", _demo, words=lambda demo: demo.lines())
    demo.add_argument("folder", type=Path)
    demo.add_argument("--cases", type=int, default=12)
    demo.add_argument("--headless", action="store_true", help="walk through it without a person")
    restore = _command(commands, "restore", _restore)
    restore.add_argument("backup", type=Path)
    restore.add_argument("folder", type=Path)
    _command(commands, "self-check", _self_check, words=lambda report: report.lines())


def _on_cases(commands: Any) -> None:
    listed = _command(commands, "list", _in_vault(_list), words=lambda r: map(_case_line, r))
    listed.add_argument("--stage", choices=[stage.value for stage in Stage])
    listed.add_argument("--due", type=int, metavar="DAYS")
    listed.add_argument("--find", metavar="TEXT")
    show = _command(commands, "show", _in_vault(_show_case), words=_record_lines)
    show.add_argument("case", metavar="NUMBER")
    _command(commands, "today", _in_vault(_today), words=_due_lines)
    paper = _command(commands, "print", _in_vault(_print))
    paper.add_argument("case", metavar="NUMBER")
    for option in ("--profile", "--recipient", "--purpose"):
        paper.add_argument(option, required=True)
    paper.add_argument("--reason")
    paper.add_argument("--identity", action="store_true", help="print the name too")
    paper.add_argument("--out", type=Path, required=True)
    taken = _command(commands, "import", _in_vault(_import), words=lambda r: r.lines())
    taken.add_argument("file", type=Path)
    taken.add_argument("--mapping", type=Path)
    taken.add_argument("--write-mapping", type=Path, help="write the guessed mapping and stop")
    taken.add_argument("--dry-run", action="store_true")
    backup = _command(commands, "backup", _in_vault(_backup))
    backup.add_argument("folder", type=Path)
    _command(commands, "verify", _in_vault(_verify))
    audit = _command(commands, "audit", _in_vault(_audit), words=_audit_lines)
    audit.add_argument("--verify", action="store_true")


def _on_exchange(commands: Any) -> None:
    key_file = _command(commands, "key-file", _in_vault(_key_file), words=lambda r: r.lines())
    key_file.add_argument("--out", type=Path, required=True)
    enrol = _command(commands, "enrol", _in_vault(_enrol))
    enrol.add_argument("file", type=Path)
    enrol.add_argument("--words", required=True, help="the fingerprint words, as read to you")
    export = _command(commands, "export", _in_vault(_export))
    export.add_argument("--level", required=True)
    export.add_argument("--from", dest="from_", required=True, metavar="DATE")
    export.add_argument("--to", required=True, metavar="DATE")
    export.add_argument("--out", type=Path, required=True)
    receive = _command(commands, "receive", _in_vault(_receive), words=_received_lines)
    receive.add_argument("files", type=Path, nargs="+")
    receive.add_argument("--receipts", type=Path, required=True, help="where receipts go")
    receipt = _command(commands, "receipt", _in_vault(_receipt))
    receipt.add_argument("file", type=Path)


# --- how results read --------------------------------------------------------------------------


def _created_lines(created: vaults.Created) -> list[str]:
    lines = [f"{login}\t{p.pinyin}\t{p.characters}" for login, p in created.passphrases.items()]
    return [*lines, "", *created.shares]


def _record_lines(shown: dict[str, Any]) -> list[str]:
    lines = [_case_line(shown["case"])]
    for row in shown["records"]:
        form = form_of(row.form)
        title = say(Text(form.title, form.key))
        lines.append("\t".join([row.on_date or "", form.number, title, row.state, row.worker_name]))
    return lines


def _due_lines(due: list[Any]) -> list[str]:
    return [
        "\t".join([line.due_on, line.number, line.alias, say(Text(form_of(line.form).reminder,
                                                                  line.form))])
        for line in due
    ]  # fmt: skip


def _audit_lines(result: Any) -> list[str]:
    if not isinstance(result, list):
        return [json.dumps(asdict(result))]
    return ["\t".join([str(e.seq), e.at, e.actor, e.act, e.object]) for e in result]


def _received_lines(results: list[Any]) -> list[str]:
    return [line for result in results for line in result.lines()]
