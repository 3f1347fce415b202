"""F21 职业技能培训与就业服务登记表: what she wants, what she learns, and work (S33, S42, S47, S74).

The wish comes first (LJ (三)7: 有培训意愿的). Training is for every age (Order 364 art. 13); under
16, perhaps under 16 or of unknown age nobody is introduced to a job, employed or helped into a
business of their own, and from 16 to 18 not in forbidden places and work
(`actions.gates.growth_gates`). What kind of work it is stands in clear for the figures; where it is
and with whom, in identity.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Caution,
    Compartment,
    Course,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Milestone,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE, _IDENTITY = Compartment.CARE, Compartment.IDENTITY
_L2, _L3, _L4 = Level.L2, Level.L3, Level.L4
_ENDED = ("02", "03", "04")  # L-course-result
_STOPPED = "07"  # L-job-ended: the law does not allow it at this age
_LASTS = Not(AnyOf((Answered("job_until"), Answered("job_ended_why"))))

FORM = Form(
    key="training_and_work",
    number="F21",
    title="Training and work",
    version=1,
    topic=Topic.GROWTH,
    stage=Stage.SERVICES,
    writers=("caseworker", "supervisor"),
    archive_order=111,
    sheet=True,
    reminder="Training and work: see how it goes",
    signatures=("The person (may be left open)", "Handled by", "Person in charge", "Date"),
    course=Course(("work_stands",), papers="work_papers", situation=("work_wish",),
                  minors=("09", "10"), over=Is("work_stands", ("09",))),
    milestones=(
        Milestone("training_ended", "course_ended_on", Is("course_result", _ENDED)),
        Milestone("employed", "job_from", Not(Is("job_ended_why", (_STOPPED,)))),
        # Each job says itself that it is still to be looked at: one settles no other's look.
        Milestone("at_work_three_months_open", "job_from",
                  AllOf((_LASTS, Not(Answered("job_third_month"))))),
        Milestone("at_work_six_months_open", "job_from",
                  AllOf((_LASTS, Not(Answered("job_sixth_month"))))),
    ),
    sections=(
        Section(
            "wish",
            "What the person wants",
            (
                Field("work_on", "Date", Kind.DATE, personal=False, listed=True,
                      part=Part.ON_DATE, not_future=True),
                blocks.AGE_BASIS,
                Field("work_wish", "Wants", Kind.CHOICES, _L2, codes="L-work-wish", required=True,
                      listed=True, coded=True, voice=Voice.HERS),
                Field("work_elsewhere_wish", "Wants to work away from home", Kind.YES_NO, _L2,
                      coded=True, voice=Voice.HERS),
                Field("work_own_view", "In own words", Kind.LONG_TEXT, _L3, _CARE,
                      max_length=500, lines=3, voice=Voice.HERS),
                Field("work_skills", "What the person can do and likes", Kind.LONG_TEXT, _L3,
                      _CARE, max_length=500, lines=2),
                Field("work_limits", "What is not possible now: health, children, safety",
                      Kind.LONG_TEXT, _L3, _CARE, max_length=500, lines=2),
            ),
            hint="Under 16, or of unknown age: training and school, no work of any kind.",
        ),
        Section(
            "stands",
            "Where it stands",
            (
                Field("work_stands", "Where it stands", Kind.CHOICE, _L2, codes="L-work-stands",
                      personal=False, listed=True, coded=True),
                Field("work_papers", "Papers", Kind.ROWS, _L2, personal=False,
                      rows=(
                          Field("work_paper", "Paper", Kind.CHOICE, _L2, codes="L-work-paper",
                                personal=False, starts="*"),
                          Field("work_paper_stand", "How it stands", Kind.CHOICE, _L2,
                                codes="L-paper-stand", personal=False, starts="01"),
                          Field("work_paper_on", "Since", Kind.DATE, _L2, personal=False,
                                not_future=True),
                          Field("work_paper_remark", "Remark", Kind.TEXT, _L2, personal=False,
                                max_length=100),
                      )),
            ),
        ),
        Section(
            "training",
            "Training",
            (
                Field("courses", "Courses", Kind.ROWS, _L2, personal=False, coded=True,
                      rows=(
                          Field("course_kind", "Trade", Kind.CHOICE, _L2, codes="L-work-kind",
                                personal=False, coded=True),
                          Field("course_on", "From", Kind.DATE, _L2, personal=False, coded=True),
                          Field("course_ended_on", "Ended on", Kind.DATE, _L2, personal=False,
                                coded=True, follows="course_on"),
                          Field("course_hours", "Lessons", Kind.NUMBER, _L2, personal=False,
                                minimum=0, maximum=5000, coded=True),
                          Field("course_result", "Result", Kind.CHOICE, _L2,
                                codes="L-course-result", personal=False, coded=True),
                          Field("course_certificate", "Certificate", Kind.TEXT, _L2,
                                personal=False, max_length=80),
                          Field("course_subsidy", "Subsidy", Kind.MONEY, _L2, personal=False,
                                coded=True),
                      )),
                Field("course_places", "Where the courses are, and with whom to speak",
                      Kind.LONG_TEXT, _L4, _IDENTITY, personal=False, max_length=500, lines=2,
                      trusted=True, whereabouts=True, other=True),
                Field("course_own_view", "What the person says of the training", Kind.TEXT, _L3,
                      _CARE, voice=Voice.HERS),
            ),
        ),
        Section(
            "guidance",
            "Guidance and help",
            (
                Field("guidance_on", "Guidance given on", Kind.DATE, personal=False, coded=True,
                      not_future=True),
                Field("guidance", "Guidance about", Kind.CHOICES, codes="L-guidance",
                      personal=False, coded=True),
                Field("work_help", "Help of the labour office, applied for", Kind.CHOICES, _L2,
                      codes="L-work-help", personal=False, coded=True),
                Field("work_office", "Labour office", Kind.DEPARTMENT, personal=False),
                Field("self_employment", "Help for an own business", Kind.CHOICES, _L2,
                      codes="L-self-support", personal=False, coded=True),
                Field("self_employment_kind", "What business", Kind.TEXT, _L2, max_length=100,
                      when=Answered("self_employment")),
            ),
        ),
        Section(
            "introduction",
            "Introductions to jobs",
            (
                Field("introductions", "Introductions", Kind.ROWS, _L2, personal=False,
                      coded=True,
                      rows=(
                          Field("introduced_on", "Date", Kind.DATE, _L2, personal=False,
                                coded=True),
                          Field("introduced_kind", "Kind of work", Kind.CHOICE, _L2,
                                codes="L-work-kind", personal=False, coded=True),
                          Field("introduced_harmful", "Heavy, toxic or dangerous, as looked at",
                                Kind.YES_NO, _L2, personal=False),
                          Field("introduced_result", "Result", Kind.CHOICE, _L2,
                                codes="L-introduced", personal=False, coded=True),
                      )),
                Field("introduced_to", "To which employers, and who looked at them",
                      Kind.LONG_TEXT, _L4, _IDENTITY, personal=False, max_length=500, lines=2,
                      trusted=True, whereabouts=True, other=True, when=Answered("introductions"),
                      hint="Licence seen, place visited, other women spoken to: before she goes."),
            ),
            folded=True,
        ),
        Section(
            "work",
            "Work",
            (
                Field("jobs", "Jobs", Kind.ROWS, _L2, personal=False, coded=True,
                      rows=(
                          Field("job_kind", "Kind of work", Kind.CHOICE, _L2,
                                codes="L-work-kind", personal=False, coded=True),
                          Field("job_harmful", "Heavy, toxic or dangerous, as looked at",
                                Kind.YES_NO, _L2, personal=False),
                          Field("job_form", "Form", Kind.CHOICE, _L2, codes="L-job-form",
                                personal=False, coded=True),
                          Field("job_from", "From", Kind.DATE, _L2, personal=False, coded=True),
                          Field("job_contract", "Contract", Kind.CHOICE, _L2,
                                codes="L-job-contract", personal=False, coded=True),
                          Field("job_elsewhere", "Away from home", Kind.YES_NO, _L2,
                                personal=False, coded=True),
                          Field("job_third_month", "After three months", Kind.CHOICE, _L2,
                                codes="L-job-state", personal=False, coded=True),
                          Field("job_sixth_month", "After six months", Kind.CHOICE, _L2,
                                codes="L-job-state", personal=False, coded=True),
                          Field("job_until", "Ended on", Kind.DATE, _L2, personal=False,
                                coded=True, follows="job_from"),
                          Field("job_ended_why", "Why it ended", Kind.CHOICE, _L2,
                                codes="L-job-ended", personal=False, coded=True),
                      )),
                Field("employers", "Employer, place of work, whom to call there", Kind.LONG_TEXT,
                      _L4, _IDENTITY, personal=False, max_length=500, lines=3, trusted=True,
                      whereabouts=True, other=True, when=Answered("jobs"),
                      hint="The employer is told nothing of the past."),
                Field("wages_to", "Wages are paid", Kind.CHOICE, _L2, codes="L-wages-to",
                      coded=True, when=Answered("jobs"),
                      cautions=(
                          Caution("Wages belong to the one who works: help to open an own account. "
                                  "Wages in other hands can be a sign of new control; withheld "
                                  "wages are claimed with the labour inspection (12333).",
                                  Is("wages_to", ("03", "04"))),
                      )),
                Field("job_own_view", "What the person says of the work", Kind.LONG_TEXT, _L3,
                      _CARE, max_length=500, lines=2, voice=Voice.HERS, when=Answered("jobs")),
                Field("work_next_on", "Look again on", Kind.DATE, personal=False,
                      part=Part.DUE_ON,
                      hint="Three and six months after a beginning."),
            ),
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
