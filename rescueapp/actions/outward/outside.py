"""What left outside the program: a telephone answer, a letter, a paper from the cupboard (F36).

It is written as a record of the form `release`; with each save its line in the register of
releases follows. Its words are held against the unsafe list like those of a print: what tells of
it is kept only with a supervisor's reason. What was told to somebody of the list itself is no
release but an incident (`actions.vault.incidents`).
"""

from __future__ import annotations

from collections.abc import Iterator

from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import consents, disclosure, receivers, releases
from rescueapp.domain.consent import State
from rescueapp.domain.record import Answers
from rescueapp.domain.unsafe import Found, Passage
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Form, Kind
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import copies
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

FORM = "release"
HELD = mark(
    "These words tell of somebody who must not learn where she is (Lijiang plan, (3)): {fields}."
    " Do not say or send them. If it has happened, a supervisor keeps it here with a reason, and"
    " it is an incident.",
    "guard",
)
NO_CONSENT = mark(
    "The ground says separate consent, and F26 has none that holds. Write it down there first,"
    " name the ground it really rested on, or save this as incomplete (Personal Information"
    " Protection Law, art. 13 and 23).",
    "guard",
)
NO_RESEARCH = mark(
    "Nothing of one person is given to a study, to teaching or to the media, on no ground (a rule"
    " of this program; good practice: IOM, data protection manual). Say no, and offer the figures"
    " of the office. If it has happened, save this as incomplete and tell a supervisor: it is an"
    " incident (F39).",
    "guard",
)
_ALTHOUGH, _ABROAD = "release_although", "release_abroad"
_CONSENT = "01"  # of L-release-basis
# Of L-consent, what says that others may be told: of her health, at a referral, abroad.
_TELLS_OTHERS = frozenset({"04", "05", "06"})
_PAPER = ("03", "04", "05")  # of L-release-how: something that can come back


def check_saving(ws: Workspace, saving: Saving) -> None:
    """Before such a record is saved. Raises Refused: abroad, for a study or the media, what must
    not be kept, words that tell of the unsafe list without a supervisor's reason."""
    if saving.form.key != FORM:
        return
    told = saving.whole
    there = told.get(_ABROAD) is True
    for key in ("release_recipient", "release_person"):
        receivers.check(ws, saving.case_uid, _text(told, key), least=True, said_abroad=there)
    if saving.complete and told.get("release_research") is True:
        raise Refused(NO_RESEARCH())
    if saving.complete and told.get("release_basis") == _CONSENT:
        _check_consent(ws, saving.case_uid, consents.act_day(told.get("release_on")))
    found = _found(ws, saving, told)
    if not found:
        return
    if not _text(told, _ALTHOUGH):
        labels = dict.fromkeys(each.label for each in found)
        raise Refused(HELD(fields=" · ".join(labels)))
    before = _before(saving)
    anew = saving.typed.get(_ALTHOUGH) != before.get(_ALTHOUGH)
    if anew or _telling(found, told) - _telling(_found(ws, saving, before), before):
        ws.check(Act.RELEASE_UNSAFE)


def note(ws: Workspace, saving: Saving, at: str, *, complete: bool) -> None:
    """After the save, inside its transaction: the register tells what the record tells."""
    if saving.form.key != FORM:
        return
    told, number = saving.whole, saving.record_uid[:8].upper()
    found = tuple(f"{FORM}.{each.field}" for each in _found(ws, saving, told))
    release = Release(
        uid=saving.record_uid,
        kind=releases.OUTSIDE,
        case_uid=saving.case_uid,
        number=number,
        what=FORM,
        medium=_text(told, "release_how"),
        recipient=_text(told, "release_recipient"),
        basis=_text(told, "release_basis"),
        purpose=_text(told, "release_purpose"),
        reason=_text(told, _ALTHOUGH),
        fields=tuple(f"{FORM}.{key}" for key in ("release_kinds", "release_said")),
        found=found,
        copies=_copies(told),
        worker=ws.worker.uid,
        approved_by=ws.worker.uid if complete and ws.worker.may(Act.PRINT_FILE) else "",
        released_at=_when(ws, saving, at),
        return_by=_text(told, "release_return_by") or None,
    )
    releases.note(ws, release, said_abroad=told.get(_ABROAD) is True)
    _add_copies(ws, release)


def _check_consent(ws: Workspace, case_uid: str, on: str) -> None:
    ledger = consents.ledger(ws, case_uid, on=on)
    given = (each for each in ledger if each.state is State.GIVEN and not each.no_guardian)
    if not any(each.purpose in _TELLS_OTHERS for each in given):
        raise Refused(NO_CONSENT)


def _add_copies(ws: Workspace, release: Release) -> None:
    """A paper that was handed over comes back like any other copy; none twice."""
    there = len(copies.of_print(ws.db, release.number))
    for number in range(there + 1, release.copies + 1):
        copies.add(ws.db, release.copy(number, uid()))


def _copies(told: Answers) -> int:
    if told.get("release_how") not in _PAPER:
        return 0
    count = told.get("release_copies")
    return int(count) if isinstance(count, int | float) else 1


def _when(ws: Workspace, saving: Saving, at: str) -> str:
    """When it first stood in the register."""
    there = releases.noted(ws, saving.record_uid)
    return there.released_at if there is not None else at


def _found(ws: Workspace, saving: Saving, told: Answers) -> tuple[Found, ...]:
    family = told.get("release_family") is True
    passages = _passages(saving.form, told, saving.record_uid)
    return disclosure.check(ws, saving.case_uid, passages, hides_whereabouts=family)


def _telling(found: tuple[Found, ...], told: Answers) -> set[tuple[str, str]]:
    """What a reason let through: these words in these fields, and no others."""
    return {(each.field, _text(told, each.field)) for each in found}


def _passages(form: Form, told: Answers, record_uid: str) -> Iterator[Passage]:
    """What was told. Who received it is `disclosure.problems`' question."""
    for field in interpreter.fields(form):
        words = field.kind in (Kind.TEXT, Kind.LONG_TEXT)
        if words and not field.trusted and field.key != _ALTHOUGH and told.get(field.key):
            label = interpreter.label(form, field)
            yield Passage(label, interpreter.say(field, told[field.key]), record_uid, field.key)


def _before(saving: Saving) -> Answers:
    return interpreter.join(saving.before)


def _text(told: Answers, key: str) -> str:
    value = told.get(key)
    return value.strip() if isinstance(value, str) else ""
