"""The day's backup makes itself, the series stays as long as it should, and a trial restores it."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.actions.backup import backup_schedule, backups, restore_trial
from rescueapp.actions.backup.backups import Order
from rescueapp.actions.desk import duties
from rescueapp.actions.vault import vaults
from rescueapp.domain.backup_series import Purpose
from rescueapp.errors import Cancelled, Refused, Unavailable
from rescueapp.i18n import say
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, STATION, Clock, House, Pair, lying, make_pair, save


def make(ws: Workspace) -> str | None:
    """The day's backup as the program makes it by itself; its uid, or None where none is due."""
    order = backup_schedule.due(ws)
    if order is None:
        return None
    return backups.settle(ws, order, backups.carry_out(order)).uid


def test_nothing_is_made_before_a_place_was_chosen(station: House) -> None:
    assert make(station.sign_in("duan")) is None


def test_one_is_made_a_day_by_whoever_may(station: House, stick: Path, now: Clock) -> None:
    backup_schedule.choose_place(station.sign_in("duan"), stick)
    assert make(station.sign_in("he")) is None
    assert make(station.sign_in("duan"))
    assert make(station.sign_in("duan")) is None
    now.later(days=1)
    assert make(station.sign_in("duan"))
    assert lying(stick) == 2


def test_only_who_may_back_up_chooses_the_place(station: House, stick: Path) -> None:
    with pytest.raises(Refused):
        backup_schedule.choose_place(station.sign_in("he"), stick)


def test_the_place_is_kept_in_the_vault_alone(station: House, stick: Path) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    station.leave()
    name = str(stick).encode()
    assert not [p for p in station.folder.rglob("*") if p.is_file() and name in p.read_bytes()]


@pytest.mark.fault(4, what="media that are not the one they were")
def test_an_empty_folder_where_the_stick_was_is_not_the_stick(station: House, stick: Path) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    shutil.rmtree(stick)
    stick.mkdir()
    assert make(ws) is None
    place = backup_schedule.state(ws).place
    assert place is not None
    assert not place.connected
    with pytest.raises(Unavailable, match="medium taken out"):
        backup_schedule.order_now(ws)


def test_a_folder_inside_the_vault_is_no_place(station: House) -> None:
    with pytest.raises(Refused, match="inside the vault"):
        backup_schedule.choose_place(station.sign_in("duan"), station.folder / "backups")


def test_the_series_is_thinned_after_the_new_one_was_read_back(
    station: House, stick: Path, now: Clock
) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    for _ in range(12):
        assert make(ws)
        now.later(days=1)
    found = backup_schedule.state(ws)
    assert lying(stick) == len(found.kept) < 12
    assert [each.purpose for each in found.kept[:7]] == [Purpose.DAY] * 7
    acts = [entry.act for entry in audit.rows(ws.db, limit=500)]
    assert acts.count("backup_let_go") == 12 - lying(stick)


@pytest.mark.fault(4, what="media that fail in the middle of a backup")
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Cancelled(), None),
        (OSError(errno.EIO, "the medium"), "did not answer"),
        (OSError(errno.ENOSPC, "the medium"), "is full"),
    ],
    ids=["cancelled", "pulled", "full"],
)
def test_a_backup_that_fails_leaves_the_older_ones_alone(
    station: House, stick: Path, now: Clock, fault: Exception, said: str | None
) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    for _ in range(9):
        assert make(ws)
        now.later(days=1)
    before = {p.name for p in stick.iterdir()}
    order = backup_schedule.due(ws)
    assert order is not None

    class Stopped:
        def report(self, done: int, total: int = 0) -> None:
            if done * 2 > total:
                raise fault

    with pytest.raises(Unavailable if said else Cancelled, match=said):
        backups.carry_out(order, Stopped())
    assert {p.name for p in stick.iterdir()} == before


@pytest.mark.fault(4, what="media that fail in the middle of a backup")
def test_a_read_only_medium_is_said_in_words(
    station: House, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)

    def read_only(self: Path, *_: object, **__: object) -> None:
        raise OSError(30, "read-only")

    order = backup_schedule.due(ws)
    assert order is not None
    monkeypatch.setattr(Path, "mkdir", read_only)
    with pytest.raises(Unavailable, match="cannot be written"):
        backups.carry_out(order)


def test_work_that_is_saved_meanwhile_goes_on(station: House, stick: Path) -> None:
    """The copy is of one moment, on a connection of its own."""
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    order = backup_schedule.due(ws)
    assert order is not None
    saved: list[str] = []

    class Working:
        def report(self, done: int, total: int = 0) -> None:
            if not saved:
                saved.append(save(ws).case_uid)

    info = backups.settle(ws, order, backups.carry_out(order, Working()))
    assert saved
    assert backup_schedule.state(ws).kept[0].noted.uid == info.uid


# --- a copy on the same disk -------------------------------------------------------------------


def test_a_copy_on_the_vaults_own_disk_never_counts(
    made_pair: Pair, tmp_path: Path, now: Clock
) -> None:
    real = make_pair(tmp_path / "real", training=False).station
    ws = real.sign_in("duan")
    place = backup_schedule.choose_place(ws, tmp_path / "beside")
    assert place.same_disk
    now.later(days=20)
    assert make(ws)
    assert backup_schedule.state(ws).kept[0].noted.same_disk
    assert "20 days" in str(say(backup_schedule.banner(ws) or ""))
    real.leave()


# --- what is told ---------------------------------------------------------------------------------


def test_three_days_are_told_to_who_may_and_fourteen_to_everybody(
    tmp_path: Path, stick: Path, now: Clock
) -> None:
    real = make_pair(tmp_path / "real", training=False).station

    def told(login: str) -> str:
        return "\n".join(map(say, duties.duties(real.sign_in(login))))

    now.later(days=2)
    assert "backup" not in told("duan")
    now.later(days=1)
    assert "No backup has been made yet" in told("duan")
    assert "backup" not in told("he")
    assert backup_schedule.banner(real.sign_in("he")) is None
    now.later(days=11)
    for login in ("duan", "he", "yang"):
        words = backup_schedule.banner(real.sign_in(login))
        assert words is not None
        assert "14 days" in say(words)
    assert save(real.sign_in("he")).case_uid  # work is never stopped
    ws = real.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    assert make(ws)
    assert backup_schedule.banner(ws) is None
    now.later(days=4)
    assert "2026-07-14" in told("duan")
    real.leave()


def test_a_training_vault_is_not_nagged(station: House, now: Clock) -> None:
    now.later(days=100)
    assert backup_schedule.banner(station.sign_in("duan")) is None
    assert backup_schedule.duties(station.sign_in("duan")) == []


# --- the trial --------------------------------------------------------------------------------


@pytest.fixture
def backed_up(station: House, stick: Path) -> Workspace:
    save(station.sign_in("he"), answers=INTAKE | {"name": "虚构名"})
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    assert make(ws)
    return ws


def trial_of(ws: Workspace) -> restore_trial.Order:
    kept = backup_schedule.state(ws).kept[0]
    assert kept.lies
    return restore_trial.prepare(ws, kept.lies, kept.noted)


@pytest.mark.fault(15, what="trials that restore row by row")
def test_a_trial_restores_every_row_and_leaves_nothing(backed_up: Workspace) -> None:
    ws = backed_up
    found = restore_trial.settle(ws, restore_trial.carry_out(trial_of(ws)))
    assert found.passed
    assert found.differ == ()
    assert found.tables["cases"] == 1
    assert found.cases == 1
    assert found.parts
    assert found.today
    assert restore_trial.last(ws) == found
    assert "restores whole" in say(found.told())
    assert not list((ws.folder / "backups").iterdir())
    assert audit.rows(ws.db, limit=1)[0].act == "restore_tried"


@pytest.mark.fault(15, what="damaged backups found by a trial")
def test_a_trial_finds_a_damaged_backup(backed_up: Workspace) -> None:
    ws = backed_up
    order = trial_of(ws)
    path = order.backup / "case.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    found = restore_trial.settle(ws, restore_trial.carry_out(order))
    assert not found.passed
    assert "does NOT restore" in say(found.told())
    assert backup_schedule.state(ws).trial == found


def test_a_trial_finds_a_row_that_is_not_as_it_was(
    backed_up: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = trial_of(backed_up)
    honest = restore_trial.row_digests
    monkeypatch.setattr(restore_trial, "row_digests", lambda db: honest(db) | {"cases": "0" * 64})
    found = restore_trial.carry_out(order)
    assert (found.passed, found.differ) == (False, ("cases",))


def test_a_cancelled_trial_leaves_nothing(backed_up: Workspace) -> None:
    class Stopped:
        def report(self, done: int, total: int = 0) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        restore_trial.carry_out(trial_of(backed_up), Stopped())
    assert not list((backed_up.folder / "backups").iterdir())


def test_a_backup_of_another_vault_is_refused(backed_up: Workspace, pair: Pair) -> None:
    order = trial_of(backed_up)
    with pytest.raises(Refused):
        restore_trial.carry_out(replace(order, uid="0" * 32))


def test_a_month_without_a_trial_is_told(tmp_path: Path, stick: Path, now: Clock) -> None:
    real = make_pair(tmp_path / "real", training=False).station
    ws = real.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    for _ in range(2):
        assert make(ws)
        assert not restore_trial.is_due(ws)
        now.later(days=15)
    assert make(ws)
    assert restore_trial.is_due(ws)
    assert "has not been tried for a month" in "\n".join(map(say, duties.duties(ws)))
    restore_trial.settle(ws, restore_trial.carry_out(trial_of(ws)))
    assert not restore_trial.is_due(ws)
    real.leave()


@pytest.mark.fault(15, what="trials that restore row by row")
def test_two_recovery_papers_restore_too(tmp_path: Path, stick: Path) -> None:
    created = vaults.create_vault(tmp_path / "vault", STATION)
    house = House(tmp_path / "vault", {k: v.pinyin for k, v in created.passphrases.items()})
    ws = house.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    assert make(ws)
    order = trial_of(ws)
    found = restore_trial.carry_out(replace(order, shares=created.shares[1:]))
    assert (found.passed, found.pair) == (True, (2, 3))
    with pytest.raises(Refused):
        restore_trial.carry_out(replace(order, shares=(created.shares[0], created.shares[0])))
    house.leave()


def test_an_order_shows_no_key(backed_up: Workspace) -> None:
    order = backup_schedule.order_now(backed_up)
    assert isinstance(order, Order)
    assert order.signing_seed.hex() not in repr(order)
    assert repr(order.database_key) not in repr(order)


# --- finished, and not yet on the list ------------------------------------------------------------


def killed(ws: Workspace, now: Clock) -> str:
    """A backup whose program was ended when it was finished; its uid."""
    now.later(days=1)
    order = backup_schedule.due(ws)
    assert order is not None
    return backups.carry_out(order).info.uid


def listed(ws: Workspace) -> list[str]:
    return [each.noted.uid for each in backup_schedule.state(ws).kept if each.lies]


@pytest.mark.fault(4, what="backups finished in the moment of a kill")
def test_k17_a_backup_that_is_on_no_list_is_found_read_back_and_listed(
    station: House, stick: Path, now: Clock
) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    first = make(ws)
    lost = [killed(ws, now), killed(ws, now)]
    assert listed(ws) == [first]
    assert lying(stick) == 3
    for count in (1, 2):  # one at a time, the newest first
        now.later(days=1)
        assert make(ws)
        assert [uid for uid in listed(ws) if uid in lost] == lost[::-1][:count]
    acts = [entry.act for entry in audit.rows(ws.db, limit=500)]
    assert acts.count("backup_verified") == len(listed(ws)) == lying(stick) == 5


@pytest.mark.fault(4, what="backups finished in the moment of a kill")
def test_k17_a_backup_that_was_found_is_thinned_out_like_any_other(
    station: House, stick: Path, now: Clock
) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    lost = killed(ws, now)
    now.later(days=1)
    assert make(ws)
    assert lost in listed(ws)
    now.later(days=400)
    for _ in range(13):
        assert make(ws)
        now.later(days=31)
    assert lost not in listed(ws)
    assert lying(stick) == len(listed(ws))


def test_a_damaged_or_foreign_backup_is_not_listed_and_stays_as_it_lies(
    station: House, stick: Path, now: Clock
) -> None:
    ws = station.sign_in("duan")
    backup_schedule.choose_place(ws, stick)
    killed(ws, now)
    (spoiled,) = stick.glob("rescue-backup-2*")
    with (spoiled / "case.db").open("r+b") as file:
        file.write(b"\0" * 16)
    (stick / "rescue-backup-20260629T000000Z-0badc0de").mkdir()
    now.later(days=1)
    made = make(ws)
    assert listed(ws) == [made]
    assert lying(stick) == 3
