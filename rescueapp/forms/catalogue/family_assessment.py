"""F28 家庭与监护能力评估表: whether she can live with her family, or a child with a guardian.

Asking tells: before anybody is asked, her word on it. Whoever took part in the trafficking or
knew of it makes the result unfit (rules.md B.3); a child goes back to a guardian only after this
(L01 art. 93). Two people assess; nobody who is asked learns where she is (S34, S75).
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Caution,
    Compartment,
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

_NOT_TO_BE_ASKED = ("03", "04", "05")  # L-asking
_NEAR = ("01", "02", "03")  # L-nearness: in the house, the village, the township
_NOT_TAKEN_BACK = Is("takes_back", ("03", "04"))  # L-takes-back: refused, no answer
_SOMEBODY_NEAR = AnyOf((Is("trafficker_near", _NEAR), Is("buyer_near", _NEAR)))

FORM = Form(
    key="family_assessment",
    number="F28",
    title="Assessment of family and guardianship",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.ASSESSMENT,
    archive_order=87,
    reminder="A problem of the family assessment",
    signatures=("Assessed by (1)", "Assessed by (2)", "Person in charge", "Date"),
    milestones=(
        Milestone("not_taken_back", at="takes_back_on", when=_NOT_TAKEN_BACK),
        Milestone("origin_told", at="origin_told_on"),
        Milestone(
            "harm_found",
            when=AnyOf((Is("guardian_harmed", (True,)), Is("family_guardian_risk", ("4",)))),
        ),
    ),
    sections=(
        Section(
            "asking",
            "Before anybody is asked",
            (
                Field("family_assessed_on", "Date of the assessment", Kind.DATE, personal=False,
                      required=True, listed=True, coded=True, part=Part.ON_DATE, not_future=True,
                      shared=True),
                Field("family_purpose", "What it is for", Kind.CHOICES, codes="L-family-purpose",
                      personal=False, listed=True, coded=True, shared=True),
                Field("family_asking", "May the family, the village or the neighbours be asked",
                      Kind.CHOICE, Level.L3, Compartment.CARE, codes="L-asking", required=True,
                      coded=True, voice=Voice.HERS,
                      hint="Asking tells: whoever is asked learns that the person was found.",
                      cautions=(Caution("Nobody there is asked for now. What is known already and "
                                        "what the police can find out without naming the person "
                                        "must do.", Is("family_asking", _NOT_TO_BE_ASKED)),)),
                Field("family_asking_words", "Who may be asked, who must not, and what is said",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=500, lines=2,
                      voice=Voice.HERS, hint="In the person's own words."),
                Field("family_pretext", "What is given as the reason for asking", Kind.TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=200,
                      hint="Nothing of trafficking, of this institution or of where the person is; "
                      "agreed with the person.", shared=True),
                Field("family_asked", "Who was asked", Kind.ROWS, Level.L4, Compartment.IDENTITY,
                      personal=False, other=True, rows=(
                          Field("asked_who", "Who", Kind.TEXT, Level.L4, Compartment.IDENTITY,
                                personal=False, max_length=60, trusted=True, other=True),
                          Field("asked_as", "As what", Kind.CHOICE, Level.L2,
                                Compartment.IDENTITY, codes="L-asked-as", personal=False),
                          Field("asked_on_day", "On", Kind.DATE, Level.L2, Compartment.IDENTITY,
                                personal=False, not_future=True),
                          Field("asked_way", "How", Kind.CHOICE, Level.L2, Compartment.IDENTITY,
                                codes="L-asked-way", personal=False),
                          Field("asked_answer", "What they said", Kind.TEXT, Level.L4,
                                Compartment.IDENTITY, personal=False, max_length=300, other=True),
                      )),
                Field("family_not_told", "Nobody who was asked learned where the person is",
                      Kind.YES_NO, Level.L2, personal=False,
                      cautions=(Caution("Look through the channels that can show where the person "
                                        "is (P04), and tell the person in charge.",
                                        Is("family_not_told", (False,))),)),
            ),
        ),
        Section(
            "household",
            "Who lives there",
            (
                Field("household_members", "Members of the household", Kind.ROWS, Level.L4,
                      Compartment.IDENTITY, personal=False, other=True, rows=(
                          Field("member_relative", "Entered as a relative", Kind.RELATIVE,
                                Level.L4, Compartment.IDENTITY, personal=False),
                          Field("member_relation", "Relation to the person", Kind.CHOICE,
                                Level.L2, Compartment.IDENTITY, codes="C-07", personal=False),
                          Field("member_age", "Age", Kind.NUMBER, Level.L2,
                                Compartment.IDENTITY, personal=False, minimum=0, maximum=120,
                                unit="years"),
                          Field("member_health", "State of health", Kind.TEXT, Level.L4,
                                Compartment.IDENTITY, personal=False, max_length=100, other=True),
                          Field("member_part", "Part in the trafficking", Kind.CHOICE, Level.L3,
                                Compartment.IDENTITY, codes="L-family-part", personal=False),
                          Field("member_attitude", "Attitude to the person's return", Kind.TEXT,
                                Level.L4, Compartment.IDENTITY, personal=False, max_length=200,
                                other=True),
                      )),
                Field("family_involved", "Somebody of the household took part in the trafficking, "
                      "or knew of it", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-involved", personal=False, required=True, coded=True,
                      cautions=(Caution("Then the result can only be: not fit. Enter who it is "
                                        "with the relatives as somebody who must not be "
                                        "contacted.", Is("family_involved", ("01",))),)),
                Field("family_relations_now", "Relations to the person", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-relation-quality", personal=False, coded=True),
            ),
        ),
        Section(
            "home",
            "The home",
            (
                Field("home_housing", "Housing", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-condition", personal=False, coded=True, shared=True),
                Field("home_money", "Income and debts", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-condition", personal=False, coded=True, shared=True),
                Field("home_health", "Health of who cares", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-condition", personal=False, coded=True,
                      shared=True),
                Field("home_dangers", "Dangers at home", Kind.CHOICES, Level.L3,
                      Compartment.CARE, codes="L-home-danger", personal=False, coded=True,
                      shared=True),
                Field("home_note", "Home, in brief", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=1000, lines=3, other=True, shared=True),
            ),
        ),
        Section(
            "near",
            "Who else is near",
            (
                Field("trafficker_near", "Nearest of the traffickers and their circle",
                      Kind.CHOICE, Level.L3, Compartment.CARE, codes="L-nearness",
                      personal=False, required=True, coded=True,
                      cautions=(Caution("So near, a return needs a plan that the police have "
                                        "agreed to.", Is("trafficker_near", _NEAR)),), shared=True),
                Field("buyer_near", "Nearest of the buyer and his family", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-nearness", personal=False, required=True,
                      coded=True,
                      cautions=(Caution("So near, a return needs a plan that the police have "
                                        "agreed to.", Is("buyer_near", _NEAR)),), shared=True),
                Field("near_plan", "Plan that the police agreed to: unit, number, day", Kind.TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=200, other=True,
                      when=_SOMEBODY_NEAR,
                      hint="Without it nobody goes back into the same village or town."),
                Field("community_view", "How the place meets the person", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-community-view", personal=False, coded=True,
                      shared=True),
                Field("near_note", "Village or neighbourhood, in brief", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=500, lines=2, other=True,
                      shared=True),
                Field("near_support", "Who and what helps there", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=500, lines=2, other=True,
                      shared=True),
            ),
        ),
        Section(
            "guardian",
            "Guardian",
            (
                Field("assessed_guardian", "Guardian assessed", Kind.RELATIVE, Level.L4,
                      Compartment.IDENTITY, personal=False, trusted=True),
                Field("guardian_attitude", "Attitude to bringing up the child", Kind.CHOICE,
                      Level.L3, Compartment.CARE, codes="L-condition", personal=False,
                      coded=True),
                Field("guardian_school", "School and nursery are seen to", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-condition", personal=False, coded=True),
                Field("guardian_harmed", "The guardian harmed the child", Kind.YES_NO, Level.L3,
                      Compartment.CARE, personal=False, coded=True,
                      cautions=(Caution("The court can be asked to revoke the guardianship; where "
                                        "nobody else asks, civil affairs must (Civil Code 36).",
                                        Is("guardian_harmed", (True,))),
                                Caution(blocks.REPORT_HARM, Is("guardian_harmed", (True,))))),
                Field("family_guardian_risk", "Guardianship risk", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-guardian-risk", personal=False, coded=True,
                      listed=True),
                Field("guardian_note", "Guardian, in brief", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=500, lines=2, other=True),
            ),
            when=MayBeMinor(),
        ),
        Section(
            "problems",
            "What has to be solved first",
            (
                Field("family_problems", "Problems", Kind.ROWS, Level.L3, Compartment.CARE,
                      personal=False, rows=(
                          Field("problem", "Problem", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=200),
                          Field("problem_step", "What is done", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=200),
                          Field("problem_department", "Responsible department", Kind.DEPARTMENT,
                                Level.L3, Compartment.CARE, personal=False),
                          Field("problem_owner", "Who sees to it", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=60, trusted=True,
                                other=True),
                          Field("problem_due_on", "By", Kind.DATE, Level.L3, Compartment.CARE,
                                personal=False, part=Part.DUE_ON,
                                when=Not(Answered("problem_done_on"))),
                          Field("problem_done_on", "Solved on", Kind.DATE, Level.L3,
                                Compartment.CARE, personal=False, not_future=True),
                      )),
            ),
        ),
        Section(
            "result",
            "Result",
            (
                Field("family_own_view", "The person's own view", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=1000, lines=3, voice=Voice.HERS,
                      hint="Asked again at the end: what was found out may have changed it."),
                Field("family_child_view", "What the child says, and how it was asked",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=500, lines=2,
                      voice=Voice.HERS, when=MayBeMinor()),
                Field("family_result", "Result", Kind.CHOICE, Level.L2, codes="L-family-result",
                      personal=False, required=True, listed=True, coded=True),
                Field("takes_back", "Whether the relatives take the person back", Kind.CHOICE,
                      Level.L2, codes="L-takes-back", personal=False, listed=True, coded=True,
                      cautions=(Caution("Tell the civil affairs department of the place of "
                                        "origin; the person stays in care meanwhile.",
                                        _NOT_TAKEN_BACK),)),
                Field("takes_back_on", "Answered on", Kind.DATE, personal=False, coded=True,
                      not_future=True, when=Answered("takes_back"),
                      hint="Where they do not answer: the day on which this was noted.",
                      cautions=(Caution("Enter this day: what follows counts from it.",
                                        AllOf((_NOT_TAKEN_BACK,
                                               Not(Answered("takes_back_on"))))),)),
                Field("origin_told", "Civil affairs department of the place of origin",
                      Kind.DEPARTMENT, Level.L2, personal=False, when=_NOT_TAKEN_BACK,
                      hint="Within the province directly; across provinces through the "
                      "provincial department. Nothing of what happened, not where the person "
                      "is."),
                Field("origin_told_on", "That department was told on", Kind.DATE,
                      personal=False, coded=True, not_future=True, when=_NOT_TAKEN_BACK,
                      follows="takes_back_on"),
                Field("family_reasons", "Reasons", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=1000, lines=3, voice=Voice.OURS),
                Field("family_support", "Support that goes with it", Kind.CHOICES, Level.L3,
                      Compartment.CARE, codes="C-23", personal=False, coded=True,
                      when=Is("family_result", ("02",))),
                Field("family_assessor", "Assessed by (1)", Kind.TEXT, personal=False,
                      required=True, max_length=60, other=True, shared=True),
                Field("family_assessor_second", "Assessed by (2)", Kind.TEXT, personal=False,
                      required=True, max_length=60, other=True,
                      hint="Two people, for a woman or girl at least one woman.", shared=True),
            ),
        ),
    ),
)  # fmt: skip
