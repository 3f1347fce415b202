"""A station that goes on from an old backup: its next package is a named gap and no fork."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.due import rules
from rescueapp.actions.exchanging import exchange, handing_down
from rescueapp.actions.papers import trail
from rescueapp.errors import Refused
from rescueapp.exchange import sequence
from rescueapp.exchange.manifest import LAST_SEQUENCE
from rescueapp.i18n import say
from tests.actions.carrying import export, receive
from tests.actions.handed_down import WHY
from tests.actions.station import Clock, House, Pair, restored, save


def send(house: House, office: House, folder: Path, count: int = 1) -> list[exchange.Received]:
    """Export so many packages and take them in at the office."""
    return [receive(office, export(house.sign_in("duan"), folder).path) for _ in range(count)]


@pytest.mark.parametrize("sent_since", [0, 1, 2, 5])
@pytest.mark.parametrize("hours", [0, 1, 24 * 200])
def test_the_office_takes_the_next_package_in_and_names_the_gap(
    pair: Pair, now: Clock, tmp_path: Path, sent_since: int, hours: int
) -> None:
    save(pair.station.sign_in("he"))
    send(pair.station, pair.office, tmp_path, 2)
    backup = backups.back_up(pair.station.sign_in("duan"), tmp_path / "stick").path
    send(pair.station, pair.office, tmp_path, sent_since)
    now.later(hours=hours)
    again, report = restored(backup, tmp_path / "again", pair.station)

    (taken,) = send(again, pair.office, tmp_path)
    assert taken.refused is None
    assert taken.sequence == report.next_package > 2 + sent_since
    assert taken.gap is not None
    (following,) = send(again, pair.office, tmp_path)
    assert (following.refused, following.gap) == (None, None)
    again.leave()


def test_also_when_the_same_backup_is_restored_twice(
    pair: Pair, now: Clock, tmp_path: Path
) -> None:
    backup = backups.back_up(pair.station.sign_in("duan"), tmp_path / "stick").path
    for number in range(3):
        now.later(hours=1)
        again, _ = restored(backup, tmp_path / f"again{number}", pair.station)
        assert [taken.refused for taken in send(again, pair.office, tmp_path, 2)] == [None, None]
        again.leave()


def test_without_the_skipped_numbers_it_would_be_a_fork(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backups.back_up(pair.station.sign_in("duan"), tmp_path / "stick").path
    send(pair.station, pair.office, tmp_path)
    monkeypatch.setattr(sequence, "last_perhaps_sent", lambda last, made_at: last)
    again, _ = restored(backup, tmp_path / "again", pair.station)
    (taken,) = send(again, pair.office, tmp_path)
    assert taken.refused == sequence.FORK
    again.leave()


def test_the_report_and_the_audit_say_what_was_done(pair: Pair, tmp_path: Path) -> None:
    made = backups.back_up(pair.station.sign_in("duan"), tmp_path / "stick")
    again, report = restored(made.path, tmp_path / "again", pair.station)
    words = " ".join(report.lines())
    assert str(report.next_package) in words
    assert "enter it again" in words
    ws = again.sign_in("duan")
    (entry,) = (e for e in trail.entries(ws) if e.act == "restored")
    assert (entry.actor, entry.object) == (ws.worker.uid, made.uid)
    assert entry.detail == {"made_at": made.made_at, "next_package": report.next_package}
    assert trail.verified(ws).entries > made.audit.seq
    again.leave()


def test_an_office_is_told_to_take_packages_in_again(pair: Pair, tmp_path: Path) -> None:
    made = backups.back_up(pair.office.sign_in("wu"), tmp_path / "stick")
    sent = send(pair.station, pair.office, tmp_path)
    report = backups.restore(made.path, tmp_path / "again", "wu", pair.office.passphrases["wu"])
    assert "Take in again" in " ".join(map(say, report.notes()))
    again = House(tmp_path / "again", pair.office.passphrases)
    files = list(tmp_path.glob("*.age"))
    (taken,) = exchange.receive(again.sign_in("wu"), files, tmp_path / "receipts")
    assert (taken.refused, taken.sequence) == (None, sent[0].sequence)
    again.leave()


def test_a_backup_that_is_refused_skips_nothing(pair: Pair, tmp_path: Path) -> None:
    made = backups.back_up(pair.station.sign_in("duan"), tmp_path / "stick")
    with pytest.raises(Refused):
        backups.restore(made.path, pair.station.folder, "duan", pair.station.passphrases["duan"])
    made_then = export(pair.station.sign_in("duan"), tmp_path / "out")
    assert made_then.sequence == 1


def test_numbers_never_run_out_of_their_bounds(now: Clock) -> None:
    assert sequence.last_perhaps_sent(999_990, made_at="2020-01-01T00:00:00Z") < LAST_SEQUENCE
    assert sequence.last_perhaps_sent(7, made_at="2030-01-01T00:00:00Z") == 17  # a clock put back


def test_an_office_made_of_a_backup_makes_no_second_rules_file_of_a_number(
    pair: Pair, tmp_path: Path
) -> None:
    office = pair.office.sign_in("wu")
    made = backups.back_up(office, tmp_path / "stick")
    rules.change(office, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    sent = handing_down.hand_down(office, tmp_path)
    station = pair.station.sign_in("duan")
    handing_down.take_in(station, sent.path.read_bytes())
    backups.restore(made.path, tmp_path / "again", "wu", pair.office.passphrases["wu"])
    again = House(tmp_path / "again", pair.office.passphrases).sign_in("wu")
    rules.change(again, "A-409", amounts=[25], soon=None, applied=True, why=WHY)
    following = handing_down.hand_down(again, tmp_path)
    assert following.number > sent.number
    assert handing_down.take_in(station, following.path.read_bytes()).taken == 1
