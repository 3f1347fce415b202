"""F22 落户安置申请: from the application for placement to the household register and what follows.

Placement is asked of civil affairs after three months without an identity, the plan goes to the
government, one letter for each person to the police (A-501, A-502). For a child of unknown origin
the police compare first: only the number and the date of their answer stand here (A-505, K-21);
without the number a supervisor sees to it (S57). An adult's is said and stops nothing: the police
compare whoever's identity is not known (A-203, A-204). Her children are registered as she wishes
(A-508).
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Approval,
    Caution,
    Compartment,
    Course,
    Field,
    Form,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Milestone,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE = Compartment.CARE
_IDENTITY = Compartment.IDENTITY
_FORWARD = ("05", "06", "07", "08")  # L-hukou-stage: put forward, and what comes after
_REGISTERED, _REFUSED = Is("hukou_stage", ("08",)), Is("hukou_stage", ("09",))
_UNCOMPARED = AllOf(  # put forward, of unknown origin, without the answer of the police
    (
        AnyOf(
            (
                Is("hukou_stage", _FORWARD),
                Answered("hukou_applied_on"),
                Answered("hukou_done_on"),
            )
        ),
        Not(AllOf((Is("origin", ("01",)), Answered("origin_ground")))),
        Not(Answered("comparison_number")),
    )
)
_CHILD_UNCOMPARED = AllOf((MayBeMinor(), _UNCOMPARED))
_ADULT_UNCOMPARED = AllOf((Not(MayBeMinor()), _UNCOMPARED))

FORM = Form(
    key="household_registration",
    number="F22",
    title="Household registration and placement",
    version=1,
    topic=Topic.RIGHTS,
    stage=Stage.SERVICES,
    single=True,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=112,
    numbered="hukou_letter_number",
    reminder="Next step of the household registration",
    signatures=("The person or guardian", "Handled by", "Person in charge (seal)"),
    course=Course(("hukou_stage",), papers="hukou_papers", situation=("hukou_category",),
                  granted=_REGISTERED),
    milestones=(
        Milestone("placement_applied", at="placement_applied_on"),
        Milestone("hukou_applied", at="hukou_applied_on"),
        Milestone("hukou_done", at="hukou_done_on"),
        Milestone("hukou_refused", at="hukou_refused_on"),
        Milestone("hukou_reviewed", at="hukou_review_on"),
    ),
    approval=Approval(
        "A child of unknown origin is put forward for registration without the number of the "
        "police's answer on the comparison. Make sure why, and that the comparison is asked for.",
        when=_CHILD_UNCOMPARED,
    ),
    sections=(
        Section(
            "ground",
            "Ground",
            (
                Field("hukou_on", "Date of the record", Kind.DATE, personal=False,
                      part=Part.ON_DATE, not_future=True),
                Field("hukou_category", "Ground of the registration", Kind.CHOICE, Level.L2,
                      codes="L-hukou-category", personal=False, listed=True, coded=True),
                Field("origin", "Who the person is and where from", Kind.CHOICE, Level.L2,
                      codes="L-origin", personal=False, coded=True,
                      hint="Left open counts as unknown."),
                Field("origin_ground", "How it is known: which paper, of whom, its number and day",
                      Kind.TEXT, Level.L2, personal=False, max_length=200, other=True,
                      when=Is("origin", ("01",)),
                      hint="Without it, who the person is counts as unknown."),
                Field("stay_counted_from", "Stay without known identity counted from", Kind.DATE,
                      personal=False, coded=True, not_future=True,
                      hint="Placement is applied for after three months."),
                Field("tracing_summary", "Tracing so far, in brief", Kind.LONG_TEXT, Level.L3,
                      _CARE, personal=False, max_length=1000, lines=2,
                      hint="What was looked for and where, without what happened to the person."),
                Field("notice_summary", "Tracing notice: where published, from when to when",
                      Kind.TEXT, Level.L2, personal=False),
                Field("comparison_asked_on", "Comparison asked of the police on", Kind.DATE,
                      personal=False, coded=True, not_future=True,
                      hint="Sampling and comparing are for the police alone."),
                Field("comparison_request_number", "Number of the request to the police",
                      Kind.TEXT, Level.L2, personal=False, max_length=60),
                Field("comparison_number", "Number of the police's answer on the comparison",
                      Kind.TEXT, Level.L2, personal=False, max_length=60,
                      hint="Only the number of the paper; nothing of what was compared."),
                Field("comparison_answered_on", "Date of that answer", Kind.DATE, personal=False,
                      coded=True, not_future=True, follows="comparison_asked_on"),
            ),
        ),
        Section(
            "stands",
            "Where it stands",
            (
                Field("hukou_stage", "Where it stands", Kind.CHOICE, Level.L2,
                      codes="L-hukou-stage", personal=False, listed=True, coded=True,
                      cautions=(
                          Caution(
                              "A child of unknown origin: the police compare first. Enter the "
                              "number of their answer; without it a supervisor has to agree.",
                              _CHILD_UNCOMPARED,
                          ),
                          Caution(
                              "An adult, and it is not said how it is known who this is: the "
                              "police are asked to compare first (MCA 2015 No. 158). Enter the "
                              "number of their answer; or above who the person is, and how it "
                              "is known.",
                              _ADULT_UNCOMPARED,
                          ),
                      )),
                Field("placement_applied_on", "Placement applied for at civil affairs on",
                      Kind.DATE, personal=False, coded=True, not_future=True),
                Field("placement_plan_on", "Placement plan put before the government on",
                      Kind.DATE, personal=False, coded=True, not_future=True,
                      follows="placement_applied_on"),
                Field("placement_agreed_on", "Agreed to by the government on", Kind.DATE,
                      personal=False, coded=True, not_future=True, follows="placement_plan_on"),
                Field("hukou_letter_number", "Number of the letter for this person", Kind.TEXT,
                      Level.L2, personal=False, max_length=60,
                      hint="One letter for each person, never a list."),
                Field("hukou_applied_on", "Put forward to the police on", Kind.DATE,
                      personal=False, listed=True, coded=True, not_future=True,
                      cautions=(
                          Caution("Enter this day: the time of the police counts from it.",
                                  AllOf((Is("hukou_stage", ("05", "06", "07")),
                                         Not(Answered("hukou_applied_on"))))),
                      )),
                Field("hukou_police", "Police station and officer", Kind.TEXT, Level.L2,
                      personal=False, max_length=100, whereabouts=True, other=True),
                Field("hukou_more_papers", "Papers the police ask for", Kind.TEXT, Level.L2,
                      personal=False),
                Field("hukou_refused_reason", "Why refused or put off", Kind.TEXT, Level.L3,
                      _CARE, personal=False, when=Is("hukou_stage", ("09", "10"))),
                Field("hukou_refused_on", "Refused on", Kind.DATE, personal=False, coded=True,
                      not_future=True, when=_REFUSED,
                      cautions=(
                          Caution("Enter this day: the time for a review counts from it.",
                                  AllOf((_REFUSED, Not(Answered("hukou_refused_on"))))),
                          Caution("The person may ask for a review within 60 days: explain it "
                                  "today, and ask legal aid (F24).",
                                  AllOf((Answered("hukou_refused_on"),
                                         Not(Answered("hukou_review_on"))))),
                      ),
                      follows="hukou_applied_on"),
                Field("hukou_review_on", "Review asked for on", Kind.DATE, personal=False,
                      coded=True, not_future=True, when=_REFUSED, follows="hukou_refused_on"),
                Field("hukou_done_on", "Registered on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True,
                      cautions=(
                          Caution("Enter this day: without it Today goes on asking.",
                                  AllOf((_REGISTERED, Not(Answered("hukou_done_on"))))),
                          Caution("A day of registration, but it does not stand as registered: "
                                  "see which of both is right.",
                                  AllOf((Answered("hukou_done_on"), Answered("hukou_stage"),
                                         Not(_REGISTERED)))),
                      ),
                      follows="hukou_applied_on"),
                blocks.PERSON_RESIDENCE[2],
                Field("hukou_next_on", "Next step by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("hukou_done_on"))),
                Field("hukou_next", "Next step", Kind.TEXT, Level.L2, personal=False,
                      when=Not(Answered("hukou_done_on"))),
            ),
        ),
        Section(
            "papers",
            "Papers",
            (
                Field("hukou_papers", "Papers", Kind.ROWS, Level.L2, personal=False, rows=(
                    Field("hukou_paper", "Paper", Kind.CHOICE, Level.L2,
                          codes="L-hukou-paper", personal=False, starts="*"),
                    Field("hukou_paper_state", "How it stands", Kind.CHOICE, Level.L2,
                          codes="L-paper-state", personal=False, starts="01"),
                    Field("hukou_paper_on", "Since", Kind.DATE, Level.L2, personal=False,
                          not_future=True),
                    Field("hukou_paper_note", "Remark", Kind.TEXT, Level.L2, personal=False,
                          max_length=100),
                )),
            ),
        ),
        Section(
            "person",
            "Who is registered",
            (
                replace(blocks.NAME, part=None),
                replace(blocks.OTHER_NAMES, part=None),
                replace(blocks.SEX, part=None, coded=False),
                Field("register_name", "Name to be registered", Kind.TEXT, Level.L4, _IDENTITY,
                      max_length=60, hint="Chosen with the person; never a name a buyer gave, "
                      "unless the person wants to keep it."),
                Field("register_birth", "Date of birth to be registered", Kind.DATE, Level.L4,
                      _IDENTITY, not_future=True),
                Field("register_basis", "How name and date of birth were settled", Kind.TEXT,
                      Level.L3, _CARE, personal=False,
                      hint="Own words, papers, a doctor's estimate of the age."),
                replace(blocks.ETHNIC, coded=False),
                blocks.PHOTO,
            ),
        ),
        Section(
            "where",
            "Where, and who cares for the person",
            (
                Field("register_kind", "Kind of household register", Kind.CHOICE, Level.L2,
                      codes="L-register-kind", personal=False, coded=True),
                Field("register_address", "Address of the registration", Kind.TEXT, Level.L4,
                      _IDENTITY, trusted=True, whereabouts=True,
                      hint="Never the household of a buyer or his family."),
                Field("register_head", "Head of the household", Kind.TEXT, Level.L4, _IDENTITY,
                      personal=False, max_length=60, trusted=True, other=True,
                      when=Is("register_kind", ("04",))),
                Field("register_carer", "Guardian, or who supports the person", Kind.TEXT,
                      Level.L4, _IDENTITY, personal=False, max_length=100, trusted=True,
                      other=True),
                Field("register_secret", "Asked the police to keep the registration confidential",
                      Kind.YES_NO, personal=False,
                      hint="The letter that asks for it is under Print."),
                Field("placement_plan", "Placement plan: living, guardianship, support",
                      Kind.LONG_TEXT, Level.L3, _CARE, personal=False, max_length=1000, lines=3,
                      trusted=True, whereabouts=True, voice=Voice.OURS),
            ),
        ),
        Section(
            "wishes",
            "Own wishes",
            (
                Field("hukou_wish", "What the person wants: where, with whom, under which name",
                      Kind.LONG_TEXT, Level.L3, _CARE, max_length=1000, lines=3,
                      voice=Voice.HERS, hint="A child is asked, too, in words it understands."),
                Field("children_register_wish", "Registration of the person's children",
                      Kind.CHOICE, Level.L3, _CARE, codes="L-children-register",
                      voice=Voice.HERS,
                      hint="The mother's wish decides; nobody presses for it."),
                Field("children_register_note", "What the person wants for the children",
                      Kind.LONG_TEXT, Level.L3, _CARE, max_length=500, lines=2,
                      when=Is("children_register_wish", ("02", "03", "04")), voice=Voice.HERS,
                      hint="With whom they live, what paper there is of the birth."),
            ),
        ),
        Section(
            "opinions",
            "Opinions",
            (
                Field("station_opinion", "Opinion of the institution", Kind.LONG_TEXT, Level.L2,
                      personal=False, max_length=500, lines=2, other=True),
                Field("civil_affairs_opinion", "Opinion of civil affairs", Kind.LONG_TEXT,
                      Level.L2, personal=False, max_length=500, lines=2, other=True),
                Field("government_opinion", "Instruction of the government", Kind.LONG_TEXT,
                      Level.L2, personal=False, max_length=500, lines=2, other=True),
                Field("police_opinion", "Opinion of the police", Kind.LONG_TEXT, Level.L2,
                      personal=False, max_length=500, lines=2, other=True),
            ),
        ),
        Section(
            "security",
            "Social security after the registration",
            (
                Field("security_items", "Social security", Kind.ROWS, Level.L2, personal=False,
                      coded=True, rows=(
                          Field("security_item", "Kind", Kind.CHOICE, Level.L2,
                                codes="L-social-security", personal=False, starts="*",
                                coded=True),
                          Field("security_state", "How it stands", Kind.CHOICE, Level.L2,
                                codes="L-benefit-state", personal=False, starts="01",
                                coded=True),
                          Field("security_on", "Since", Kind.DATE, Level.L2, personal=False,
                                not_future=True),
                          Field("security_note", "Remark", Kind.TEXT, Level.L2, personal=False,
                                max_length=100),
                      )),
            ),
            folded=True,
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
