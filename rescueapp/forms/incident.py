"""F39 个人信息安全事件报告表: what went wrong with personal data, in four steps.

A form like those of the catalogue, but of no case: `actions.vault.incidents` keeps its answers
sealed to supervisors. It asks what PIPL 57 wants told: kinds of information, cause and possible
harm; what was done and what the person can do; whom to call (K-19, A-B12; L17 art. 35). The printed
sheet goes to the authority, so that nothing in it names a person or a case.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    AnyOf,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    Not,
    Part,
    Section,
    Topic,
)

_COMPLAINT = ("10",)  # L-incident-kind
_WITH_DATA = ("01", "02", "03", "04", "05", "06", "07", "08", "99")
# A complaint alone is no incident with data: what the law asks of one is not asked of it.
_OF_DATA = AnyOf((Not(Has("incident_kinds", _COMPLAINT)), Has("incident_kinds", _WITH_DATA)))
_LOST_OR_OPEN = ("02", "03", "07", "08")  # L-incident-kind: keys may be in other hands

HAPPENED = Section(
    "happened",
    "What happened, and when",
    (
        Field("incident_found_on", "Found on", Kind.DATE, required=True, personal=False,
              part=Part.ON_DATE, not_future=True),
        Field("incident_found_by", "Found by", Kind.TEXT, Level.L2, personal=False,
              max_length=60),
        Field("incident_on", "Happened on (as far as known)", Kind.DATE, personal=False,
              not_future=True),
        Field("incident_kinds", "What kind", Kind.CHOICES, codes="L-incident-kind",
              required=True, personal=False),
        Field("incident_cause", "How it came about", Kind.LONG_TEXT, Level.L2, required=True,
              personal=False, max_length=1000, lines=3, when=_OF_DATA,
              hint="No name, alias or case number here: the sheet goes to the authority."),
    ),
)  # fmt: skip
AFFECTED = Section(
    "affected",
    "Who is affected",
    (
        Field("incident_data", "Kinds of information", Kind.CHOICES, codes="L-data-kind",
              required=True, personal=False),
        Field("incident_people", "How many people", Kind.NUMBER, personal=False, minimum=0,
              maximum=100_000),
        Field("incident_minors", "Minors are among them", Kind.YES_NO, personal=False),
        Field("incident_unsafe",
              "It may have come to somebody who must not know where a person is",
              Kind.YES_NO, required=True, personal=False),
        Field("incident_harm", "What harm it can do", Kind.LONG_TEXT, Level.L2, personal=False,
              max_length=1000, lines=3),
    ),
    when=_OF_DATA,
)  # fmt: skip
DONE = Section(
    "done",
    "What was done at once",
    (
        Field("incident_done", "Done", Kind.CHOICES, codes="L-incident-done", personal=False),
        Field("incident_done_words", "What exactly, when, by whom", Kind.LONG_TEXT, Level.L2,
              personal=False, max_length=1000, lines=3),
        Field("incident_can_do", "What the person can do", Kind.LONG_TEXT, Level.L2,
              personal=False, max_length=500, lines=2,
              hint="In plain words: it stands in the notice to the person."),
        Field("incident_contact", "Whom to call", Kind.TEXT, Level.L2, personal=False,
              max_length=100, hint="An office and a number that tell of no station."),
    ),
)  # fmt: skip
TOLD = Section(
    "told",
    "Who must be told, and what follows",
    (
        Field("told_authority", "Authority that was told", Kind.TEXT, personal=False,
              max_length=100, when=_OF_DATA),
        Field("told_authority_on", "Authority told on", Kind.DATE, personal=False,
              not_future=True, when=_OF_DATA),
        Field("told_superior_on", "Superior bureau told on", Kind.DATE, personal=False,
              not_future=True, when=_OF_DATA),
        Field("told_persons_on", "Persons, or guardians of minors, told on", Kind.DATE,
              personal=False, not_future=True, when=_OF_DATA),
        Field("told_not_why", "Or: why the measures wholly prevent harm, so that they are not told",
              Kind.LONG_TEXT, personal=False, max_length=500, lines=2, when=_OF_DATA),
        Field("told_police_on", "Police called on", Kind.DATE, personal=False, not_future=True),
        Field("told_answer_on", "The person was told what came of the complaint, on", Kind.DATE,
              personal=False, not_future=True, when=Has("incident_kinds", _COMPLAINT)),
        Field("told_safety_on", "Safety of each person looked at again on", Kind.DATE,
              personal=False, not_future=True, when=Is("incident_unsafe", (True,))),
        Field("told_keys_on", "Keys, passphrases or medium made anew on", Kind.DATE,
              personal=False, not_future=True, when=Has("incident_kinds", _LOST_OR_OPEN)),
        Field("told_review_on", "Looked back on what is to change on", Kind.DATE,
              personal=False, not_future=True),
        Field("told_review", "What was changed", Kind.LONG_TEXT, Level.L2, personal=False,
              max_length=1000, lines=2),
    ),
)  # fmt: skip

FORM = Form(
    key="incident",
    number="F39",
    title="Report of a personal information incident",
    version=1,
    topic=Topic.SAFETY,
    sheet=True,
    writers=("supervisor", "office_officer"),
    signatures=("Reported by", "Person in charge"),
    sections=(HAPPENED, AFFECTED, DONE, TOLD),
)
