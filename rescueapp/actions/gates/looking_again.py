"""What was complete and would be refused today, because something became known later.

An age that was corrected downwards, somebody put on the unsafe list, a family found unfit: records
that were in order when they were written are then asked again. Nothing is undone by itself; who
saved is told which ones, and the case's worker finds them on Today until each is saved again. Only
the uids of those records are kept, as a clear fact of the case: never why.
"""

from __future__ import annotations

from collections.abc import Iterable

from rescueapp import clock
from rescueapp.actions.gates import form_gates
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import disclosure
from rescueapp.domain import referral
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.record import RecordRow
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, language, lookup, mark
from rescueapp.storage import cases, facts, person, records
from rescueapp.workspace import Workspace

LOOK_AGAIN = mark(
    "Saved. What became known now stands against records that are complete; look again at: {forms}",
    "look again",
)
STANDS = mark(
    "{alias}: something became known that stands against complete records; look again at: {forms}",
    "look again",
)
FACT = "look_again_at"  # the fact of a case: uids of its records to look at
WAITS = "look_again_waits"  # the fact of a case that nobody with its keys has looked at yet
_YES = "yes"
MOST_NAMED = 5
_TELLS_MORE = frozenset({"intake", "relative", "trafficking_case", "family_assessment"})


def note(ws: Workspace, saving: Saving, at: str) -> Text | None:
    """After a save, inside its transaction: what has to be looked at since, for who saved.

    What is saved again has been looked at: it was let pass, or is incomplete now.
    """
    before = _kept(ws, saving.case_uid)
    now = [uid for uid in before if not _looked_at(ws, saving, uid)]
    if saving.form.key in _TELLS_MORE and disclosure.read_whole(ws, saving.case_uid):
        now = _refused_today(ws, saving.case_uid, frozenset(now), but=saving.record_uid)
    found = _keep(ws, saving.case_uid, before, now, at)
    if disclosure.tells_of_unsafe(saving):
        others = disclosure.holds_at(ws, saving.case_uid)
        found += after(ws, [uid for uid in others if uid != saving.case_uid], at)
    titles = _titles(ws, found)
    return LOOK_AGAIN(forms=_joined(titles)) if titles else None


def _looked_at(ws: Workspace, saving: Saving, record_uid: str) -> bool:
    """Whether a save is the look that was asked for: of that record, or of one of its form in the
    file that is kept, where it lies in a folded one and cannot be saved any more."""
    if record_uid == saving.record_uid:
        return True
    row = records.row(ws.db, record_uid)
    elsewhere = row is not None and row.case_uid != saving.case_uid
    return row is not None and elsewhere and row.form == saving.form.key


def after(ws: Workspace, case_uids: Iterable[str], at: str) -> list[str]:
    """After what made more known in some cases without a save there (two files were merged, a
    family linked, somebody of the family put on the list), inside its transaction: the records to
    look at since. A case whose list cannot be read whole here waits for somebody who can."""
    found = []
    for case_uid in case_uids:
        if _can_tell(ws, case_uid):
            before = _kept(ws, case_uid)
            now = _refused_today(ws, case_uid, frozenset(before))
            found += _keep(ws, case_uid, before, now, at)
        _wait(ws, case_uid, not _can_tell(ws, case_uid), at)
    return found


def catch_up(ws: Workspace) -> Changed:
    """Look at the cases that waited for somebody who can tell, as far as this worker is one: after
    a sign-in. Whose cases they are finds on Today what came of it."""
    if not ws.worker.may(Act.READ_CASES):
        return Changed()
    done = [uid for uid in sorted(facts.naming(ws.db, WAITS, _YES)) if _can_tell(ws, uid)]
    if done:
        with ws.db.transaction():
            after(ws, done, clock.stamp())
    return Changed(cases=frozenset(done))


def _can_tell(ws: Workspace, case_uid: str) -> bool:
    return bool(ws.case_keys(case_uid)) and disclosure.read_whole(ws, case_uid)


def _wait(ws: Workspace, case_uid: str, waits: bool, at: str) -> None:
    value = [_YES] if waits else []
    fact = facts.present(ws.db, case_uid, keys=[WAITS]).get(WAITS)
    if value != (fact.value if fact is not None else []):
        facts.add(ws.db, case_uid=case_uid, key=WAITS, value=value,
                  worker=ws.worker.uid, recorded_at=at)  # fmt: skip


def _keep(ws: Workspace, case_uid: str, before: list[str], now: list[str], at: str) -> list[str]:
    """Keep what is to be looked at; what of it is new."""
    if sorted(now) != before:
        facts.add(ws.db, case_uid=case_uid, key=FACT, value=sorted(now),
                  worker=ws.worker.uid, recorded_at=at)  # fmt: skip
    return [uid for uid in now if uid not in before]


def duties(ws: Workspace) -> list[Text]:
    """A line for each case of this worker that has something to look at."""
    found = []
    for case_uid, uids in facts.of_worker(ws.db, FACT, ws.worker.uid).items():
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        titles = _titles(ws, uids)
        if row is not None and titles:
            found.append(STANDS(alias=row.alias, forms=_joined(titles)))
    return found[:MOST_NAMED]


def _joined(titles: Iterable[str]) -> str:
    return (", " if language() == "en" else "、").join(titles)


def _refused_today(
    ws: Workspace, case_uid: str, before: frozenset[str], *, but: str = ""
) -> list[str]:
    """The complete records of the case, but for one, that could not be completed as they lie; of a
    file folded into it what nothing complete in the kept one came after."""
    found = [row for row in person.rows(ws.db, case_uid) if row.state == "complete"]
    own = {row.form: row.changed_at for row in reversed(found) if row.case_uid == case_uid}
    return [
        row.uid
        for row in found
        if row.case_uid == case_uid or row.changed_at > own.get(row.form, "")
        if row.uid != but and row.form in FORMS
        if not _passes(ws, row, unread=row.uid not in before)
    ]


def _passes(ws: Workspace, row: RecordRow, *, unread: bool) -> bool:
    """`unread`: what is said of a record with a part that this worker cannot open."""
    form, reading = FORMS[row.form], Reading(ws)
    _, contents = reading.found(row.uid)
    held = reading.held(row.case_uid)
    if any(part.value not in held for part in contents.parts):
        return unread
    parts = reading.parts(row, contents).parts
    told = interpreter.join(parts)
    # what was sent is written down to its end: it is asked as if it were new
    stood = {} if row.form == referral.FORM else parts
    again = Saving(form, row.case_uid, row.uid, row.version, told, held, stood, row, complete=True)
    minor = reading.minor(row.case_uid)
    try:
        form_gates.check(ws, again)
    except NeedsTwo:
        return True
    except Refused:
        return False
    found = disclosure.problems(ws, row.case_uid, form, told, minor=minor)
    return not any(problem.blocking for problem in found)


def _kept(ws: Workspace, case_uid: str) -> list[str]:
    fact = facts.present(ws.db, case_uid, keys=[FACT]).get(FACT)
    return list(fact.value) if fact is not None else []


def _titles(ws: Workspace, uids: Iterable[str]) -> tuple[str, ...]:
    rows = (records.row(ws.db, uid) for uid in uids)
    forms = (FORMS[row.form] for row in rows if row is not None and row.form in FORMS)
    return tuple(dict.fromkeys(lookup(form.title, form.key) for form in forms))
