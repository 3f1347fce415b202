"""F32 外籍（无国籍）受害人移送/返送交接单: leaving the country (A-A01 to A-A07, K-14).

Sending out is the police's act; here stands what was done for her before and how she left. What
may be told abroad is the least, and only while the switch is on, with a ground, her separate
consent and two who agree: the superior authority, whose paper is named here, and a second person
of the station (`actions.outward.handed_abroad`).
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks, sign_off_sheet
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Approval,
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
    Stage,
    Topic,
    Voice,
)

_REMOVAL = ("03",)  # L-exit-form
_NOTHING = ("06",)  # L-abroad-paper
_NO = ("02", "03")  # L-agreement
_DATA = AllOf((Answered("abroad_papers"), Not(Has("abroad_papers", _NOTHING))))
_OWN_SCRIPT = blocks.PERSON_NAME[4]

FORM = Form(
    key="cross_border",
    number="F32",
    title="Leaving the country: handover of a foreign or stateless person",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.PLACEMENT,
    sheet=True,
    archive_order=134,
    signatures=("Handed over by (institution)", "Police or border inspection", "Received by",
                "The person", "Interpreter"),
    milestones=(
        Milestone("left_abroad", at="crossed_on"),
        Milestone("left", at="crossed_on"),
    ),
    approval=Approval(
        "Voluntary or by law, consent and ground for every item that goes abroad, the superior "
        "authority's paper, and a safe receiver."
    ),
    sections=(
        Section(
            "person",
            "Person",
            (
                replace(blocks.NAME, part=None),
                Field("latin_name", "Name in Latin letters, as in the passport", Kind.TEXT,
                      Level.L4, Compartment.IDENTITY, max_length=80),
                replace(blocks.SEX, part=None, coded=False),
                replace(blocks.BIRTH_DATE, part=None, coded=False),
                blocks.NATIONALITY,
                _OWN_SCRIPT,
                Field("nationality_checked", "How the nationality was checked", Kind.CHOICES,
                      codes="L-nationality-check", personal=False, coded=True,
                      cautions=(
                          Caution("Who may be stateless is not sent anywhere before the exit-entry "
                                  "administration has decided.",
                                  Has("nationality_checked", ("05",))),
                      )),
                replace(blocks.ID_DOCUMENT, part=None),
                Field("passport_until", "Passport or travel document valid until", Kind.DATE,
                      Level.L4, Compartment.IDENTITY),
                blocks.LANGUAGES,
                Field("border_interpreter", "Interpreter", Kind.ENTRY, personal=False,
                      register="interpreters", other=True,
                      hint="From the register; not of the trafficker's circle, a woman for a "
                      "woman."),
            ),
        ),
        Section(
            "protection",
            "Protection before leaving",
            (
                Field("victim_letter", "Letter on the status of victim given to the police",
                      Kind.YES_NO, personal=False,
                      cautions=(
                          Caution("The police must know that the person is a victim: no re-entry "
                                  "ban for what others did.", Is("victim_letter", (False,))),
                      )),
                Field("embassy_told", "The embassy may be told", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-agreement", off_sheet=True, voice=Voice.HERS,
                      hint="Asked alone. No reason is needed for a no.",
                      cautions=(
                          Caution("The embassy is not told, not by the receiver either.",
                                  Is("embassy_told", _NO)),
                      )),
                Field("asylum_fear", "Fears persecution or harm there", Kind.YES_NO, Level.L3,
                      Compartment.CARE, off_sheet=True, voice=Voice.HERS,
                      cautions=(
                          Caution("Stop here, and tell the supervisor and the exit-entry "
                                  "administration.", Is("asylum_fear", (True,))),
                      )),
                blocks.PREGNANCY,
                Field("border_ill", "Seriously ill", Kind.YES_NO, Level.L3, Compartment.CARE,
                      personal=False,
                      cautions=(
                          Caution("Pregnant, nursing a child under one, seriously ill, under 16 "
                                  "or 70 and older: no detention for examination.",
                                  Is("border_ill", (True,))),
                      )),
                Field("border_guardian", "Minor: who accompanies, who receives", Kind.TEXT,
                      Level.L4, Compartment.IDENTITY, personal=False, max_length=100,
                      trusted=True, other=True, when=MayBeMinor()),
                Field("transit_place", "Transit and recovery: institution, since", Kind.TEXT,
                      Level.L4, Compartment.IDENTITY, personal=False, max_length=100,
                      whereabouts=True, other=True),
                Field("border_view", "What the person wants", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=2, off_sheet=True,
                      voice=Voice.HERS),
            ),
        ),
        Section(
            "leaving",
            "Leaving",
            (
                Field("crossed_on", "Handed over on", Kind.DATE, personal=False, listed=True,
                      coded=True, part=Part.ON_DATE, not_future=True),
                Field("exit_form", "Form of leaving", Kind.CHOICE, codes="L-exit-form",
                      personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("Removal bans re-entry for one to five years and knows no "
                                  "victim: ask for voluntary return first.",
                                  Is("exit_form", _REMOVAL)),
                      )),
                Field("exit_authority", "Exit-entry or border authority", Kind.INSTITUTION,
                      personal=False, listed=True),
                Field("border_port", "Port of exit", Kind.TEXT, Level.L4, Compartment.IDENTITY,
                      personal=False, max_length=60, whereabouts=True, other=True),
                Field("border_receiver", "Receiving body and contact there", Kind.TEXT,
                      Level.L4, Compartment.IDENTITY, personal=False, max_length=150,
                      trusted=True, whereabouts=True, other=True),
                Field("border_escorts", "Escorts", Kind.TEXT, personal=False, max_length=100,
                      trusted=True, other=True),
                Field("border_female_escort", "A woman among them", Kind.YES_NO, personal=False,
                      cautions=(
                          Caution("With a woman or girl at least one escort is a woman.",
                                  Is("border_female_escort", (False,)), of_female=True),
                      )),
                replace(blocks.NO_WOMAN_WHY, when=Is("border_female_escort", (False,))),
            ),
        ),
        Section(
            "data",
            "What is told abroad",
            (
                Field("abroad_papers", "Papers handed to the receiving body", Kind.CHOICES,
                      codes="L-abroad-paper", personal=False,
                      hint="Paper, the least that is needed; nothing of the trafficking beyond "
                      "the letter."),
                Field("abroad_ground", "Legal ground", Kind.CHOICE, codes="L-abroad-ground",
                      personal=False, coded=True, when=_DATA),
                Field("abroad_approval", "Paper of the superior authority that allows it",
                      Kind.TEXT, personal=False, max_length=100, when=_DATA,
                      hint="Office, number and day. Without it nothing is handed over."),
                Field("abroad_consent_on", "Separate consent signed on (F26)", Kind.DATE,
                      personal=False, not_future=True, when=_DATA),
            ),
            hint="Nothing is handed over while provision abroad is off (Oversight), but by the "
            "authority in our place.",
        ),
        Section(
            "after",
            "Afterwards",
            (
                Field("abroad_arrived_on", "Safe arrival heard on", Kind.DATE, personal=False,
                      off_sheet=True, not_future=True, afterwards=True),
                Field("abroad_contact", "Later contact, if wished", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, max_length=100, trusted=True, off_sheet=True,
                      whereabouts=True),
            ),
        ),
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)  # fmt: skip
