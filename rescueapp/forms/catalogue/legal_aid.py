"""F24 法律援助申请表及经济困难状况说明表: from the application to the lawyer, or to the objection.

Victims come first (绿色通道, S78) and most need no test of means (Legal Aid Law 32, 42: A-805,
A-806). Seven days for the decision, three for the lawyer, missing papers named once, five days for
the answer to an objection (A-801 to A-804). Papers are served at the lawyer's address; hers stays
out of what the other side reads. Whether somebody did wrong is not asked here (K-23).
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
    Course,
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
    Stage,
    Topic,
    Voice,
)

_IDENTITY = Compartment.IDENTITY
_LEGAL = Compartment.LEGAL
_BY_OTHERS = Is("aid_agent", ("02", "03", "04", "05"))
_MEANS = Is("aid_exempt", ("06",))
_GRANTED = Is("aid_decision", ("01",))
_REFUSED = Is("aid_decision", ("02", "03"))
_WITHDRAWN = Is("aid_decision", ("04", "05"))
_ANSWERED = Is("aid_objection_answer", ("01", "02"))
_DAY_MISSES = "Enter this day: the deadlines count from it, and Today goes on asking without it."
_WON = Is("aid_objection_answer", ("01",))
# None is assigned to whoever was refused; of aid that ended there was one.
_LAWYER = AnyOf((Not(AnyOf((_REFUSED, _WITHDRAWN))), _WON, Answered("aid_lawyer_on")))

FORM = Form(
    key="legal_aid",
    number="F24",
    title="Application for legal aid",
    version=1,
    topic=Topic.RIGHTS,
    stage=Stage.SERVICES,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=115,
    numbered="aid_number",
    reminder="Next step of the legal aid",
    signatures=("The person", "Guardian or agent", "Handled by"),
    course=Course(
        ("aid_applied_on", "aid_papers_asked_on", "aid_papers_given_on", "aid_decision",
         "aid_lawyer_on", "aid_objection_on", "aid_objection_answer", "aid_ended_on"),
        papers="aid_papers",
        situation=("aid_matter", "aid_agent", "aid_exempt", "aid_address_kind"),
        over=_WITHDRAWN,
        granted=AnyOf((_GRANTED, _WON)),
    ),
    milestones=(
        Milestone("legal_aid_applied", at="aid_applied_on"),
        Milestone("legal_aid_papers_asked", at="aid_papers_asked_on"),
        Milestone("legal_aid_papers_given", at="aid_papers_given_on"),
        Milestone("legal_aid_granted", at="aid_decided_on", when=_GRANTED),
        Milestone("legal_aid_granted", at="aid_objection_answered_on", when=_WON),
        Milestone("legal_aid_refused", at="aid_decided_on", when=_REFUSED),
        Milestone("legal_aid_withdrawn", at="aid_decided_on", when=_WITHDRAWN),
        Milestone("lawyer_assigned", at="aid_lawyer_on"),
        Milestone("objection_made", at="aid_objection_on"),
        Milestone("objection_answered", at="aid_objection_answered_on"),
        Milestone("legal_aid_ended", at="aid_ended_on"),
    ),
    sections=(
        Section(
            "applicant",
            "Applicant",
            (
                Field("aid_on", "Date of the record", Kind.DATE, personal=False,
                      part=Part.ON_DATE, not_future=True),
                Field("aid_number", "Number given by the legal aid institution", Kind.TEXT,
                      Level.L2, personal=False, max_length=60),
                replace(blocks.NAME, part=None),
                replace(blocks.SEX, part=None, coded=False),
                replace(blocks.BIRTH_DATE, part=None, coded=False),
                replace(blocks.ETHNIC, coded=False),
                replace(blocks.ID_DOCUMENT, part=None),
                blocks.PERSON_RESIDENCE[1],
                replace(blocks.PERSON_RESIDENCE[5], coded=False),
                Field("aid_body", "Physical condition", Kind.CHOICE, Level.L3, _LEGAL,
                      codes="L-aid-body"),
                Field("aid_group", "Group of persons", Kind.CHOICES, Level.L2,
                      codes="L-aid-group", coded=True),
                Field("aid_work", "Work and place of work", Kind.TEXT, Level.L4, _IDENTITY,
                      max_length=100, whereabouts=True,
                      hint="May be left open; the other side may read it."),
                Field("aid_before", "Applied before", Kind.YES_NO, Level.L2),
            ),
        ),
        Section(
            "address",
            "Where papers are served",
            (
                Field("aid_address_kind", "Papers are served at", Kind.CHOICE, Level.L2,
                      codes="L-aid-address", personal=False,
                      hint="As a rule the lawyer's address, from the first paper on.",
                      cautions=(
                          Caution(
                              "The other side may read this address in the file. Take the "
                              "lawyer's, unless the person wants this after it was explained.",
                              Is("aid_address_kind", ("03",)),
                          ),
                      )),
                Field("aid_address", "Address, postal code and name of the receiver", Kind.TEXT,
                      Level.L4, _IDENTITY, trusted=True, whereabouts=True, other=True),
                Field("aid_phone", "Telephone for the legal aid institution", Kind.TEXT,
                      Level.L4, _IDENTITY, max_length=60, trusted=True, whereabouts=True,
                      hint="The station's or the lawyer's, not an own one."),
                Field("aid_address_secret", "Asked in writing to keep the own address secret",
                      Kind.YES_NO, Level.L2, personal=False,
                      hint="The letter that asks for it is under Print."),
            ),
        ),
        Section(
            "agent",
            "Who applies for the person",
            (
                Field("aid_agent", "Who applies", Kind.CHOICE, Level.L2, codes="L-aid-agent",
                      personal=False, coded=True),
                Field("aid_agent_name", "Name of who applies for the person", Kind.TEXT,
                      Level.L4, _IDENTITY, personal=False, max_length=60, trusted=True,
                      other=True, when=_BY_OTHERS),
                Field("aid_agent_relation", "Relation of that person to the applicant",
                      Kind.CHOICE, Level.L2, _IDENTITY, codes="C-07", personal=False,
                      trusted=True, when=_BY_OTHERS),
                Field("aid_agent_document", "Document of who applies", Kind.ID_DOCUMENT,
                      Level.L4, _IDENTITY, personal=False, trusted=True, other=True,
                      when=_BY_OTHERS),
                Field("aid_agent_contact", "How to reach who applies", Kind.TEXT, Level.L4,
                      _IDENTITY, personal=False, max_length=60, trusted=True, other=True,
                      when=_BY_OTHERS),
                Field("aid_agent_authority", "Proof of authority", Kind.CHOICES, Level.L2,
                      codes="L-authority", personal=False, when=_BY_OTHERS),
            ),
        ),
        Section(
            "matter",
            "Matter",
            (
                Field("aid_matter", "Matter", Kind.CHOICES, Level.L3, _LEGAL,
                      codes="L-aid-matter", coded=True),
                Field("aid_position", "Position in the case", Kind.CHOICE, Level.L3, _LEGAL,
                      codes="L-aid-position", coded=True),
                Field("aid_way", "Help applied for", Kind.CHOICES, Level.L3, _LEGAL,
                      codes="L-aid-way", coded=True),
                Field("aid_status", "Where the matter stands in law", Kind.CHOICE, Level.L3,
                      _LEGAL, codes="L-aid-status", coded=True),
                Field("aid_story", "Facts and reasons, in brief", Kind.LONG_TEXT, Level.L3,
                      _LEGAL, max_length=2000, lines=6,
                      hint="From what is written already; do not ask again. The lawyer asks what "
                      "is needed, once."),
                Field("aid_venue", "Applied for at the institution", Kind.CHOICE, Level.L2,
                      codes="L-aid-venue", personal=False, coded=True),
                Field("aid_child_lawyer", "A lawyer who knows minors is asked for", Kind.YES_NO,
                      Level.L2, personal=False, when=MayBeMinor(),
                      hint="Minors get lawyers who know minors (Law on Minors 104)."),
                Field("aid_woman_lawyer", "A woman as lawyer is wished for", Kind.YES_NO,
                      Level.L2, voice=Voice.HERS),
                Field("aid_other", "Other circumstances", Kind.TEXT, Level.L3, _LEGAL),
            ),
        ),
        Section(
            "view",
            "The person's own view",
            (
                Field("aid_view", "What the person wants, and what not", Kind.LONG_TEXT,
                      Level.L3, _LEGAL, max_length=500, lines=2, voice=Voice.HERS,
                      hint="Applying is her or his own decision; nothing else depends on it."),
            ),
        ),
        Section(
            "priority",
            "Priority",
            (
                Field("aid_urgent", "Urgent: help first, papers later", Kind.CHOICES, Level.L2,
                      codes="L-aid-urgent", personal=False, coded=True,
                      cautions=(
                          Caution(
                              "Telephone today: in these cases legal aid is given first and the "
                              "papers follow (Legal Aid Law 44).",
                              Answered("aid_urgent"),
                          ),
                      )),
                Field("aid_green", "Green channel, first in line",
                      Kind.YES_NO, Level.L2, personal=False, listed=True, coded=True,
                      hint="For every rescued woman or child.",
                      cautions=(
                          Caution("Ask for the green channel: what concerns rescued women and "
                                  "children is taken first (Lijiang plan, (3)10).",
                                  AllOf((Answered("aid_applied_on"),
                                         Not(Is("aid_green", (True,)))))),
                      )),
                Field("aid_limit_on", "The time limit ends on", Kind.DATE, Level.L2,
                      personal=False, when=Has("aid_urgent", ("01",))),
            ),
        ),
        Section(
            "means",
            "Account of means",
            (
                Field("aid_exempt", "Check of means", Kind.CHOICE, Level.L2,
                      codes="L-aid-exempt", coded=True,
                      hint="Victims of ill-treatment, abandonment or domestic violence need no "
                      "check at all."),
                Field("aid_exempt_proof", "Shown by", Kind.TEXT, Level.L2, personal=False,
                      when=Not(_MEANS)),
                Field("aid_household", "Persons in the household", Kind.NUMBER, Level.L2, _LEGAL,
                      minimum=1, maximum=30, unit="persons", when=_MEANS),
                Field("aid_income", "Income of the household in a month", Kind.MONEY, Level.L2,
                      _LEGAL, unit="yuan", when=_MEANS),
                Field("aid_property", "Housing and property", Kind.TEXT, Level.L2, _LEGAL,
                      when=_MEANS),
                Field("aid_costs", "Costs and debts", Kind.TEXT, Level.L2, _LEGAL, when=_MEANS),
                Field("aid_truth", "The person confirms that this is so", Kind.YES_NO, Level.L2,
                      when=_MEANS),
            ),
        ),
        Section(
            "papers",
            "Papers",
            (
                Field("aid_papers", "Papers", Kind.ROWS, Level.L2, personal=False,
                      hint="Above the form stand those that this application needs.", rows=(
                    Field("aid_paper", "Paper", Kind.CHOICE, Level.L2, codes="L-aid-paper",
                          personal=False, starts="*"),
                    Field("aid_paper_state", "How it stands", Kind.CHOICE, Level.L2,
                          codes="L-paper-state", personal=False, starts="01"),
                    Field("aid_paper_on", "Since", Kind.DATE, Level.L2, personal=False,
                          not_future=True),
                )),
            ),
        ),
        Section(
            "course",
            "Course",
            (
                Field("aid_office", "Legal aid institution", Kind.TEXT, Level.L2,
                      personal=False, max_length=100, trusted=True, whereabouts=True),
                Field("aid_applied_on", "Applied on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True,
                      hint="The institution decides within seven days."),
                Field("aid_papers_asked_on", "Missing papers named on", Kind.DATE,
                      personal=False, coded=True, not_future=True,
                      hint="All of them, once.", follows="aid_applied_on"),
                Field("aid_papers_missing", "Which papers", Kind.TEXT, Level.L2,
                      personal=False, when=Answered("aid_papers_asked_on")),
                Field("aid_papers_given_on", "Handed in on", Kind.DATE, personal=False,
                      coded=True, not_future=True, when=Answered("aid_papers_asked_on"),
                      hint="Not handed in counts as withdrawn.", follows="aid_papers_asked_on"),
                Field("aid_decided_on", "Decided on", Kind.DATE, personal=False, coded=True,
                      not_future=True,
                      cautions=(Caution(_DAY_MISSES, AllOf((Answered("aid_decision"),
                                                            Not(Answered("aid_decided_on"))))),),
                      follows="aid_applied_on"),
                Field("aid_decision", "Decision", Kind.CHOICE, Level.L2,
                      codes="L-aid-decision", personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("The person may object to the justice bureau, which answers "
                                  "within five days (Legal Aid Law 49): explain it today, and "
                                  "enter the day if she or he objects.",
                                  AllOf((_REFUSED, Not(Answered("aid_objection_on"))))),
                      )),
                Field("aid_reason", "Reasons of the institution", Kind.LONG_TEXT, Level.L3,
                      _LEGAL, personal=False, max_length=500, lines=2, when=_REFUSED),
                Field("aid_lawyer_on", "Lawyer assigned on", Kind.DATE, personal=False,
                      coded=True, not_future=True, when=_LAWYER,
                      hint="Within three days of the decision."),
                Field("aid_lawyer", "Lawyer and law office", Kind.TEXT, Level.L2, _LEGAL,
                      personal=False, max_length=100, trusted=True, other=True,
                      when=Answered("aid_lawyer_on"),
                      hint="Not one who acts for the other side."),
                Field("aid_lawyer_phone", "Telephone of the lawyer", Kind.TEXT, Level.L2, _LEGAL,
                      personal=False, max_length=60, trusted=True, other=True,
                      when=Answered("aid_lawyer_on")),
                Field("aid_objection_on", "Objection made to the justice bureau on", Kind.DATE,
                      personal=False, coded=True, not_future=True,
                      when=AnyOf((_REFUSED, Answered("aid_objection_on"))),
                      follows="aid_decided_on"),
                Field("aid_objection_answer", "Answer to the objection", Kind.CHOICE, Level.L2,
                      codes="L-objection-answer", personal=False, coded=True,
                      when=Answered("aid_objection_on")),
                Field("aid_objection_answered_on", "Objection answered on", Kind.DATE,
                      personal=False, coded=True, not_future=True,
                      when=Answered("aid_objection_on"),
                      hint="The justice bureau answers within five days.",
                      cautions=(Caution(_DAY_MISSES,
                                        AllOf((_ANSWERED,
                                               Not(Answered("aid_objection_answered_on"))))),),
                      follows="aid_objection_on"),
                Field("aid_next_on", "Next step by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("aid_ended_on"))),
                Field("aid_ended_on", "Legal aid ended on", Kind.DATE, personal=False,
                      not_future=True, follows="aid_applied_on"),
                Field("aid_outcome", "What came of it", Kind.LONG_TEXT, Level.L3, _LEGAL,
                      personal=False, max_length=500, lines=2, voice=Voice.OURS,
                      when=Answered("aid_ended_on")),
            ),
            folded=True,
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
