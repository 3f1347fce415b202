"""What a print may show, by whom it is for: data, and the one question asked of it.

A profile is asked about each field before its words are made. What it does not take is not in
the print at all: no label, no empty cell, no covered text. Process notes (the compartment
AUTHOR) are in no profile.
"""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.forms.answers import compartment_of
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment, Field, Form, Level
from rescueapp.i18n import Text, mark

IDENTITY = Compartment.IDENTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A kind of reader. `highest` and `compartments` bound what a print for them can hold.

    `open_only`: nothing sealed goes out unless level 3 was chosen with a reason.
    `hides_whereabouts`: its readers, or those they live with, must not learn where she is.
    The last group says what stands around the text: what leaves tells of no station.
    """

    key: str
    title: Text
    file_title: Text  # on the cover
    highest: Level
    compartments: frozenset[Compartment]
    open_only: bool = False
    hides_whereabouts: bool = False
    leaves_out: frozenset[str] = frozenset()  # forms that stay here whole, by key
    only: frozenset[str] = frozenset()  # "form.field": where there are any, nothing else goes out
    header: Text | None = None
    institution: bool = False
    case_number: bool = False
    form_number: bool = False
    writers: bool = False  # who wrote each record
    unanswered: bool = False  # empty fields of a record, to be seen as empty
    signatures: bool = False
    archival: bool = False  # with all that an archive asks around the records (F33)
    basis: str = ""  # the usual legal ground of such a release: a code of L-release-basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the person who prints may open, and what they chose.

    `held`: compartments whose keys they hold. `identity`: name and identity are wanted.
    `l3_reason`: why level 3 goes out with a profile that leaves it here; "" means it stays.
    """

    held: frozenset[Compartment] = frozenset()
    identity: bool = False
    l3_reason: str = ""


INTERNAL = Profile(
    key="internal",
    title=mark("Internal", "print profile"),
    file_title=mark("Case file", "print cover"),
    highest=Level.L4,
    compartments=frozenset(TEAM_COMPARTMENTS),
    header=mark("Internal. Keep confidential.", "print"),
    institution=True,
    case_number=True,
    form_number=True,
    writers=True,
    unanswered=True,
    signatures=True,
    archival=True,
    basis="02",
)

NEXT_INSTITUTION = Profile(
    key="next_institution",
    title=mark("Next institution", "print profile"),
    file_title=mark("Personal record (extract)", "print"),
    highest=Level.L3,
    compartments=frozenset(c for c in TEAM_COMPARTMENTS if c is not IDENTITY),
    open_only=True,
    # Between this station, the police and the authorities: nothing the next house works with.
    leaves_out=frozenset({"police_handover", "mandatory_report", "clue_sheet"}),
    basis="01",
)

# What she asks of offices and courts, what she told the police: not for the family, and in a
# lawsuit for her lawyer to bring forward.
_HER_CLAIMS = frozenset({"legal_aid", "legal_matter", "protection_order", "clue_sheet"})
_HER_SUPPORT = frozenset({"household_registration", "social_assistance", "judicial_aid"})

# Whoever is asked for at home hears it: nothing sealed, and nothing that tells where she is.
FAMILY = Profile(
    key="family",
    title=mark("Family, or an office of its place", "print profile"),
    file_title=mark("Personal record (extract)", "print"),
    highest=Level.L2,
    compartments=frozenset(),
    open_only=True,
    hides_whereabouts=True,
    leaves_out=frozenset(
        {"police_handover", "mandatory_report", "relative", "belongings", "referral"}
    )
    | _HER_CLAIMS
    | _HER_SUPPORT,
    basis="01",
)

# The opposing party reads what a court has (decisions: "What protects her").
COURT = Profile(
    key="court",
    title=mark("Court: the other side will read it", "print profile"),
    file_title=mark("Personal record (extract)", "print"),
    highest=Level.L4,
    compartments=frozenset(c for c in TEAM_COMPARTMENTS if c is not Compartment.PSYCHOLOGICAL),
    open_only=True,
    hides_whereabouts=True,
    leaves_out=_HER_CLAIMS | {"referral"},  # whom she is with next, in words nobody marked
    basis="03",
)

# What she takes along (PIPL 45): everything of her own, and of nobody else (`domain.masking`). No
# case file: `actions.her.her_papers` writes it in plain sentences. Where she is stays out of it
# until she asks for it: paper is found.
HERSELF = Profile(
    key="herself",
    title=mark("The person herself: own record in plain words", "print profile"),
    file_title=mark("What is written down about me", "print"),
    highest=Level.L4,
    compartments=frozenset(TEAM_COMPARTMENTS),
    hides_whereabouts=True,
    leaves_out=frozenset({"relative"}),
    basis="05",
)

# A sheet that is carried (`Form.taken_along`): what it says to do, and nothing of where it is from.
CARRIED = Profile(
    key="carried",
    title=mark("Carried by the person", "print profile"),
    file_title=mark("Personal record (extract)", "print"),
    highest=Level.L4,
    compartments=frozenset(TEAM_COMPARTMENTS),
    basis="05",
)

# A body abroad learns who comes and with which paper (A-A05, K-14: the least); nothing of what
# happened, of her health, or of where she was. `actions.outward.receivers` says whether it goes.
ABROAD = Profile(
    key="abroad",
    title=mark("Receiving body abroad", "print profile"),
    file_title=mark("Personal record (extract)", "print"),
    highest=Level.L4,
    compartments=frozenset({IDENTITY}),
    open_only=True,
    hides_whereabouts=True,
    only=frozenset(
        f"cross_border.{key}"
        for key in ("name", "latin_name", "own_script_name", "sex", "birth_date", "nationality",
                    "id_document", "passport_until", "languages", "abroad_papers")
    ),
    basis="01",
)  # fmt: skip

# Of a case file; `HERSELF` stands beside them.
PROFILES = {profile.key: profile for profile in (INTERNAL, NEXT_INSTITUTION, FAMILY, COURT, ABROAD)}


def takes(profile: Profile, choice: Choice, form: Form, field: Field) -> bool:
    """Whether this field goes into a print of this profile."""
    if form.key in profile.leaves_out:
        return False
    if profile.only and f"{form.key}.{field.key}" not in profile.only:
        return False
    if field.level > profile.highest or (profile.hides_whereabouts and field.whereabouts):
        return False
    compartment = compartment_of(form, field)
    if compartment is None:
        return field.level <= Level.L2
    if compartment not in profile.compartments or compartment not in choice.held:
        return False
    if compartment is IDENTITY:
        return choice.identity
    return not profile.open_only or bool(choice.l3_reason.strip())
