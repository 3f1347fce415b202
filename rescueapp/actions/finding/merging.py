"""Finding, comparing and merging two files of one person, and taking them apart (issue 4).

Who can read both files may ask; a supervisor agrees, and the yes carries it out (`folding`). A
supervisor who can read both does it themselves. What a worker must not see of another's case is
not compared: files one cannot read are not offered, and an identity that is covered is compared
without being shown. (decision 26; K-10)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rescueapp import clock
from rescueapp.actions.family import families, folding
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import reasons
from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.actions.outward import outside_loans
from rescueapp.actions.two_people import requests
from rescueapp.actions.workers import vetting
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import merging as guards
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import COMPARTMENTS, Act, Worker
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Field, Form, Stage
from rescueapp.forms.schema import Kind as FieldKind
from rescueapp.i18n import Text, mark, say
from rescueapp.storage import cases as stored_cases
from rescueapp.storage import matching, merges, records
from rescueapp.storage import requests as stored_requests
from rescueapp.storage.merges import Merge
from rescueapp.workspace import Workspace

MOST_FOUND = 8

_NO_WORDS = (FieldKind.PHOTO, FieldKind.ATTACHMENT)
_COMPARED = (None, Compartment.IDENTITY)  # what tells who somebody is; nothing of what happened


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be of the same person; why (`document`, `name`, `pinyin`), nothing where it
    was only found."""

    row: CaseRow
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing both files may tell. `here`, `there`: in words, "" for nothing; None: covered.
    `same`: they agree, False they do not, None one of them tells nothing."""

    label: str
    here: str | None
    there: str | None
    same: bool | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two files."""

    row: CaseRow
    records: int
    first_on: str
    last_on: str
    waiting: int  # requests nobody has decided: they rest while it is folded
    planned: int  # days that its records plan


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files side by side. `apart`: somebody decided once that they are of two persons,
    or put both into one family."""

    here: Side
    there: Side
    facts: tuple[Fact, ...]
    other_sex: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file's merges are, as it is told at its head. `into`: the file it is folded into;
    `folded`: those folded into it. `lacking`: who is on the team here and cannot read a folded
    file. `waits`: a merge or its undoing was asked for."""

    into: CaseRow | None = None
    merge: Merge | None = None
    folded: tuple[tuple[Merge, CaseRow], ...] = ()
    lacking: tuple[Worker, ...] = ()
    waits: Text | None = None

    def __bool__(self) -> bool:
        return bool(self.into or self.folded or self.waits)


WAITS = mark("It was asked for on {day} that {folded} is merged into {kept}. A supervisor decides.",
             "merging")  # fmt: skip
WAITS_APART = mark(
    "It was asked for on {day} that the merged files {folded} and {kept} are taken apart. A"
    " supervisor decides.",
    "merging",
)

_ASKED = mark("{reason} ({folded} → {kept}; {basis})", "merging")
_ASKED_APART = mark("{reason} ({folded} ⇄ {kept})", "merging")


# --- finding --------------------------------------------------------------------------------


def candidates(ws: Workspace, case_uid: str, text: str = "") -> list[Candidate]:
    """Files one can read that may be merged with this one: by number, alias or name, or without
    any words those that are likely the same person, the surest first."""
    _check_reads(ws, case_uid)
    if text.strip():
        ids = cases.find_cases(ws, Query(text=text.strip()))
        rows = [row for row in cases.case_rows(ws, ids) if _offered(ws, case_uid, row)]
        return [Candidate(row) for row in rows[:MOST_FOUND]]
    tokens = matching.tokens_of(ws.db, case_uid)
    found = matching.likenesses(ws.db, tokens, reader=ws.holder, case_uid=case_uid)
    likely = [Candidate(cases.case(ws, each.case_uid), each.reasons) for each in found]
    likely.sort(key=lambda each: ("document" not in each.reasons, "name" not in each.reasons))
    return [each for each in likely if _offered(ws, case_uid, each.row)][:MOST_FOUND]


def _offered(ws: Workspace, case_uid: str, row: CaseRow) -> bool:
    return row.uid != case_uid and not row.folded_into and bool(ws.case_keys(row.uid))


def _check_reads(ws: Workspace, *case_uids: str) -> None:
    ws.check(Act.SAVE_RECORD)
    for case_uid in case_uids:
        Reading(ws).refuse_others(case_uid)


# --- comparing ------------------------------------------------------------------------------


def compare(ws: Workspace, here: str, there: str) -> Comparison:
    """Two files side by side. Raises Refused for one that cannot be read or merged."""
    _check_reads(ws, here, there)
    folding.check(ws, here, there)
    with ws.db.transaction():
        for each, beside in ((here, there), (there, here)):
            ws.log("compare_files", each, other=beside)
    one, other = _side(ws, here), _side(ws, there)
    return Comparison(
        here=one,
        there=other,
        facts=tuple(_facts(ws, here, there)),
        other_sex=guards.sexes_differ(one.row.sex, other.row.sex),
        apart=there in matching.other_people(ws.db, here) or there in _family(ws, here),
    )


def _family(ws: Workspace, case_uid: str) -> set[str]:
    """Whoever stands in one family with a person is somebody else."""
    return {each.member.case_uid for each in families.seen(ws, case_uid)}


def compare_asked(ws: Workspace, request: Request) -> Comparison | None:
    """The two files somebody asks to merge, for whoever decides; None where one cannot read both.

    Raises Refused for files that cannot be merged any more.
    """
    folded, kept = _files_asked(ws, request.about, request.subject, request.kind)
    if not (ws.case_keys(folded) and ws.case_keys(kept)):
        return None
    return compare(ws, kept, folded)


def _side(ws: Workspace, case_uid: str) -> Side:
    found = records.rows(ws.db, case_uid)
    days = sorted(row.on_date or row.created_at[:10] for row in found)
    asked = stored_requests.of_subject(ws.db, case_uid)
    return Side(
        row=cases.case(ws, case_uid),
        records=len(found),
        first_on=days[0] if days else "",
        last_on=days[-1] if days else "",
        waiting=sum(request.granted is None for request in asked),
        planned=len(records.open_due(ws.db, case_uid)),
    )


def _facts(ws: Workspace, here: str, there: str) -> Iterator[Fact]:
    """What tells who somebody is, where either file says something: what differs first."""
    reading = Reading(ws)
    ours, theirs = reading.present_facts(here), reading.present_facts(there)
    shown = reading.readable(here), reading.readable(there)
    found = []
    for form, field in _told_by_facts():
        part = interpreter.compartment_of(form, field) or CLEAR
        known = (ours.get(field.key), theirs.get(field.key))
        words = [interpreter.say(field, v) if interpreter.answered(v) else "" for v in known]
        if any(words):
            pairs = zip(words, shown, strict=True)
            one, other = (said if not said or part in seen else None for said, seen in pairs)
            same = known[0] == known[1] if all(words) else None
            found.append(Fact(interpreter.label(form, field), one, other, same))
    order = {False: 0, True: 1, None: 2}
    yield from sorted(found, key=lambda fact: order[fact.same])


@cache
def _told_by_facts() -> tuple[tuple[Form, Field], ...]:
    """The facts that are compared, each as the first form that asks it declares it."""
    found: dict[str, tuple[Form, Field]] = {}
    for form in FORMS.values():
        for field in interpreter.fields(form):
            compared = interpreter.compartment_of(form, field) in _COMPARED
            if field.fact and compared and field.kind not in _NO_WORDS:
                found.setdefault(field.key, (form, field))
    return tuple(found.values())


def older(one: CaseRow, other: CaseRow) -> CaseRow:
    """The file that was registered first."""
    return min(one, other, key=lambda row: row.id)


def usual(one: CaseRow, other: CaseRow) -> CaseRow:
    """The file that is kept unless somebody says otherwise: the older one, or the one in which
    help goes on where it has ended in the other."""
    return min(one, other, key=lambda row: (row.stage is Stage.CLOSED, row.id))


# --- merging --------------------------------------------------------------------------------


def does_alone(ws: Workspace) -> bool:
    """Whether this worker merges and takes apart without asking anybody."""
    return ws.worker.may(Act.DECIDE)


def merge(
    ws: Workspace, kept: str, folded: str, *, basis: str, reason: str, sex_reason: str = ""
) -> Changed:
    """Merge two files, or ask a supervisor to agree to it; the yes merges them.

    `basis`: L-same-person. `sex_reason`: which file is wrong, where the files tell of different
    sexes. Raises Refused for a short reason, no basis, files one cannot read both of, and what
    stands against it (`domain.guards.merging`).
    """
    _check_reads(ws, kept, folded)
    vetting.refuse_change(ws, kept, folded)
    folding.check(ws, kept, folded)
    folding.check_way(ws, kept, folded)
    told = _reason(ws, kept, folded, reason, sex_reason)
    planned = folding.made(ws, kept, folded, basis, told, ws.worker.uid)
    if does_alone(ws):
        with ws.db.transaction():
            folding.fold(ws, planned)
            outside_loans.look_again(ws, kept, folded)
        return folding.refresh_files(ws, kept, folded)
    numbers = (folding.number(ws, folded), folding.number(ws, kept))
    why = _ASKED(reason=told, folded=numbers[0], kept=numbers[1],
                 basis=codes.label(folding.BASES, basis))  # fmt: skip
    requests.ask(ws, Kind.MERGE, kept, say(why), folding.about(folded, basis))
    return Changed(cases=frozenset({kept, folded}), people=True)


def undo(ws: Workspace, folded: str, reason: str) -> Changed:
    """Give both files back as they were, or ask a supervisor to agree to it. What was written in
    the kept file since stays there. Raises Refused as `merge`, and where they are not merged."""
    found = merges.of_folded(ws.db, folded)
    if found is None:
        raise Refused(folding.NOT_MERGED)
    _check_reads(ws, found.kept, folded)
    vetting.refuse_change(ws, found.kept, folded)
    told = _nameless(ws, requests.long_enough(reason), folded)
    if does_alone(ws):
        with ws.db.transaction():
            folding.unfold(ws, found, told)
            outside_loans.look_again(ws, found.kept, folded)
        return folding.refresh_files(ws, found.kept, folded)
    numbers = (folding.number(ws, folded), folding.number(ws, found.kept))
    why = _ASKED_APART(reason=told, folded=numbers[0], kept=numbers[1])
    requests.ask(ws, Kind.UNMERGE, found.kept, say(why), found.uid)
    return Changed(cases=frozenset({found.kept, folded}), people=True)


def _reason(ws: Workspace, kept: str, folded: str, reason: str, sex_reason: str) -> str:
    """The reason, with what is said of different sexes. Raises Refused."""
    told = _nameless(ws, requests.long_enough(reason), kept, folded)
    rows = [stored_cases.row(ws.db, uid, reader=ws.holder) for uid in (kept, folded)]
    sexes = [row.sex if row else None for row in rows]
    if not guards.sexes_differ(sexes[0], sexes[1]):
        return told
    if not sex_reason.strip():
        raise Refused(guards.OTHER_SEX)
    return f"{told} / {_nameless(ws, requests.long_enough(sex_reason), kept, folded)}"


def _nameless(ws: Workspace, told: str, *case_uids: str) -> str:
    """A reason that names the person by neither file: it lies in clear for ever. Raises Refused."""
    for case_uid in case_uids:
        reasons.nameless(ws, case_uid, told)
    return told


# --- how it stands --------------------------------------------------------------------------


def standing(ws: Workspace, case_uid: str) -> Merged:
    """What the head of a case tells of merging. Of others' cases no more than that it is folded,
    which every list shows."""
    ws.check(Act.READ_CASES)
    merge_of = merges.of_folded(ws.db, case_uid)
    into = cases.case(ws, merge_of.kept) if merge_of else None
    if not ws.case_keys(case_uid):
        return Merged(into=into)
    folded = [m for m in merges.of_case(ws.db, case_uid) if m.kept == case_uid and not m.undone_at]
    return Merged(
        into=into,
        merge=merge_of,
        folded=tuple((each, cases.case(ws, each.folded)) for each in folded),
        lacking=tuple(_lacking(ws, case_uid, [each.folded for each in folded])),
        waits=_waits(ws, case_uid),
    )


def _lacking(ws: Workspace, case_uid: str, folded: list[str]) -> Iterator[Worker]:
    """Who is on the team of the kept file and not of each folded one: a supervisor lets them in."""
    if not folded or not ws.worker.may(Act.ASSIGN):
        return
    teams = [{worker.uid for worker in cases.team(ws, each)} for each in folded]
    for worker in cases.team(ws, case_uid):
        everywhere = all(worker.uid in team for team in teams)
        if COMPARTMENTS[worker.role] and worker.active and not everywhere:
            yield worker


def let_in(ws: Workspace, case_uid: str) -> Changed:
    """Put the team of a kept file on the teams of those folded into it, each with the keys of
    their role. Raises Refused for who does not decide about teams."""
    ws.check(Act.ASSIGN)
    for each in merges.files_of(ws.db, case_uid)[1:]:
        there = {worker.uid for worker in cases.team(ws, each)}
        for worker in _lacking(ws, case_uid, [each]):
            if worker.uid not in there:
                cases.assign(ws, each, worker.uid)
    return Changed(everything=True)


def _waits(ws: Workspace, case_uid: str) -> Text | None:
    for request in stored_requests.waiting(ws.db):
        if request.kind not in (Kind.MERGE, Kind.UNMERGE):
            continue
        files = _files_asked(ws, request.about, request.subject, request.kind)
        if case_uid in files:
            day = clock.local(request.asked_at).date().isoformat()
            words = WAITS if request.kind is Kind.MERGE else WAITS_APART
            folded, kept = (folding.number(ws, each) for each in files)
            return words(day=day, folded=folded, kept=kept)
    return None


def _files_asked(ws: Workspace, about: str, subject: str, kind: Kind) -> tuple[str, str]:
    if kind is Kind.MERGE:
        return about.partition("/")[0], subject
    found = next((m for m in merges.of_case(ws.db, subject) if m.uid == about), None)
    return (found.folded if found else "", subject)
