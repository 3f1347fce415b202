"""P13 线索移交单: what somebody agreed to pass on to the police, and nothing more (S18).

Handed over is only what she agreed to (`guards.clue_without_consent`); then it stands in the
register of releases (F36) with its receiver and day. What the law has reported without her
agreement is F37; questioning is for the police.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
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
    Topic,
    Voice,
)

_LEGAL = Compartment.LEGAL
_NOT_REFUSED = Not(Is("clue_agreed", (False,)))

FORM = Form(
    key="clue_sheet",
    number="P13",
    title="Clues handed to the police",
    version=1,
    topic=Topic.RIGHTS,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=118,
    signatures=("The person (may be left open)", "Handed over by", "Received by (police)"),
    sections=(
        Section(
            "agreed",
            "Agreement",
            (
                Field("clue_on", "Date of the record", Kind.DATE, personal=False, listed=True,
                      part=Part.ON_DATE, not_future=True),
                Field("clue_agreed", "The person agrees that this goes to the police",
                      Kind.YES_NO, Level.L2, listed=True, voice=Voice.HERS,
                      hint="Say first: the help does not depend on it, and it can be taken back "
                      "until it has gone."),
                Field("clue_agreed_how", "How it was agreed to", Kind.CHOICE, Level.L2,
                      codes="L-clue-consent", personal=False,
                      when=Is("clue_agreed", (True,)),
                      cautions=(
                          Caution(
                              "A minor agrees with the guardian or an appropriate adult at hand.",
                              AllOf((MayBeMinor(), Is("clue_agreed_how", ("01", "02")))),
                          ),
                      )),
                Field("clue_child_view", "What the child or young person thinks of it",
                      Kind.LONG_TEXT, Level.L3, _LEGAL, max_length=500, lines=2,
                      voice=Voice.HERS, when=MayBeMinor(), off_sheet=True),
                Field("clue_identity", "Who it comes from", Kind.CHOICE, Level.L2,
                      codes="L-clue-identity", voice=Voice.HERS,
                      hint="As a rule the alias alone."),
                Field("clue_limits", "What must not be passed on", Kind.LONG_TEXT, Level.L3,
                      _LEGAL, max_length=500, lines=2, voice=Voice.HERS, off_sheet=True,
                      hint="It stays here: the printed sheet leaves it out."),
            ),
        ),
        Section(
            "clue",
            "Clues",
            (
                Field("clue_kinds", "About", Kind.CHOICES, Level.L3, _LEGAL,
                      codes="L-clue-kind",
                      cautions=(
                          Caution(
                              "Danger going on now: 110 at once. For a minor the report (F37) "
                              "comes first and waits for nobody's agreement.",
                              Has("clue_kinds", ("08",)),
                          ),
                      )),
                Field("clue_words", "What the person agreed to tell", Kind.LONG_TEXT, Level.L3,
                      _LEGAL, max_length=3000, lines=10,
                      hint="In own words, read back and agreed to. No questions beyond it; "
                      "nothing of the person's own suffering."),
                Field("clue_seen", "How the person knows of it", Kind.TEXT, Level.L3, _LEGAL,
                      hint="Seen, heard, told by others: as said."),
            ),
            when=_NOT_REFUSED,
        ),
        Section(
            "handing",
            "Handing over",
            (
                Field("clue_unit", "Police unit", Kind.TEXT, Level.L2, personal=False,
                      listed=True, max_length=100, trusted=True, whereabouts=True,
                      other=True),
                Field("clue_officer", "Officer, number and telephone", Kind.TEXT, Level.L2,
                      personal=False, max_length=100, trusted=True, whereabouts=True, other=True),
                Field("clue_how", "How", Kind.CHOICE, Level.L2, codes="L-release-how",
                      personal=False),
                Field("clue_given_on", "Handed over on", Kind.DATE, personal=False, listed=True,
                      not_future=True,
                      hint="Once this is entered it stands in the register of releases."),
                Field("clue_receipt", "Number of the receipt", Kind.TEXT, Level.L2,
                      personal=False, max_length=60),
                Field("clue_answer", "What the police let us know", Kind.TEXT, Level.L3, _LEGAL,
                      personal=False, off_sheet=True,
                      hint="For the person's safety; nothing of the case."),
                Field("clue_told_her", "The person was told what came of it", Kind.YES_NO,
                      Level.L2, personal=False, off_sheet=True),
            ),
            when=_NOT_REFUSED,
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
