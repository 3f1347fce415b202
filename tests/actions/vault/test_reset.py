"""Who forgot their passphrase gets a new one from the administrator, and their work back from a
supervisor: two people."""

from __future__ import annotations

import pytest

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import drafts, records
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people, weekly
from rescueapp.domain.case import Query
from rescueapp.domain.request import Kind
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from tests.actions.colleagues import granted, reset
from tests.actions.station import NAMED, Clock, House, save, uid_of

WHY = "需要移交，请核对后同意"


def test_it_takes_two_and_then_everything_of_theirs_opens_again(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws, answers=NAMED)
    drafts.keep_draft(ws, draft_uid=None, form="intake", case_uid=None, record_uid=None,
                      based_on=0, answers=NAMED)  # fmt: skip
    names.start_names(ws)
    held = dict(ws.case_keys(saved.case_uid))
    old = station.passphrases["he"]

    he = reset(station, "he")

    with pytest.raises(Refused, match="not yet granted"):
        station.sign_in("he")
    ws = station.sign_in("duan")
    assert [c.granted for c in people.colleagues(ws) if c.uid == he] == [False]
    people.grant_access(ws, he, display_name="")
    ws = station.sign_in("he")
    assert ws.worker.display_name == "和晓燕"
    assert dict(ws.case_keys(saved.case_uid)) == held
    assert records.open_record(ws, saved.record_uid).answers["sex"] == "2"
    (mine,) = drafts.drafts_of(ws)
    assert drafts.open_draft(ws, mine.uid).view.answers["name"] == "林春山"
    names.start_names(ws)
    assert cases.find_cases(ws, Query(text="林春山"))
    station.passphrases["he"] = old
    with pytest.raises(Refused, match="not right"):
        station.sign_in("he")


def test_the_audit_says_who_reset_whom(station: House) -> None:
    he = reset(station, "he")
    ws = station.sign_in("duan")
    found = [e for e in trail.entries(ws) if e.act == "reset"]
    assert [(e.actor, e.object) for e in found] == [(people.uid_of(ws, "zhao"), he)]
    assert "change_passphrase" not in [e.act for e in trail.entries(ws)]


def test_without_its_line_in_the_journal_a_reset_is_seen_all_the_same(station: House) -> None:
    he = reset(station, "he")
    station.leave()
    (station.folder / "people.journal").unlink()
    found = [e for e in trail.entries(station.sign_in("duan")) if e.act == "reset"]
    assert [(e.actor, e.object) for e in found] == [("", he)]


def test_nobody_resets_themselves_nor_the_last_who_could_grant(station: House) -> None:
    desk = station.key_desk()
    uids = {c.login: c.uid for c in people.colleagues(desk)}
    with pytest.raises(Refused, match="Nobody takes"):
        people.reset(desk, uids["zhao"])
    with pytest.raises(Refused, match="Nobody else could"):
        people.reset(desk, uids["duan"])
    granted(station, "wang", Role.SUPERVISOR)
    reset(station, "duan")
    people.grant_access(station.sign_in("wang"), uids["duan"], display_name="")
    case_uid = save(station.sign_in("he"), answers=NAMED).case_uid
    assert len(station.sign_in("duan").case_keys(case_uid)) == 5


def test_a_supervisor_does_not_reset(station: House) -> None:
    ws = station.sign_in("duan")
    he = people.uid_of(ws, "he")
    with pytest.raises(Refused, match="does not include this"):
        people.reset(ws, he)  # type: ignore[arg-type]


def test_cut_off_between_sealing_again_and_granting_it_is_granted_the_next_time(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_uid = save(station.sign_in("he"), answers=NAMED).case_uid
    he = reset(station, "he")
    ws = station.sign_in("duan")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(ws.keyring), "grant", cut)
        with pytest.raises(KeyboardInterrupt):
            people.grant_access(ws, he, display_name="")
    with pytest.raises(Refused, match="not yet granted"):
        station.sign_in("he")
    people.grant_access(station.sign_in("duan"), he, display_name="")
    assert len(station.sign_in("he").case_keys(case_uid)) == 3


def test_what_was_asked_and_agreed_to_before_a_reset_is_not_taken_for_forged(two: House) -> None:
    case_uid = save(two.sign_in("he")).case_uid
    waits = requests.ask(two.sign_in("he"), Kind.CLOCK, case_uid, WHY)
    asked = requests.ask(two.sign_in("he"), Kind.HAND_OVER, case_uid, WHY)
    requests.decide(two.sign_in("duan"), asked.uid, granted=True)
    for login in ("he", "duan"):
        uid = reset(two, login)
        people.grant_access(two.sign_in("wang"), uid, display_name="")
    ws = two.sign_in("wang")
    assert requests.usable(ws, Kind.HAND_OVER, case_uid) is not None
    requests.decide(ws, waits.uid, granted=True)


def test_a_deputy_and_a_week_that_was_seen_outlast_the_reset_of_who_signed(
    two: House, now: Clock
) -> None:
    ws = two.sign_in("duan")
    first = weekly.last_week()
    weekly.sign_seen(ws, first)
    days = {"from_on": clock.today(), "to_on": clock.today()}
    requests.name_deputy(ws, uid_of(ws, "yang"), **days)
    duan = reset(two, "duan")
    ws = two.sign_in("wang")
    people.grant_access(ws, duan, display_name="")
    assert [seen.name for seen in weekly.week(ws, first).seen] == ["段文秀"]
    assert requests.deputises(two.sign_in("yang"))
