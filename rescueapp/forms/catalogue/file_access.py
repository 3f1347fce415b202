"""F34 档案查阅、借阅登记及审批表: who read or borrowed the paper file, and why (L17 36, A-B11).

The program's own looks are in its account; this is the file in the cupboard. Somebody of the
unsafe list gets nothing, whatever they show (K-13). The person's own wish to read it is F40.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Approval,
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Not,
    Part,
    Section,
    Topic,
)

_LENT = Is("file_way", ("03", "04"))  # L-file-way: copied, lent
_ALLOWED = Is("file_answer", ("01", "02"))

FORM = Form(
    key="file_access",
    number="F34",
    title="Reading or lending of the paper file",
    version=1,
    topic=Topic.CASE,
    archive_order=157,
    sheet=True,
    reminder="Return of a file that was lent",
    outlasts=blocks.ANY_CLOSING,
    signatures=("Applicant", "File keeper", "Approved by"),
    approval=Approval(
        "The reader needs it for a task the law gives them, and sees no more than that.",
        when=_ALLOWED,
    ),
    sections=(
        Section(
            "who",
            "Who asks, and why",
            (
                Field("file_asked_on", "Asked on", Kind.DATE, required=True, personal=False,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("file_reader_kind", "Who", Kind.CHOICE, codes="L-file-reader",
                      required=True, personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("Only with authority shown, and not against the person's will. "
                                  "What is asked for the person stands in F40.",
                                  Is("file_reader_kind", ("06",))),
                      )),
                Field("file_reader_unit", "Unit", Kind.TEXT, Level.L2, required=True,
                      personal=False, listed=True, max_length=100, trusted=True, other=True),
                Field("file_reader_name", "Name and number of the pass", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, trusted=True,
                      other=True),
                Field("file_reader_checked", "How it was made sure who they are", Kind.CHOICE,
                      codes="L-requester-check", personal=False),
                Field("file_purpose", "Purpose", Kind.TEXT, required=True, personal=False,
                      max_length=200),
                Field("file_ground", "Legal ground", Kind.CHOICE, codes="L-release-basis",
                      required=True, personal=False, coded=True),
                Field("file_letter", "Letter or warrant, number", Kind.TEXT, personal=False,
                      max_length=100),
            ),
        ),
        Section(
            "what",
            "What",
            (
                Field("file_part", "How much of the file", Kind.CHOICE, codes="L-file-part",
                      personal=False, coded=True),
                Field("file_pages", "Which papers and pages", Kind.TEXT, Level.L2,
                      personal=False, max_length=200),
                Field("file_way", "How", Kind.CHOICE, codes="L-file-way", personal=False,
                      listed=True, coded=True,
                      cautions=(
                          Caution("A file with a minor or with level 3 is read on the spot, with "
                                  "the keeper in the room.", _LENT),
                          Caution("What leaves the house is written down in F36, too.", _LENT),
                      )),
                Field("file_copies", "Copies", Kind.NUMBER, personal=False, minimum=1,
                      maximum=20, when=Is("file_way", ("03",))),
                Field("file_withheld", "Taken out before (identity, psychology, others)",
                      Kind.TEXT, personal=False, max_length=200),
            ),
        ),
        Section(
            "answer",
            "Decision",
            (
                Field("file_answer", "Decision", Kind.CHOICE, codes="L-file-answer",
                      personal=False, listed=True, coded=True),
                Field("file_answer_why", "Why not, or why in part", Kind.TEXT, personal=False,
                      max_length=200, when=Is("file_answer", ("02", "03"))),
                Field("file_answered_by", "Decided by", Kind.TEXT, personal=False,
                      max_length=60, other=True),
                Field("file_seen_on", "Read or taken on", Kind.DATE, personal=False, coded=True,
                      not_future=True, when=_ALLOWED, afterwards=True),
            ),
        ),
        Section(
            "back",
            "Return",
            (
                Field("file_return_by", "To be back by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("file_returned_on"))),
                Field("file_returned_on", "Back on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True, afterwards=True),
                Field("file_state", "State on return", Kind.CHOICE, codes="L-file-state",
                      personal=False, when=Answered("file_returned_on"),
                      cautions=(
                          Caution("What does not come back is an incident: see Oversight.",
                                  Is("file_state", ("02",))),
                      ), afterwards=True),
                Field("file_took_back", "Taken back by", Kind.TEXT, personal=False,
                      max_length=60, other=True, when=Answered("file_returned_on"),
                      afterwards=True),
            ),
            when=AllOf((_ALLOWED, _LENT)),
        ),
    ),
)  # fmt: skip
