"""P22 儿童本人意愿: what a child wants: where and with whom to live, whom to see, whom never.

Asked apart from any decision, so that a decision finds it said already (L01 art. 4(5), 19; A-316):
care, contact, tracing and reunion look here first, and nobody asks it again. What can be done of
it, and what not, is told to the child.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE = Compartment.CARE
_IDENTITY = Compartment.IDENTITY

FORM = Form(
    key="child_wishes",
    number="P22",
    title="What the child wants",
    version=1,
    topic=Topic.CASE,
    stage=Stage.ASSESSMENT,
    archive_order=82,
    reminder="Ask the child again what it wants",
    signatures=("The child or young person (may be left open)", "Handled by", "Date"),
    sections=(
        Section(
            "asked",
            "How the child was asked",
            (
                Field("child_asked_on", "Date", Kind.DATE, personal=False, required=True,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("child_heard_how", "How the child was heard", Kind.CHOICES,
                      codes="L-heard-how", personal=False, listed=True, coded=True),
                Field("child_heard_by", "By whom", Kind.TEXT, personal=False, max_length=60,
                      other=True, hint="Somebody the child trusts; for a girl a woman."),
                Field("child_alone", "Without guardian, companion or other children", Kind.YES_NO,
                      personal=False, coded=True,
                      cautions=(
                          Caution("Ask again alone before anything is decided on it.",
                                  Is("child_alone", (False,))),
                      )),
                Field("child_explained",
                      "Explained: why we ask, that it may change its mind, that not every wish can "
                      "be met", Kind.YES_NO, personal=False),
            ),
        ),
        Section(
            "living",
            "Where and with whom",
            (
                Field("child_live", "Wants to live", Kind.CHOICES, Level.L3, _CARE,
                      codes="L-child-live", coded=True, voice=Voice.HERS),
                Field("child_live_words", "In the child's own words", Kind.LONG_TEXT, Level.L3,
                      _CARE, max_length=1000, lines=3, voice=Voice.HERS,
                      hint="Also what a small child shows in play or in drawing; never put into "
                      "the child's mouth."),
                Field("child_not_live", "Where not, and with whom not", Kind.LONG_TEXT, Level.L3,
                      _CARE, max_length=500, lines=2, voice=Voice.HERS),
                Field("child_people", "People the child speaks of", Kind.ROWS, Level.L4,
                      _IDENTITY, rows=(
                          Field("child_person", "Entered as a relative", Kind.RELATIVE, Level.L4,
                                _IDENTITY),
                          Field("child_person_called", "As the child calls them", Kind.TEXT,
                                Level.L4, _IDENTITY, max_length=60),
                          Field("child_contact", "Wish", Kind.CHOICE, Level.L3, _IDENTITY,
                                codes="L-child-contact"),
                          Field("child_contact_why", "As the child says it", Kind.TEXT, Level.L4,
                                _IDENTITY, max_length=200),
                      ),
                      hint="Whoever the child is afraid of: look at the unsafe list (P01) and at "
                      "the mandatory report (F37)."),
            ),
        ),
        Section(
            "well",
            "What is good, and what frightens",
            (
                Field("child_good", "What the child likes, and what helps", Kind.LONG_TEXT,
                      Level.L3, _CARE, max_length=500, lines=2, voice=Voice.HERS),
                Field("child_fears", "What frightens the child", Kind.LONG_TEXT, Level.L3, _CARE,
                      max_length=500, lines=2, voice=Voice.HERS),
                Field("child_may_tell", "Who may be told of this, and who not", Kind.LONG_TEXT,
                      Level.L3, _CARE, max_length=500, lines=2, voice=Voice.HERS),
            ),
        ),
        Section(
            "then",
            "What follows",
            (
                Field("child_answer", "What can be done of it and what not, and why",
                      Kind.LONG_TEXT, Level.L3, _CARE, personal=False, max_length=1000, lines=2,
                      voice=Voice.OURS),
                Field("child_answered_on", "The child was told on", Kind.DATE, personal=False,
                      coded=True, not_future=True),
                Field("child_ask_again_on", "Ask again on", Kind.DATE, personal=False,
                      part=Part.DUE_ON,
                      hint="Before each decision, and when something changes."),
            ),
        ),
    ),
)  # fmt: skip
