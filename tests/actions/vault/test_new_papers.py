"""Recovery papers that are lost or seen are replaced: by two people, and never are there none."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from rescueapp import clock
from rescueapp.actions.backup import backups, drill, restore_trial
from rescueapp.actions.desk import duties
from rescueapp.actions.papers import trail
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.vault import (
    asked_at_desk,
    key_renewal,
    new_papers,
    own_notes,
    papers_change,
    people,
    vaults,
)
from rescueapp.actions.vault.new_papers import Fresh
from rescueapp.actions.watch import epochs, recovery_papers
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.request import Kind
from rescueapp.domain.worker import Role
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import say
from rescueapp.storage import audit, backup_log, case_keys, vault_values
from rescueapp.workspace import Workspace
from tests.actions.backup.test_drill import NOTED, own_answer
from tests.actions.station import NAMED, OFFICE, Clock, House, Papers, make_papers, save

WHY = "第二份恢复纸在搬迁时遗失了"


@pytest.fixture
def noted(papers: Papers) -> Papers:
    """A station with a case and a process note of li's; its papers."""
    case_uid = save(papers.house.sign_in("he"), answers=NAMED).case_uid
    save(papers.house.sign_in("li"), NOTED, own_answer(), case=case_uid)
    papers.house.leave()
    return papers


def agreed(house: House, head: str = "duan") -> Workspace:
    """The administrator asks, and who answers for the vault agrees."""
    asked_at_desk.ask_new_papers(house.key_desk("zhao" if head == "duan" else "qian"), WHY)
    ws = house.sign_in(head)
    request = new_papers.outlook(ws).request
    assert request is not None
    requests.decide(ws, request.uid, granted=True)
    return ws


def replaced(ws: Workspace, before: tuple[str, ...] = ()) -> Fresh:
    fresh = new_papers.draw(ws, before)
    new_papers.replace(ws, fresh, before)
    return fresh


def acts(ws: Workspace) -> list[tuple[str, str]]:
    names = {slot.uid: slot.login for slot in ws.keyring.users}
    return [(e.act, names.get(e.actor, "")) for e in trail.entries(ws)]


# --- two people ---------------------------------------------------------------------------------


def test_the_administrator_asks_and_a_supervisor_agrees_and_makes_them(noted: Papers) -> None:
    house = noted.house
    asked_at_desk.ask_new_papers(house.key_desk(), WHY)
    assert WHY.encode() not in (house.folder / asked_at_desk.FILE).read_bytes()
    house.sign_in("he")  # who answers for nothing leaves it there
    assert (house.folder / asked_at_desk.FILE).exists()

    ws = house.sign_in("duan")
    assert not (house.folder / asked_at_desk.FILE).exists()
    found = new_papers.outlook(ws)
    assert found.request is not None
    assert (found.agreed, found.mine, found.asked_by) == (False, False, "赵管理")
    assert found.request.reason == WHY
    assert [each.request.uid for each in requests.waiting(ws)] == [found.request.uid]
    with pytest.raises(Refused, match="two people"):
        new_papers.draw(ws)
    requests.decide(ws, found.request.uid, granted=True)
    assert new_papers.outlook(ws).agreed
    assert any("not made yet" in say(told) for told in duties.duties(ws))

    replaced(ws)

    assert new_papers.outlook(ws).request is None  # spent by the one act
    with pytest.raises(Refused, match="two people"):
        new_papers.draw(ws)
    told = acts(ws)
    for entry in (("ask", "zhao"), ("decide", "duan"), ("use_grant", "duan"),
                  ("new_papers", "duan")):  # fmt: skip
        assert entry in told


def test_a_supervisor_asks_and_does_not_agree_themselves(noted: Papers) -> None:
    ws = noted.house.sign_in("duan")
    request = new_papers.ask(ws, WHY)
    assert new_papers.outlook(ws).mine
    with pytest.raises(Refused, match="Somebody else"):
        requests.decide(ws, request.uid, granted=True)
    with pytest.raises(Refused, match="two people"):
        new_papers.draw(ws)
    sheet = telephone_codes.make_sheet(ws)
    requests.decide_by_code(ws, request.uid, 3, sheet.codes[2])
    replaced(ws)
    drill_refused(noted)


def test_what_was_refused_makes_none_and_may_be_asked_again(noted: Papers) -> None:
    asked_at_desk.ask_new_papers(noted.house.key_desk(), WHY)
    ws = noted.house.sign_in("duan")
    request = new_papers.outlook(ws).request
    assert request is not None
    requests.decide(ws, request.uid, granted=False)
    with pytest.raises(Refused, match="two people"):
        new_papers.draw(ws)
    assert new_papers.outlook(ws).request is None
    agreed(noted.house)


def test_a_second_request_beside_one_that_waits_is_left_out(noted: Papers) -> None:
    ws = noted.house.sign_in("duan")
    mine = new_papers.ask(ws, WHY)
    asked_at_desk.ask_new_papers(noted.house.key_desk(), WHY)
    ws = noted.house.sign_in("duan")
    found = new_papers.outlook(ws).request
    assert found is not None
    assert found.uid == mine.uid


@pytest.mark.parametrize("which", ["cut", "other vault", "by who may not ask"])
def test_a_request_that_nobody_here_may_have_laid_there_is_none(
    noted: Papers, which: str, tmp_path: Path
) -> None:
    house = noted.house
    asked_at_desk.ask_new_papers(house.key_desk(), WHY)
    place = house.folder / asked_at_desk.FILE
    if which == "cut":
        house.leave()
        place.write_bytes(place.read_bytes()[:-1])
    elif which == "other vault":
        other = make_papers(tmp_path / "other", OFFICE).house
        asked_at_desk.ask_new_papers(other.key_desk("qian"), WHY)
        other.leave()
        place.write_bytes((other.folder / asked_at_desk.FILE).read_bytes())
    else:
        desk = house.key_desk()
        house.passphrases["su"] = people.add_user(desk, login="su", role=Role.ADMINISTRATOR).pinyin
        asked_at_desk.ask_new_papers(house.key_desk("su"), WHY)
        desk = house.key_desk()
        people.deactivate(desk, people.uid_of(desk, "su"))
    assert new_papers.outlook(house.sign_in("duan")).request is None


@pytest.mark.parametrize("login", ["he", "yang", "zhou"])
def test_who_answers_for_nothing_makes_none(noted: Papers, login: str) -> None:
    agreed(noted.house)
    ws = noted.house.sign_in(login)
    for act in (new_papers.outlook, new_papers.draw, lambda ws: new_papers.ask(ws, WHY)):
        with pytest.raises(Refused, match="does not include this"):
            act(ws)


# --- what they open ------------------------------------------------------------------------------


def drill_refused(old: Papers) -> None:
    ws = old.house.sign_in("duan")
    with pytest.raises(Refused, match="were replaced on"):
        drill.drill(ws, old.shares[:2])


@pytest.mark.parametrize("carried", [True, False])
def test_every_pair_of_the_new_ones_opens_and_the_old_say_they_were_replaced(
    noted: Papers, carried: bool
) -> None:
    ws = agreed(noted.house)
    fresh = replaced(ws, noted.shares[1:] if carried else ())
    assert drill.last(ws) is None
    for pair in combinations(fresh.shares, 2):
        found = drill.drill(noted.house.sign_in("duan"), pair)
        assert (found.cases, found.records) == (1, 2)
        assert (found.notes, found.closed) == ((1, 0) if carried else (0, 1))
        assert (found.older > 0) is not carried
        assert found.entries > 0
    with pytest.raises(Refused):
        drill.drill(noted.house.sign_in("duan"), (fresh.shares[0], noted.shares[0]))
    for pair in combinations(noted.shares, 2):
        ws = noted.house.sign_in("duan")
        for act in (drill.drill, epochs.prove, own_notes.take_back):
            with pytest.raises(Refused, match="were replaced on"):
                act(ws, pair)
    noted.house.leave()
    with pytest.raises(Refused):
        vaults.recover(noted.house.folder, shares=noted.shares[:2], login="luo")
    passphrase = vaults.recover(noted.house.folder, shares=fresh.shares[:2], login="luo")
    noted.house.passphrases["luo"] = passphrase.pinyin
    assert case_keys.count(noted.house.sign_in("luo").db, "") == 1


def test_replaced_twice_the_last_ones_still_carry_the_first(noted: Papers) -> None:
    first = replaced(agreed(noted.house), noted.shares[:2])
    second = replaced(agreed(noted.house), first.shares[:2])
    found = drill.drill(noted.house.sign_in("duan"), second.shares[1:])
    assert (found.notes, found.closed, found.older) == (1, 0, 0)
    for old in (noted.shares, first.shares):
        with pytest.raises(Refused, match="were replaced on"):
            drill.drill(noted.house.sign_in("duan"), old[:2])


@pytest.mark.parametrize("carried", [True, False])
def test_process_notes_after_a_reset(noted: Papers, carried: bool) -> None:
    house = noted.house
    fresh = replaced(agreed(house), noted.shares[:2] if carried else ())
    desk = house.key_desk()
    uid = people.uid_of(desk, "li")
    house.passphrases["li"] = people.reset(desk, uid).pinyin
    people.grant_access(house.sign_in("duan"), uid, display_name="李竹")
    done = own_notes.take_back(house.sign_in("li"), fresh.shares[:2])
    assert (done.records, done.before) == ((1, 0) if carried else (0, 1))
    assert ("replaced" in "".join(done.lines())) is not carried


def test_an_epoch_of_today_that_does_not_open_is_damage_and_not_of_before(noted: Papers) -> None:
    ws = agreed(noted.house)
    fresh = replaced(ws)
    other = seal.seal_for([seal.box_pair()[0]], bytes(32), bound=("elsewhere",))
    with ws.db.transaction():
        audit.begin_epoch(ws.db, first_key=bytes(32), sealed=other, at=clock.stamp())
    with pytest.raises(Damaged):
        drill.drill(ws, fresh.shares[:2])


def test_an_old_backup_opens_with_the_old_papers_and_says_so_of_the_new(
    noted: Papers, tmp_path: Path
) -> None:
    ws = agreed(noted.house)
    made = backups.back_up(ws, tmp_path / "stick")
    fresh = replaced(ws)
    (entry,) = backup_log.noted(ws.db)

    def tried(shares: tuple[str, ...]) -> restore_trial.Tried:
        return restore_trial.carry_out(restore_trial.prepare(ws, made.path, entry, shares))

    assert tried(noted.shares[:2]).passed
    with pytest.raises(Refused, match="before the recovery papers were replaced"):
        tried(fresh.shares[:2])
    assert tried(()).passed  # the supervisor's keys are those of then
    again = backups.back_up(ws, tmp_path / "stick")
    entry = next(each for each in backup_log.noted(ws.db) if each.uid == again.uid)
    made = again
    assert tried(fresh.shares[:2]).passed


# --- what they knew ------------------------------------------------------------------------------


def test_until_new_keys_are_made_those_of_before_still_hold_and_today_says_so(
    noted: Papers, now: Clock
) -> None:
    house = noted.house
    before = Keyring.read(house.folder).recovered(noted.shares[:2]).grants
    ws = agreed(house)
    fresh = replaced(ws)
    state = key_renewal.state(ws)
    assert (state.papers, state.left) == (True, ())
    assert any("were replaced" in say(told) for told in duties.duties(ws))
    now.later(minutes=5)

    done = key_renewal.renew(ws)

    assert (done.papers, done.agree_outside, done.cases) == (True, False, 1)
    assert not key_renewal.state(house.sign_in("duan")).papers
    after = Keyring.read(house.folder).recovered(fresh.shares[:2]).grants
    changed = {grant for grant in Grant if after[grant] != before[grant]}
    assert changed == set(Grant) - key_renewal.KEPT
    assert drill.drill(house.sign_in("duan"), fresh.shares[:2]).closed == 1


def test_while_keys_are_made_anew_no_papers_are(noted: Papers) -> None:
    ws = agreed(noted.house)
    ws.keyring = ws.keyring.begin_renewal(ws.keys, [Grant.DATABASE])
    with pytest.raises(Refused, match="New keys are being made"):
        new_papers.draw(ws)


# --- an office ------------------------------------------------------------------------------------


def test_an_officer_who_does_not_hold_every_key_needs_two_of_the_present_papers(
    tmp_path: Path,
) -> None:
    old = make_papers(tmp_path / "office", OFFICE)
    asked_at_desk.ask_new_papers(old.house.key_desk("qian"), WHY)
    assert any("asked for by" in say(told) for told in duties.duties(old.house.sign_in("wu")))
    ws = agreed(old.house, "wu")
    with pytest.raises(Refused, match="Not every key"):
        new_papers.draw(ws)
    fresh = replaced(ws, old.shares[:2])
    assert drill.drill(old.house.sign_in("wu"), fresh.shares[1:]).pair == (2, 3)


# --- cut off --------------------------------------------------------------------------------------


def test_cut_off_before_the_keyring_was_written_the_old_ones_hold(noted: Papers) -> None:
    ws = agreed(noted.house)
    fresh = new_papers.draw(ws)
    request = new_papers.outlook(ws).request
    assert request is not None
    papers_change.announce(ws, fresh.public, request.uid, b"")
    with pytest.raises(Refused, match="sign in again"):
        new_papers.draw(ws)
    noted.house.leave()
    ws = noted.house.sign_in("he")  # whoever comes next
    assert recovery_papers.begun(ws.db) == {}
    ws = noted.house.sign_in("duan")
    assert drill.drill(ws, noted.shares[:2]).notes == 1
    assert ("new_papers_dropped", "duan") in acts(ws)
    replaced(ws)  # what was agreed to holds still


def test_cut_off_after_it_the_new_ones_hold(noted: Papers) -> None:
    ws = agreed(noted.house)
    fresh = new_papers.draw(ws)
    request = new_papers.outlook(ws).request
    assert request is not None
    papers_change.announce(ws, fresh.public, request.uid, b"")
    ws.keyring.replace_papers(ws.keys, fresh.public)
    noted.house.leave()
    noted.house.sign_in("he")
    ws = noted.house.sign_in("duan")
    assert ("new_papers", "duan") in acts(ws)
    assert new_papers.outlook(ws).request is None
    assert drill.drill(ws, fresh.shares[:2]).cases == 1
    drill_refused(noted)


def test_other_papers_in_the_keyring_than_the_database_knows_open_nothing(noted: Papers) -> None:
    desk = noted.house.key_desk()  # an administrator can sign, and holds no key to seal
    ws = noted.house.sign_in("duan")
    public, _ = seal.box_pair()
    ws.keyring.replace_papers(ws.keys, public)
    noted.house.leave()
    with pytest.raises(Damaged):
        noted.house.sign_in("duan")
    assert desk.worker.role is Role.ADMINISTRATOR


def test_an_administrator_cannot_seal_what_they_do_not_hold(noted: Papers) -> None:
    desk = noted.house.key_desk()
    with pytest.raises(Refused):
        desk.keyring.replace_papers(desk.keys, seal.box_pair()[0])


def test_the_secret_that_is_carried_opens_with_the_new_papers_alone(noted: Papers) -> None:
    ws = agreed(noted.house)
    replaced(ws, noted.shares[:2])
    carried = bytes.fromhex(vault_values.get(ws.db, recovery_papers.CARRIED))
    for secret in (ws.keys.box_secret, ws.keys.grants[Grant.SUPERVISION]):
        assert not seal.held_by(secret, carried)


def test_it_is_asked_for_as_one_kind_of_all_that_needs_two(noted: Papers) -> None:
    ws = noted.house.sign_in("he")
    with pytest.raises(Refused, match="does not include this"):
        requests.ask(ws, Kind.NEW_PAPERS, "", WHY)
