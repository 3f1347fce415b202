"""What a record says has happened: milestones are read from answers as forms declare them."""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms import answers as interpreter
from rescueapp.forms import asking, soundness
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import (
    Answered,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Milestone,
    Section,
    Topic,
)

ARRIVED = "2026-09-28T07:00:00Z"

_ROWS = Field(
    "notices",
    "Notices",
    Kind.ROWS,
    rows=(
        Field("put_up_on", "Put up on", Kind.DATE),
        Field("withdrawn", "Withdrawn", Kind.YES_NO),
        Field("withdrawn_on", "Withdrawn on", Kind.DATE, when=Is("withdrawn", (True,))),
    ),
)
_FORM = Form(
    key="sample",
    number="F99",
    title="Sample",
    version=1,
    topic=Topic.CASE,
    sections=(
        Section(
            "only",
            "Only",
            (
                _ROWS,
                Field("heard", "Heard", Kind.YES_NO, Level.L3, Compartment.LEGAL),
                Field("heard_on", "Heard on", Kind.DATE, when=Is("heard", (True,))),
            ),
        ),
    ),
    milestones=(
        Milestone("put_up", "put_up_on"),
        Milestone("taken_down", "withdrawn_on", Is("withdrawn", (True,))),
        Milestone("heard", "heard_on"),
    ),
)


def _told(form: str, **answers: object) -> list[tuple[str, str, Compartment | None]]:
    return list(interpreter.milestones(form_of(form), answers))


def test_the_intake_of_an_unknown_person_tells_its_moment() -> None:
    told = _told("intake", arrived_at=ARRIVED, id_check="3")
    assert told == [("entered", ARRIVED, None), ("unidentified", ARRIVED, None)]


def test_a_known_identity_is_told_by_the_day_of_the_record() -> None:
    told = _told("intake", arrived_at=ARRIVED, id_check="1")
    assert told == [("entered", ARRIVED, None), ("identified", "", None)]


def test_what_a_compartment_tells_is_named_with_it() -> None:
    told = _told("intake", arrived_at=ARRIVED, id_check="1", reasons=["02", "10"])
    assert told[2:] == [("suspected_victim", ARRIVED, Compartment.CARE)]


def test_declined_and_unknown_say_nothing() -> None:
    assert _told("trafficking_case", rescued_on={"none": "unknown"}) == []
    assert _told("mandatory_report", noticed_at=None, reported_at="") == []


def test_a_date_of_several_days_counts_from_its_first() -> None:
    told = _told("trafficking_case", rescued_on="2026-03")
    assert told == [("rescued", "2026-03-01", Compartment.CARE)]


def test_a_bought_bride_has_the_clock_of_annulment_unless_she_says_it_was_not_coerced() -> None:
    names = [t[0] for t in _told("trafficking_case", rescued_on="2026-03-02", exploitation=["E03"])]
    assert names == ["rescued", "marriage_coerced"]
    free = {"rescued_on": "2026-03-02", "exploitation": ["E03"], "marriage_coerced": False}
    assert [t[0] for t in _told("trafficking_case", **free)] == ["rescued"]


def test_a_visit_refused_or_put_off_was_neither_made_nor_lost() -> None:
    told = {
        result: [t[0] for t in _told("follow_up", visited_on="2026-03-02", visit_result=result)]
        for result in ("01", "02", "03", "04")
    }
    assert told == {"01": ["visited"], "02": ["visit_refused"], "03": ["visit_failed"], "04": []}


def test_rows_tell_one_each_and_only_by_their_own_answers() -> None:
    rows = [
        {"put_up_on": "2026-03-01", "withdrawn": True, "withdrawn_on": "2026-04-01"},
        {"put_up_on": "2026-03-02", "withdrawn": False, "withdrawn_on": "2026-04-02"},
        {"put_up_on": {"none": "unknown"}},
    ]
    assert list(interpreter.milestones(_FORM, {"notices": rows})) == [
        ("put_up", "2026-03-01", None),
        ("put_up", "2026-03-02", None),
        ("taken_down", "2026-04-01", None),
    ]


def test_what_is_not_asked_says_nothing_and_its_condition_seals_it() -> None:
    assert not interpreter.milestones(_FORM, {"heard": False, "heard_on": "2026-03-01"})
    told = interpreter.milestones(_FORM, {"heard": True, "heard_on": "2026-03-01"})
    assert told == (("heard", "2026-03-01", Compartment.LEGAL),)


def test_a_milestone_of_two_parts_is_no_sound_declaration() -> None:
    two = replace(_FORM.sections[0].fields[2], key="again_on", compartment=Compartment.CARE)
    section = replace(_FORM.sections[0], fields=(*_FORM.sections[0].fields, two))
    broken = replace(
        _FORM, sections=(section,), milestones=(Milestone("x", "again_on", Answered("heard")),)
    )
    assert "x: it rests on more than one part" in soundness.check(broken)


def test_every_declared_milestone_rests_on_one_part() -> None:
    for form in FORMS.values():
        for said in form.milestones:
            parts = {
                asking.compartment_of(form, field)
                for field in asking.fields(form)
                if field.key in asking.basis(form, said)
            }
            assert len(parts - {None}) <= 1, (form.key, said.name)
