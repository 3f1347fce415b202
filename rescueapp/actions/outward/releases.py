"""The register of releases (F36): whatever left, to whom, on what ground, and whether it is back.

Prints, packages, hand-overs and what was said or handed over outside the program stand in one
list. What left of a case is told with the keys of who asks: a field of a part they cannot open is
not among those they are shown, and neither is that there is one.
(K-13: PIPL 23, 25; L16 art. 12)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rescueapp import clock
from rescueapp.actions.opened.reading import Reading
from rescueapp.domain.abroad import abroad
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Field, Form, Level
from rescueapp.i18n import Text, mark
from rescueapp.storage import cases, copies, releases, workers
from rescueapp.storage.copies import Copy
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

__all__ = ["Copy", "Left", "Release", "fields_of", "note", "note_returned", "of_case",
           "overdue", "register", "register_of_copies"]  # fmt: skip

PRINT, PACKAGE, HAND_OVER, OUTSIDE = "print", "package", "hand_over", "outside"
KINDS = {
    PRINT: mark("Print", "release"),
    PACKAGE: mark("Package", "release"),
    HAND_OVER: mark("Identified hand-over", "release"),
    OUTSIDE: mark("Outside the program", "release"),
}
BASES = "L-release-basis"

TO_RETURN = mark(
    "{count} papers that left should have come back, the first by {day}. See Oversight, register"
    " of releases.",
    "duties",
)
NO_COPY = mark("There is no such copy of this case.", "print")
BAD_PERIOD = mark("The period needs two dates, the first not after the last.", "exchange")


@dataclass(frozen=True, slots=True)
class Left:
    """A release as it is shown: with its case, the people's names, its copies.

    `form_fields`: labels of what went out, by the title of its form; `highest`: the highest level
    among them. `out`: a copy is still out.
    """

    release: Release
    number: str  # of the case
    alias: str
    worker: str
    approved_by: str
    copies: tuple[Copy, ...]
    form_fields: tuple[tuple[Text, tuple[Text, ...]], ...]
    found: tuple[Text, ...]
    left_out: tuple[Text, ...]
    highest: Level | None

    @property
    def out(self) -> bool:
        """Whether a copy did not come back."""
        return any(copy.returned_on is None for copy in self.copies)

    def overdue(self, today: date) -> bool:
        """Whether a copy was to be back by now."""
        due = self.release.return_by
        return self.out and due is not None and due < today.isoformat()


# --- when something leaves --------------------------------------------------------------------


def note(ws: Workspace, release: Release, *, said_abroad: bool = False) -> None:
    """Write a release into the register, in the caller's transaction, before it leaves.
    `said_abroad`: who released it said that the recipient is (K-14)."""
    releases.put(ws.db, release)
    detail = {"abroad": True} if said_abroad or abroad(release.recipient) else {}
    ws.log("release", release.case_uid or "", release=release.uid, kind=release.kind,
           fields=len(release.fields), found=len(release.found), **detail)  # fmt: skip


def noted(ws: Workspace, release_uid: str) -> Release | None:
    """A line of the register, or None."""
    return releases.one(ws.db, release_uid)


def fields_of(
    form: Form, answers: Answers, left_out: Collection[str] = frozenset()
) -> Iterator[str]:
    """What of a record goes out, as "form.field": in clear what is answered, of a compartment all
    that is asked in it, because the register lies in clear and must not tell its answers (K-09)."""
    asked = [field for field in interpreter.fields(form) if field.key not in left_out]
    told = [field for field in asked if not interpreter.empty(answers.get(field.key))]
    parts = {interpreter.compartment_of(form, field) for field in told} - {None}
    for field in asked:
        if field in told or interpreter.compartment_of(form, field) in parts:
            yield f"{form.key}.{field.key}"


# --- looking ----------------------------------------------------------------------------------


def of_case(ws: Workspace, case_uid: str) -> list[Left]:
    """What left of a case, latest first. Of others' cases: nothing."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return []
    return _listed(ws, releases.of_case(ws.db, case_uid))


def register(
    ws: Workspace, *, first: str, last: str, recipient: str = "", not_returned: bool = False
) -> list[Left]:
    """What left the station on the days of a period (ISO dates, included), latest first.

    `recipient`: only those whose recipient, purpose or case number holds these words.
    Raises Refused for no period, and for whoever does not answer for the register.
    """
    ws.check(Act.PRINT_FILE)
    found = releases.between(ws.db, *_instants(first, last))
    if not_returned:
        out = releases.out(ws.db)
        found = [each for each in found if each.uid in out]
    wanted = recipient.strip().casefold()
    return [left for left in _listed(ws, found) if not wanted or wanted in _words(left)]


def overdue(ws: Workspace) -> list[Left]:
    """What should have come back before today, the longest overdue first."""
    ws.check(Act.PRINT_FILE)
    return _listed(ws, releases.not_returned(ws.db, before=clock.today().isoformat()))


def duties(ws: Workspace) -> list[Text]:
    """For Today: that something should be back by now, for whoever answers for the register."""
    late = overdue(ws) if ws.worker.may(Act.PRINT_FILE) else []
    return [TO_RETURN(count=len(late), day=late[0].release.return_by or "")] if late else []


def _instants(first: str, last: str) -> tuple[str, str]:
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Refused(BAD_PERIOD) from None
    if end < begin:
        raise Refused(BAD_PERIOD)
    return _midnight(begin), _midnight(end + timedelta(days=1))


def _midnight(day: date) -> str:
    return clock.stamp(datetime.combine(day, time(), clock.SHANGHAI))


def _words(left: Left) -> str:
    told = (left.release.recipient, left.release.purpose, left.number, left.alias)
    return " ".join(told).casefold()


def _listed(ws: Workspace, found: Sequence[Release]) -> list[Left]:
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    return [_left(ws, release, names) for release in found]


def _left(ws: Workspace, release: Release, names: dict[str, str]) -> Left:
    row = cases.row(ws.db, release.case_uid, reader=ws.holder) if release.case_uid else None
    held = set(ws.case_keys(release.case_uid)) if release.case_uid else set()
    told = [place for key in release.fields if (place := _place(key, held))]
    return Left(
        release=release,
        number=row.number if row else "",
        alias=row.alias if row else "",
        worker=names.get(release.worker, ""),
        approved_by=names.get(release.approved_by, ""),
        copies=tuple(copies.of_print(ws.db, release.number)) if release.kind != PACKAGE else (),
        form_fields=tuple(_by_form(told)),
        found=_labels(release.found, held),
        left_out=_labels(release.left_out, held),
        highest=max((field.level for _, field in told), default=None),
    )


_Place = tuple[Form, Field]


def _place(key: str, held: set[Compartment]) -> _Place | None:
    """The field of "form.field"; None for what this program, or whoever asks, cannot open."""
    form_key, _, field_key = key.partition(".")
    form = FORMS.get(form_key)
    fields = interpreter.fields(form) if form else ()
    field = next((each for each in fields if each.key == field_key), None)
    if form is None or field is None:
        return None
    compartment = interpreter.compartment_of(form, field)
    return (form, field) if compartment is None or compartment in held else None


def _label(place: _Place) -> Text:
    form, field = place
    return Text(field.label, field.context or form.key)


def _labels(keys: Iterable[str], held: set[Compartment]) -> tuple[Text, ...]:
    return tuple(_label(place) for key in keys if (place := _place(key, held)))


def title_of(form: str) -> Text:
    """The title of a form."""
    return Text(FORMS[form].title, form)


def _by_form(told: Iterable[_Place]) -> list[tuple[Text, tuple[Text, ...]]]:
    found: dict[str, list[_Place]] = {}
    for form, field in told:
        found.setdefault(form.key, []).append((form, field))
    return [(title_of(key), tuple(map(_label, places))) for key, places in found.items()]


# --- what came back -----------------------------------------------------------------------------


def register_of_copies(ws: Workspace, case_uid: str) -> list[Copy]:
    """Every copy made of a case's papers, latest first. Of others' cases: none."""
    ws.check(Act.READ_CASES)
    return copies.of_case(ws.db, case_uid) if ws.case_keys(case_uid) else []


def note_returned(
    ws: Workspace, *, case_uid: str, copy_uid: str, returned: bool, destroyed: bool = False
) -> Changed:
    """Note today that a copy came back, or was `destroyed`; not `returned` takes the note back.

    Raises Refused for others' cases and for a copy that is not of this case.
    """
    ws.check(Act.PRINT_SHEET)
    Reading(ws).refuse_others(case_uid)
    if copy_uid not in {copy.uid for copy in copies.of_case(ws.db, case_uid)}:
        raise Refused(NO_COPY)
    day = clock.today().isoformat() if returned else None
    with ws.db.transaction():
        copies.set_returned(ws.db, copy_uid, returned_on=day,
                            to=ws.worker.uid if returned else "", destroyed=destroyed)  # fmt: skip
        act = "copy_destroyed" if destroyed else "copy_returned"
        ws.log(act if returned else "copy_not_returned", case_uid, copy=copy_uid)
    return Changed(cases=frozenset([case_uid]), copies=True)
