"""What can be typed. No abbreviations: `--password x` must never be taken for a file name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rescueapp import __version__, i18n
from rescueapp.actions.backup.backups import Verified
from rescueapp.actions.exchanging.exchange import Received
from rescueapp.actions.vault import vaults
from rescueapp.cli import cards, handed_down, papers, words
from rescueapp.cli import commands as do
from rescueapp.cli.desk import in_vault, own_passphrase
from rescueapp.errors import Damaged, Refused
from rescueapp.forms.schema import Stage

Code = Callable[[Any], int]

HELP = {
    "init": "make a new vault; its passphrases and recovery sheets are shown once",
    "demo": "a training station with fictional cases, and its office",
    "restore": "make a vault of a backup, in a new or empty folder",
    "recover": "a new head or administrator of a vault, from two of its recovery sheets",
    "passphrase": "six new words to sign in with, shown once; those of before open nothing more",
    "self-check": "what this program found of itself",
    "forms": "the form reference: every form, question and code list, as Markdown",
    "list": "cases, one a line",
    "show": "a case and its records",
    "today": "what is due, overdue first",
    "holidays": "the years whose days off are known; with a file, take in another year's",
    "print": "save a case file as PDF; the register of copies knows of it",
    "card": "save a card of services for the pocket as PDF, two languages beside each other",
    "ask": "ask a second person to agree: to a hand-over, to more identities, to a list of names,"
    " to provision abroad, to new recovery sheets",
    "abroad": "whether anything may go abroad from here; with --off nothing may from now on",
    "names": "save a list of cases with names as PDF, once somebody has agreed",
    "import": "take in a spreadsheet: good rows become cases, or records of a form; bad ones are"
    " named",
    "form-table": "write an empty spreadsheet for records of a form, to be taken in later",
    "backup": "make a backup in a new folder and read it again",
    "verify": "check every page, the audit and the attachments",
    "rotate-key": "new keys for the vault, or going on where that was cut off",
    "drill": "prove with two recovery sheets that everything would open; changes nothing",
    "new-papers": "new recovery sheets, once somebody has agreed; each shown once and typed back",
    "notes": "open process notes again with two recovery sheets, after a reset",
    "audit": "who did what; with --verify prove that nothing is missing",
    "key-file": "write the key file of this vault, with the words to read out",
    "enrol": "pin the keys of an office or a station",
    "export": "write a package for the office",
    "receive": "take in packages at an office, at a station cases that are handed over to it",
    "arrived": "the cases that were handed over to this station and wait; one of them to read",
    "take-up": "take up a case that was handed over to this station, or refuse it",
    "receipt": "file the receipt of the office or of a station",
    **handed_down.HELP,
}


def make_parser() -> argparse.ArgumentParser:
    """The parser; what it returns holds `command`, `lines` and `code` of the command typed."""
    parser = argparse.ArgumentParser(
        prog="rescueapp",
        description="Case files of a relief station. Without a command the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--vault", type=Path, help="the vault folder")
    parser.add_argument("--user", help="sign-in name")
    parser.add_argument("--password-file", type=Path, help="passphrase, mode 0600")
    parser.add_argument("--language", choices=i18n.LANGUAGES, default=i18n.DEFAULT)
    parser.add_argument("--json", action="store_true", help="one JSON document as answer")
    parser.set_defaults(parser=parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _without_vault(commands)
    _on_cases(commands)
    _on_the_whole(commands)
    _on_exchange(commands)
    return parser


def _command(
    commands: Any, name: str, run: Any, lines: Any, code: Code = lambda _: 0
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=HELP[name], description=HELP[name], allow_abbrev=False
    )
    parser.set_defaults(command=run, lines=lines, code=code)
    return parser


def _without_vault(commands: Any) -> None:
    init = _command(commands, "init", do.init, words.created)
    init.add_argument("folder", type=Path)
    init.add_argument("--kind", choices=vaults.KINDS, required=True)
    init.add_argument("--settings", type=Path, required=True)
    demo = _command(commands, "demo", do.demo, words.own)
    demo.add_argument("folder", type=Path)
    demo.add_argument("--cases", type=int, default=12)
    demo.add_argument("--headless", action="store_true", help="walk through it without a person")
    restore = _command(commands, "restore", do.restore, words.own)
    restore.add_argument("backup", type=Path)
    restore.add_argument("folder", type=Path)
    recover = _command(commands, "recover", do.recover, words.recovered)
    recover.add_argument("folder", type=Path)
    recover.add_argument("--login", required=True, help="sign-in name of whoever is new")
    recover.add_argument(
        "--administrator", action="store_true", help="a new administrator instead of a head"
    )
    recover.add_argument("--sheets", type=Path, required=True, help="two sheets, a line each")
    _command(commands, "forms", do.forms, words.own)
    table = _command(commands, "form-table", do.form_table, words.written)
    table.add_argument("form", metavar="KEY", help="of a form or register, as forms shows it")
    table.add_argument("--out", type=Path, required=True)
    _command(commands, "self-check", do.self_check, words.own, code=lambda r: int(r.exit_code))


def _on_cases(commands: Any) -> None:
    listed = _command(commands, "list", in_vault(do.list_cases), words.listed)
    listed.add_argument("--stage", choices=[stage.value for stage in Stage])
    listed.add_argument("--due", type=int, metavar="DAYS")
    listed.add_argument("--find", metavar="TEXT")
    show = _command(commands, "show", in_vault(do.show), words.shown)
    show.add_argument("case", metavar="NUMBER")
    _command(commands, "today", in_vault(do.today), words.due)
    holidays = _command(commands, "holidays", in_vault(do.holidays), words.holidays)
    holidays.add_argument("file", type=Path, nargs="?", help="CSV: date,kind,name")
    holidays.add_argument(
        "--replace", action="store_true", help="in place of a table that was taken in before"
    )
    paper = _command(commands, "print", in_vault(do.print_file), words.printed)
    paper.add_argument("case", metavar="NUMBER")
    for option in ("--profile", "--recipient", "--purpose"):
        paper.add_argument(option, required=True)
    where = "whether the recipient is: also in Hong Kong, Macao, Taiwan, a mission here"
    paper.add_argument("--abroad", choices=("yes", "no"), required=True, help=where)
    paper.add_argument("--reason", help="why; without it, the purpose")
    paper.add_argument("--identity", action="store_true", help="print the name too")
    paper.add_argument("--level-3", metavar="REASON", help="why level 3 goes out too")
    _card(commands)
    asked = _command(commands, "ask", in_vault(do.ask), words.asked)
    asked.add_argument("what", choices=sorted(do.ASKED))
    asked.add_argument("--case", metavar="NUMBER", help="of a hand-over")
    asked.add_argument("--to", metavar="STATION", help="the code of the station it goes to")
    asked.add_argument("--ground", metavar="CODE", help="of abroad: L-abroad-switch")
    asked.add_argument("--document", help="of abroad: office, number and day of the document")
    asked.add_argument("--reason", required=True)
    switch = _command(commands, "abroad", in_vault(do.abroad), words.abroad)
    switch.add_argument("--off", action="store_true", help="turn it off at once")
    named = _command(commands, "names", in_vault(do.print_names), words.printed)
    named.add_argument("--stage", choices=[stage.value for stage in Stage])
    named.add_argument("--out", type=Path, required=True)
    unsafe = paper.add_mutually_exclusive_group()
    unsafe.add_argument(
        "--leave-out", action="store_true", help="leave out what tells of the unsafe list"
    )
    unsafe.add_argument("--keep", metavar="REASON", help="why what tells of it stays in")
    paper.add_argument("--out", type=Path, required=True)


def _card(commands: Any) -> None:
    card = _command(commands, "card", in_vault(cards.print_card), words.card)
    whose = card.add_mutually_exclusive_group()
    whose.add_argument("--case", metavar="NUMBER", help="in the language written down there")
    whose.add_argument("--in", dest="in_", metavar="CODE", help="zh_Hans, zh_Hant, en, or a code"
                       " of L-language as vie; hand: with lines to write on")  # fmt: skip
    card.add_argument("--number", metavar="PHONE", action="append", default=[],
                      help="of the register; without it, all found right when called")  # fmt: skip
    card.add_argument("--institution", action="store_true", help="with the name of the station")
    card.add_argument("--out", type=Path, required=True)


def _on_the_whole(commands: Any) -> None:
    taken = _command(commands, "import", in_vault(do.take_in), words.own)
    taken.add_argument("file", type=Path)
    taken.add_argument("--form", metavar="KEY", help="records of this form, or entries of this"
                       " register; without it, intakes that become cases")  # fmt: skip
    taken.add_argument("--mapping", type=Path)
    taken.add_argument("--write-mapping", type=Path, help="write the guessed mapping and stop")
    taken.add_argument("--dry-run", action="store_true")
    backup = _command(commands, "backup", in_vault(do.back_up), words.backed_up)
    backup.add_argument("folder", type=Path)
    checked = _command(commands, "verify", in_vault(do.verify), words.own, code=_lacking)
    checked.add_argument(
        "--backup", type=Path, action="append", default=[], help="compare with this backup too"
    )
    _command(commands, "passphrase", own_passphrase, words.recovered)
    _command(commands, "rotate-key", in_vault(do.rotate_key), words.renewed)
    tried = _command(commands, "drill", in_vault(do.try_papers), words.drilled)
    tried.add_argument("--sheets", type=Path, help="two sheets, a line each; without it, typed")
    new = _command(commands, "new-papers", in_vault(papers.make), words.renewed)
    new.add_argument(
        "--sheets", type=Path, help="two of the present sheets, a line each, where they are left"
    )
    notes = _command(commands, "notes", in_vault(do.notes), words.own)
    notes.add_argument("--sheets", type=Path, help="two sheets, a line each; without it, typed")
    notes.add_argument("--of", metavar="LOGIN", help="a colleague who left, instead of oneself")
    audit = _command(commands, "audit", in_vault(do.audit), words.audit)
    audit.add_argument("--verify", action="store_true")
    audit.add_argument(
        "--sheets", type=Path, help="prove with two recovery sheets that nothing was written anew"
    )


def _on_exchange(commands: Any) -> None:
    key_file = _command(commands, "key-file", in_vault(do.key_file), words.own)
    key_file.add_argument("--out", type=Path, required=True)
    enrol = _command(commands, "enrol", in_vault(do.enrol), words.enrolled)
    enrol.add_argument("file", type=Path)
    enrol.add_argument("--words", required=True, help="the fingerprint words, as read to you")
    export = _command(commands, "export", in_vault(do.export), words.exported)
    export.add_argument("--level", required=True)
    export.add_argument("--from", dest="from_", metavar="DATE")
    export.add_argument(
        "--to", metavar="DATE", help="or the code of the station that --case goes to"
    )
    export.add_argument(
        "--case", metavar="NUMBER", help="the one case of an identified package, once agreed to"
    )
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--yes", action="store_true", help="what goes with --case and what stays"
                        " was read before: do not ask whether to go on")  # fmt: skip
    receive = _command(
        commands, "receive", in_vault(do.receive), words.received, code=_some_refused
    )
    receive.add_argument("files", type=Path, nargs="+")
    receive.add_argument("--receipts", type=Path, required=True, help="where receipts go")
    arrived = _command(commands, "arrived", in_vault(do.arrived), words.arrived)
    arrived.add_argument("package", nargs="?")
    take_up = _command(commands, "take-up", in_vault(do.take_up), words.taken_up)
    take_up.add_argument("package")
    take_up.add_argument("--receipts", type=Path, required=True, help="where the receipt goes")
    take_up.add_argument("--same", metavar="NUMBER", action="append", default=[],
                         help="a case here of the same person")  # fmt: skip
    take_up.add_argument("--other", metavar="NUMBER", action="append", default=[],
                         help="a case here of somebody else who only seems the same")  # fmt: skip
    take_up.add_argument("--worker", metavar="LOGIN", help="whose case it becomes")
    take_up.add_argument("--refuse", metavar="CODE", help="why not (L-not-taken-up)")
    receipt = _command(commands, "receipt", in_vault(do.receipt), words.confirmed)
    receipt.add_argument("file", type=Path)
    down = _command(commands, "hand-down", in_vault(handed_down.hand_down), words.own)
    down.add_argument("--out", type=Path, required=True)
    taken = _command(commands, "take-rules", in_vault(handed_down.take_rules), words.own)
    taken.add_argument("file", type=Path)
    taken.add_argument("--dry-run", action="store_true")


def _lacking(found: Verified) -> int:
    return Damaged.exit_code if found.faults() else 0


def _some_refused(results: Iterable[Received]) -> int:
    return Refused.exit_code if any(result.refused for result in results) else 0
