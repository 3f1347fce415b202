"""Whether an interpreter is the right one for a person, and to whom that is said (K-04, K-09)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.gates import companions
from rescueapp.domain import companions as domain
from rescueapp.domain.record import Answers
from rescueapp.errors import Refused
from rescueapp.i18n import Text
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.leaving import BUYER, MOTHER
from tests.actions.station import INTAKE, House, save

RIGHT: dict[str, Any] = {
    "interpreter_name": "岩香",
    "interpreter_sex": "2",
    "interpreter_languages": ["mya", "cmn"],
    "interpreter_origin": {"code": "530702", "text": ""},
    "undertaking_on": "2026-05-01",
    "interpreter_vetted_on": "2026-01-15",
}
GIRL = INTAKE | {
    "name": "苏小禾",
    "birth_date": "2010-03",
    "languages": ["mya"],
    "home_county": {"code": "530724", "text": ""},
    "home_address": "大兴镇白岩村6组",
    "found_county": {"code": "530721", "text": ""},
}


@pytest.fixture
def case(station: House) -> str:
    """A girl's case, taken in by somebody else of the team: her identity is veiled."""
    ws = station.sign_in("he")
    case = save(ws, answers=GIRL).case_uid
    save(ws, "relative", BUYER, case=case)
    save(ws, "relative", MOTHER, case=case)
    return case


def said(ws: Workspace, case: str, **changed: Any) -> tuple[Text, ...]:
    """What is said of the right one, changed like this."""
    return companions.look(ws, case, enter(ws, RIGHT | changed).record_uid)


@pytest.fixture
def shown(station: House, case: str) -> Workspace:
    """Whoever took her in: the identity is shown to them."""
    return station.sign_in("he")


def test_k04_of_the_right_one_nothing_is_said(shown: Workspace, case: str) -> None:
    assert said(shown, case) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"interpreter_origin": {"code": "530724", "text": ""}}, domain.PLACE),
        ({"interpreter_origin": {"code": "530721", "text": "别的村"}}, domain.PLACE),
        ({"interpreter_origin": {"code": "530724", "text": "白岩村"}}, domain.VILLAGE),
        ({"interpreter_origin": {"code": "", "text": "宁蒗县白岩村"}}, domain.VILLAGE),
        ({"interpreter_origin": {"code": "530721", "text": "黄山镇石桥村"}}, domain.VILLAGE),
        ({"interpreter_name": "苏岩香"}, domain.SURNAME),
        ({"interpreter_name": "張岩香"}, domain.SURNAME),
        ({"interpreter_name": "苏桂英"}, domain.FAMILY),
        ({"interpreter_name": "Su Guiying"}, domain.FAMILY),
        ({"interpreter_phone": "139 0000 1234"}, domain.FAMILY),
        ({"interpreter_unit": "柳湾运输有限公司"}, domain.FAMILY),
        ({"interpreter_sex": "1"}, domain.MAN),
        ({"undertaking_on": None}, domain.UNSIGNED),
        ({"interpreter_languages": ["vie"]}, domain.LANGUAGE),
        ({"interpreter_languages": None}, domain.LANGUAGE),
        ({"interpreter_vetted_on": None}, domain.UNVETTED),
        ({"interpreter_vetted_on": "2025-06-01"}, domain.UNVETTED),
        ({"ended_on": "2026-06-01"}, domain.ENDED),
    ],
)
def test_k04_what_is_wrong_with_an_interpreter_is_said(
    shown: Workspace, case: str, changed: Answers, words: Text
) -> None:
    assert words in said(shown, case, **changed)


def test_k04_a_whole_prefecture_is_no_place_one_comes_from(shown: Workspace, case: str) -> None:
    origin = {"code": "530700", "text": ""}
    assert said(shown, case, interpreter_origin=origin) == ()


def test_k04_a_caution_stops_nothing(shown: Workspace, case: str) -> None:
    wrong = enter(shown, {"interpreter_name": "李四", "interpreter_sex": "1"}).record_uid
    assert companions.look(shown, case, wrong)
    save(shown, "interview", {"interpretation": "02", "interpreter": wrong}, case=case)


def test_k04_of_a_grown_man_neither_sex_nor_vetting_is_said(station: House) -> None:
    ws = station.sign_in("he")
    man = INTAKE | {"sex": "1", "birth_date": "1990"}
    case = save(ws, answers=man).case_uid
    found = said(ws, case, interpreter_sex="1", interpreter_vetted_on=None)
    assert domain.MAN not in found
    assert domain.UNVETTED not in found


def test_k04_who_speaks_her_language_is_offered_first(station: House, case: str) -> None:
    ws = station.sign_in("he")
    for name, languages in (("A", ["vie"]), ("B", ["mya"]), ("C", None), ("D", ["cmn", "mya"])):
        enter(ws, {"interpreter_name": name, "interpreter_sex": "2",
                   "interpreter_languages": languages})  # fmt: skip
    enter(ws, RIGHT | {"ended_on": "2026-06-01"})
    found = companions.offered(ws, "interpreters", case)
    assert [each.name for each in found] == ["B", "D", "A", "C"]
    with pytest.raises(Refused):
        companions.offered(station.sign_in("mu"), "interpreters", case)


# --- what one may not see ---------------------------------------------------------------------

NEAR = {"interpreter_name": "苏桂英", "interpreter_origin": {"code": "", "text": "石桥村"},
        "interpreter_phone": "13900001234"}  # fmt: skip


def covered(station: House, case: str) -> Workspace:
    """Somebody of the team to whom the identity is not shown just now."""
    ws = station.sign_in("yang")
    assert ws.case_keys(case)
    return ws


def test_k09_nothing_under_the_veil_is_told_by_a_caution(station: House, case: str) -> None:
    """The near one and the far one are told apart by nobody who is not shown the identity."""
    writer = station.sign_in("he")
    near = enter(writer, RIGHT | NEAR).record_uid
    far = enter(writer, RIGHT).record_uid
    ws = covered(station, case)
    assert companions.look(ws, case, near) == companions.look(ws, case, far)
    assert companions.look(ws, case, far) == (domain.NOT_COMPARED,)
    ws.reveal(case)
    assert domain.FAMILY in companions.look(ws, case, near)
    assert companions.look(ws, case, far) == ()


def test_k09_the_same_is_said_whether_a_case_has_an_identity_or_not(station: House) -> None:
    ws = station.sign_in("he")
    entry = enter(ws, RIGHT | NEAR).record_uid
    plain = {"birth_date": "2010-03", "languages": ["mya"]}
    cases = [save(ws, answers=INTAKE | plain | more).case_uid
             for more in ({}, {"name": "苏小禾", "home_address": "石桥村"})]  # fmt: skip
    ws = station.sign_in("yang")
    first, second = (companions.look(ws, case, entry) for case in cases)
    assert first == second == (domain.NOT_COMPARED,)


def test_k09_others_cases_are_compared_for_nobody(station: House, case: str) -> None:
    entry = enter(station.sign_in("he"), RIGHT).record_uid
    with pytest.raises(Refused):
        companions.look(station.sign_in("mu"), case, entry)
