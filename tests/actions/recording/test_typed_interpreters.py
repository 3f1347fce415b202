"""K-04: an interpreter whose name is typed is compared like one of the register; family refuses."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.recording import identity, records
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.entering import MEI, enter
from tests.actions.station import INTAKE, save

COUNTY = {"code": "530721", "text": ""}
AUNT = {"relative_name": "杨某花", "relative_phone": "13900005678"}
TYPED: dict[str, Any] = {"interpretation": "04", "interpreter_by_name": "赵某青"}


@pytest.fixture
def case(ws: Workspace) -> str:
    uid = save(ws, answers=INTAKE | {"home_county": COUNTY}).case_uid
    save(ws, "relative", AUNT, case=uid)
    return uid


def above(ws: Workspace, case: str, **more: Any) -> str:
    uid = save(ws, "interview", TYPED | more, case=case).record_uid
    return "\n".join(records.open_record(ws, uid).beside)


def shown(ws: Workspace, case: str) -> None:
    identity.reveal(ws, case, next(iter(identity.REASONS)))


def test_a_man_and_somebody_from_her_county_are_told_above_the_record(
    ws: Workspace, case: str
) -> None:
    told = above(ws, case, interpreter_by_name_sex="1", interpreter_by_name_origin=COUNTY)
    assert "comes from a county" in told.lower()
    assert "A woman interprets" in told


def test_a_woman_from_elsewhere_brings_no_caution_of_hers(ws: Workspace, case: str) -> None:
    far = {"code": "110101", "text": ""}
    told = above(ws, case, interpreter_by_name_sex="2", interpreter_by_name_origin=far)
    assert "county" not in told
    assert "A woman interprets" not in told


def test_somebody_of_the_family_is_refused_typed_and_from_the_register(
    ws: Workspace, case: str
) -> None:
    shown(ws, case)
    with pytest.raises(Refused, match="family"):
        save(ws, "interview", TYPED | {"interpreter_by_name": "楊某花"}, case=case)
    aunt = enter(ws, {**MEI, "interpreter_phone": "139-0000-5678"}).record_uid
    with pytest.raises(Refused, match="family"):
        save(ws, "interview", {"interpretation": "02", "interpreter": aunt}, case=case)
    save(ws, "interview", TYPED, case=case)
