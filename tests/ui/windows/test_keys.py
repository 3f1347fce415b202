"""Administration: new keys, the trial of the recovery papers, a new passphrase, vetting; and what
of it Today says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from rescueapp import clock
from rescueapp.actions.vault import key_renewal, people, vaults
from rescueapp.actions.vault.vaults import Created
from rescueapp.actions.watch import tries
from rescueapp.crypto.keyring import FLOOR
from rescueapp.domain.vetting import LASTS
from rescueapp.domain.worker import Act, Role
from rescueapp.errors import Cancelled
from rescueapp.progress import Quiet
from rescueapp.workspace import KeyDesk, Workspace
from tests.actions.station import STATION
from tests.ui.windows.conftest import Demo, Driver
from ui import messages
from ui.theme import GRID
from ui.vault.own_passphrase import OwnPassphrase
from ui.widgets.notice import Notice
from ui.widgets.setup_secrets import SecretCard
from ui.windows.frame import Frame


def choose(page: Any, login: str) -> None:
    row = next(n for n, r in enumerate(page._people._rows.rows) if r.colleague.login == login)
    page._people._table.setCurrentIndex(page._people._rows.index(row, 0))


def relock(station: Driver) -> None:
    station.program._guard.lock()
    station.settle()


def typed_in(station: Driver, login: str, passphrase: str) -> None:
    station.find(QLineEdit, "user").setText(login)
    station.find(QLineEdit, "passphrase").setText(passphrase)
    station.click("unlockButton")
    station.settle()


# --- new keys -----------------------------------------------------------------------------------


def ends(demo: Demo, login: str) -> None:
    desk = vaults.unlock(demo.station, "zhao", (demo.passphrases / "zhao").read_text())
    assert isinstance(desk, KeyDesk)
    people.deactivate(desk, people.uid_of(desk, login))
    vaults.lock(desk)


def test_a_supervisor_is_told_who_left_and_makes_new_keys(station: Driver, demo: Demo) -> None:
    ends(demo, "mu")
    station.sign_in("duan")
    station.go("today")
    assert "left and knew keys" in station.find(Notice, "duties").words()
    station.click("manage")
    assert "keys they knew still hold" in station.find(Notice, "keysState").words()
    messages.answer_next("cancel")
    station.click("renewKeys")
    assert "keys they knew still hold" in station.find(Notice, "keysState").words()

    messages.answer_next("make")
    station.click("renewKeys")

    assert "The vault has new keys." in station.find(Notice, "adminNotice").words()
    assert "last made on" in station.find(Notice, "keysState").words()
    station.go("today")
    assert not station.find(Notice, "duties").isVisible()
    assert not station.failures
    station.case_row()  # it goes on working


def test_what_was_cut_off_is_gone_on_with(station: Driver, demo: Demo) -> None:
    class Stop(Quiet):
        def report(self, done: int, total: int = 0) -> None:
            if done > 400:
                raise Cancelled

    ends(demo, "mu")
    ws = vaults.unlock(demo.station, "duan", (demo.passphrases / "duan").read_text())
    assert isinstance(ws, Workspace)
    with pytest.raises(Cancelled):
        key_renewal.renew(ws, Stop())
    vaults.lock(ws)
    station.sign_in("duan")
    station.go("admin")
    assert "not finished" in station.find(Notice, "keysState").words()
    assert station.find(QPushButton, "renewKeys").text() == "Go on now"
    station.click("renewKeys")
    assert "last made on" in station.find(Notice, "keysState").words()


@pytest.mark.parametrize("login", ["he", "zhao"])
def test_who_does_not_answer_for_the_keys_does_not_see_them(station: Driver, login: str) -> None:
    station.sign_in(login)
    station.go("admin")
    with pytest.raises(AssertionError):
        station.find(QPushButton, "renewKeys")


# --- the recovery papers --------------------------------------------------------------------------


@pytest.fixture
def own(begin: Callable[[Path], Driver], tmp_path: Path) -> tuple[Driver, Created]:
    folder = tmp_path / "own"
    created = vaults.create_vault(folder, STATION)
    return begin(folder), created


def test_two_papers_are_tried_and_the_day_stands_there(own: tuple[Driver, Created]) -> None:
    station, created = own
    typed_in(station, "duan", created.passphrases["duan"].pinyin)
    station.go("admin")
    assert "not been tried" in station.find(QLabel, "lastDrill").text()
    station.click("tryPapers")
    now = station.find(QPushButton, "papersNow")
    assert not now.isEnabled()
    first, second = (station.find(QPlainTextEdit, f"paper{n}") for n in (1, 2))
    first.setPlainText(created.shares[0])
    second.setPlainText("acad nonsense ")
    assert "Word 2 is not on the list" in station.find(QLabel, "paper2Count").text()
    assert not now.isEnabled()
    two, *rest = created.shares[2].split()
    second.setPlainText(" ".join([*rest, two]))
    assert "two changed places" in station.find(QLabel, "paper2Count").text()
    assert not now.isEnabled()
    second.setPlainText(created.shares[0])
    station.click("papersNow")
    assert "same sheet twice" in station.find(Notice, "papersProblem").words()
    second.setPlainText(" ".join(word[:4] for word in created.shares[2].split()))
    station.click("papersNow")
    assert "papers 1 and 3" in station.find(QLabel, "lastDrill").text()
    assert "Papers 1 and 3 open everything" in station.find(Notice, "adminNotice").words()


def test_where_nobody_can_sign_in_two_papers_make_a_new_supervisor(
    own: tuple[Driver, Created],
) -> None:
    station, created = own
    station.click("recoverVault")
    station.click("recoverNow")
    assert "Two whole papers" in station.find(Notice, "recoverProblem").words()
    first, second = (station.find(QPlainTextEdit, f"recoverPaper{n}") for n in (1, 2))
    first.setPlainText(created.shares[1])
    second.setPlainText(created.shares[1])
    station.click("recoverNow")
    assert "sign-in name" in station.find(Notice, "recoverProblem").words()
    station.find(QLineEdit, "recoverLogin").setText("Luo")
    station.click("recoverNow")
    assert "same sheet twice" in station.find(Notice, "recoverProblem").words()
    second.setPlainText(created.shares[0])
    station.click("recoverNow")
    assert first.toPlainText() == second.toPlainText() == ""
    card = station.find(SecretCard, "secret")
    passphrase = "-".join(card._secret.words)
    station.find(QLineEdit, "typedBack").setText(card._secret.words[card.asked])
    station.click("secretNext")
    assert station.find(QLineEdit, "user").text() == "luo"
    typed_in(station, "luo", passphrase)
    assert station.frame.session.worker.role is Role.SUPERVISOR


def test_or_a_new_administrator_who_opens_no_data(own: tuple[Driver, Created]) -> None:
    station, created = own
    station.click("recoverVault")
    for number in (1, 2):
        station.find(QPlainTextEdit, f"recoverPaper{number}").setPlainText(created.shares[number])
    station.find(QComboBox, "recoverWho").setCurrentIndex(1)
    station.find(QLineEdit, "recoverLogin").setText("luo")
    station.click("recoverNow")
    card = station.find(SecretCard, "secret")
    station.find(QLineEdit, "typedBack").setText(card._secret.words[card.asked])
    station.click("secretNext")
    typed_in(station, "luo", "-".join(card._secret.words))
    assert not station.frame.session.has_data
    assert station.frame.session.may(Act.MANAGE_PEOPLE)


# --- one's own passphrase -----------------------------------------------------------------------


@pytest.mark.parametrize("login", ["he", "zhao"])
def test_ones_own_passphrase_is_changed_once_a_new_word_was_typed_back(
    own: tuple[Driver, Created], login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    station, created = own
    monkeypatch.setattr(messages, "tell", lambda *_: None)
    old = created.passphrases[login].pinyin
    typed_in(station, login, old)
    new_words(station, "wrong-wrong-wrong-wrong-wrong-wrong")
    refused = station.find(Notice, "ownPassphraseProblem")
    assert refused.words()
    assert refused.height() <= refused.sizeHint().height() + GRID, "no room is left for the words"
    station.find(QLineEdit, "oldPassphrase").clear()
    station.click("ownPassphraseNow")
    assert "present passphrase" in station.find(Notice, "ownPassphraseProblem").words()
    station.click("ownPassphraseCancel")
    new = new_words(station, old)
    station.program._guard.lock()
    station.settle()
    typed_in(station, login, old)
    assert station.find(Notice, "unlockError").words()
    tries.succeeded(station.program.folder)
    typed_in(station, login, new)
    assert station.frame.session.worker.login == login


def new_words(station: Driver, old: str) -> str:
    """Ask for new words with the present passphrase, and type one of them back."""
    (entry,) = [a for a in station.frame.me_menu.actions() if a.objectName() == "changePassphrase"]
    entry.trigger()
    station.find(QLineEdit, "oldPassphrase").setText(old)
    station.click("ownPassphraseNow")
    card = station.find(SecretCard, "secret")
    passphrase = "-".join(card._secret.words)
    station.find(QLineEdit, "typedBack").setText(card._secret.words[card.asked])
    station.click("secretNext")
    return passphrase


# --- a forgotten passphrase ---------------------------------------------------------------------


def test_a_new_passphrase_is_shown_once_and_waits_for_a_supervisor(
    station: Driver, demo: Demo
) -> None:
    station.sign_in("zhao")
    page = station.frame.shown
    choose(page, "he")
    station.click("resetPerson")
    station.click("newPassphraseNow")
    card = station.find(SecretCard, "secret")
    passphrase = "-".join(card._secret.words)
    station.find(QLineEdit, "typedBack").setText(card._secret.words[card.asked])
    station.click("secretNext")
    relock(station)
    typed_in(station, "he", passphrase)
    assert "not yet granted" in station.find(Notice, "unlockError").words()
    station.sign_in("duan")
    page = station.go("admin")
    choose(page, "he")
    station.click("grant")
    station.click("grantAccessNow")
    relock(station)
    typed_in(station, "he", passphrase)
    assert station.frame.session.worker.login == "he"


# --- words that somebody else made ----------------------------------------------------------------


@pytest.fixture
def real(begin: Callable[[Path], Driver], tmp_path: Path) -> tuple[Driver, Created]:
    """No training: whoever set it up saw the words of all."""
    folder = tmp_path / "real"
    few = tuple(p for p in STATION.people if p.role is not Role.PSYCHOLOGIST)
    created = vaults.create_vault(folder, replace(STATION, training=False, people=few), kdf=FLOOR)
    return begin(folder), created


def take_ones_own(station: Driver, given: str) -> str:
    """The new words, of which one was typed back."""
    station.find(QLineEdit, "oldPassphrase").setText(given)
    station.click("ownPassphraseNow")
    card = station.find(SecretCard, "secret")
    assert not station.find(QLineEdit, "oldPassphrase").isVisible()  # a low screen holds the words
    station.find(QLineEdit, "typedBack").setText(card._secret.words[card.asked])
    station.click("secretNext")
    return "-".join(card._secret.words)


def test_before_anything_opens_one_takes_words_that_nobody_else_has_seen(
    real: tuple[Driver, Created],
) -> None:
    station, created = real
    given = created.passphrases["he"].pinyin
    typed_in(station, "he", given)
    box = station.find(OwnPassphrase, "ownPassphrase")
    assert any("Somebody else made" in label.text() for label in box.findChildren(QLabel))
    assert not isinstance(station.program._screen, Frame)
    station.click("ownPassphraseCancel")
    assert station.program.session is None
    typed_in(station, "he", given)
    own = take_ones_own(station, given)
    assert station.frame.session.worker.login == "he"
    relock(station)
    typed_in(station, "he", given)
    assert "not right" in station.find(Notice, "unlockError").words()
    typed_in(station, "he", own)
    assert station.frame.session.worker.login == "he"


def test_the_idle_lock_comes_through_that_question(real: tuple[Driver, Created]) -> None:
    station, created = real
    typed_in(station, "he", created.passphrases["he"].pinyin)
    relock(station)
    assert station.program.session is None
    typed_in(station, "zhao", created.passphrases["zhao"].pinyin)
    assert station.frame.session.worker.login == "zhao"  # opens no data, and so is not asked


# --- vetting ------------------------------------------------------------------------------------


def test_the_supervisor_is_warned_and_enters_the_day(real: tuple[Driver, Created]) -> None:
    station, created = real
    given = created.passphrases["duan"].pinyin
    typed_in(station, "duan", given)
    take_ones_own(station, given)
    station.go("today")
    told = station.find(Notice, "duties").words()
    assert told.count("ends on") == 3
    assert "more colleagues" in told
    page = station.go("admin")
    choose(page, "he")
    station.click("vettedUntil")
    station.find(QLineEdit, "vettedDay").setText("no day")
    station.click("vettedNow")
    assert "no day" in station.find(Notice, "vettedProblem").words()
    station.find(QLineEdit, "vettedDay").setText("1999-01-01")
    station.click("vettedNow")
    assert "one year from now" in station.find(Notice, "vettedProblem").words()
    page._people._dialog._day.set_day(clock.today() + LASTS)
    station.click("vettedNow")
    row = next(r for r in page._people._rows.rows if r.colleague.login == "he")
    assert row.vetted.until == (clock.today() + LASTS).isoformat()
