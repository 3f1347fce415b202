"""F25 转介单（三联）和回执: another department or partner is asked to help, and answers (S37, S39).

The sheet is three parts with one number: the stub stays, the delivered part and the receipt leave
and carry no name of this house (`actions.papers.referral_slip`). What they tell is chosen by
groups of facts; whatever is sealed goes only with a reason. A referral to outside rests on consent
(purpose 05), is told under a legal duty, or saves a life (K-06; PIPL 13, 23, 29). A no ends the
waiting and begins another: somebody else is asked until one helps.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Caution,
    Compartment,
    Field,
    Form,
    Has,
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

_SEALED = ("03", "04", "05", "06")  # L-referral-told: what lies in a compartment
_MEDICAL = ("03",)  # C-23
_SENT = Answered("referral_sent_on")
_CANNOT_WAIT = Is("referral_urgency", ("01", "02"))
_REFUSED = Is("referral_accepted", (False,))

FORM = Form(
    key="referral",
    number="F25",
    title="Referral slip",
    version=1,
    topic=Topic.CASE,
    stage=Stage.SERVICES,
    archive_order=120,
    sheet=True,
    reminder="Receipt of a referral",
    milestones=(
        Milestone("referral_sent", at="referral_sent_on"),
        Milestone("referral_sent_urgent", at="referral_sent_on", when=_CANNOT_WAIT),
        Milestone("medical_referral_sent", at="referral_sent_on",
                  when=Is("referral_service", _MEDICAL)),
        Milestone("referral_taken_on", at="referral_received_on",
                  when=Is("referral_accepted", (True,))),
        Milestone("referral_answered", at="referral_answered_on"),
        Milestone("referral_refused", at="referral_answered_on", when=_REFUSED),
        Milestone("referral_helped_elsewhere", at="referral_instead_on"),
    ),
    signatures=("Handled by", "Person in charge"),
    sections=(
        Section(
            "asked",
            "What is asked of whom",
            (
                Field("referral_on", "Date", Kind.DATE, required=True, personal=False, coded=True,
                      part=Part.ON_DATE, not_future=True),
                Field("referral_service", "Service asked for", Kind.CHOICE, Level.L2,
                      codes="C-23", required=True, personal=False, listed=True, coded=True,
                      voice=Voice.OURS),
                Field("referral_department", "Department asked", Kind.DEPARTMENT, Level.L2,
                      required=True, personal=False, listed=True, trusted=True, whereabouts=True,
                      voice=Voice.OURS,
                      hint="First the departments that the plan of this place names for the "
                      "service."),
                Field("referral_partner", "Partner, from the register", Kind.ENTRY, Level.L2,
                      register="partners", personal=False, trusted=True, whereabouts=True,
                      hint="A hospital, school, lawyer or company. With its entry stands what it "
                      "may be told."),
                Field("referral_contact", "Who is asked there, and telephone", Kind.TEXT, Level.L2,
                      personal=False, max_length=100, trusted=True, whereabouts=True, other=True),
                Field("referral_abroad", "Who is asked is abroad", Kind.YES_NO, required=True,
                      personal=False, coded=True,
                      hint="Also Hong Kong, Macao, Taiwan, another country's mission here, and a "
                      "body or a mailbox from abroad."),
                Field("referral_urgency", "How soon", Kind.CHOICE, codes="L-care-urgency",
                      personal=False, coded=True),
                Field("referral_asked", "What they are asked to do", Kind.LONG_TEXT, Level.L2,
                      required=True, personal=False, max_length=600, lines=3, voice=Voice.OURS,
                      hint="This goes out. Nothing here about what the person went through."),
                Field("referral_wanted_by", "Wanted by", Kind.DATE, personal=False),
                Field("referral_papers", "Papers that go along", Kind.TEXT, Level.L2,
                      personal=False, max_length=200),
                Field("referral_escort", "Who goes with the person", Kind.TEXT, Level.L2,
                      personal=False, max_length=60, trusted=True, other=True,
                      hint="For a woman or girl, a woman."),
            ),
        ),
        Section(
            "told",
            "What they are told",
            (
                Field("referral_told", "Told of the person", Kind.CHOICES,
                      codes="L-referral-told", personal=False, coded=True, voice=Voice.OURS,
                      hint="The least they need to help. Without the name they have the alias."),
                Field("referral_sensitive_why", "Why they must know more than the first two",
                      Kind.TEXT, personal=False, max_length=200,
                      when=Has("referral_told", _SEALED),
                      hint="Without a reason nothing of it goes out.",
                      cautions=(
                          Caution("Ticked, and does not go out: only the first two do. Say why "
                                  "they must know more, or take the tick away.",
                                  Not(Answered("referral_sensitive_why"))),
                      )),
                Field("referral_summary", "In words, the least they must know", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=1000, lines=4,
                      when=Has("referral_told", _SEALED), voice=Voice.OURS),
                Field("referral_known", "With the sheet of what is known", Kind.YES_NO,
                      personal=False,
                      hint="It goes along unless you say no, so that nobody asks from the start. "
                      "Never more of it than is told above."),
            ),
        ),
        Section(
            "ground",
            "On what ground",
            (
                Field("referral_basis", "Ground", Kind.CHOICE, codes="L-referral-basis",
                      required=True, personal=False, listed=True, coded=True),
                Field("referral_duty", "Which duty", Kind.TEXT, personal=False, max_length=100,
                      when=Is("referral_basis", ("02",)),
                      hint="The law or rule, and its article."),
                Field("referral_explained", "The person was told whom we ask, for what, and what "
                      "they will know", Kind.YES_NO, personal=False,
                      cautions=(Caution(
                          "Tell the person before it is sent, also where a duty has it done and "
                          "nobody asks for consent.",
                          Is("referral_explained", (False,)),
                      ),)),
                Field("referral_view", "What the person thinks of it", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=2, voice=Voice.HERS),
            ),
        ),
        Section(
            "sent",
            "Sent",
            (
                Field("referral_sent_on", "Sent on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True),
                Field("referral_sent_how", "How", Kind.CHOICE, codes="L-release-how",
                      personal=False, when=_SENT),
                Field("referral_sent_by", "Sent by", Kind.TEXT, personal=False, max_length=60,
                      when=_SENT, other=True),
                Field("referral_remind_on", "Ask for the receipt on", Kind.DATE, personal=False,
                      part=Part.DUE_ON, days_after=7, when=Not(Answered("referral_answered_on"))),
            ),
        ),
        Section(
            "receipt",
            "Receipt and answer",
            (
                Field("referral_status", "Where it stands", Kind.CHOICE, codes="C-23r",
                      personal=False, listed=True, coded=True),
                Field("referral_received_on", "Received there on", Kind.DATE, personal=False,
                      coded=True, not_future=True, follows="referral_sent_on"),
                Field("referral_officer", "Who deals with it there, and telephone", Kind.TEXT,
                      Level.L2, personal=False, max_length=100, trusted=True, whereabouts=True,
                      other=True),
                Field("referral_accepted", "They take it on", Kind.YES_NO, personal=False,
                      coded=True,
                      cautions=(
                          Caution("Tell the person today, and ask somebody else in a new "
                                  "referral. Today reminds of it until somebody helps.",
                                  AllOf((_REFUSED, Not(Answered("referral_instead_on"))))),
                      )),
                Field("referral_refused_why", "Why not", Kind.TEXT, Level.L2, personal=False,
                      max_length=200, when=_REFUSED),
                Field("referral_answered_on", "Answered on", Kind.DATE, personal=False,
                      coded=True, not_future=True,
                      cautions=(
                          Caution("Enter this day: what follows counts from it, and Today goes "
                                  "on asking for the answer without it.",
                                  AllOf((_REFUSED, Not(Answered("referral_answered_on"))))),
                      ),
                      follows="referral_sent_on"),
                Field("referral_instead_on", "Somebody else helps, or it is no longer wanted, "
                      "since", Kind.DATE, personal=False, coded=True, not_future=True,
                      when=_REFUSED, follows="referral_sent_on"),
                Field("referral_result", "What came of it", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=1000, lines=3,
                      voice=Voice.OURS),
                Field("referral_back", "What is back with us to do", Kind.LONG_TEXT, Level.L2,
                      personal=False, max_length=400, lines=2, voice=Voice.OURS),
            ),
            when=_SENT,
        ),
    ),
)  # fmt: skip
