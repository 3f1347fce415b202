"""The register of releases as it is read: in a list, beside it, and on paper (F36)."""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.her import her_papers
from rescueapp.actions.outward import releases
from rescueapp.actions.outward.releases import BASES, KINDS, OUTSIDE, PACKAGE, Left
from rescueapp.actions.papers import (
    account_paper,
    gift_account,
    hand_over_sheet,
    incident_papers,
    letters,
    name_list,
    notice_paper,
    papers,
    service_card,
    wall_sheets,
)
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.codes import label
from rescueapp.i18n import language, mark, say
from rescueapp.printing import release_list
from rescueapp.printing.profiles import PROFILES
from rescueapp.printing.release_list import ReleaseList
from rescueapp.workspace import Workspace

REGISTER = "release_register"  # what a print of the register is called
HOW = "L-release-how"

NUMBERED = mark("{how}, no. {number}", "release")
COPIES = mark("{count} copies", "release")
CASES = mark("{count} cases", "release")
OUT = mark("{count} out", "case")
BACK = mark("back on {day}", "release")
DESTROYED = mark("destroyed on {day}", "release")
UNTIL = mark("by {day}", "release")
FOUND = mark("Told of the unsafe list: {fields}", "release")
LEFT_OUT = mark("Taken out: {fields}", "release")
LEVEL = mark("Level {level}", "print")
MEDIA = {
    "printer": mark("Printed", "release"),
    "file": mark("Saved as a file", "release"),
    "package": mark("Sealed package", "release"),
}


def title(what: str) -> str:
    """What the registers call a print: a form, a case file by its profile, another paper by its
    own title; "" for what is none of them."""
    if what in FORMS:
        return say(releases.title_of(what))
    if what in PROFILES:
        return say(PROFILES[what].title)
    named = (
        her_papers.TITLES.get(what)
        or letters.title_of(what)
        or notice_paper.title_of(what)
        or incident_papers.title_of(what)
        or name_list.title_of(what)
        or service_card.title_of(what)
        or account_paper.title_of(what)
        or wall_sheets.title_of(what)
        or hand_over_sheet.title_of(what)
        or gift_account.title_of(what)
    )
    return say(named) if named is not None else ""


def what(left: Left) -> str:
    """What left: a print by its title, a package or what was said by its kind."""
    return title(left.release.what) or say(KINDS[left.release.kind])


def how(left: Left) -> str:
    """By which way, and the number it bears."""
    release = left.release
    medium = label(HOW, release.medium) if release.kind == OUTSIDE else ""
    if not medium:
        shown = MEDIA.get(release.medium)
        medium = say(shown) if shown else release.medium
    return say(NUMBERED(how=medium, number=release.number))


def basis(left: Left) -> str:
    """The legal ground in words; "" where none was told."""
    return label(BASES, left.release.basis) if left.release.basis else ""


def fields(left: Left) -> list[str]:
    """A line for each form: its title, and what of it went out."""
    comma = ", " if language() == "en" else "、"
    colon = ": " if language() == "en" else "："
    return [
        say(title) + colon + comma.join(dict.fromkeys(map(say, told)))
        for title, told in left.form_fields
    ]


def back(left: Left) -> str:
    """How it stands with the copies: how many are out, until when, or the day they came back."""
    out = sum(1 for copy in left.copies if copy.returned_on is None)
    told = [say(OUT(count=out))] if out else []
    if out and left.release.return_by:
        told.append(say(UNTIL(day=left.release.return_by)))
    last = max((copy.returned_on for copy in left.copies if copy.returned_on), default="")
    if not out and last:
        gone = all(copy.destroyed for copy in left.copies)
        told.append(say((DESTROYED if gone else BACK)(day=last)))
    return " ".join(told)


def count(left: Left) -> str:
    """How many copies, or cases of a package."""
    number = left.release.copies
    if not number:
        return ""
    return say((CASES if left.release.kind == PACKAGE else COPIES)(count=number))


def findings(left: Left) -> list[str]:
    """What the disclosure guard found and what was taken out for it."""
    comma = ", " if language() == "en" else "、"
    told = []
    if left.found:
        told.append(say(FOUND(fields=comma.join(dict.fromkeys(map(say, left.found))))))
    if left.left_out:
        told.append(say(LEFT_OUT(fields=comma.join(dict.fromkeys(map(say, left.left_out))))))
    return told


# --- on paper -------------------------------------------------------------------------------------


def prepare_register(
    ws: Workspace, *, first: str, last: str, recipient: str = "", not_returned: bool = False,
    gaps: bool = False,
) -> Prepared:  # fmt: skip
    """The register of a period as F36. Raises Refused."""
    found = releases.register(
        ws, first=first, last=last, recipient=recipient, not_returned=not_returned
    )
    print_id = papers.new_id()
    printed = ReleaseList(papers.head(ws, print_id), first, last, [_row(left) for left in found])
    missing = tuple(release_list.missing_characters(printed))
    pdfs = () if missing and not gaps else (release_list.write(printed, gaps=gaps),)
    with ws.db.transaction():
        ws.log("prepare_print", what=REGISTER, releases=len(found))
    return Prepared(print_id=print_id, what=REGISTER, case_uid=None, pdfs=pdfs, missing=missing)


def _row(left: Left) -> tuple[str, ...]:
    """A text for each column of the paper, then what the release held: form by form."""
    release = left.release
    day = clock.local(release.released_at)
    level = say(LEVEL(level=f"L{int(left.highest)}")) if left.highest is not None else ""
    held = [*fields(left), *findings(left)]
    return (
        f"{day:%Y-%m-%d %H:%M}",
        " ".join(filter(None, (left.number, left.alias))),
        release.recipient,
        "\n".join(filter(None, (basis(left), release.purpose, release.reason))),
        "\n".join(filter(None, (what(left), level))),
        "\n".join(filter(None, (how(left), count(left)))),
        "\n".join(filter(None, (left.approved_by or left.worker, back(left)))),
        "\n".join(held),
    )
