"""Papers handed to a body abroad with F32: what they wait for, and their line in the register of
releases (K-14, K-13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rescueapp.actions.outward import abroad_state, consents, releases
from rescueapp.domain import going_home
from rescueapp.domain.record import RecordRow
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.none_codes import answered
from rescueapp.i18n import Text, mark, say
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

FORM = "cross_border"
NAMED_THERE = mark("Receiving body abroad, named in F32", "release")
_HANDED_OVER = "03"  # of L-release-how
_TOLD = ("abroad_papers",)
# of L-abroad-ground: the ground of the register that says the same (L-release-basis)
_BASIS = {"01": "01", "02": "04", "03": "02"}


def refusal(ws: Workspace, case_uid: str, told: Mapping[str, Any]) -> Text | None:
    """Why an F32 cannot be complete as it is told; None: nothing goes abroad, or all is there."""
    papers, ground = _papers(told), _code(told, "abroad_ground")
    if not going_home.gives_abroad(papers):
        return None
    lacking = going_home.missing_abroad(
        switch=abroad_state.standing(ws) is not None,
        ground=ground,
        superior=answered(told.get("abroad_approval")),
        consent=_agreed(ws, case_uid),
    )
    return going_home.ABROAD_WAITS(missing=" · ".join(map(say, lacking))) if lacking else None


def approve(ws: Workspace, row: RecordRow, told: Mapping[str, Any], at: str, *, asker: str) -> None:
    """When a second person approves an F32, in that transaction: asked once more, because switch
    and consent may be gone since; what goes stands in the register. Raises Refused.

    The receiver is sealed with the identity and is not copied out of it.
    """
    if row.form != FORM:
        return
    if refused := refusal(ws, row.case_uid, told):
        raise Refused(refused)
    ground = _code(told, "abroad_ground")
    if not going_home.provides_abroad(_papers(told), ground):
        return
    on = abroad_state.standing(ws)
    assert on is not None, "it was asked for above"
    releases.note(
        ws,
        Release(
            uid=row.uid,
            kind=releases.OUTSIDE,
            case_uid=row.case_uid,
            number=row.uid[:8].upper(),
            what=FORM,
            medium=_HANDED_OVER,
            recipient=say(NAMED_THERE),
            basis=_BASIS.get(ground or "", ""),
            purpose=say(Text(FORMS[FORM].title, FORM)),
            reason=on.words,
            fields=tuple(f"{FORM}.{key}" for key in _TOLD),
            copies=1,
            worker=asker,
            approved_by=ws.worker.uid,
            released_at=at,
        ),
    )


def _agreed(ws: Workspace, case_uid: str) -> bool:
    try:
        consents.refuse_abroad(ws, case_uid)
    except Refused:
        return False
    return True


def _papers(told: Mapping[str, Any]) -> tuple[str, ...]:
    papers = told.get("abroad_papers")
    return tuple(papers) if isinstance(papers, list) else ()


def _code(told: Mapping[str, Any], key: str) -> str | None:
    value = told.get(key)
    return value if isinstance(value, str) else None
