"""What is typed and not saved is there again, for whoever typed it and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import drafts, records
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save

TYPED = {"sex": "2", "name": "虚构名", "brief": "还没写完"}
NOTES = "只有我知道的词"


def keep(ws: Workspace, answers: dict[str, Any], form: str = "intake", **more: Any) -> str:
    place = {"draft_uid": None, "case_uid": None, "record_uid": None, "based_on": 0}
    return drafts.keep_draft(ws, form=form, answers=answers, **(place | more))


def test_an_intake_that_was_never_saved_is_there_after_the_next_unlock(
    station: House, now: Clock
) -> None:
    uid = keep(station.sign_in("he"), TYPED)
    now.later(hours=2)
    ws = station.sign_in("he")

    assert [(d.uid, d.form, d.alias, d.kept_at) for d in drafts.drafts_of(ws)] == [
        (uid, "intake", "", "2026-06-30T04:00:00Z")
    ]
    opened = drafts.open_draft(ws, uid)
    assert opened.view.answers == TYPED
    assert opened.view.row is None
    assert cases.summary(ws).drafts == 1
    assert cases.find_cases(ws, cases.Query()) == []


def test_keeping_again_replaces_and_saving_ends_a_draft(station: House) -> None:
    ws = station.sign_in("he")
    uid = keep(ws, TYPED)
    assert keep(ws, TYPED | {"sex": "1"}, draft_uid=uid) == uid
    assert drafts.open_draft(ws, uid).view.answers["sex"] == "1"

    save(ws, draft_uid=uid)

    assert drafts.drafts_of(ws) == []
    with pytest.raises(Refused, match="saved or dropped"):
        drafts.open_draft(ws, uid)


def test_a_refused_save_keeps_the_draft(station: House) -> None:
    ws = station.sign_in("he")
    uid = keep(ws, TYPED)
    with pytest.raises(Refused):
        save(ws, answers=TYPED, draft_uid=uid)
    assert drafts.open_draft(ws, uid).view.answers == TYPED


def test_a_draft_over_a_record_tells_which_version_it_followed(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    uid = keep(ws, INTAKE | {"education": "73"}, case_uid=saved.case_uid,
               record_uid=saved.record_uid, based_on=1)  # fmt: skip
    save(ws, answers=INTAKE | {"education": "10"}, case=saved.case_uid, record=saved.record_uid,
         based_on=1)  # fmt: skip

    opened = drafts.open_draft(station.sign_in("he"), uid)

    assert opened.draft.based_on == 1
    assert opened.draft.alias == saved.alias
    assert opened.view.row is not None
    assert opened.view.row.version == 2
    assert opened.view.answers == INTAKE | {"education": "73"}


def test_process_notes_in_a_draft_are_the_writers_alone(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    typed = {"session_number": 1, "chief_concern": "睡眠", "process_notes": NOTES}
    author = station.sign_in("li")
    uid = keep(author, typed, "psychological_record", case_uid=case)
    assert drafts.open_draft(station.sign_in("li"), uid).view.answers == typed

    supervisor = station.sign_in("duan")
    (sealed,) = supervisor.db.one("SELECT sealed FROM drafts WHERE uid = ?", (uid,)) or ()
    end = 4 + int.from_bytes(sealed[:4], "big")
    shared = drafts.seal.unseal_for(
        supervisor.keys.grants[drafts.Grant.SUPERVISION], sealed[4:end], bound=("drafts", uid)
    )
    assert "睡眠" in shared.decode()
    assert NOTES not in shared.decode()
    assert supervisor.open_own(sealed[end:], bound=("drafts", "own", uid)) is None


@pytest.mark.parametrize("login", ["duan", "mu", "yang"])
def test_nobody_else_opens_drops_or_overwrites_a_draft(station: House, login: str) -> None:
    uid = keep(station.sign_in("he"), TYPED)
    other = station.sign_in(login)
    with pytest.raises(Refused, match="saved or dropped"):
        drafts.open_draft(other, uid)
    drafts.drop_draft(other, uid)
    with pytest.raises(Refused, match="saved or dropped"):
        keep(other, {"sex": "1"}, draft_uid=uid)
    save(other, draft_uid=uid)
    assert drafts.drafts_of(other) == []
    assert drafts.open_draft(station.sign_in("he"), uid).view.answers == TYPED


def test_a_dropped_draft_is_gone_and_dropping_it_twice_is_no_error(station: House) -> None:
    ws = station.sign_in("he")
    uid = keep(ws, TYPED)
    drafts.drop_draft(ws, uid)
    drafts.drop_draft(ws, uid)
    assert drafts.drafts_of(ws) == []


def test_typing_that_is_no_answer_yet_is_kept_as_it_was_typed(station: House) -> None:
    ws = station.sign_in("he")
    typed = {"birth_date": {"typed": "二〇〇九年"}, "sex": "2"}
    assert drafts.open_draft(ws, keep(ws, typed)).view.answers == typed


def test_a_draft_is_no_act_and_leaves_nothing_in_the_audit(station: House) -> None:
    ws = station.sign_in("he")
    (before,) = ws.db.one("SELECT count(*) FROM audit") or ()
    keep(ws, TYPED)
    assert ws.db.one("SELECT count(*) FROM audit") == (before,)


def test_a_draft_on_a_case_one_was_taken_off_is_still_ones_own_typing(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    typed = {"relation": "52", "relative_name": "虚构亲属"}
    uid = keep(ws, typed, "relative", case_uid=case)
    supervisor = station.sign_in("duan")
    he = next(w for w in cases.team(supervisor, case) if w.login == "he")
    cases.remove_from_team(supervisor, case, he.uid)

    ws = station.sign_in("he")
    assert drafts.open_draft(ws, uid).view.answers == typed
    with pytest.raises(Refused, match="not on the team"):
        save(ws, "relative", typed, case=case, draft_uid=uid)
    assert records.blank(ws, "relative", case).known == {}
