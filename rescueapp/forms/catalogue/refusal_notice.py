"""F02 不予救助通知书: why the station does not help, and who else does (A-101, 132号 annex 2).

Reasons stand with their clause, and nobody is sent off without another way to turn. Who cannot
tell because of age, illness, disability or fear is helped first (A-102). A minor, somebody with
signs of danger and who is helped already are not refused (`actions.gates.refusal_gates`).
"""

from __future__ import annotations

from rescueapp.forms.catalogue import sign_off_sheet
from rescueapp.forms.schema import (
    Caution,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Part,
    Section,
    Topic,
    Voice,
)

FORM = Form(
    key="refusal_notice",
    number="F02",
    title="Notice that assistance is not given",
    version=1,
    topic=Topic.ARRIVAL,
    archive_order=42,
    numbered="refusal_number",
    sheet=True,
    copies=2,
    signatures=("Received by", "Witness, if not signed", "Institution (seal)"),
    sections=(
        Section(
            "notice",
            "Notice",
            (
                Field("refused_at", "Time of the notice", Kind.DATE_TIME, required=True,
                      personal=False, listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("refusal_number", "Number of the notice", Kind.TEXT, personal=False,
                      max_length=40),
                Field("asked_for_help_at", "Time of the request for help", Kind.DATE_TIME,
                      personal=False, not_future=True),
                Field("refusal_reasons", "Reasons, with their clause", Kind.CHOICES,
                      codes="L-refusal-reason", required=True, personal=False, listed=True,
                      coded=True,
                      cautions=(
                          Caution("A minor, or somebody whose age is not known, is not refused: "
                                  "help first, and report to the police.", MayBeMinor()),
                          Caution("Who cannot say because of age, illness, disability or fear is "
                                  "helped first. Perhaps somebody is listening: ask alone.",
                                  Has("refusal_reasons", ("05",))),
                      )),
                Field("refusal_facts", "Facts the decision rests on", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, required=True, personal=False, max_length=500, lines=2,
                      hint="What was seen and said, and which clause; no judgement of the "
                      "person."),
                Field("refusal_trafficking_asked", "Signs of trafficking, violence or loss were "
                      "looked for; there are none", Kind.YES_NO, personal=False, off_sheet=True,
                      cautions=(
                          Caution("With such signs the person is taken in, and the police are "
                                  "told at once.", Is("refusal_trafficking_asked", (False,))),
                      )),
            ),
        ),
        Section(
            "ways",
            "Other ways of help",
            (
                Field("help_told", "Told where to turn", Kind.CHOICES, codes="L-help-told",
                      required=True, personal=False),
                Field("help_told_note", "Address and telephone given, way shown", Kind.TEXT,
                      personal=False, max_length=200),
                Field("refusal_remedy", "Told where to complain", Kind.CHOICES, codes="L-remedy",
                      personal=False),
                Field("refusal_view", "What the person says to it", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=1, voice=Voice.HERS),
            ),
        ),
        Section(
            "receipt",
            "Handed over",
            (
                Field("refusal_receipt", "Receipt", Kind.CHOICE, codes="L-receipt",
                      personal=False, listed=True),
                Field("refusal_unsigned", "Why not signed", Kind.TEXT, Level.L2, personal=False,
                      max_length=100, when=Is("refusal_receipt", ("02", "04", "05"))),
                Field("refusal_witness", "Witness", Kind.TEXT, personal=False, max_length=60,
                      other=True, when=Is("refusal_receipt", ("02", "04", "05"))),
                Field("refused_by", "Decided by", Kind.TEXT, personal=False, max_length=60,
                      off_sheet=True, other=True),
            ),
        ),
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)  # fmt: skip
