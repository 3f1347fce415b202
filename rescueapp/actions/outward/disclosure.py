"""The disclosure guard (K-13): who must not learn where she is, before anything leaves.

The unsafe list of a case are its records of people who must not be contacted (P01), and those
a record of the case calls so. Other cases inherit it (`_lists_at` says which): her child's, where
a clear fact names the cases whose lists hold there, too, and everybody's she was rescued with
(`families`). It is read with the keys of whoever acts and never shown: told is field and sort.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rescueapp.actions.opened import claims, entries
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import family_members
from rescueapp.domain.guards import decisions
from rescueapp.domain.needles import Needle, Sort
from rescueapp.domain.unsafe import (
    Found,
    Passage,
    UnsafeList,
    as_whereabouts,
    heirs,
    must_not_know,
    needles_of,
    pointed_at,
    whereabouts_of,
)
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Part
from rescueapp.i18n import language, mark, say
from rescueapp.storage import cases, facts, merges, records
from rescueapp.workspace import Workspace

RECIPIENT = mark(
    "This recipient is on the unsafe list of the case: somebody who must not learn where she is"
    " (Lijiang plan, (3)). Nothing goes to them. If the list is wrong, correct it in P01 first.",
    "guard",
)
NAMED = mark(
    "This names somebody of the unsafe list of the case: somebody who must not learn where she is"
    " (Lijiang plan, (3)). Name somebody else; if the list is wrong, correct it in P01 first.",
    "guard",
)
UNREAD = mark(
    "Who must not learn where she is cannot be compared from outside (a rule of this program)."
    " Leave this question empty, or write your own name: the case's own worker answers it.",
    "guard",
)
ASKS = mark(
    "Who asks is on the unsafe list of the case: somebody who must not learn where she is (Lijiang"
    " plan, (3)). Nothing is told to them, not even that there is a record. Only a supervisor may"
    " hear them, with a reason in this form; if the list is wrong, correct it in P01 first.",
    "guard",
)
HELD = mark(
    "Not released: the words tell of somebody who must not learn where she is (Lijiang plan, (3))."
    " Leave these fields out, or a supervisor releases them with a reason: {fields}",
    "guard",
)
SORTS = {
    Sort.NAME: mark("a name of the unsafe list", "disclosure"),
    Sort.NUMBER: mark("a number of the unsafe list", "disclosure"),
    Sort.ADDRESS: mark("an address of the unsafe list", "disclosure"),
    Sort.ORGANISATION: mark("an organisation of the unsafe list", "disclosure"),
    Sort.WHEREABOUTS: mark("where she is", "disclosure"),
}
SAID = mark("{form}, “{field}”: {sorts}", "disclosure")
SAID_OF_ORDER = mark("{field}: {sorts}", "disclosure")
INHERITED = "unsafe_list_of"  # the fact of a child's case: uids of the cases it inherits from


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about words that were found.

    `left_out`: (record uid, field key) of what the print is built without. `reason`: why a
    supervisor releases the rest; "" is no release.
    """

    left_out: frozenset[tuple[str, str]] = frozenset()
    reason: str = ""

    def of(self, record_uid: str) -> frozenset[str]:
        """The keys of the fields left out of one record."""
        return frozenset(key for uid, key in self.left_out if uid == record_uid)

    def without(self, found: Iterable[Found]) -> Decision:
        """This decision, and all of these fields left out."""
        more = ((each.record, each.field) for each in found if each.record)
        return Decision(self.left_out | set(more), self.reason)


UNDECIDED = Decision()


def said(found: Found) -> str:
    """A line for people: the field, and what of the list stands in it."""
    between = ", " if language() == "en" else "、"
    sorts = between.join(say(SORTS[sort]) for sort in found.sorts)
    shown = SAID(form=found.form) if found.form else SAID_OF_ORDER
    return say(shown(field=found.label, sorts=sorts))


def held_back(found: Iterable[Found]) -> Refused:
    """What refuses a release that nobody decided about."""
    return Refused(HELD(fields=" · ".join(dict.fromkeys(each.label for each in found))))


@dataclass(slots=True)
class _People:
    """The people of the list as they are read."""

    uids: set[str] = field(default_factory=set)
    needles: list[Needle] = field(default_factory=list)
    complete: bool = True


def check(
    ws: Workspace,
    case_uid: str,
    passages: Iterable[Passage],
    *,
    recipient: str = "",
    hides_whereabouts: bool = False,
) -> tuple[Found, ...]:
    """What of the finished words tells of the people of the list.

    `hides_whereabouts`: the words must not tell where she is either: the station's name, and
    what the fields say that were left out for it. Raises Refused for a recipient on the list.
    """
    people = _people(ws, case_uid)
    everybody = UnsafeList(people.needles)
    _refuse_named(ws, case_uid, everybody, recipient)
    if hides_whereabouts:
        everybody = UnsafeList([*people.needles, *_whereabouts(ws, case_uid)])
    return everybody.find(passages)


def refuse_recipient(ws: Workspace, case_uid: str, *names: str) -> None:
    """Refuse whoever is on the list of a case."""
    _refuse_named(ws, case_uid, UnsafeList(_people(ws, case_uid).needles), *names)


def _refuse_named(ws: Workspace, case_uid: str, everybody: UnsafeList, *names: str) -> None:
    if any(everybody.names(name) for name in names):
        raise Refused(RECIPIENT)
    if any(decisions.of_the_buyers_side(name) for name in names):
        raise Refused(decisions.CALLED_BUYER)
    claims.refuse(ws, case_uid, *names)


def read_whole(ws: Workspace, case_uid: str) -> bool:
    """Whether the whole list can be read here: the mother's, too, for her child's case, and those
    of the family."""
    return _people(ws, case_uid).complete


def lists(ws: Workspace, case_uid: str, relative_uid: str) -> bool:
    """Whether somebody entered as a relative is on the list, as far as it can be read here."""
    return relative_uid in _people(ws, case_uid).uids


def problems(
    ws: Workspace, case_uid: str, form: Form, answers: dict[str, Any], *, minor: bool
) -> list[interpreter.FieldProblem]:
    """The trusted fields (guardian, consenter, receiver …) that name somebody of the list, or call
    them of the buyer's side, unless a supervisor says in the record why they are heard."""
    every = list(_trusted(form, answers, minor=minor))
    told = [each for each in every if each[1].kind is not Kind.CHOICE]
    if not every:
        return []
    people = _people(ws, case_uid)
    everybody = UnsafeList(people.needles)
    if not people.complete and ws.worker.may(Act.WORK_LENT) and _may_list(ws, case_uid):
        unread = dict.fromkeys(w for w, _, said in told if said != ws.worker.display_name)
        return [interpreter.FieldProblem((each.key,), UNREAD, True) for each in unread]
    called = ((w.key, decisions.buyers_side(v, interpreter.say(f, v))) for w, f, v in every)
    bought = {key: words for key, words in called if words is not None}
    named = [whole for whole, f, value in told if _names(ws, f, value, people, everybody)]
    reasons = [f.key for f in interpreter.fields(form) if f.lifts_trust]
    given = any(interpreter.answered(answers.get(key)) for key in reasons)
    if given and ws.worker.may(Act.RELEASE_UNSAFE):
        return []
    words = ASKS if reasons else NAMED
    found = [interpreter.FieldProblem((field.key,), words, True) for field in dict.fromkeys(named)]
    found += [interpreter.FieldProblem((key,), words, True) for key, words in bought.items()]
    others = [each for each in told if each[0] not in named]
    return [*found, *_unverified(ws, case_uid, form, others)]


def _may_list(ws: Workspace, case_uid: str) -> bool:
    """Whether anybody may stand on the list: there are records of people who may be unsafe."""
    files = _lists_at(ws, case_uid)
    return any(records.rows(ws.db, uid, form=key) for uid in files for key in _ABOUT_PEOPLE)


def _unverified(
    ws: Workspace, case_uid: str, form: Form, told: list[tuple[Field, Field, Any]]
) -> Iterator[interpreter.FieldProblem]:
    """The trusted fields that name somebody who claims to be family, not confirmed (A-213)."""
    if form.key == claims.FORM:
        return
    waiting = claims.unverified(ws, case_uid)
    people = _People(uids=waiting.relatives)
    waited = (whole for whole, f, v in told if _names(ws, f, v, people, waiting.people))
    for whole in dict.fromkeys(waited):
        yield interpreter.FieldProblem((whole.key,), claims.UNVERIFIED, True)


def _trusted(
    form: Form, answers: dict[str, Any], *, minor: bool
) -> Iterator[tuple[Field, Field, Any]]:
    """What the trusted fields say, those in rows too: the question, the field, its value. Nothing
    where the record gives her over to nobody."""
    if not interpreter.applies(form.trusts, answers, minor):
        return
    for asked in interpreter.asked_fields(form, answers, minor):
        value = answers.get(asked.key)
        cells = [(asked, value)]
        if asked.kind is Kind.ROWS and isinstance(value, list):
            cells = [(inner, row.get(inner.key)) for row in value for inner in asked.rows]
        for each, said in cells:
            if each.trusted and interpreter.answered(said):
                yield asked, each, said


def _names(ws: Workspace, asked: Field, value: Any, people: _People, everybody: UnsafeList) -> bool:
    if asked.kind is Kind.RELATIVE:
        return value in people.uids
    if asked.kind is Kind.ENTRY:
        return everybody.names(entries.told(ws, value))
    return everybody.names(interpreter.say(asked, value))


# --- the list -------------------------------------------------------------------------------


def _people(ws: Workspace, case_uid: str) -> _People:
    files = merges.whole(ws.db, case_uid)
    found = _People(complete=not any(family_members.closed(ws, uid) for uid in files))
    for uid in _lists_at(ws, case_uid):
        if Compartment.IDENTITY in ws.case_keys(uid):
            _add_people(ws, uid, found)
        else:
            found.complete = False
    return found


def _add_people(ws: Workspace, case_uid: str, found: _People) -> None:
    told = list(_told(ws, case_uid, _ABOUT_PEOPLE))
    called = {uid for form, answers, _ in told for uid in pointed_at(form, answers)}
    for form, answers, uid in told:
        if uid in called or must_not_know(form, answers):
            found.uids.add(uid)
            found.needles.extend(needles_of(form, answers))


def _told(
    ws: Workspace, case_uid: str, forms: Iterable[str]
) -> Iterator[tuple[Form, dict[str, Any], str]]:
    reading = Reading(ws)
    for key in forms:
        for row in records.rows(ws.db, case_uid, form=key):
            yield form_of(key), reading.parts(*reading.found(row.uid)).answers, row.uid


def _about_people(form: Form) -> bool:
    """Whether records of a form are of people who may be unsafe, or call others so."""
    inner = (sub for asked in interpreter.fields(form) for sub in (asked, *asked.rows))
    return any(sub.tells or sub.part is Part.MUST_NOT_CONTACT for sub in inner)


_ABOUT_PEOPLE = tuple(key for key, form in FORMS.items() if _about_people(form))
_TELL_WHERE = tuple(
    key
    for key, form in FORMS.items()
    if any(asked.whereabouts for asked in interpreter.fields(form))
)


def _whereabouts(ws: Workspace, case_uid: str) -> Iterator[Needle]:
    yield from as_whereabouts(ws.vault.station_name)
    for uid in merges.whole(ws.db, case_uid):
        for form, answers, _ in _told(ws, uid, _TELL_WHERE):
            yield from whereabouts_of(form, answers)


# --- her child's case, and the family's -----------------------------------------------------


def _lists_at(ws: Workspace, case_uid: str) -> tuple[str, ...]:
    """The cases whose lists hold in a case, its own first: those of its family, those that any of
    them inherits from, and of each every file of the same person, whichever is folded."""
    own = merges.whole(ws.db, case_uid)
    kin = (each.case_uid for uid in own for each in family_members.others(ws, uid))
    twins = (uid for each in kin for uid in merges.whole(ws.db, each))
    family = tuple(dict.fromkeys((*own, *twins)))
    passed_on = (uid for each in family for uid in _inherited(ws, each))
    files = (file for uid in (*family, *passed_on) for file in merges.whole(ws.db, uid))
    return tuple(dict.fromkeys(files))


def holds_at(ws: Workspace, case_uid: str) -> tuple[str, ...]:
    """The cases in which the list of a case holds, as far as it can be told here: those of the
    person, their children, and the families of both; of each person the file that is kept."""
    own = merges.whole(ws.db, case_uid)
    children = (uid for each in own for uid in facts.naming(ws.db, INHERITED, each))
    files = (file for uid in (*own, *children) for file in merges.whole(ws.db, uid))
    first = tuple(dict.fromkeys(files))
    kin = (each.case_uid for uid in first for each in family_members.others(ws, uid))
    into = merges.standing(ws.db)
    return tuple(dict.fromkeys(into.get(uid, uid) for uid in (*first, *kin)))


def tells_of_unsafe(saving: Saving) -> bool:
    """Whether a save says of somebody that they must not learn where she is, or says it no more."""
    said = (interpreter.join(saving.before), saving.whole)
    return any(must_not_know(saving.form, t) or pointed_at(saving.form, t) for t in said)


def inherit(ws: Workspace, saving: Saving, at: str) -> None:
    """A case that a save names as her child's inherits the list, one it names no more does not.

    Inside the caller's transaction. The link is a clear fact of the child's case, because who
    writes the mother's case need not hold keys of the child's.
    """
    before = set(heirs(saving.form, interpreter.join(saving.before)))
    now = set(heirs(saving.form, saving.whole))
    for child in (before ^ now) - {saving.case_uid}:
        if cases.row(ws.db, child, reader=ws.holder) is not None:
            _link(ws, saving, child, at, linked=child in now)


def _link(ws: Workspace, saving: Saving, child: str, at: str, *, linked: bool) -> None:
    present = set(_inherited(ws, child))
    wanted = present | {saving.case_uid} if linked else present - {saving.case_uid}
    if wanted != present:
        facts.add(ws.db, case_uid=child, key=INHERITED, value=sorted(wanted),
                  worker=ws.worker.uid, recorded_at=at)  # fmt: skip
        ws.log("inherit_unsafe_list", child, of=saving.case_uid, linked=linked)


def heirs_of(ws: Workspace, case_uid: str) -> list[str]:
    """The numbers of the cases at which the list of this one holds, too."""
    found = facts.naming(ws.db, INHERITED, case_uid)
    return sorted(cases.numbers_of(ws.db, found - {case_uid}).values())


def holds(ws: Workspace, listed: str, case_uid: str) -> bool:
    """Whether the list of a case holds in another, as far as it can be told here."""
    return listed in _lists_at(ws, case_uid)


def inherits(ws: Workspace, case_uid: str) -> int:
    """How many other cases' lists that somebody is on hold in a case, and how many that cannot be
    read here: of an empty one nobody needs to ask, nor to learn that there is such a case."""
    _, *others = _lists_at(ws, case_uid)
    return sum(_may_be_on(ws, each) for each in others)


def _may_be_on(ws: Workspace, case_uid: str) -> bool:
    if Compartment.IDENTITY not in ws.case_keys(case_uid):
        return True
    people = _People()
    _add_people(ws, case_uid, people)
    return bool(people.uids)


def _inherited(ws: Workspace, case_uid: str) -> list[str]:
    fact = facts.present(ws.db, case_uid, keys=[INHERITED]).get(INHERITED)
    return list(fact.value) if fact is not None else []
