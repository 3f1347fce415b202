"""A mistake of the program is told in words, kept in the vault, and handed on without a value."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tests.ui.windows.conftest import Driver
from ui import faults, messages

CANARY = "祝望舒"


def _mistake(driver: Driver, place: int = 0) -> None:
    """As Qt hands one over that happened in a slot; each `place` another line."""
    try:
        if place:
            raise KeyError(CANARY)
        raise ValueError(CANARY)
    except (KeyError, ValueError) as error:
        messages.answer_next(None)
        driver.program._unexpected(type(error), error, error.__traceback__)
    driver.settle()
    messages._next.clear()


def _kept(driver: Driver) -> str:
    """What the supervisor reads under Administration."""
    driver.go("admin")
    assert driver.find(QWidget, "faultCard").isVisible()
    driver.click("faultRead")
    text = driver.find(QPlainTextEdit, "faultText").toPlainText()
    driver.click("faultReportsClose")
    return text


def test_it_is_told_and_kept_and_saved_and_taken_away(station: Driver, tmp_path: Path) -> None:
    station.sign_in("duan")
    _mistake(station)
    assert "supervisor" in messages.told[-1]
    assert "ValueError at" in messages.told[-1]
    text = _kept(station)
    assert "ValueError" in text
    assert "windows/test_faults.py:" in text
    file = tmp_path / "reports.txt"
    messages.answer_next(str(file))
    station.click("faultSave")
    assert file.read_text(encoding="utf-8") == text
    assert CANARY not in text + "".join(messages.told)
    station.click("faultClear")
    assert not station.find(QWidget, "faultCard").isVisible()


def test_a_medium_that_is_full_is_words(station: Driver, tmp_path: Path) -> None:
    station.sign_in("duan")
    _mistake(station)
    station.go("admin")
    messages.answer_next(str(tmp_path / "nowhere" / "reports.txt"))
    station.click("faultSave")
    assert station.find(QWidget, "faultNotice").isVisible()
    assert station.failures == []


def test_the_same_mistake_is_told_and_kept_once(station: Driver) -> None:
    station.sign_in("duan")
    told = len(messages.told)
    for _ in range(3):
        _mistake(station)
    _mistake(station, place=1)
    assert len(messages.told) == told + 2
    assert _kept(station).count("test_faults.py") == 2


def test_one_before_anybody_signed_in_waits_for_the_vault(station: Driver) -> None:
    _mistake(station)
    assert "supervisor" not in messages.told[-1]
    station.sign_in("duan")
    station.settle()
    assert "ValueError" in _kept(station)


def test_without_a_mistake_there_is_no_card(station: Driver) -> None:
    station.sign_in("duan")
    station.go("admin")
    assert not station.find(QWidget, "faultCard").isVisible()


def test_what_happens_in_other_threads_and_at_the_end_of_objects_tells_no_value(
    station: Driver, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)

    class Ends:
        def __del__(self) -> None:
            raise ValueError(CANARY)

    def fails() -> None:
        raise ValueError(CANARY)

    threading.excepthook, sys.unraisablehook = faults._in_thread, faults._at_an_end
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    Ends()
    station.sign_in("duan")
    text = _kept(station)
    assert "fails" in text
    assert "__del__" in text
    assert CANARY not in "".join(capfd.readouterr()) + text


def test_dialogs_are_remembered_in_tests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    messages.forget_answers()
    monkeypatch.setattr(messages, "_is_test", False)
    messages.answer_next(None)
    messages.tell(None, CANARY, CANARY)
    assert messages.told == []
