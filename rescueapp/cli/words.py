"""How results read: one line each, tab-separated where there are columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rescueapp import clock
from rescueapp.actions.backup import backups, drill
from rescueapp.actions.exchanging import exchange, taking_up
from rescueapp.actions.papers import trail
from rescueapp.actions.vault import key_renewal, new_papers, vaults
from rescueapp.actions.watch.epochs import ProvedByPaper
from rescueapp.actions.workers.inspection import Masked
from rescueapp.domain.case import CaseRow, Due
from rescueapp.forms import codes
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, mark, say
from rescueapp.storage.backup_folder import BackupInfo

SHARE = mark("Recovery sheet {number}: {words}", "command")
PRINTED = mark("Print {print_id} is in the register of copies: {file}", "command")
WRITTEN = mark("An empty table: {file}", "command")
BACKED_UP = mark("Backup made, and read again from the medium: {folder}", "command")
PROVED = mark(
    "No entry was written anew later: {entries} entries proved by the recovery papers,"
    " {older} from before there was such a proof.",
    "command",
)
WHOLE = mark("The account is whole: {entries} entries. Its last hash: {head}", "command")
ENROLLED = mark("Enrolled: {code} {name}", "command")
ASKED = mark("Asked for. Somebody else has to agree at their next sign-in.", "command")
EXPORTED = mark("Package {number}, {cases} cases: {file}", "command")
CONFIRMED = mark("The receipt is filed. The package is confirmed.", "exchange")
NEVER_SEEN = mark(
    "The receipt is filed. The office has never seen these earlier packages: {numbers}.",
    "exchange",
)
STAGES = {
    Stage.INTAKE: mark("Intake", "stage"),
    Stage.ASSESSMENT: mark("Assessment", "stage"),
    Stage.PLAN: mark("Plan", "stage"),
    Stage.SERVICES: mark("Services", "stage"),
    Stage.PLACEMENT: mark("Placement or return", "stage"),
    Stage.FOLLOW_UP: mark("Follow-up", "stage"),
    Stage.CLOSED: mark("Closed", "stage"),
}
STATES = {
    "incomplete": mark("Incomplete", "record state"),
    "complete": mark("Complete", "record state"),
}
ABROAD_OFF = mark("Off. Nothing goes abroad.", "abroad desk")
ABROAD_WAITS = mark("Off. It was asked for; somebody else has to agree.", "abroad desk")
ABROAD_ON = mark("On until {time}.", "abroad desk")
Lines = Iterable[str]


def own(result: Any) -> Lines:
    """Of a result that knows how it reads."""
    lines: list[str] = result.lines()
    return lines


def holidays(result: dict[str, Any]) -> Lines:
    """The first and last year that is known, what is missing, what was taken in."""
    for name in ("first", "last", "missing", "taken"):
        value = result[name]
        yield f"{name}\t{value if isinstance(value, int) else ' '.join(map(str, value))}"


def created(result: vaults.Created) -> Lines:
    """What is shown once: passphrases by user, and the recovery sheets."""
    for login, passphrase in result.passphrases.items():
        yield f"{login}\t{passphrase.pinyin}\t{passphrase.characters}"
    for number, words in enumerate(result.shares, 1):
        yield say(SHARE(number=number, words=words))


def recovered(result: dict[str, Any]) -> Lines:
    """Somebody's sign-in name and new passphrase, shown once."""
    yield "\t".join([result["login"], result["pinyin"], result["characters"]])


def listed(rows: Iterable[CaseRow | Masked]) -> Lines:
    """Number, alias, stage, risk, what is due next; to an inspector the first three and who."""
    for row in rows:
        if isinstance(row, Masked):
            yield "\t".join([row.number, row.alias, say(STAGES[row.stage]), row.worker_name])
            continue
        risk = codes.label("C-22", row.risk) if row.risk else ""
        yield "\t".join([row.number, row.alias, say(STAGES[row.stage]), risk, row.due_on or ""])


def shown(result: dict[str, Any]) -> Lines:
    """The case, then each record: day, form, title, state, writer; of a file of the same person
    that is merged into it, its number."""
    yield from listed([result["case"]])
    for row in result["records"]:
        form = form_of(row.form)
        title, state = say(Text(form.title, form.key)), say(STATES[row.state])
        file = [row.file] if row.file else []
        yield "\t".join([row.on_date or "", form.number, title, state, row.worker_name, *file])


def due(rows: Iterable[Due]) -> Lines:
    """Day, number, alias, what."""
    for row in rows:
        what = say(Text(form_of(row.form).reminder, row.form))
        when = row.due_on
        if row.clock is not None:
            what, due = row.clock.rule.words.label, row.clock.deadline.due
            when = clock.local(due).strftime("%Y-%m-%d %H:%M") if due.endswith("Z") else due
        yield "\t".join([when, row.number, row.alias, what])


def printed(result: dict[str, Any]) -> Lines:
    """Where the file lies."""
    yield say(PRINTED(print_id=result["print_id"], file=result["file"]))


def card(result: dict[str, Any]) -> Lines:
    """Where the file lies, and why it is not in her language where it is not."""
    yield from printed(result)
    yield from filter(None, [result["why"]])


def written(result: dict[str, Any]) -> Lines:
    """Where the empty table lies."""
    yield say(WRITTEN(file=result["file"]))


def backed_up(info: BackupInfo) -> Lines:
    """Where the backup lies, and what has to be known of it."""
    yield say(BACKED_UP(folder=info.path))
    yield from map(say, backups.told(info))


def renewed(result: key_renewal.Renewed | new_papers.Replaced) -> Lines:
    """What was made anew, and what is left to do."""
    yield from map(say, result.told())


def drilled(result: drill.Drilled) -> Lines:
    """The report of the drill."""
    yield say(result.told())


def audit(result: Any) -> Lines:
    """The proof of the chain, or its entries: number, time, who, what, of what."""
    if isinstance(result, trail.Proved):
        yield say(WHOLE(entries=result.entries, head=result.head))
        return
    if isinstance(result, ProvedByPaper):
        yield say(PROVED(entries=result.entries, older=result.older))
        return
    for entry in result:
        yield "\t".join([str(entry.seq), entry.at, entry.actor, entry.act, entry.object])


def enrolled(result: dict[str, str]) -> Lines:
    """Whose keys are pinned now."""
    yield say(ENROLLED(code=result["code"], name=result["name"]))


def exported(result: exchange.Exported) -> Lines:
    """Number, size and place of a package."""
    yield say(EXPORTED(number=result.sequence, cases=result.cases, file=result.path))
    yield from map(say, result.notes())


def asked(_: dict[str, str]) -> Lines:
    """That it waits for somebody else."""
    yield say(ASKED)


def abroad(found: dict[str, Any]) -> Lines:
    """Whether provision abroad is on, and what it rests on."""
    if found["on"]:
        yield say(ABROAD_ON(time=clock.local(found["until"]).strftime("%Y-%m-%d %H:%M")))
        label = codes.label("L-abroad-switch", found["ground"])
        yield "\t".join((label, found["document"], found["asked_by"], found["agreed_by"]))
    else:
        yield say(ABROAD_WAITS if found["waits"] else ABROAD_OFF)


def received(results: Iterable[exchange.Received]) -> Lines:
    """What became of each package."""
    for result in results:
        yield from result.lines()


def confirmed(result: exchange.Confirmed) -> Lines:
    """That the other side has signed for a package, or not, and what it never saw."""
    if result.answer is not None:
        yield say(result.answer)
        return
    numbers = ", ".join(map(str, result.missing))
    yield say(NEVER_SEEN(numbers=numbers) if numbers else CONFIRMED)


def arrived(result: list[taking_up.Arrived] | taking_up.Arrival) -> Lines:
    """The cases that wait: package, sender, number, when; or one of them, to be read."""
    if isinstance(result, taking_up.Arrival):
        yield from map(say, result.remarks())
        for record in result.read.records:
            yield "\t".join([record.on_date, record.title, record.written_by])
            yield from (f"\t{label}\t{words}" for label, words in record.lines)
        return
    for each in result:
        package = each.package
        yield "\t".join([package.uid, each.station, str(package.sequence), package.received_at])


def taken_up(result: taking_up.TakenUp) -> Lines:
    """The new case, and where its receipt is."""
    yield from map(say, result.told())
