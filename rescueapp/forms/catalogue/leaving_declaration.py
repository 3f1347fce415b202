"""F03 自行离站声明书: leaving by one's own decision (132号 annex 3; A-019, A-110, A-114).

Nobody is held here. Whether somebody makes her leave is asked alone and stands on no sheet she
takes along. Under 16, or with a mental or intellectual disability, one is collected or escorted:
the declaration can be kept, but not completed (`actions.gates.station_gates`).
"""

from __future__ import annotations

from rescueapp.forms.catalogue import sign_off_sheet
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
    MayBeMinor,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_MADE = ("02", "03", "04")  # L-made-to-leave: somebody does, or it is not clear

FORM = Form(
    key="leaving_declaration",
    number="F03",
    title="Declaration of leaving by own decision",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.PLACEMENT,
    archive_order=129,
    sheet=True,
    urgent=True,
    signatures=("The person (signature or fingerprint)", "Witness", "Handled by"),
    sections=(
        Section(
            "alone",
            "Asked alone, before anything is signed",
            (
                Field("made_to_leave", "Does anybody make the person leave", Kind.CHOICE,
                      Level.L3, Compartment.CARE, codes="L-made-to-leave", personal=False,
                      off_sheet=True,
                      hint="In private, without companion or telephone; through an own "
                      "interpreter. Not printed on the sheet.",
                      cautions=(
                          Caution("Ask before the signature. If it could not be asked alone, "
                                  "make time for it: a walk, the doctor, the washroom.",
                                  Not(Answered("made_to_leave"))),
                          Caution("Tell the supervisor and the police now, and offer to stay. An "
                                  "adult still decides, and is not held.",
                                  Is("made_to_leave", ("02",))),
                          Caution("Nothing is signed yet: talk again alone, and offer to stay. An "
                                  "adult still decides, and is not held.",
                                  Is("made_to_leave", ("03", "04"))),
                      )),
                Field("made_to_leave_note", "What was said", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=2, off_sheet=True,
                      when=Is("made_to_leave", _MADE)),
                Field("leaving_signs", "Signs of a mental or intellectual disability", Kind.YES_NO,
                      Level.L3, Compartment.CARE, personal=False, off_sheet=True,
                      hint="Then one is collected or escorted, and does not leave alone.",
                      cautions=(
                          Caution("Do not let the person go alone. Collection or escort home "
                                  "stands in F27.", Is("leaving_signs", (True,))),
                      )),
                Field("leaving_safe_card", "Card with the safety plan", Kind.CHOICE,
                      Level.L2, Compartment.CARE, codes="L-safety-card", personal=False,
                      off_sheet=True,
                      hint="Print it from the case page; without the name of the institution if "
                      "that is safer."),
            ),
            hint="Nobody is held here; and nobody leaves because somebody else wants it.",
        ),
        Section(
            "declaration",
            "Declaration",
            (
                Field("leaving_on", "Time of leaving", Kind.DATE_TIME, personal=False,
                      listed=True, coded=True, part=Part.ON_DATE),
                Field("leaving_declares", "I declare", Kind.CHOICES, Level.L2,
                      codes="L-leaving-declares", listed=True, voice=Voice.HERS,
                      cautions=(
                          Caution("Under 16, or where the age is not known, one is collected or "
                                  "escorted. This sheet can be kept, not completed.",
                                  MayBeMinor()),
                          Caution("Papers and money are given back before leaving; see F12.",
                                  AllOf((Answered("leaving_declares"),
                                         Not(Has("leaving_declares", ("04",)))))),
                      )),
                Field("leaving_words", "In own words", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=2, voice=Voice.HERS),
                Field("leaving_to", "Where to", Kind.CHOICE, Level.L4, Compartment.IDENTITY,
                      codes="L-whereto", whereabouts=True,
                      hint="May stay empty; nothing depends on it."),
                Field("leaving_address", "Address and contact", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, max_length=200, whereabouts=True,
                      hint="May stay empty; nothing depends on it."),
            ),
        ),
        Section(
            "told",
            "What was told and given",
            (
                Field("leaving_told", "Told before leaving", Kind.CHOICES, codes="L-leave-told",
                      personal=False),
                Field("leaving_told_how", "How it was told", Kind.CHOICES, codes="L-telling",
                      personal=False),
                Field("leaving_ticket", "Travel voucher: from, to, number", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, whereabouts=True,
                      other=True),
                Field("leaving_given", "Food and things taken along", Kind.CHOICES,
                      codes="L-things-given", personal=False),
                Field("leaving_witness", "Witness", Kind.TEXT, personal=False, max_length=60,
                      trusted=True, other=True),
            ),
        ),
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)  # fmt: skip
