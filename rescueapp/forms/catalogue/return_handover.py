"""F27 返乡护送（接领）交接单: going home, escorted or collected (132号; A-303, A-901, A-903).

Nobody is taken home before their wish is written down, the family was assessed (F28), the home
was looked at for danger and for the trafficker's people, and somebody is named who receives and
who visits first. The buyer and his family receive nobody: that is refused whoever agrees.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks, sign_off_sheet
from rescueapp.forms.schema import (
    Answered,
    Approval,
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

# The safe contact is asked again on the day, and stands on no sheet that others hold.
_CHANNEL, _NUMBER, _HOURS, _CODE_WORD, _WHO = blocks.PERSON_CONTACT
_ESCORTED = ("5.6",)  # C-16
_UNIT = ("5.1",)
_UNWILLING = ("02", "03")  # L-return-wish: does not wish to, undecided

FORM = Form(
    key="return_handover",
    number="F27",
    title="Return home: escort and handover",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.PLACEMENT,
    sheet=True,
    copies=3,
    archive_order=132,
    reminder="First visit after the return home",
    signatures=("Handed over by", "Received by (collector or unit)", "The person"),
    milestones=(
        Milestone("left", at="handed_over_on"),
        Milestone("returned_home", at="handed_over_on"),
    ),
    approval=Approval(
        "The wish, the family assessment and the safety check are there, the receiver was "
        "checked, and the first visit is agreed."
    ),
    sections=(
        Section(
            "before",
            "Before the return",
            (
                Field("return_own_wish", "Own wish now", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-return-wish", off_sheet=True, voice=Voice.HERS,
                      hint="Asked alone, again on the day. Not printed on the sheet.",
                      cautions=(
                          Caution("Do not go. Resettlement elsewhere stands in F31; the wish may "
                                  "change, and is asked again.",
                                  Is("return_own_wish", _UNWILLING)),
                      )),
                Field("return_own_view", "In own words", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=2, off_sheet=True, voice=Voice.HERS),
                Field("return_child_decided", "Against or without the child's wish: who decided, "
                      "and why it is best", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=500, lines=2, off_sheet=True, other=True,
                      when=MayBeMinor()),
                Field("home_safety", "Home: danger, trafficker's or buyer's people nearby",
                      Kind.CHOICE, Level.L3, Compartment.CARE, codes="L-home-safety",
                      personal=False, off_sheet=True, voice=Voice.OURS, shared=True),
                Field("home_safety_note", "What was looked at, by whom", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=500, lines=2,
                      off_sheet=True, other=True, shared=True),
                Field("home_safety_on", "Looked at on", Kind.DATE, Level.L3, Compartment.CARE,
                      personal=False, off_sheet=True, not_future=True, shared=True),
            ),
            hint="Family assessment F28 comes first.",
        ),
        Section(
            "handover",
            "Handover",
            (
                Field("handed_over_on", "Handed over on", Kind.DATE, personal=False, listed=True,
                      coded=True, part=Part.ON_DATE, not_future=True, shared=True, together=True),
                Field("return_place", "Handed over at", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, whereabouts=True,
                      other=True, shared=True),
                Field("return_kind", "Kind of return", Kind.CHOICE, codes="L-return-kind",
                      personal=False, listed=True, coded=True, shared=True, together=True),
                Field("return_province", "Crosses the border of the province", Kind.YES_NO,
                      personal=False, coded=True, shared=True),
                replace(blocks.NAME, part=None),
            ),
        ),
        Section(
            "receiver",
            "Who receives",
            (
                Field("receiving_unit", "Receiving unit", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, trusted=True,
                      whereabouts=True, other=True,
                      hint="Relief station, village committee or institution there.", shared=True),
                Field("receiving_person", "Handled there by, telephone", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, trusted=True,
                      other=True, shared=True),
                Field("collector_name", "Collected by", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=60, trusted=True,
                      other=True, when=Not(Is("return_kind", (*_ESCORTED, *_UNIT))), shared=True),
                Field("collector_relation", "Relation to the person", Kind.CHOICE, Level.L2,
                      Compartment.IDENTITY, codes="C-07", personal=False, trusted=True,
                      when=Not(Is("return_kind", (*_ESCORTED, *_UNIT)))),
                Field("collector_document", "Document of who collects", Kind.ID_DOCUMENT,
                      Level.L4, Compartment.IDENTITY, personal=False, trusted=True, other=True,
                      when=Not(Is("return_kind", (*_ESCORTED, *_UNIT)))),
                Field("collector_phone", "Telephone of who collects", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=40, trusted=True,
                      other=True, when=Not(Is("return_kind", (*_ESCORTED, *_UNIT))), shared=True),
                Field("receiver_copy_kept", "Copy of the document kept", Kind.YES_NO,
                      personal=False),
                Field("receiver_checked", "How it was made sure who receives", Kind.CHOICES,
                      codes="L-receiver-check", personal=False,
                      hint="A claimant is verified by the police first.", shared=True),
                Field("receiver_copy", "Scan of the copy", Kind.ATTACHMENT, Level.L4,
                      Compartment.IDENTITY, personal=False, off_sheet=True),
                Field("receiver_told", "Told of the past", Kind.TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=200, off_sheet=True,
                      hint="As a rule nothing: only what the person wants told."),
            ),
        ),
        Section(
            "way",
            "Way, health, belongings",
            (
                Field("return_vehicle", "Means of transport", Kind.CHOICE, codes="L-vehicle",
                      personal=False, shared=True),
                Field("return_voucher", "Train or bus, from and to, price", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, whereabouts=True,
                      other=True),
                Field("return_escorts", "Escorts (two)", Kind.TEXT, personal=False,
                      max_length=100, trusted=True, other=True,
                      hint="Of the station when escorting; else who hands over.", shared=True),
                Field("return_female_escort", "A woman among them", Kind.YES_NO, personal=False,
                      cautions=(
                          Caution("With a woman or girl at least one escort is a woman.",
                                  Is("return_female_escort", (False,)), of_female=True),
                      ), shared=True),
                replace(blocks.NO_WOMAN_WHY, when=Is("return_female_escort", (False,))),
                Field("return_health", "State of health, needs on the way", Kind.TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=200,
                      hint="What the receiver must know to care; no diagnosis, no past."),
                Field("return_care", "To be minded", Kind.TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=200),
                Field("return_medicines", "Medicines and how to take them", Kind.TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=200),
                Field("return_belongings", "Belongings and money", Kind.LONG_TEXT, Level.L2,
                      Compartment.CARE, personal=False, max_length=500, lines=2),
                Field("return_papers", "Papers handed over", Kind.CHOICES, codes="L-paper",
                      personal=False, hint="Own papers to the person, in the hand."),
                Field("return_contact", "Contact for services there", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, trusted=True,
                      whereabouts=True, other=True),
                Field("first_visit_on", "First visit agreed for", Kind.DATE, personal=False,
                      coded=True, part=Part.DUE_ON, when=Not(Answered("first_visit_done_on")),
                      done_by=("visited",), shared=True),
            ),
        ),
        Section(
            "after",
            "Afterwards",
            (
                Field("first_visit_done_on", "First visit made on", Kind.DATE, personal=False,
                      coded=True, not_future=True, off_sheet=True,
                      hint="The visit itself stands in F30.", afterwards=True),
                replace(_CHANNEL, off_sheet=True),
                replace(_NUMBER, off_sheet=True),
                replace(_HOURS, off_sheet=True),
                replace(_CODE_WORD, off_sheet=True),
                replace(_WHO, off_sheet=True),
                Field("return_arrived_on", "Safe arrival heard on", Kind.DATE, personal=False,
                      off_sheet=True, not_future=True, afterwards=True),
            ),
        ),
        Section("together", "Those who came together", blocks.APART, folded=True),
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)  # fmt: skip
