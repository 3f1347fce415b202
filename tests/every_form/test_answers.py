"""What holds for the answers of every form: whole, declined, empty, apart and together."""

from __future__ import annotations

import json

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms import checking
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Form, Kind, Level
from rescueapp.i18n import speaking
from tests.every_form.sample import TODAY, answers_for, declined_for, empty_for, person

EVERY = {**FORMS, **REGISTERS}
every_form = pytest.mark.parametrize("form", EVERY.values(), ids=EVERY)
# What no fictional case here has: a refusal, empty hands, consent to a duty, a late report,
# a buyer who is heard, a complaint (`test_complaints`).
LEFT_OPEN = {
    ("intake", "decision_reason"),
    ("belongings", "nothing_carried"),
    ("consent", "agrees_registration"),
    ("consent", "guardian_document"),
    ("mandatory_report", "report_delay_reason"),
    ("rights_request", "heard_although"),
    ("feedback", "feedback_supervisors"),
    ("feedback", "feedback_complaint_words"),
}

everybody = pytest.mark.parametrize("number", range(8))


@every_form
@everybody
def test_a_form_can_be_answered_in_full(form: Form, number: int) -> None:
    given = answers_for(form, number)
    found = interpreter.problems(
        form, given, complete=True, today=TODAY, minor=person(number).minor
    )

    assert given
    assert [(p.path, p.words.msgid) for p in found if p.blocking] == []


def test_the_samples_together_answer_every_question() -> None:
    answered: dict[str, set[str]] = {key: set() for key in EVERY}
    for key, form in EVERY.items():
        for number in range(24):
            answered[key] |= answers_for(form, number).keys()
            referring = answers_for(
                form, number, cases=["c" * 32], relatives=["d" * 32], entries=["e" * 32]
            )
            answered[key] |= referring.keys()
    open_ones = {
        (key, field.key)
        for key, form in EVERY.items()
        for field in interpreter.fields(form)
        if field.key not in answered[key]
        and field.kind not in (Kind.PHOTO, Kind.ATTACHMENT)
        and not field.retired
    }

    assert open_ones == LEFT_OPEN


@every_form
def test_k01_everything_personal_may_be_declined(form: Form) -> None:
    given = declined_for(form)
    found = interpreter.problems(form, given, complete=True, today=TODAY, minor=True)
    said = [] if given else [checking.NOTHING]  # of a form where every answer is the staff's

    assert [p.words for p in found if p.blocking] == said


@every_form
def test_a_draft_needs_nothing(form: Form) -> None:
    found = interpreter.problems(form, empty_for(form), complete=False, today=TODAY, minor=True)
    blocking = {p.path[0] for p in found if p.blocking}

    assert blocking <= {"sex", "arrived_at"}


@every_form
@everybody
def test_answers_taken_apart_and_joined_are_the_same(form: Form, number: int) -> None:
    given = answers_for(form, number)

    assert interpreter.join(interpreter.split(form, given)) == given


@every_form
def test_the_clear_part_holds_nothing_sensitive(form: Form) -> None:
    by_key = {field.key: field for field in interpreter.fields(form)}
    clear = interpreter.split(form, answers_for(form, 1)).get(None, {})

    assert all(by_key[key].level < Level.L3 for key in clear)


@every_form
@everybody
def test_coded_facts_hold_no_words_of_hers(form: Form, number: int) -> None:
    given = answers_for(form, number)
    sent = json.dumps(interpreter.coded(form, given), ensure_ascii=False)
    names = [person(number).name, person(number).document]
    for field in interpreter.fields(form):
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and field.key in given:
            names.append(given[field.key])

    assert not [name for name in names if name in sent]


@every_form
def test_every_answer_reads_in_words(form: Form) -> None:
    given = answers_for(form, 1)
    with speaking("en"):
        read = list(interpreter.lines(form, given, person(1).minor))

    assert read
    for line in read:
        assert line.label
        assert bool(line.words) == interpreter.answered(given.get(line.field_key)), line.field_key


def test_the_name_is_sealed_and_found_for_the_case() -> None:
    given = answers_for(FORMS["intake"], 3)
    spine = interpreter.spine(FORMS["intake"], given)
    parts = interpreter.split(FORMS["intake"], given)

    assert person(3).name in spine.names
    assert spine.documents == (person(3).document,)
    assert "name" in parts[Compartment.IDENTITY]
    assert "brief" in parts[Compartment.CARE]


def test_what_does_not_apply_is_not_asked() -> None:
    intake = FORMS["intake"]
    alone = {"sex": "1", "arrival_mode": "02", "id_check": "1"}
    asked = interpreter.asked(intake, alone, minor=False)
    sections = {section.key for section, _ in asked}
    keys = {field.key for _, fields in asked for field in fields}

    assert "escort" not in sections
    assert "appearance" not in sections
    assert "pregnancy" not in keys
    assert "adult_signed" not in keys


def test_a_legal_duty_is_told_and_never_asked_as_consent() -> None:
    given = {"notice_purposes": ["01", "05"]}
    asked = interpreter.asked(FORMS["consent"], given, minor=False)
    keys = {field.key for _, fields in asked for field in fields}

    assert "agrees_registration" not in keys
    assert "agrees_referral" not in keys
    assert "agrees_photo" in keys


@pytest.mark.parametrize(
    ("band", "guardian", "own_opinion"),
    [("01", False, False), ("02", False, True), ("03", True, True), ("04", True, False)],
)
def test_under_14_the_guardian_consents_and_from_8_the_child_is_heard(
    band: str, guardian: bool, own_opinion: bool
) -> None:
    asked = interpreter.asked(FORMS["consent"], {"age_band": band}, minor=True)
    sections = {section.key for section, _ in asked}

    assert ("guardian" in sections) is guardian
    assert ("own_opinion" in sections) is own_opinion


def test_once_feedback_is_there_nothing_is_due() -> None:
    report = FORMS["mandatory_report"]
    waiting = {"feedback_due_on": "2026-03-21"}

    assert interpreter.spine(report, waiting).due_on == "2026-03-21"
    assert interpreter.spine(report, {**waiting, "feedback_on": "2026-03-21"}).due_on is None
