"""F11 寻亲公告: a tracing notice, its will, its words, its photograph, and where it stands.

What goes out stands in the public sections and nowhere else (P08; L01 103: the picture of a child
is published to find the family and for nothing more). Completing is refused while the words tell
how she was trafficked, of violence, illness, the buying family or where she is
(`forms.notice_words`), while somebody of the unsafe list or her whereabouts stand in them, and
without her will (`actions.gates.tracing_gates`). The contact is the superior hotline. The
photograph is a copy of its own, blurred (K-22). A notice whose reason is gone is due to be taken
down at once.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
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
    Topic,
    Voice,
)

_WILL_NOT = ("03",)  # L-notice-name
_OWN_TELEPHONE = ("03",)  # L-notice-contact
_HEIGHT, _BUILD, _HAIR, _FACE, _SKIN = (0, 2, 3, 5, 6)  # of blocks.APPEARANCE

WILL = Section(
    "will",
    "Whether the person wants it",
    (
        Field("notice_on", "Written on", Kind.DATE, required=True, personal=False, listed=True,
              part=Part.ON_DATE, not_future=True),
        Field("notice_number", "Number of the notice", Kind.TEXT, personal=False, listed=True,
              max_length=40),
        Field("notice_name_known", "Why the person's name is known or not", Kind.CHOICE, Level.L2,
              codes="L-notice-name", required=True, personal=False, coded=True,
              cautions=(
                  Caution("Who does not want to say the name is not somebody who cannot. An adult "
                          "is not published without agreeing to it.",
                          Is("notice_name_known", _WILL_NOT)),
              )),
        Field("notice_own_view", "What the person thinks of the notice", Kind.LONG_TEXT, Level.L3,
              Compartment.CARE, max_length=1000, lines=3, voice=Voice.HERS,
              hint="What may be told, what not, who must not see it."),
        Field("notice_child_opinion", "What the child or young person thinks (8 to 17)",
              Kind.LONG_TEXT, Level.L3, Compartment.CARE, required=True, max_length=500, lines=2,
              voice=Voice.HERS, when=MayBeMinor()),
    ),
    hint="The consent itself, or that the person was told of a legal duty, stands in F26.",
)  # fmt: skip
WORDS = Section(
    "words",
    "What everybody will read",
    (
        Field("notice_name", "Name or alias in the notice", Kind.TEXT, Level.L4,
              Compartment.IDENTITY, max_length=60,
              hint="Without a name that may be told: the alias of the case."),
        replace(blocks.SEX, part=None, coded=False),
        Field("notice_age", "Age when rescued or found, as it will stand", Kind.TEXT, Level.L2,
              Compartment.IDENTITY, personal=False, max_length=40),
        blocks.APPEARANCE[_HEIGHT],
        blocks.APPEARANCE[_BUILD],
        blocks.APPEARANCE[_HAIR],
        blocks.APPEARANCE[_FACE],
        blocks.APPEARANCE[_SKIN],
        Field("notice_marks", "Marks by which the family knows the person", Kind.LONG_TEXT,
              Level.L4, Compartment.IDENTITY, max_length=300, lines=2,
              hint="Birthmarks and old scars; nothing that was done to the person."),
        Field("notice_accent", "Accent or dialect, as it will stand", Kind.TEXT, Level.L4,
              Compartment.IDENTITY, max_length=100),
        Field("notice_found_on", "Found or rescued on", Kind.DATE, Level.L2,
              Compartment.IDENTITY, personal=False, not_future=True),
        replace(blocks.FOUND_COUNTY, coded=False,
                hint="Choose the county; nothing nearer stands in a notice."),
        Field("notice_clothing", "Clothes when found", Kind.LONG_TEXT, Level.L4,
              Compartment.IDENTITY, max_length=300, lines=2),
        Field("notice_carried", "Things carried", Kind.LONG_TEXT, Level.L4,
              Compartment.IDENTITY, max_length=300, lines=2),
        Field("notice_account", "What the person tells of home and family, edited",
              Kind.LONG_TEXT, Level.L4, Compartment.IDENTITY, max_length=500, lines=3,
              hint="Home, family, childhood. Nothing of what happened after leaving home."),
        Field("notice_dna", "DNA has been compared", Kind.YES_NO, Level.L2,
              Compartment.IDENTITY, personal=False),
        Field("notice_unit", "Institution, as it will stand", Kind.TEXT, Level.L2,
              Compartment.IDENTITY, personal=False, max_length=100,
              hint="The superior bureau or the police, not where the person is."),
        Field("notice_contact", "Telephone in the notice", Kind.TEXT, Level.L2,
              Compartment.IDENTITY, required=True, personal=False, max_length=100, trusted=True,
              hint="The hotline of the superior bureau, not this institution's own."),
    ),
    public=True,
    hint="No word of how the person was trafficked, of violence, illness, the buying family or "
    "where the person is now.",
)  # fmt: skip
PHOTO = Section(
    "picture",
    "Photograph of the notice",
    (
        Field("notice_photo", "Photograph for the notice", Kind.PHOTO, Level.L4,
              Compartment.IDENTITY,
              hint="A copy of its own. Blur whatever is not needed: other people, signs, "
              "uniforms, fresh injuries."),
    ),
    public=True,
)  # fmt: skip
CONTACT = Section(
    "contact",
    "Telephone and copy of the photograph",
    (
        Field("notice_contact_kind", "Whose telephone it is", Kind.CHOICE,
              codes="L-notice-contact", required=True, personal=False,
              cautions=(
                  Caution("The institution's own number tells everybody where the person is.",
                          Is("notice_contact_kind", _OWN_TELEPHONE)),
              )),
        Field("notice_contact_why", "Why this institution's own telephone", Kind.TEXT,
              required=True, personal=False, max_length=200, other=True,
              when=Is("notice_contact_kind", _OWN_TELEPHONE)),
        Field("notice_photo_until", "Copies of the photograph are deleted by", Kind.DATE,
              personal=False,
              hint="Those given to newspapers and platforms, too."),
    ),
)  # fmt: skip
PUBLISHED = Section(
    "published",
    "Where it stands",
    (
        Field("notice_platforms", "Published", Kind.ROWS, personal=False, coded=True, rows=(
            Field("platform", "Platform", Kind.CHOICE, codes="L-notice-platform", required=True,
                  personal=False, coded=True),
            Field("platform_name", "Name, issue or page", Kind.TEXT, personal=False,
                  max_length=100),
            Field("platform_since", "Published on", Kind.DATE, personal=False, coded=True,
                  not_future=True, afterwards=True),
            Field("platform_until", "Published until", Kind.DATE, personal=False, afterwards=True),
            Field("platform_down_on", "Taken down on", Kind.DATE, personal=False, coded=True,
                  not_future=True, afterwards=True),
        )),
        Field("notice_due_on", "To be taken down, or renewed, by", Kind.DATE, personal=False,
              part=Part.DUE_ON, days_after=30, when=Not(Answered("notice_withdrawn_on")),
              hint="Empty: 30 days after it was written."),
    ),
)  # fmt: skip
WITHDRAWN = Section(
    "withdrawn",
    "Taken down",
    (
        Field("notice_withdrawn_on", "Taken down everywhere on", Kind.DATE, personal=False,
              listed=True, coded=True, not_future=True),
        Field("notice_withdrawn_why", "Why it was taken down", Kind.CHOICES, Level.L2,
              codes="L-notice-end", personal=False, coded=True,
              when=Answered("notice_withdrawn_on")),
        Field("notice_withdrawn_note", "Where somebody repeated it, and what was asked there",
              Kind.TEXT, Level.L2, personal=False, max_length=200,
              when=Answered("notice_withdrawn_on")),
    ),
)  # fmt: skip

FORM = Form(
    key="tracing_notice",
    number="F11",
    title="Tracing notice",
    version=1,
    topic=Topic.TRACING,
    archive_order=86,
    numbered="notice_number",
    sheet=True,
    reminder="Take the tracing notice down",
    outlasts=blocks.ANY_CLOSING,
    signatures=("The person or guardian", "Handled by", "Person in charge", "Date"),
    milestones=(
        Milestone("notice_published", at="platform_since", when=Answered("platform_since")),
        Milestone("notice_withdrawn", at="notice_withdrawn_on",
                  when=Answered("notice_withdrawn_on")),
    ),
    approval=Approval(
        "That the notice tells no more than the search needs, that the person wants it or the law "
        "demands it, and that it leads nobody to where the person is.",
        when=Not(Answered("notice_withdrawn_on")),
    ),
    sections=(WILL, WORDS, PHOTO, CONTACT, PUBLISHED, WITHDRAWN),
)  # fmt: skip
