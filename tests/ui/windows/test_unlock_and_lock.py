"""From unlock to lock: errors in place, no hint of content, nothing typed lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from rescueapp import clock, i18n
from rescueapp.actions.watch import tries
from tests.ui.windows.conftest import Demo, Driver
from ui.guard import IDLE_S
from ui.program import Program
from ui.widgets.notice import Notice
from ui.windows.frame import Frame
from ui.windows.unlock import Unlock


def _try(driver: Driver, login: str, passphrase: str) -> None:
    driver.find(QLineEdit, "user").setText(login)
    driver.find(QLineEdit, "passphrase").setText(passphrase)
    driver.click("unlockButton")


def test_the_right_passphrase_opens_the_frame(station: Driver, demo: Demo) -> None:
    _try(station, "duan", (demo.passphrases / "duan").read_text())
    assert isinstance(station.program._screen, Frame)
    assert station.frame.session.worker.login == "duan"


def test_it_opens_however_the_words_are_set_apart(station: Driver, demo: Demo) -> None:
    typed = (demo.passphrases / "duan").read_text().strip().upper().replace("-", "  ")
    _try(station, "duan", typed)
    assert isinstance(station.program._screen, Frame)


@pytest.mark.parametrize("login", ["duan", "nobody"])
def test_a_wrong_passphrase_is_said_in_place(station: Driver, login: str) -> None:
    _try(station, login, "wrong-wrong-wrong-wrong-wrong-wrong")
    assert isinstance(station.program._screen, Unlock)
    assert station.find(Notice, "unlockError").words()
    field = station.find(QLineEdit, "passphrase")
    assert field.selectedText() == field.text()


def test_unknown_and_wrong_read_the_same(station: Driver, demo: Demo) -> None:
    said = []
    for login in ("duan", "nobody"):
        _try(station, login, "wrong-wrong-wrong-wrong-wrong-wrong")
        said.append(station.find(Notice, "unlockError").words())
        tries.succeeded(demo.station)
    assert said[0] == said[1]


def test_waiting_grows_and_is_said(station: Driver, demo: Demo) -> None:
    tries.put(demo.station, tries.Tries(7, clock.stamp(), clock.uptime()))
    station.program.begin()
    station.settle()
    assert re.search(r"\d+ seconds", station.find(Notice, "unlockError").words())
    assert not station.find(QPushButton, "unlockButton").isEnabled()


def test_the_unlock_screen_tells_nothing_of_the_content(station: Driver) -> None:
    shown = _words_of(station.program.window)
    for word in ("case", "victim", "station", "个案", "受害", "救助"):
        assert not any(word in text.lower() for text in shown if "Caseworker" not in text), word


def test_k05_the_title_is_neutral_everywhere(station: Driver) -> None:
    before = station.program.window.windowTitle()
    station.sign_in("duan")
    assert station.program.window.windowTitle() == before == "Workbench"


def test_k11_what_is_half_typed_at_the_unlock_screen_goes_when_nobody_is_there(
    station: Driver,
) -> None:
    """Two papers open everything; a passphrase that is shown can be read."""
    station.find(QLineEdit, "user").setText("duan")
    passphrase = station.find(QLineEdit, "passphrase")
    passphrase.setText("anlan-bei")
    station.click("recoverVault")
    paper = station.find(QPlainTextEdit, "recoverPaper1")
    paper.setPlainText("academic acid acrobat")
    for field in (passphrase, paper):
        late = field.findChild(QTimer)
        assert late.isActive()
        assert late.interval() == IDLE_S * 1000
        late.start(0)
    station.until(lambda: passphrase.text() == paper.toPlainText() == "")
    assert station.find(QLineEdit, "user").text() == "duan", "a name is no secret"


def test_a_lock_takes_the_session_and_its_widgets_away(station: Driver) -> None:
    frame = station.sign_in("duan")
    for page in ("today", "cases", "exchange", "admin"):
        station.go(page)
    pages = [frame, *frame.findChildren(QWidget)]
    station.find(QAbstractButton, "lock").click()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.settle()
    assert station.program.session is None
    assert not any(shiboken6.isValid(widget) for widget in pages)


def test_a_lock_keeps_what_is_being_typed(station: Driver) -> None:
    station.sign_in("he")
    station.click("newIntake")
    page = station.frame.shown
    station.qtbot.waitUntil(lambda: bool(page.findChildren(QLineEdit)))
    station.settle()
    field = next(f for f in page.findChildren(QLineEdit) if f.isVisible() and f.isEnabled())
    field.setFocus()
    station.qtbot.keyClicks(field, "2026-03-05 14:30")
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.settle()
    station.sign_in("he")
    today = station.go("today")
    assert today._drafts.rowCount() == 1


def test_a_lock_with_a_dialog_open_comes_through(station: Driver) -> None:
    station.sign_in("zhao")
    station.click("newPerson")
    dialog = station.find(QDialog, "newColleague")
    assert dialog.isVisible()
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.settle()
    assert not shiboken6.isValid(dialog)


def test_f12_shows_a_page_with_nothing_of_a_case(station: Driver) -> None:
    station.sign_in("duan")
    alias = station.case_row().alias
    station.qtbot.keyClick(station.program.window, Qt.Key.Key_F12)
    layers = station.program._layers
    assert layers.currentWidget().objectName() == "cover"
    visible = [w for w in station.program.window.findChildren(QWidget) if w.isVisible()]
    assert not any(alias in text for widget in visible for text in _own_words(widget))
    station.qtbot.keyClick(station.program.window, Qt.Key.Key_F12)
    assert isinstance(layers.currentWidget(), Frame)


def test_closing_the_window_locks_the_vault(begin: Callable[[Path], Driver], demo: Demo) -> None:
    first = begin(demo.station)
    first.sign_in("duan")
    first.program.window.close()
    second = begin(demo.station)
    second.sign_in("duan")  # the folder is free again
    assert second.frame.session.worker.login == "duan"


def test_the_language_can_be_changed_before_unlocking(station: Driver) -> None:
    station.program._choose_language("zh_Hant")
    assert i18n.language() == "zh_Hant"
    assert isinstance(station.program._screen, Unlock)


@pytest.mark.parametrize("login", ["zhao", "duan", "he", "yang", "li", "zhou"])
def test_every_role_gets_a_frame_with_a_place_to_be(station: Driver, login: str) -> None:
    frame = station.sign_in(login)
    assert frame.shown.isVisible()
    assert station.failures == []


def test_a_training_vault_is_marked_on_every_screen(station: Driver) -> None:
    assert station.find(Notice, "training").isVisible()
    frame = station.sign_in("duan")
    for page in ("today", "cases", "intake", "exchange", "admin"):
        station.go(page)
        notice = frame.findChild(Notice, "training")
        assert notice is not None
        assert notice.isVisible()
        assert notice.words()


def test_a_bug_is_told_by_place_and_not_by_its_text(
    station: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    from ui import messages

    program: Program = station.program
    messages.answer_next(None)
    try:
        raise ValueError("secret name")
    except ValueError as error:
        program._unexpected(type(error), error, None)
    assert "ValueError" in messages.told[-1]
    assert "secret name" not in messages.told[-1] + caplog.text


def _own_words(widget: QWidget) -> list[str]:
    return [getattr(widget, name)() for name in ("text", "title") if hasattr(widget, name)]


def _words_of(widget: QWidget) -> list[str]:
    return [text for child in widget.findChildren(QWidget) for text in _own_words(child)]
