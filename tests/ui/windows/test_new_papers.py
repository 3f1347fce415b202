"""Recovery papers are replaced at the screen: asked for, agreed to, each shown to its keeper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from rescueapp.actions.vault import vaults
from rescueapp.actions.vault.vaults import Created
from tests.actions.station import OFFICE, STATION
from tests.ui.windows.conftest import Driver
from ui.papers.making_papers import MakingPapers
from ui.widgets.notice import Notice
from ui.widgets.setup_secrets import SHARES, HolderTurn, SecretCard

WHY = "第二份凭据在搬迁时遗失"


@pytest.fixture
def own(begin: Callable[[Path], Driver], tmp_path: Path) -> tuple[Driver, Created]:
    folder = tmp_path / "own"
    created = vaults.create_vault(folder, STATION)
    return begin(folder), created


def enter(driver: Driver, created: Created, login: str) -> None:
    """Whoever is there leaves; somebody else signs in and goes to Administration."""
    if driver.program.session is not None:
        driver.program._guard.lock()
        driver.settle()
    driver.find(QLineEdit, "user").setText(login)
    driver.find(QLineEdit, "passphrase").setText(created.passphrases[login].pinyin)
    driver.click("unlockButton")
    driver.settle()
    driver.go("admin")


def ask(driver: Driver) -> None:
    driver.click("newPapers")
    driver.click("askPapersNow")
    assert "at least 8" in driver.find(Notice, "askPapersProblem").words()
    driver.find(QLineEdit, "askPapersWhy").setText(WHY)
    driver.click("askPapersNow")


def whole(card: SecretCard) -> bool:
    """Whether no word that stands there is cut."""
    shown = (label for label in card.findChildren(QLabel) if not label.wordWrap())
    return all(label.width() >= label.sizeHint().width() for label in shown)


def take(driver: Driver) -> list[str]:
    """Each of the three, one after the other, at the screen; their words."""
    shares = []
    for _ in range(SHARES):
        turn = driver.find(HolderTurn, "holderTurn")
        assert turn.isVisible()
        assert not any(card.isVisible() for card in cards(driver))
        driver.click("showPaper")
        card = driver.find(SecretCard, "secret")
        shares.append(" ".join(card._secret.words))
        assert whole(card)
        for _ in range(card.left):
            line = driver.find(QLineEdit, "typedBack")
            line.setText(card._secret.words[card.asked])
            QTest.keyClick(line, Qt.Key.Key_Return)
            driver.settle()
    return shares


def cards(driver: Driver) -> list[SecretCard]:
    return driver.program.window.findChildren(SecretCard)


def tried(driver: Driver, first: str, second: str) -> None:
    driver.click("tryPapers")
    for number, words in ((1, first), (2, second)):
        driver.find(QPlainTextEdit, f"paper{number}").setPlainText(words)
    driver.click("papersNow")


def test_from_the_administrators_question_to_the_trial_of_the_new_papers(
    own: tuple[Driver, Created],
) -> None:
    driver, created = own
    enter(driver, created, "zhao")
    ask(driver)
    assert "next sign-in" in driver.find(Notice, "adminNotice").words()
    enter(driver, created, "duan")
    state = driver.find(Notice, "papersState")
    assert "asked for new papers" in state.words()
    assert WHY in state.words()
    driver.click("newPapers")
    driver.click("decideNow")
    assert "agreed to" in state.words()
    assert driver.find(QPushButton, "newPapers").text() == "Make the papers…"

    driver.click("newPapers")
    driver.find(QPlainTextEdit, "beforePaper1").setPlainText(created.shares[0])
    driver.click("makingPapersNow")
    assert "two whole papers" in driver.find(Notice, "makingPapersProblem").words()
    driver.find(QPlainTextEdit, "beforePaper2").setPlainText(created.shares[2])
    driver.click("makingPapersNow")
    shares = take(driver)

    told = driver.find(Notice, "adminNotice").words()
    assert "hold" in told
    assert "Backups made before still open" in told
    assert "make new keys" in told
    assert "papers of today were made on" in state.words()
    assert "not been tried" in driver.find(QLabel, "lastDrill").text()
    assert "still known" in driver.find(Notice, "keysState").words()
    tried(driver, created.shares[0], created.shares[1])
    assert "were replaced on" in driver.find(Notice, "papersProblem").words()
    driver.click("papersCancel")
    tried(driver, shares[0], shares[2])
    assert "Papers 1 and 3 open everything:" in driver.find(Notice, "adminNotice").words()
    assert not driver.failures


def drawn(driver: Driver, created: Created) -> None:
    """New papers were asked for and agreed to, and the first waits for its keeper."""
    enter(driver, created, "zhao")
    ask(driver)
    enter(driver, created, "duan")
    driver.click("newPapers")
    driver.click("decideNow")
    driver.click("newPapers")
    driver.click("makingPapersNow")


def test_enter_held_down_shows_no_paper_to_whoever_sits_there(own: tuple[Driver, Created]) -> None:
    driver, created = own
    drawn(driver, created)
    box = driver.find(MakingPapers, "makingPapers")
    QTest.keyClick(box.focusWidget() or box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    driver.settle()
    assert driver.find(HolderTurn, "holderTurn").isVisible()
    assert not any(card.isVisible() for card in cards(driver))


def test_given_up_half_way_the_present_papers_hold(own: tuple[Driver, Created]) -> None:
    driver, created = own
    drawn(driver, created)
    driver.click("showPaper")
    box = driver.find(MakingPapers, "makingPapers")
    box.reject()
    driver.settle()
    assert "agreed to" in driver.find(Notice, "papersState").words()
    tried(driver, created.shares[0], created.shares[1])
    assert "Papers 1 and 2 open everything" in driver.find(Notice, "adminNotice").words()


def test_who_asked_takes_it_back_and_does_not_agree(own: tuple[Driver, Created]) -> None:
    driver, created = own
    enter(driver, created, "duan")
    ask(driver)
    assert "Somebody else has to agree" in driver.find(Notice, "papersState").words()
    assert driver.find(QPushButton, "newPapers").text() == "Ask no more"
    driver.click("newPapers")
    assert not driver.find(Notice, "papersState").isVisible()


def test_an_office_officer_agrees_to_what_the_administrator_asked(
    begin: Callable[[Path], Driver], tmp_path: Path
) -> None:
    created = vaults.create_vault(tmp_path / "office", OFFICE)
    driver = begin(tmp_path / "office")
    enter(driver, created, "qian")
    ask(driver)
    enter(driver, created, "wu")
    driver.click("newPapers")
    driver.click("decideNow")
    driver.click("newPapers")
    driver.click("makingPapersNow")
    assert "two of the present papers" in driver.find(Notice, "makingPapersProblem").words()
    for number in (1, 2):
        paper = driver.find(QPlainTextEdit, f"beforePaper{number}")
        paper.setPlainText(created.shares[number])
    driver.click("makingPapersNow")
    take(driver)
    assert "papers of today were made on" in driver.find(Notice, "papersState").words()


@pytest.mark.parametrize("login", ["he", "zhou"])
def test_who_answers_for_nothing_sees_nothing_of_it(
    own: tuple[Driver, Created], login: str
) -> None:
    driver, created = own
    enter(driver, created, login)
    with pytest.raises(AssertionError):
        driver.find(QPushButton, "newPapers")
