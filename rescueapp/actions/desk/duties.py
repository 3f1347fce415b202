"""What somebody has to see to beside the cases: keys, vetting, the trial of the recovery papers.

For Today: a supervisor is told of everybody, everybody else of their own vetting.
"""

from __future__ import annotations

from datetime import timedelta

from rescueapp import clock
from rescueapp.actions.backup import backup_schedule, drill
from rescueapp.actions.due import ages, clocks, lost_contact
from rescueapp.actions.exchanging import handed_on
from rescueapp.actions.gates import looking_again
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import gift_account
from rescueapp.actions.two_people import emergency, requests, telephone_codes
from rescueapp.actions.vault import incidents, key_renewal, new_papers, weekly
from rescueapp.actions.watch import recovery_papers
from rescueapp.actions.workers import staff, vetting, women
from rescueapp.domain.vetting import Vetting
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, language, mark
from rescueapp.storage import audit, reserve
from rescueapp.workspace import Workspace

DRILL_EVERY = timedelta(days=365)
MOST_NAMED = 3

UNFINISHED = mark("New keys were begun and are not finished. Go on with it.", "duties")
LEFT = mark("{name} left and knew keys of this vault. Make new ones.", "duties")
LEFT_AND_MORE = mark(
    "{name} and {count} more left and knew keys of this vault. Make new ones.", "duties"
)
ENDS = mark("The vetting of {name} for work with minors ends on {day}.", "duties")
ENDED = mark(
    "The vetting of {name} ended on {day}. In minors' cases only intake, medical care, what"
    " keeps the child safe, referrals, the search for the family and the mandatory report can be"
    " written.",
    "duties",
)
NOT_ENTERED = mark(
    "Nobody has entered the vetting of {name}. In minors' cases only intake, medical care, what"
    " keeps the child safe, referrals, the search for the family and the mandatory report can be"
    " written.",
    "duties",
)
STANDS_STILL = mark(
    "Stands still since {day}: {what} ({basis}), {alias} {number}. Let it go on when it can.",
    "duties",
)
MORE_STAND_STILL = mark("{count} more deadlines stand still.", "duties")
AND_MORE = mark("The vetting of {count} more colleagues waits, too.", "duties")
NO_SEX = mark(
    "Enter in Manage whether they are women or men: {names}. Women and girls are looked after by"
    " women.",
    "duties",
)
IN_A_MANS_HANDS = mark(
    "A man is responsible for {count} cases of women or girls, and nobody said why. Choose a woman"
    " under Team, or write down the reason there.",
    "duties",
)
TELEPHONED = mark("{count} decisions by telephone wait to be confirmed.", "duties")
STRANDED = mark(
    "{count} decisions by telephone can be confirmed by nobody here. Enrol the superior office"
    " under Exchange, or have an account made for a second supervisor.",
    "duties",
)
REASONS_OWED = mark("{count} emergencies still lack their reason.", "duties")
WEEK_UNSEEN = mark("Nobody has seen the weekly list of {first} to {last} yet.", "duties")
LITTLE_ROOM = mark(
    "The disk of this computer has {free} MB left. Make room on it soon: on a full disk nothing can"
    " be saved and no backup is made.",
    "duties",
)
PAPERS_KNOWN = mark(
    "The recovery papers were replaced: with those of before and a backup of before the keys of"
    " today are still known. Make new keys.",
    "duties",
)
PAPERS_ASKED = mark(
    "New recovery papers were asked for by {name}. See to it in Administration.", "duties"
)
PAPERS_AGREED = mark(
    "New recovery papers were agreed to and are not made yet. Make them in Administration.",
    "duties",
)
NEW_DRILL = mark("The new recovery papers have not been tried. Try two of them.", "duties")
DRILL = mark("The recovery papers have not been tried for a year. Try two of them.", "duties")


def duties(ws: Workspace) -> list[Text]:
    """What to see to, the most pressing first; a sentence each."""
    if not ws.worker.may(Act.READ_CASES) and not ws.worker.may(Act.GRANT_ACCESS):
        return []
    if not ws.worker.may(Act.GRANT_ACCESS):
        return [
            *_of_the_disk(ws),
            *looking_again.duties(ws),
            *handed_on.duties(ws),
            *ages.duties(ws),
            *_of_clocks(ws),
            *_of_vetting(ws),
        ]
    return [
        *incidents.duties(ws),
        *_of_the_disk(ws),
        *lost_contact.duties(ws),
        *looking_again.duties(ws),
        *handed_on.duties(ws),
        *ages.duties(ws),
        *_of_looking_after(ws),
        *_of_clocks(ws),
        *_of_keys(ws),
        *_of_vetting(ws),
        *_of_women(ws),
        *staff.duties(ws),
        *releases.duties(ws),
        *gift_account.duties(ws),
        *_of_papers(ws),
        *backup_schedule.duties(ws),
    ]


def _of_the_disk(ws: Workspace) -> list[Text]:
    free = reserve.low(ws.folder)
    return [] if free is None else [LITTLE_ROOM(free=free)]


def _of_looking_after(ws: Workspace) -> list[Text]:
    """What others did at night and a supervisor has to look at afterwards (K-10)."""
    if not ws.worker.may(Act.DECIDE):
        return []
    codes, reasons, first = requests.unconfirmed(ws), emergency.owed(ws), weekly.unseen(ws)
    found = [TELEPHONED(count=codes)] if codes else []
    if stranded := telephone_codes.stranded(ws):
        found.append(STRANDED(count=stranded))
    if reasons:
        found.append(REASONS_OWED(count=reasons))
    if first:
        found.append(WEEK_UNSEEN(first=first, last=first + weekly.DAYS - timedelta(days=1)))
    return found


def _of_clocks(ws: Workspace) -> list[Text]:
    """A-009: what stands still is in no count, and so is told here."""
    if not ws.worker.may(Act.READ_CASES):
        return []
    found = clocks.standing_still(ws)
    told = [
        STANDS_STILL(day=each.deadline.paused_on, what=each.rule.words.label,
                     basis=each.rule.basis, alias=row.alias, number=row.number)
        for row, each in found[:MOST_NAMED]
    ]  # fmt: skip
    more = len(found) - MOST_NAMED
    return [*told, MORE_STAND_STILL(count=more)] if more > 0 else told


def _of_keys(ws: Workspace) -> list[Text]:
    state = key_renewal.state(ws)
    if state.under_way:
        return [UNFINISHED()]
    known = [PAPERS_KNOWN()] if state.papers else []
    if not state.left:
        return known
    first, more = state.left[0].name, len(state.left) - 1
    return [*known, LEFT_AND_MORE(name=first, count=more) if more else LEFT(name=first)]


def _of_vetting(ws: Workspace) -> list[Text]:
    found = sorted(vetting.to_look_at(ws), key=lambda each: (each.standing.holds, each.name))
    told = [_vetted(each) for each in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    return [*told, AND_MORE(count=more)] if more > 0 else told


def _of_women(ws: Workspace) -> list[Text]:
    """A-109: of whom it is not known, and where a man is. Nothing in an office: it has no cases."""
    if not ws.worker.may(Act.ASSIGN):
        return []
    unknown = [worker.display_name for worker in women.unknown(ws)]
    alone = women.in_a_mans_hands(ws)
    between = ", " if language() == "en" else "、"
    found = [NO_SEX(names=between.join(unknown))] if unknown else []
    return [*found, IN_A_MANS_HANDS(count=alone)] if alone else found


def _vetted(each: vetting.Vetted) -> Text:
    if each.until is None:
        return NOT_ENTERED(name=each.name)
    ends = ENDS if each.standing is Vetting.SOON else ENDED
    return ends(name=each.name, day=each.until)


def _of_papers(ws: Workspace) -> list[Text]:
    """A year after the vault was made, and a year after each trial; new ones at once."""
    found = _of_new_papers(ws)
    if ws.vault.training:
        return found
    last = drill.last(ws)
    if last is None and recovery_papers.replaced_at(ws.db):
        return [*found, NEW_DRILL()]
    since = last.at if last else audit.rows(ws.db, before=2, limit=1)[0].at
    if clock.now() - clock.instant(since) < DRILL_EVERY:
        return found
    return [*found, DRILL()]


def _of_new_papers(ws: Workspace) -> list[Text]:
    """What waits for who makes them, or for a second person; of what waits, whoever decides of
    cases is told on Today among all that waits."""
    found = new_papers.outlook(ws)
    if found.agreed:
        return [PAPERS_AGREED()]
    if found.request is None or found.mine or ws.worker.may(Act.DECIDE):
        return []
    return [PAPERS_ASKED(name=found.asked_by)]
