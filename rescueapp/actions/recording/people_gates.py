"""Where records that say that no woman was there are asked about (A-109).

Never what the first hours need: at intake, in urgent care and at a health check it is a caution
under the question, with room for the reason.
"""

from __future__ import annotations

from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.two_people import approving
from rescueapp.domain.guards import RECORDED_ONLY
from rescueapp.domain.guards import people as guards
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.none_codes import answered
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

# Of each form: the question, the answers that say that no woman was there, where the reason stands.
# No answer to whether one was says that none was.
_ASKED: dict[str, tuple[str, tuple[object, ...], str]] = {
    "interview": ("interviewer_sex", ("03",), "men_only_why"),
    "stay_and_leaving": ("stay_female_staff", (False, None), "no_woman_why"),
    "return_handover": ("return_female_escort", (False, None), "no_woman_why"),
    "cross_border": ("border_female_escort", (False, None), "no_woman_why"),
}


def check(ws: Workspace, saving: Saving) -> None:
    """Raises Refused, in words, for a record that is to be complete: it needs the reason, and a
    supervisor who completes or approves it. What another unit asked is only written down."""
    if saving.form.key not in _ASKED or not saving.complete:
        return
    if saving.whole.get("footing") == RECORDED_ONLY:
        return
    asked, no, why = _ASKED[saving.form.key]
    row = cases.row(ws.db, saving.case_uid, reader=ws.holder)
    words = guards.woman_there(
        case_sex=row.sex if row else None,
        lacks=saving.whole.get(asked) in no,
        why=answered(saving.whole.get(why)),
        supervisor=ws.worker.may(Act.ASSIGN) or approving.waits(ws, saving),
    )
    if words is not None:
        raise Refused(words)
