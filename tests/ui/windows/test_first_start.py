"""The four doors, and the secrets that are shown once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from rescueapp.actions.vault import vaults
from rescueapp.actions.vault.training import Demo
from rescueapp.actions.watch.face import face
from rescueapp.crypto.kdf import FLOOR
from rescueapp.i18n import LANGUAGES
from rescueapp.printing.preview import Preview
from tests.ui.windows.conftest import Driver
from ui import messages, prerequisites
from ui.paper import image
from ui.prerequisites import State
from ui.widgets.notice import Notice
from ui.widgets.place_field import PlaceField
from ui.widgets.setup_secrets import (
    SHARES,
    HolderTurn,
    SecretCard,
    of_shares,
    shows_words_once,
)
from ui.windows.first_start import FirstStart
from ui.windows.unlock import Unlock


@pytest.fixture
def fresh(
    begin: Callable[[Path], Driver], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Driver:
    """A computer without a vault; the key derivation as cheap as a real vault may have it."""
    monkeypatch.setattr(vaults, "calibrate", lambda: FLOOR)
    return begin(tmp_path / "new" / "vault")


def _secret(driver: Driver) -> SecretCard:
    return driver.find(SecretCard, "secret")


def _type_back(driver: Driver, word: str) -> None:
    driver.find(QLineEdit, "typedBack").setText(word)
    driver.find(QPushButton, "secretNext").click()
    driver.settle()


def _fill_place(driver: Driver) -> None:
    driver.find(QLineEdit, "setupName").setText("Station of nowhere")
    driver.find(QLineEdit, "setupCode").setText("no01")
    driver.find(PlaceField, "setupRegionBox").show_code("530700")
    driver.click("stepNext")


def test_without_a_vault_the_doors_are_shown(fresh: Driver) -> None:
    assert isinstance(fresh.program._screen, FirstStart)
    for door in ("station", "office", "restore", "look"):
        assert fresh.find(QToolButton, f"door_{door}").isVisible()


def test_going_back_finds_what_was_typed(fresh: Driver) -> None:
    fresh.click("door_station")
    _fill_place(fresh)
    fresh.click("firstBack")
    assert fresh.find(QLineEdit, "setupName").text() == "Station of nowhere"
    assert fresh.find(QLineEdit, "setupName").isVisible()
    fresh.click("stepNext")
    assert fresh.find(QLineEdit, "personName0").isVisible()


def test_a_change_of_language_cannot_lose_secrets(fresh: Driver) -> None:
    assert fresh.find(QWidget, "language").isVisible()
    fresh.click("door_station")
    assert not fresh.find(QWidget, "language").isVisible()
    fresh.click("firstBack")
    assert fresh.find(QWidget, "language").isVisible()


def test_data_in_another_folder_is_opened(fresh: Driver, demo: Demo, tmp_path: Path) -> None:
    messages.answer_next(tmp_path, demo.station)
    fresh.click("openFolder")
    assert fresh.find(Notice, "firstProblem").isVisible()
    fresh.click("openFolder")
    assert isinstance(fresh.program._screen, Unlock)


def test_data_that_was_here_and_is_gone_is_missed(fresh: Driver) -> None:
    assert not fresh.find(Notice, "firstProblem").isVisible()
    fresh.program.settings.set("vault", str(fresh.program.folder))
    fresh.program.begin()
    fresh.settle()
    assert str(fresh.program.folder) in fresh.find(Notice, "firstProblem").words()


@pytest.mark.parametrize("kind", ["station", "office"])
def test_a_new_vault_shows_every_secret_once_and_asks_words_of_each(
    fresh: Driver, kind: str, tmp_path: Path
) -> None:
    fresh.click(f"door_{kind}")
    _fill_place(fresh)
    fresh.find(QLineEdit, "personName0").setText("Admin A")
    fresh.find(QLineEdit, "personName1").setText("Head H")
    fresh.click("stepNext")
    seen = []
    for shown in range(2 + SHARES):  # two passphrases, three shares
        if shown >= 2:  # each to its keeper alone: the one before is gone, the next not yet there
            turn = fresh.find(HolderTurn, "holderTurn")
            assert not any(c.isVisible() for c in fresh.program.window.findChildren(SecretCard))
            assert shows_words_once(fresh.program.window)
            assert turn.isVisible()
            fresh.click("showPaper")
        card = _secret(fresh)
        seen.append(card._secret)
        assert card.left == (2 if card._secret.on_paper else 1)
        for _ in range(card.left):
            _type_back(fresh, card._secret.words[card.asked])
    fresh.click("readySignIn")
    assert isinstance(fresh.program._screen, Unlock)
    folder = fresh.program.folder
    assert face(folder).kind == kind
    head = "supervisor" if kind == "station" else "officer"
    opened = vaults.unlock(folder, head, "-".join(seen[1].words))
    vaults.lock(opened)
    assert len({secret.words for secret in seen}) == 5


def test_a_wrong_word_does_not_go_on(fresh: Driver) -> None:
    fresh.click("door_office")
    _fill_place(fresh)
    fresh.find(QLineEdit, "personName0").setText("Admin A")
    fresh.find(QLineEdit, "personName1").setText("Head H")
    fresh.click("stepNext")
    card = _secret(fresh)
    _type_back(fresh, "not-the-word")
    assert _secret(fresh) is card
    assert card._wrong.text()


def test_a_step_says_what_is_missing(fresh: Driver) -> None:
    fresh.click("door_station")
    fresh.click("stepNext")
    assert fresh.find(Notice, "firstProblem").words()
    assert fresh.find(QLineEdit, "setupName").isVisible()


def test_people_need_names_of_their_own(fresh: Driver) -> None:
    fresh.click("door_station")
    _fill_place(fresh)
    for number in (0, 1):
        fresh.find(QLineEdit, f"personName{number}").setText("Somebody")
        fresh.find(QLineEdit, f"personLogin{number}").setText("same")
    fresh.click("stepNext")
    assert "same" in fresh.find(Notice, "firstProblem").words()


def test_looking_around_is_one_click(fresh: Driver) -> None:
    fresh.click("door_look")
    assert isinstance(fresh.program._screen, Unlock)
    assert fresh.find(Notice, "training").isVisible()
    frame = fresh.sign_in("duan")
    assert frame.session.vault.training


def test_the_printed_share_holds_its_words_twice_in_letters_and_in_a_code(tmp_path: Path) -> None:
    from ui.papers import secret_paper

    words = " ".join(["academic"] * 33)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "share.pdf"))
    secret_paper.draw(printer, of_shares((words,))[0])
    with Preview((tmp_path / "share.pdf").read_bytes()) as pages:
        assert len(pages) == 1
        drawn = image(pages.picture(0, 2.0))
    dark = [drawn.pixelColor(x, y).lightness() < 128 for y in range(drawn.height() * 2 // 3,
            drawn.height()) for x in range(drawn.width() // 2)]  # fmt: skip
    assert sum(dark) > len(dark) / 10  # the code stands below, on the left


def test_a_share_is_saved_only_after_the_warning(fresh: Driver, tmp_path: Path) -> None:
    from ui.papers import secret_paper

    share = of_shares(("one two three", "four five six", "seven eight nine"))[0]
    target = tmp_path / "share.txt"
    messages.answer_next("cancel")
    secret_paper.keep(fresh.program.window, "save", share)
    assert not target.exists()
    messages.answer_next("save", target)
    secret_paper.keep(fresh.program.window, "save", share)
    assert "one two three" in target.read_text(encoding="utf-8")


def test_prerequisites_tell_green_red_and_unknown(tmp_path: Path) -> None:
    power, swaps = tmp_path / "power", tmp_path / "swaps"
    power.mkdir()
    (power / "state").write_text("freeze mem disk\n")
    swaps.write_text("Filename\n/dev/sda2 partition\n")
    assert prerequisites.no_hibernation(power, swaps) is False
    swaps.write_text("Filename\n")
    assert prerequisites.no_hibernation(power, swaps) is True
    assert prerequisites.no_hibernation(tmp_path / "none", swaps) is None
    assert {line.state for line in prerequisites.look(tmp_path)} <= set(State)


def test_a_disk_under_lvm_over_luks_counts_as_encrypted(tmp_path: Path) -> None:
    import os

    number = tmp_path.stat().st_dev
    device = tmp_path / "sys" / f"{os.major(number)}:{os.minor(number)}"
    below = device / "slaves" / "dm-0" / "dm"
    below.mkdir(parents=True)
    (below / "uuid").write_text("LVM-1\n")
    assert prerequisites.disk_encrypted(tmp_path, tmp_path / "sys") is False
    (below / "uuid").write_text("CRYPT-LUKS2-1\n")
    assert prerequisites.disk_encrypted(tmp_path, tmp_path / "sys") is True


def test_on_a_small_screen_a_share_and_where_its_word_is_typed_are_in_sight(
    begin: Callable[[Path], Driver], tmp_path: Path
) -> None:
    driver = begin(tmp_path / "vault")
    driver.program.window.resize(911, 512)
    screen = driver.program._screen
    assert isinstance(screen, FirstStart)
    words = tuple(f"word{number}" for number in range(33))
    screen._next_secret(tmp_path, of_shares((" ".join(words),)), 1)
    driver.settle()
    driver.click("showPaper")
    typed, area = driver.find(QLineEdit, "typedBack"), driver.find(QScrollArea, "step")
    assert typed.visibleRegion().boundingRect().height() == typed.height()
    assert area.verticalScrollBar().value() < 60
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_doors_do_not_scroll_sideways_on_a_small_screen(
    begin: Callable[[Path], Driver], tmp_path: Path, tongue: str
) -> None:
    driver = begin(tmp_path / "vault")
    driver.program.window.resize(911, 512)
    driver.program._choose_language(tongue)
    driver.settle()
    for door in (None, "station", "office", "restore"):
        if door:
            driver.click(f"door_{door}")
        area = driver.find(QScrollArea, "step")
        QApplication.processEvents()
        assert (door, area.horizontalScrollBar().maximum()) == (door, 0)
        if door:
            driver.click("firstBack")
