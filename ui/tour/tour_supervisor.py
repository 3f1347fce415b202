"""The supervisor's part of the tour, the office's, and the looks of other people's desks."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from rescueapp import clock
from rescueapp.i18n import mark
from ui import messages
from ui.case.sections import COPIES
from ui.tour.tour_album import Album
from ui.tour.tour_caseworker import INITIALS, open_case, open_record, wait_for_page
from ui.tour.tour_hand import Hand
from ui.widgets.setup_secrets import SecretCard

TEAM = mark("The team of a case", "tour")
CASE_FILE = mark("The case file as it will be printed: what goes out, what stays", "tour")
REGISTER = mark("The register of copies: who has which, and until when", "tour")
EXCHANGE = mark("Exchange: what leaves for the office, and what stays", "tour")
EXPORTED = mark("The package is made; nobody has confirmed it yet", "tour")
CONFIRMED = mark("The office's receipt is filed: confirmed", "tour")
ADMINISTRATION = mark("Administration: backup and check", "tour")
PEOPLE = mark("People, managed by an administrator who reads no case", "tour")
NEW_COLLEAGUE = mark("A new colleague's passphrase, shown once", "tour")
PSYCHOLOGY = mark("The psychologist's record; the process notes are the writer's alone", "tour")
MEDICAL = mark("Medical care, by the medical worker", "tour")
INBOX = mark("The office: its stations", "tour")
RECEIVED = mark("The office: a package taken in, a receipt signed", "tour")

_CASE_FILE = 2  # entry of the print menu
_PERIOD_DAYS = 180  # the fictional cases are of the last weeks


def print_case_file(hand: Hand, album: Album, target: Path) -> None:
    """The team, then the whole file in pages, saved as a PDF."""
    open_case(hand, INITIALS)
    hand.click("caseTeam")
    album.keep(hand, "team", TEAM)
    hand.click("teamClose")
    hand.choose(hand.open_menu("casePrint"), _CASE_FILE)
    for name, words in (
        ("printRecipient", "松岭县公安局打拐专班"),
        ("printPurpose", "办案"),
        ("printReason", "公安机关书面调取"),
    ):
        hand.write(words, into=name)
    hand.click("printHere")
    hand.click("printShow")
    wait_for_page(hand)
    album.keep(hand, "case-file", CASE_FILE)
    messages.answer_next("save", str(target))
    hand.click("printSave")
    hand.until(target.name, target.exists)
    hand.click("printBack")
    hand.click_section(COPIES)
    album.keep(hand, "register-of-copies", REGISTER)


def open_exchange(hand: Hand) -> None:
    """The third place of the rail."""
    hand.press("Alt+3")
    hand.until("exchangePage", lambda: hand.sees("exchangePage"))


def export(hand: Hand, album: Album, folder: Path) -> list[Path]:
    """The exchange page before and after; the packages that lie in the folder then."""
    open_exchange(hand)
    today = clock.today()
    set_day(hand, "exportFrom", today - timedelta(days=_PERIOD_DAYS))
    set_day(hand, "exportTo", today)
    album.keep(hand, "exchange", EXCHANGE)
    messages.answer_next(str(folder))
    hand.click("exportPackage")
    hand.until("exchangeNotice", lambda: hand.sees("exchangeNotice"))
    album.keep(hand, "exported", EXPORTED)
    return sorted(folder.iterdir())


def set_day(hand: Hand, name: str, day: object) -> None:
    """Type a day over the one that stands there."""
    field = hand.find(name, QLineEdit)
    hand.go_to(name)
    hand.press("Ctrl+A")
    hand.write(str(day))
    hand.press("Tab")
    hand.until(name, lambda: field.text() == str(day))


def take_receipt(hand: Hand, album: Album, receipt: Path) -> None:
    """The receipt comes back to the station."""
    open_exchange(hand)
    messages.answer_next(str(receipt))
    hand.click("takeReceipt")
    hand.until("exchangeNotice", lambda: hand.sees("exchangeNotice"))
    album.keep(hand, "confirmed", CONFIRMED)


def check(hand: Hand, album: Album) -> None:
    """Everything in the vault is looked at."""
    hand.press("Alt+4")
    hand.click("verify")
    hand.until("adminNotice", lambda: hand.sees("adminNotice"))
    album.keep(hand, "administration", ADMINISTRATION)


def add_colleague(hand: Hand, album: Album) -> None:
    """The administrator makes a slot; the passphrase is shown once and one word typed back."""
    album.keep(hand, "people", PEOPLE)
    hand.click("newPerson")
    hand.write("chen", into="newLogin")
    hand.click("newColleagueNow")
    card = hand.find("secret", SecretCard)
    album.keep(hand, "new-colleague", NEW_COLLEAGUE)
    hand.write(words_on(card)[card.asked], into="typedBack")
    hand.press("Return")
    hand.until("newColleague", lambda: not hand.sees("newColleague"))


def words_on(card: SecretCard) -> list[str]:
    """The words of a passphrase or a share as they stand on the screen: "1.  word   …"."""
    lines = [label.text().split() for label in card.findChildren(QLabel)]
    return [line[1] for line in lines if len(line) > 1 and line[0].rstrip(".").isdigit()]


def look_at_treatment(hand: Hand, album: Album) -> None:
    """The latest visit to a doctor, at the medical worker's desk."""
    open_case(hand, INITIALS)
    open_record(hand, "medical_care")
    album.keep(hand, "medical-care", MEDICAL)


def look_at_counselling(hand: Hand, album: Album) -> None:
    """The latest session, at the psychologist's desk, down to the notes nobody else opens."""
    open_case(hand, INITIALS)
    open_record(hand, "psychological_record")
    hand.click("section.notes.fold")
    hand.show(hand.find("process_notes.row", QWidget))
    album.keep(hand, "psychological-record", PSYCHOLOGY)


def receive(hand: Hand, album: Album, packages: list[Path], receipts: Path) -> Path:
    """At the office: the package is taken in; its receipt goes onto the medium for the way back."""
    album.keep(hand, "office", INBOX)
    messages.answer_next([str(path) for path in packages])
    hand.click("receivePackages")
    hand.until("exchangeNotice", lambda: hand.sees("exchangeNotice"))
    album.keep(hand, "office-received", RECEIVED)
    written = next(iter(sorted(packages[0].parent.glob("*.rescuereceipt"))))
    receipts.mkdir(exist_ok=True)
    return Path(shutil.move(written, receipts / written.name))
