"""Backups in Administration, and the one that makes itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from rescueapp.actions.backup import backup_schedule, backups, restore_trial
from rescueapp.errors import Cancelled
from rescueapp.i18n import mark
from tests.actions.station import lying
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.lists.table import Table
from ui.widgets.notice import Notice
from ui.widgets.words import Words


def choose(driver: Driver, place: Path) -> None:
    driver.go("admin")
    messages.answer_next(place)
    driver.click("backupPlace")


def test_choosing_a_place_makes_the_days_backup_at_once(station: Driver, stick: Path) -> None:
    station.sign_in("duan")
    before = station.frame._backup.text()
    choose(station, stick)
    assert lying(stick) == 1
    assert station.frame._backup.text() != before
    rows = station.find(Table, "backupTable").model()
    assert rows.rowCount() == 1
    assert str(stick) in station.find(Words, "backupWhere").text()


def test_it_makes_itself_at_a_sign_in_and_only_for_who_may(station: Driver, stick: Path) -> None:
    station.sign_in("duan")
    choose(station, stick)
    for path in stick.glob("rescue-backup-2*"):
        path.rename(path.with_name("elsewhere"))
    station.program._guard.lock()
    station.settle()
    station.sign_in("he")
    assert lying(stick) == 0


def test_now_goes_to_the_place_and_another_medium_is_asked_for(
    station: Driver, stick: Path, tmp_path: Path
) -> None:
    station.sign_in("duan")
    choose(station, stick)
    (before,) = stick.glob("rescue-backup-2*")
    station.click("backUp")
    (after,) = stick.glob("rescue-backup-2*")  # one a day is kept
    assert after != before
    messages.answer_next(tmp_path / "other")
    station.click("backUpElsewhere")
    assert lying(tmp_path / "other") == 1


def test_a_trial_tells_what_it_found_and_keeps_the_report(station: Driver, stick: Path) -> None:
    station.sign_in("duan")
    station.go("admin")
    assert not station.find(QPushButton, "tryRestore").isEnabled()
    choose(station, stick)
    station.click("tryRestore")
    notice = station.find(Notice, "adminNotice")
    assert "restores whole" in notice.words()
    assert "whole" in station.find(Words, "lastTrial").text()
    messages.answer_next("ok")
    station.click("trialReport")
    assert not station.failures


def test_a_place_on_the_same_disk_is_said(station: Driver, tmp_path: Path) -> None:
    station.sign_in("duan")
    choose(station, tmp_path / "beside")
    assert "same disk" in station.find(Notice, "backupSameDisk").words()


def test_what_stops_it_is_said_in_words_once(
    station: Driver, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(order: object, progress: object = None) -> None:
        from rescueapp.errors import Unavailable
        from rescueapp.storage.files import DISK_FAULT

        raise Unavailable(DISK_FAULT)

    monkeypatch.setattr(backups, "carry_out", pulled)
    station.sign_in("duan")
    choose(station, stick)
    words = station.find(Notice, "backupTrouble").words()
    assert "was not made" in words
    assert "older ones are untouched" in words


def test_a_lock_does_not_wait_for_a_backup(
    station: Driver, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped at its next report, and nobody is asked to begin it again."""
    import threading

    begun, stopped = threading.Event(), threading.Event()

    def endless(order: object, progress: Any = None) -> None:
        begun.set()
        try:
            while True:
                progress.report(1, 2)
        except Cancelled:
            stopped.set()
            raise

    monkeypatch.setattr(backups, "carry_out", endless)
    station.sign_in("duan")
    station.go("admin")
    messages.answer_next(stick)
    station.find(QPushButton, "backupPlace").click()
    station.until(begun.is_set)
    station.program._guard.lock()
    station.until(lambda: station.program.session is None)
    station.settle()
    assert stopped.is_set()
    monkeypatch.undo()


def test_the_banner_is_for_everybody_and_cannot_be_put_away(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = mark("No backup for a fortnight.", "test")
    monkeypatch.setattr(backup_schedule, "banner", lambda ws: words())
    station.sign_in("he")
    banner = station.find(Notice, "backupLacking")
    assert banner.isVisible()
    assert "fortnight" in banner.words()
    assert not banner.findChildren(QPushButton)


def test_who_may_not_back_up_sees_no_card(station: Driver) -> None:
    station.sign_in("zhao")
    station.go("admin")
    with pytest.raises(AssertionError):
        station.find(QPushButton, "backUp")


def test_the_report_reads_in_sentences() -> None:
    from ui.desks.backup_desk import report

    tried = restore_trial.Tried(
        at="2026-06-30T04:00:00Z", by="x", backup="0" * 32, made_at="2026-06-29T04:00:00Z",
        passed=True, tables={"cases": 3}, differ=(), pair=(1, 2), today=True, cases=3, keys=24,
        parts=5, files=1,
    )  # fmt: skip
    words = "\n".join(report(tried))
    assert "1 张表共 3 行" in words
    assert "cases" not in words  # a table's name tells nobody anything
    assert "cases" in "\n".join(report(replace(tried, passed=False, differ=("cases",))))
