"""P21 社区工作记录: what was done in the community she returns to or lives in (S34, S75).

A record for each piece of work. It begins with what she allows to be said of her there: as a rule
nothing, and without her answer nothing. Where more was said all the same it says what was done
about it. What stands in her way has a step, a department and a day. 「暂不能返乡」 (S66) is the
fact of F23, looked at again here: it need not be asked for with money.
"""

from __future__ import annotations

from dataclasses import replace

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

_CARE = Compartment.CARE
_IDENTITY = Compartment.IDENTITY
# L-community-allowed by L-community-said: what is more than was allowed
_NOTHING_ALLOWED = Not(Is("community_allowed", ("02", "03")))  # an open answer allows nothing
_MORE_THAN_ALLOWED = AnyOf(
    (
        Is("community_said", ("05",)),
        AllOf((_NOTHING_ALLOWED, Is("community_said", ("02", "03")))),
        AllOf((Is("community_allowed", ("02",)), Is("community_said", ("03",)))),
    )
)
_CANNOT, _WHY, _PLAN, _UNTIL = blocks.STAYING

FORM = Form(
    key="community_work",
    number="P21",
    title="Work in the community",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.SERVICES,
    archive_order=137,
    reminder="Next step in the community",
    signatures=("The person (may be left open)", "Handled by", "Person in charge", "Date"),
    milestones=(
        Milestone("cannot_return_until", at="staying_until"),
        Milestone("cannot_return_weighed", when=Answered("cannot_return")),
    ),
    sections=(
        Section(
            "allowed",
            "What the person allows",
            (
                Field("community_on", "Date", Kind.DATE, personal=False, required=True,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("community_where", "Which community", Kind.CHOICE, Level.L3, _CARE,
                      codes="L-community-where", personal=False, coded=True),
                Field("community_place", "Place, to the county", Kind.PLACE, Level.L4, _IDENTITY,
                      personal=False, whereabouts=True),
                Field("community_allowed", "May the person be spoken of there", Kind.CHOICE,
                      Level.L3, _CARE, codes="L-community-allowed", required=True, coded=True,
                      voice=Voice.HERS,
                      hint="Asked each time. Without an answer nothing is said of the person."),
                Field("community_allowed_words",
                      "Who may be spoken to, who must not, and what may be said",
                      Kind.LONG_TEXT, Level.L3, _CARE, max_length=500, lines=2,
                      voice=Voice.HERS, hint="In the person's own words."),
                Field("community_child_view", "What the child says, and how it was asked",
                      Kind.LONG_TEXT, Level.L3, _CARE, max_length=500, lines=2,
                      voice=Voice.HERS, when=MayBeMinor()),
            ),
        ),
        Section(
            "work",
            "What was done",
            (
                Field("community_kinds", "Kind of work", Kind.CHOICES, codes="L-community-work",
                      personal=False, required=True, listed=True, coded=True),
                Field("community_with", "With whom", Kind.CHOICES, codes="L-community-with",
                      personal=False, coded=True),
                Field("community_people", "Who they are: name, office, telephone",
                      Kind.LONG_TEXT, Level.L4, _IDENTITY, personal=False, max_length=500,
                      lines=2, trusted=True, other=True,
                      hint="Nobody near the traffickers, the buyer or their families."),
                Field("community_said", "How the person was spoken of", Kind.CHOICE, Level.L3,
                      _CARE, codes="L-community-said", personal=False, required=True, coded=True,
                      cautions=(
                          Caution(
                              "More was said than the person allowed. Tell the person, look at "
                              "the safety again (F15), and tell the supervisor: it may be an "
                              "incident (F39).",
                              _MORE_THAN_ALLOWED,
                          ),
                      )),
                Field("community_more", "What was done about it", Kind.LONG_TEXT, Level.L3, _CARE,
                      personal=False, required=True, max_length=500, lines=2,
                      when=_MORE_THAN_ALLOWED),
                Field("community_done", "What was done, in brief", Kind.LONG_TEXT, Level.L3,
                      _CARE, personal=False, max_length=1000, lines=3, voice=Voice.OURS),
                Field("community_by", "Who went there", Kind.TEXT, personal=False, max_length=60,
                      other=True,
                      hint="No uniform, no marked vehicle, no banner that tells of one person."),
                Field("community_result", "What came of it", Kind.CHOICE,
                      codes="L-community-result", personal=False, listed=True, coded=True,
                      cautions=(
                          Caution(
                              "Somebody may be looking for the person now: go through the safety "
                              "line (P02) and the channels (P04) today.",
                              Is("community_result", ("03",)),
                          ),
                      )),
                Field("community_meets", "How the place meets the person now", Kind.CHOICE,
                      Level.L3, _CARE, codes="L-community-view", personal=False, coded=True),
            ),
        ),
        Section(
            "barriers",
            "What stands in the way, and what comes next",
            (
                Field("community_barriers", "Barriers", Kind.ROWS, Level.L3, _CARE,
                      personal=False, coded=True, rows=(
                          Field("barrier", "Barrier", Kind.CHOICE, Level.L3, _CARE,
                                codes="L-community-barrier", personal=False, coded=True),
                          Field("barrier_step", "Next step", Kind.TEXT, Level.L3, _CARE,
                                personal=False, max_length=200),
                          Field("barrier_department", "Responsible department", Kind.DEPARTMENT,
                                Level.L3, _CARE, personal=False),
                          Field("barrier_owner", "Who sees to it", Kind.TEXT, Level.L3, _CARE,
                                personal=False, max_length=60, trusted=True,
                                other=True),
                          Field("barrier_due_on", "By", Kind.DATE, Level.L3, _CARE,
                                personal=False, part=Part.DUE_ON,
                                when=Not(Answered("barrier_gone_on"))),
                          Field("barrier_gone_on", "Overcome on", Kind.DATE, Level.L3, _CARE,
                                personal=False, coded=True, not_future=True),
                      )),
            ),
        ),
        Section(
            "staying",
            "Cannot return home for now",
            (replace(_CANNOT, hint=""), _WHY, _PLAN, _UNTIL),
        ),
        Section(
            "view",
            "The person's own view",
            (
                Field("community_own_view", "What helped there, and what must stop",
                      Kind.LONG_TEXT, Level.L3, _CARE, max_length=1000, lines=2,
                      voice=Voice.HERS),
            ),
        ),
    ),
)  # fmt: skip
