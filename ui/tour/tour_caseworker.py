"""The caseworker's part of the tour: from the door to the first forms of a case."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QTableView

from rescueapp import i18n
from rescueapp.i18n import mark
from ui.case.sections import OVERVIEW
from ui.lists.case_list import CaseList
from ui.tour.tour_album import Album
from ui.tour.tour_hand import Hand

# The fictional girl of the tour (`resources/training`), by her initials and her name.
INITIALS, NAME, BORN = "sxh", "苏小禾", "2010-04-18"
NEVER = "2010-13-45"  # no day of any year

UNLOCK = mark("Sign in: user, passphrase, language", "tour")
FIRST_START = mark("First start: four doors", "tour")
NEW_STATION = mark("A new station: name, code, region, folder", "tour")
FIRST_PEOPLE = mark("A new station: its first people", "tour")
TODAY = mark("Today: what is due, overdue first", "tour")
CASES = mark("Cases, known by number and alias", "tour")
FOUND = mark("Found by the initials of the name", "tour")
CASE = mark("A case: next steps, safety line, records", "tour")
TIMELINE = mark("Its timeline", "tour")
REASONS = mark("Showing the name asks for a reason, by one key", "tour")
REVEALED = mark("The name is shown, with a countdown", "tour")
SAFETY_LINE = mark("The safety line, for everyone on duty", "tour")
TRAFFICKING = mark("The trafficking case", "tour")
RISK = mark("Risk and needs", "tour")
SHEET = mark("A sheet to sign at once: the police handover", "tour")
INTAKE = mark("A new intake, written by keyboard", "tour")
HIDDEN = mark("Hidden with F12: a calendar", "tour")
PROBLEMS = mark("What needs a look before the form is complete", "tour")
ALIKE = mark("Likely the same person, before anybody is registered twice", "tour")
DRAFTS = mark("Left as a draft: Today keeps it", "tour")
RESTORED = mark("The draft again, every letter of it", "tour")
DARK_CASE = mark("The case in the dark theme", "tour")
DARK_FORM = mark("A form in the dark theme", "tour")
DARK_TODAY = mark("Today in the dark theme", "tour")

_DARK, _LIGHT = 2, 1  # entries of the menu of colours


def look_at_first_start(hand: Hand, album: Album) -> None:
    """The doors, and the first steps of a new station; nothing is made."""
    album.keep(hand, "unlock", UNLOCK)
    hand.click("otherVault")
    album.keep(hand, "first-start", FIRST_START)
    hand.click("door_station")
    hand.write("青石县救助管理站", into="setupName")
    hand.write("QS01", into="setupCode")
    hand.write("丽江", into="setupRegion")
    hand.press("Return")
    album.keep(hand, "new-station", NEW_STATION)
    hand.click("stepNext")
    for number, name in enumerate(("管理员甲", "主管乙", "社工丙")):
        hand.write(name, into=f"personName{number}")
    album.keep(hand, "first-people", FIRST_PEOPLE)
    for _ in ("place", "doors", "unlock"):
        hand.click("firstBack")


def sign_in(hand: Hand, login: str, passphrase: str, *, arrives: str) -> None:
    """Type user and passphrase; `arrives` is the page that shows then."""
    user = hand.find("user", QLineEdit)
    user.clear()
    hand.write(login, into="user")
    hand.find("passphrase", QLineEdit).clear()
    hand.write(passphrase, into="passphrase")
    hand.press("Return")
    hand.until(arrives, lambda: hand.sees(arrives))
    hand.settle()


def sign_out(hand: Hand) -> None:
    """Lock with the key."""
    hand.press("Ctrl+L")
    hand.until("unlock", lambda: hand.sees("unlock"))
    hand.settle()


def choose_language(hand: Hand, code: str) -> None:
    """Choose a language at the door, as a person with arrow keys."""
    languages = list(i18n.LANGUAGES)
    while i18n.language() != code:
        later = languages.index(code) > languages.index(i18n.language())
        hand.go_to("language")
        hand.press("Down" if later else "Up")  # each step shows the door in its language


def find_case(hand: Hand, typed: str) -> None:
    """Ctrl+K, the initials, Enter: the list shows who was found, and points at the first."""
    hand.press("Ctrl+K")
    hand.write(typed)
    table = hand.find("caseTable", QTableView)
    hand.until(typed, lambda: _asked(table) == typed and table.model().rowCount() > 0)
    hand.press("Return")
    hand.until(typed, lambda: table.currentIndex().isValid() and table.hasFocus())
    hand.settle()


def _asked(table: QTableView) -> str:
    model = table.model()
    assert isinstance(model, CaseList)
    return model.query.text


def open_case(hand: Hand, typed: str) -> None:
    """From anywhere to the page of the first case found."""
    find_case(hand, typed)
    hand.press("Return")
    hand.until("casePage", lambda: hand.sees("casePage"))
    hand.settle()


def look_at_cases(hand: Hand, album: Album) -> None:
    """Today, the list, a case and its timeline."""
    album.keep(hand, "today", TODAY)
    hand.press("Alt+2")
    hand.until("casesPage", lambda: hand.sees("casesPage"))
    album.keep(hand, "cases", CASES)
    find_case(hand, INITIALS)
    album.keep(hand, "search-by-initials", FOUND)
    hand.press("Return")
    hand.until("casePage", lambda: hand.sees("casePage"))
    album.keep(hand, "case", CASE)
    hand.click("caseTimeline")
    album.keep(hand, "case-timeline", TIMELINE)
    hand.click("caseTimeline")


def look_at_forms(hand: Hand, album: Album) -> None:
    """The name for five minutes, and forms of the case that lies open."""
    menu = hand.open_menu("reveal")
    album.keep(hand, "reveal-reasons", REASONS)
    hand.choose(menu, 0)
    hand.until("revealBar", lambda: hand.sees("revealBar"))
    album.keep(hand, "revealed", REVEALED)
    hand.click("revealCover")
    for key, words in (
        ("safety_line", SAFETY_LINE),
        ("trafficking_case", TRAFFICKING),
        ("risk_and_needs", RISK),
    ):
        open_record(hand, key)
        album.keep(hand, key.replace("_", "-"), words)
    open_record(hand, "police_handover")
    hand.press("Ctrl+P")
    wait_for_page(hand)
    album.keep(hand, "sheet-to-sign", SHEET)
    hand.click("printBack")


def open_record(hand: Hand, form: str) -> None:
    """The record of a form in the case that lies open; of several, the latest."""
    hand.click_section(form)
    if hand.sees("formRecords"):
        hand.go_to("formRecords")
        hand.press("Home", "Return")


def wait_for_page(hand: Hand) -> None:
    """Until the first page of a print is drawn."""
    page = hand.find("page", QLabel)
    hand.until("page", lambda: not page.pixmap().isNull())


def write_intake(hand: Hand, album: Album) -> None:
    """A new intake by keyboard: hidden, checked, compared, left as a draft and found again."""
    hand.press("Ctrl+N")
    hand.until("intakePage", lambda: hand.sees("formView"))
    hand.settle()
    fill_intake(hand)
    album.keep(hand, "intake", INTAKE)
    hand.press("F12")
    hand.until("cover", lambda: hand.sees("cover"))
    album.keep(hand, "hidden", HIDDEN)
    hand.press("F12")
    rewrite(hand, "birth_date.input", NEVER)
    hand.press("Ctrl+Return")
    hand.until("problems", lambda: hand.sees("problems"))
    album.keep(hand, "problems", PROBLEMS)
    rewrite(hand, "birth_date.input", BORN)
    hand.press("Ctrl+S")
    hand.until("alikeBack", lambda: hand.sees("alikeBack"))
    album.keep(hand, "likely-same-person", ALIKE)
    hand.click("alikeBack")
    hand.click("intakeBack")
    hand.click("leaveKeep")
    hand.until("draftTable", lambda: hand.sees("draftTable"))
    album.keep(hand, "drafts", DRAFTS)
    hand.go_to("draftTable")
    hand.press("Home", "Return")
    hand.until("formView", lambda: hand.sees("formView"))
    album.keep(hand, "draft-restored", RESTORED)


def fill_intake(hand: Hand) -> None:
    """What the night shift writes first."""
    hand.go_to("arrived_at.input")
    hand.press("Ctrl+;")
    hand.click("sex.2")
    hand.write("01", into="arrival_mode.input")
    hand.press("Tab")
    hand.click("danger.00")
    hand.write(BORN, into="birth_date.input")
    hand.write(NAME, into="name.input")
    hand.go_to("arrived_at.input")


def rewrite(hand: Hand, name: str, text: str) -> None:
    """Type something else over what stands in a line, and leave it."""
    hand.go_to(name)
    hand.press("Ctrl+A")
    hand.write(text)
    hand.press("Tab")


def look_in_the_dark(hand: Hand, album: Album) -> None:
    """The same rooms at night."""
    hand.click("intakeBack")
    hand.click("leaveKeep")
    hand.until("todayPage", lambda: hand.sees("todayPage"))
    hand.choose(hand.open_menu("me"), _DARK)
    album.keep(hand, "dark-today", DARK_TODAY)
    open_case(hand, INITIALS)
    hand.click_section(OVERVIEW)
    album.keep(hand, "dark-case", DARK_CASE)
    open_record(hand, "service_plan")
    album.keep(hand, "dark-form", DARK_FORM)
    hand.choose(hand.open_menu("me"), _LIGHT)
