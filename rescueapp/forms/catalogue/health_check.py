"""F13 入站健康检查及伤情记录表: how she is when she comes, and what injuries are seen (S28, S69).

Every item is agreed to on its own and may be declined; nothing is examined twice that F17 holds.
Injuries are rows by place on the body. Of evidence only that it was secured, never its content
(K-21); of an HIV test only that it was offered (L24 art. 39, A-406). The items that cannot wait
are medical practice and marked 待核实, never law (A-411). What the team must know tonight stands
in care, the rest is medical.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    AnyOf,
    Caution,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Milestone,
    Not,
    Part,
    Section,
    Topic,
    Voice,
)

_CARE, _MEDICAL, _LEGAL = Compartment.CARE, Compartment.MEDICAL, Compartment.LEGAL
_L2, _L3 = Level.L2, Level.L3
_HIV = "05"  # L-exam
_ABUSED = Is("violence_when", ("01", "02", "03"))
_HARMED = AnyOf((_ABUSED, Is("nutrition", ("04",))))  # of a minor to be reported (C-26 02, 04)

FORM = Form(
    key="health_check",
    number="F13",
    title="Health check and record of injuries",
    version=1,
    topic=Topic.CARE,
    writers=("medical_worker", "caseworker", "supervisor"),
    archive_order=70,
    sheet=True,
    reminder="Health re-check",
    signatures=("The person (may be left open)", "Physician or nurse", "Handled by", "Date"),
    milestones=(Milestone("harm_found", "health_checked_at", _HARMED),),
    sections=(
        Section(
            "check",
            "The check",
            (
                Field("health_checked_at", "Date and time", Kind.DATE_TIME, personal=False,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("health_check_kind", "Occasion", Kind.CHOICE, codes="L-health-check",
                      personal=False, listed=True, coded=True),
                Field("health_check_place", "Where it was done", Kind.INSTITUTION, personal=False,
                      whereabouts=True),
                Field("health_examiner", "Physician or nurse", Kind.TEXT, personal=False,
                      max_length=60, whereabouts=True, other=True),
                Field("health_examiner_sex", "Who examined", Kind.CHOICE,
                      codes="L-interviewer-sex", personal=False,
                      cautions=(
                          Caution("A woman or girl is examined by a woman, or with a woman beside "
                                  "her, unless she herself wants it otherwise.",
                                  Is("health_examiner_sex", ("03",)), of_female=True),
                      )),
                Field("health_present", "Present at the wish of the person", Kind.CHOICES, _L2,
                      codes="L-present", personal=False),
                Field("health_explained", "Explained: what is examined and why; every step can be "
                      "refused", Kind.YES_NO, personal=False),
                Field("health_agreed", "Own agreement to the check", Kind.CHOICE, _L2,
                      codes="L-agreement",
                      cautions=(
                          Caution("Nothing is examined without agreement. Help in an emergency "
                                  "goes on; offer the rest again later.",
                                  Is("health_agreed", ("02", "03"))),
                      )),
            ),
        ),
        Section(
            "state",
            "State on arrival",
            (
                Field("temperature", "Temperature", Kind.NUMBER, _L3, _MEDICAL, personal=False,
                      minimum=30, maximum=45, unit="°C"),
                Field("pressure_high", "Blood pressure, upper", Kind.NUMBER, _L3, _MEDICAL,
                      personal=False, minimum=40, maximum=300, unit="mmHg"),
                Field("pressure_low", "Blood pressure, lower", Kind.NUMBER, _L3, _MEDICAL,
                      personal=False, minimum=20, maximum=200, unit="mmHg"),
                Field("pulse", "Pulse", Kind.NUMBER, _L3, _MEDICAL, personal=False, minimum=20,
                      maximum=250, unit="per minute"),
                Field("consciousness", "Consciousness", Kind.CHOICE, _L3, _MEDICAL,
                      codes="L-consciousness", personal=False,
                      cautions=(
                          Caution("To hospital now (120). The form can wait.",
                                  Is("consciousness", ("02", "03", "04"))),
                      )),
                Field("measured_height", "Height, measured", Kind.NUMBER, _L3, _MEDICAL,
                      personal=False, minimum=30, maximum=230, unit="cm"),
                Field("measured_weight", "Weight, measured", Kind.NUMBER, _L3, _MEDICAL,
                      personal=False, minimum=1, maximum=250, unit="kg"),
                Field("nutrition", "Nutrition", Kind.CHOICE, _L3, _MEDICAL, codes="L-nutrition",
                      personal=False,
                      cautions=(
                          Caution("Severe malnutrition of a minor is reported (F37).",
                                  AllOf((MayBeMinor(), Is("nutrition", ("04",))))),
                      )),
                Field("pain", "Pain, as the person says, 0 to 10", Kind.SCALE, _L3, _MEDICAL,
                      minimum=0, maximum=10),
                Field("pain_where", "Where it hurts", Kind.TEXT, _L3, _MEDICAL, max_length=100),
                Field("mental_first", "State of mind, as seen", Kind.CHOICES, _L3, _MEDICAL,
                      codes="L-mental", personal=False, hint="What is seen, no diagnosis."),
                Field("health_self_harm", "Risk of self-harm", Kind.CHOICE, _L3, _CARE,
                      codes="L-self-harm", personal=False,
                      cautions=(
                          Caution("The person is not left alone tonight. Call the psychologist on "
                                  "duty; the emergency card says what to do.",
                                  Is("health_self_harm", ("2", "3"))),
                      )),
            ),
        ),
        Section(
            "background",
            "Earlier illness, medicines, pregnancy",
            (
                blocks.ALLERGIES,
                blocks.HISTORY,
                blocks.MEDICINES,
                replace(blocks.SEX, part=None, coded=False),
                blocks.PREGNANCY,
                blocks.DISABILITY,
            ),
            hint="What stands here already was asked before: do not ask again.",
        ),
        Section(
            "injuries",
            "Injuries",
            (
                Field("injuries_seen", "Injuries or scars were seen", Kind.YES_NO, _L3, _MEDICAL,
                      cautions=(
                          Caution("Injuries of a minor may have to be reported (F37): look at the "
                                  "situations listed there.",
                                  AllOf((MayBeMinor(), Is("injuries_seen", (True,))))),
                      )),
                Field("body_map", "Place by place on the body", Kind.ROWS, _L3, _MEDICAL,
                      personal=False, when=Is("injuries_seen", (True,)),
                      hint="What is seen, as it is: nobody is asked how it came about for this "
                      "table.",
                      rows=(
                          Field("injury_place", "Place", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-body-place", personal=False),
                          Field("injury_side", "Side", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-body-side", personal=False),
                          Field("injury_kind", "Kind", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-injury", personal=False),
                          Field("injury_age", "How old it looks", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-injury-age", personal=False),
                          Field("injury_size", "Size", Kind.TEXT, _L3, _MEDICAL, personal=False,
                                max_length=40, hint="In centimetres."),
                          Field("injury_photo", "Number of the photograph", Kind.TEXT, _L3,
                                _MEDICAL, personal=False, max_length=20),
                          Field("injury_remark", "Remark", Kind.TEXT, _L3, _MEDICAL,
                                personal=False, max_length=100),
                      )),
                Field("injury_photos_by", "Who keeps the photographs", Kind.TEXT, _L3, _MEDICAL,
                      personal=False, max_length=80, other=True,
                      when=Is("injuries_seen", (True,)),
                      hint="Taken by hospital or police, with agreement. Only their numbers stand "
                      "here."),
            ),
        ),
        Section(
            "early",
            "After violence: what cannot wait",
            (
                Field("violence_when", "Sexual violence, as far as signs or own words say",
                      Kind.CHOICE, _L3, _MEDICAL, codes="L-violence-when",
                      hint="Nobody is questioned for this line.",
                      cautions=(
                          Caution("To be verified (待核实), medical practice and no rule of law: "
                                  "HIV prevention within 72 hours, emergency contraception within "
                                  "72 to 120 hours, evidence by hospital or police as early as "
                                  "possible. Call the physician now; each is offered, none is "
                                  "done without agreement.",
                                  Is("violence_when", ("01", "02"))),
                          Caution("Sexual violence against a minor is reported at once (F37).",
                                  AllOf((MayBeMinor(), _ABUSED))),
                      )),
                blocks.TIME_CRITICAL,
                blocks.TIME_CRITICAL_ACCEPTED,
                blocks.EVIDENCE_TO_POLICE,
                Field("evidence_on", "Evidence handed to the police on", Kind.DATE, _L3, _LEGAL,
                      personal=False, not_future=True, when=Is("evidence_to_police", (True,))),
                Field("evidence_unit", "Police unit that took it", Kind.TEXT, _L3, _LEGAL,
                      personal=False, max_length=100, other=True,
                      when=Is("evidence_to_police", (True,)),
                      hint="Unit and number of the receipt; nothing of what was taken."),
            ),
            folded=True,
        ),
        Section(
            "items",
            "Item by item, each agreed to on its own",
            (
                Field("exams", "Examinations", Kind.ROWS, _L3, _MEDICAL, personal=False,
                      hint="Of an HIV test only that it was offered and what the person decided; "
                      "the result stays with the hospital.",
                      rows=(
                          Field("exam_kind", "Examination", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-exam", personal=False, starts="*"),
                          Field("exam_agreed", "Agreement", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-exam-agreed", personal=False, starts="04"),
                          Field("exam_on", "Date", Kind.DATE, _L3, _MEDICAL, personal=False,
                                not_future=True, when=Is("exam_agreed", ("01",))),
                          Field("exam_result", "Result", Kind.CHOICE, _L3, _MEDICAL,
                                codes="L-exam-result", personal=False,
                                when=AllOf((Is("exam_agreed", ("01",)),
                                            Not(Is("exam_kind", (_HIV,)))))),
                          Field("exam_remark", "Remark", Kind.TEXT, _L3, _MEDICAL,
                                personal=False, max_length=200,
                                when=Not(Is("exam_kind", (_HIV,)))),
                      )),
            ),
        ),
        Section(
            "advice",
            "What follows",
            (
                Field("health_advice", "Advice", Kind.CHOICES, _L2, codes="L-health-advice",
                      personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("Going to hospital is written in F17.",
                                  Has("health_advice", ("04", "05"))),
                      )),
                Field("health_instructions", "What the team must know", Kind.LONG_TEXT, _L3, _CARE,
                      personal=False, max_length=500, lines=3, voice=Voice.OURS,
                      hint="What to do and what to watch, without diagnosis."),
                Field("health_recheck_on", "Next check", Kind.DATE, personal=False,
                      part=Part.DUE_ON),
                Field("health_own_view", "The person's own view", Kind.LONG_TEXT, _L3, _CARE,
                      max_length=500, lines=2, voice=Voice.HERS),
            ),
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
