"""One's own referrals without an answer, by department; Enter opens the referral."""

from __future__ import annotations

from rescueapp.actions.outward.referrals import Sent
from rescueapp.domain import referral
from rescueapp.i18n import mark
from ui.lists.columns import Column
from ui.lists.referral_list import DEPARTMENT, SENT
from ui.navigator import Navigator
from ui.today.list_part import ListPart

_TITLE = mark("My referrals without an answer", "today")
_SHOWN = ("sent_on", "alias", "receiver", "service", "received", "days")
_COLUMNS: tuple[Column[Sent], ...] = (DEPARTMENT, *(each for each in SENT if each.key in _SHOWN))


def referrals_part(navigator: Navigator) -> ListPart[Sent]:
    """Those that wait now."""

    def go(sent: Sent) -> None:
        navigator.go("case", case_uid=sent.case_uid, form=referral.FORM, record_uid=sent.record_uid)

    return ListPart("ownReferrals", _TITLE, _COLUMNS, go)
