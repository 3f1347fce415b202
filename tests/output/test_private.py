"""What was asked in private, or is the house's own account, is on no sheet that is signed, handed
over or taken along; the file has it."""

from __future__ import annotations

from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS, sign_off_sheet
from rescueapp.forms.schema import Field, Form
from rescueapp.printing import sheet as sheets
from rescueapp.printing.filed import FiledRecord
from rescueapp.printing.sheet import sheet
from tests.every_form.sample import answers_for
from tests.output.paper import HEAD, case_file, printed, squeezed, words_of

LEAVING = FORMS["leaving_declaration"]
PRIVATE = {
    "leaving_declaration": {"made_to_leave", "made_to_leave_note", "leaving_signs",
                            "leaving_safe_card"},
    "return_handover": {"return_own_wish", "return_own_view", "home_safety", "home_safety_note",
                        "home_safety_on", "return_child_decided", "receiver_told",
                        "contact_channel", "contact_number", "contact_hours",
                        "contact_code_word", "contact_who_may_answer", "receiver_copy",
                        "first_visit_done_on", "return_arrived_on", "apart", "apart_reason"},
    "refusal_notice": {"refusal_trafficking_asked", "refused_by"},
    "cross_border": {"embassy_told", "asylum_fear", "border_view", "abroad_contact",
                     "abroad_arrived_on"},
    "termination_notice": {"termination_victim", "termination_review", "termination_reviewed_on",
                           "termination_reviewer"},
    "stay_and_leaving": {"left_card", "stay_medical", "stay_psychological", "stay_minor_services",
                         "stay_tracing", "kin_contacts", "rounds", "outings", "stay_satisfaction",
                         "stay_view"},
    "support_duty_notice": {"duty_wish", "duty_own_view", "duty_child_opinion", "duty_due_on",
                            "duty_answered_on", "duty_answer", "duty_answer_words", "duty_next",
                            "duty_next_on"},
    "mandatory_report": {"noticed_by", "report_delayed", "report_delay_reason", "other_reports",
                         "feedback_due_on", "feedback_on", "feedback_result", "feedback",
                         "protection_after"},
}  # fmt: skip


SIGN = {field.key for field in sign_off_sheet.SIGN}


def labels(form: Form) -> list[str]:
    fields = (
        field for field in interpreter.fields(form) if field.off_sheet and field.key not in SIGN
    )
    return [squeezed(interpreter.label(form, field)) for field in fields]


def test_these_are_asked_in_private() -> None:
    found = {key: set(sheets.off_sheet(form) - SIGN) for key, form in FORMS.items()}
    assert {key: found[key] for key in PRIVATE} == PRIVATE


def test_no_sheet_and_no_blank_has_them() -> None:
    for key in PRIVATE:
        form = FORMS[key]
        for number in range(4):
            filled = words_of(sheet(form, answers_for(form, number), HEAD))
            assert not [label for label in labels(form) if label in filled]
        blank = words_of(sheet(form, None, HEAD))
        assert not [label for label in labels(form) if label in blank]


def test_nor_is_it_among_what_a_sheet_says() -> None:
    answers = answers_for(LEAVING, 2)  # 2: it is not clear whether somebody makes her leave
    assert answers["made_to_leave_note"]
    assert "made_to_leave_note" not in {key for key, _, _ in sheets.passages(LEAVING, answers)}


def test_the_file_of_the_case_has_it() -> None:
    record = FiledRecord(LEAVING, lambda: answers_for(LEAVING, 2), "2026-03-05", "王晓梅")
    told = words_of(printed(case_file(record)))
    assert squeezed(interpreter.label(LEAVING, _field("made_to_leave"))) in told


def _field(key: str) -> Field:
    return next(field for field in interpreter.fields(LEAVING) if field.key == key)
