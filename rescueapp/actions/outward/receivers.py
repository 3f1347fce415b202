"""Who may receive anything at all: asked before every print, package, hand-over, referral, notice,
letter and line of the register.

Nothing goes to somebody abroad while the switch is off (K-14). While it is on, what goes is the
least, about one person, with that person's separate consent. Who is on the unsafe list of the case
is `disclosure`'s question.
"""

from __future__ import annotations

from rescueapp.actions.opened import reasons
from rescueapp.actions.outward import abroad_state, consents
from rescueapp.domain.abroad import abroad
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace

ABROAD = mark(
    "This recipient is abroad, and nothing goes there from here. Personal information leaves the"
    " country only on a legal ground and with the person's separate consent (Personal Information"
    " Protection Law, art. 36 and 38 to 41; Data Security Law, art. 36). Where there is such a"
    " ground, a supervisor asks under Oversight, Provision abroad, and a second one agrees; then"
    " F26 asks the person. If not, ask your superior bureau.",
    "guard",
)
ONLY_THE_LEAST = mark(
    "This recipient is abroad. Provision abroad is on, but only the least about one person goes"
    " there (Personal Information Protection Law, art. 6 and 38): the print profile “Receiving"
    " body abroad”, a referral, or what is told and noted in F36. A whole file, a package, a"
    " letter or a clue does not.",
    "guard",
)
SAY_WHERE = mark(
    "Say whether the recipient is abroad (Personal Information Protection Law, art. 38): a name"
    " does not always tell. Abroad is also Hong Kong, Macao, Taiwan, another country's mission"
    " here, and a body or a mailbox from abroad.",
    "guard",
)


def told_where(said: object) -> bool:
    """The answer whether the recipient is abroad. Raises Refused where nobody gave one."""
    if not isinstance(said, bool):
        raise Refused(SAY_WHERE)
    return said


def check(
    ws: Workspace, case_uid: str | None, recipient: str, *words: str, least: bool = False,
    said_abroad: bool = False,
) -> None:  # fmt: skip
    """Refuse a recipient abroad to whom this does not go, and what must not be kept in the words
    of an order. `least`: what goes is no more than a receiver abroad needs. `said_abroad`: who
    releases it says that the recipient is; where its words say so, a no does not help.

    Raises Refused, in words that say what would make it possible.
    """
    if said_abroad or abroad(recipient):
        if abroad_state.standing(ws) is None:
            raise Refused(ABROAD)
        if case_uid is None or not least:
            raise Refused(ONLY_THE_LEAST)
        consents.refuse_abroad(ws, case_uid, recipient)
    reasons.keepable(ws, case_uid, recipient, *words)
