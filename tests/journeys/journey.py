"""From an empty computer to a confirmed report, in the real windows; a process of its own.

    python -m tests.journeys.journey FOLDER

Leaves in FOLDER the two vaults, the medium that was carried between them, and, in `aside`,
what the tests want to know: passphrases as they were read from the screen, window titles,
what the window thread did (`walked.json`).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTableView

from rescueapp import clock
from rescueapp.domain.worker import Role
from tests.journeys import told
from tests.journeys.apart import ASIDE, MEDIUM
from tests.journeys.desks import WatchedHand, program
from tests.journeys.typist import Typist
from tests.journeys.watch import Watch
from ui import messages
from ui.tour.tour_caseworker import open_record, sign_in, sign_out, wait_for_page
from ui.tour.tour_hand import Hand
from ui.tour.tour_supervisor import open_exchange, set_day, words_on
from ui.widgets.setup_secrets import SHARES, SecretCard

ADMINISTRATOR, SUPERVISOR, CASEWORKER = "admin", "supervisor", "caseworker"
PSYCHOLOGIST, DOCTOR, OFFICER = "psychologist", "doctor", "officer"
STATION_CODE, OFFICE_CODE = "QH01", "YL00"


@dataclass
class Walked:
    """What the journey saw."""

    passphrases: dict[str, str] = field(default_factory=dict)  # "station/supervisor": typed
    shares: list[str] = field(default_factory=list)
    alias: str = ""
    revealed: str = ""  # the bar with the name, as it stood on the screen
    receipt_line: str = ""  # of the sent package, as the station shows it in the end
    received: str = ""  # what the office said
    titles: list[str] = field(default_factory=list)
    longest_ms: float = 0
    longest_at: str = ""
    turns: int = 0
    strayed: list[str] = field(default_factory=list)  # work done in the window thread
    elsewhere: int = 0  # the same work where it belongs
    clipboard: str = ""


class Journey:
    """`go` once. Two computers side by side: a station's and an office's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._medium = folder / MEDIUM
        self._application = QApplication(sys.argv[:1])
        self._watch = Watch()
        self._given: set[str] = set()  # words somebody else made, by whom they let in
        self.walked = Walked()

    def go(self) -> None:
        station, office = self._folder / "station", self._folder / "office"
        with self._program(station, "first start") as hand:
            self._set_up(hand, "station", STATION_CODE, "青石湖市救助管理站", _STATION_PEOPLE)
            self._add_doctor(hand)
            station_words = self._write_key_file(hand, "station", SUPERVISOR)
        with self._program(office, "first start of the office") as hand:
            self._set_up(hand, "office", OFFICE_CODE, "云岭省救助管理办公室", _OFFICE_PEOPLE)
            office_words = self._write_key_file(hand, "office", OFFICER)
            self._enrol(hand, "station", station_words)
            sign_out(hand)
        with self._program(station, "work at the station") as hand:
            self._sign_in(hand, "station", SUPERVISOR)
            self._enrol(hand, "office", office_words)
            sign_out(hand)
            self._first_weeks(hand)
            self._print_and_send(hand)
        with self._program(office, "the office takes it in") as hand:
            self._take_in(hand)
        with self._program(station, "the receipt") as hand:
            self._take_receipt(hand)
        self._finish()

    # --- setting up -------------------------------------------------------------

    def _set_up(
        self, hand: Hand, kind: str, code: str, name: str, people: Sequence[tuple[Role, str, str]]
    ) -> None:
        """The assistant: place, people, secrets read from the screen and typed back."""
        hand.click(f"door_{kind}")
        hand.write(name, into="setupName")
        hand.write(code, into="setupCode")
        hand.write("丽江", into="setupRegion")
        hand.press("Return")
        hand.click("stepNext")
        for number, (role, login, display) in enumerate(people):
            if not hand.sees(f"personName{number}"):
                hand.click("addPerson")
            choose(hand, f"personRole{number}", role)
            type_over(hand, f"personLogin{number}", login)
            hand.write(display, into=f"personName{number}")
        hand.click("stepNext")
        for _, login, _ in people:
            self._give(hand, kind, login)
        for _ in range(SHARES):
            hand.click("showPaper")
            self.walked.shares.append(" ".join(self._read_secret(hand)))
        hand.click("readySignIn")

    def _give(self, hand: Hand, kind: str, login: str) -> None:
        """The words for somebody, read by whoever sets them up."""
        self.walked.passphrases[f"{kind}/{login}"] = "-".join(self._read_secret(hand))
        if login != ADMINISTRATOR:  # who opens no data keeps them
            self._given.add(f"{kind}/{login}")

    def _read_secret(self, hand: Hand) -> list[str]:
        card = hand.find("secret", SecretCard)
        words = words_on(card)
        for _ in range(card.left):
            hand.write(words[card.asked], into="typedBack")
            hand.press("Return")
        hand.until("the next secret", lambda: not shiboken6.isValid(card) or not card.isVisible())
        return words

    def _add_doctor(self, hand: Hand) -> None:
        """The administrator makes a slot, the supervisor grants the keys of the role."""
        self._sign_in(hand, "station", ADMINISTRATOR, arrives="adminPage")
        hand.click("newPerson")
        hand.write(DOCTOR, into="newLogin")
        choose(hand, "newRole", Role.MEDICAL_WORKER)
        hand.click("newColleagueNow")
        self._give(hand, "station", DOCTOR)
        sign_out(hand)
        self._sign_in(hand, "station", SUPERVISOR)
        hand.press("Alt+4")
        hand.until("adminPage", lambda: hand.sees("adminPage"))
        table = hand.find("peopleTable", QTableView)
        point_at(hand, table, DOCTOR)
        hand.press("Return")
        hand.write("杨沐", into="grantName")
        hand.click("grantAccessNow")
        hand.until("granted", lambda: not hand.sees("grantAccess"))
        sign_out(hand)

    def _write_key_file(self, hand: Hand, kind: str, login: str) -> list[str]:
        arrives = "exchangePage" if kind == "office" else "todayPage"
        self._sign_in(hand, kind, login, arrives=arrives)
        if kind == "station":
            open_exchange(hand)
        messages.answer_next(str(self._medium))
        hand.click("writeKeyFile")
        shown = hand.find("exchangeNoticeWords", QLabel).text()
        if kind == "station":
            sign_out(hand)
        return re.split(r"[\s：:]+", shown)[-12:]

    def _enrol(self, hand: Hand, other: str, words: Sequence[str]) -> None:
        """The other side's key file from the medium, its words as heard over the telephone."""
        if other == "office":
            open_exchange(hand)
        messages.answer_next(str(next(self._medium.glob(f"{other}-*.rescuekey"))))
        hand.click("enrol")
        hand.write(" ".join(words), into="enrolWords")
        hand.click("enrolNow")
        hand.until("enrolled", lambda: not hand.sees("enrolDialog"))

    # --- the first weeks -------------------------------------------------------------

    def _first_weeks(self, hand: Hand) -> None:
        self._watch.step = "intake"
        self._sign_in(hand, "station", CASEWORKER)
        hand.press("Ctrl+N")
        hand.until("intake", lambda: hand.sees("formView"))
        hand.settle()
        typist = Typist(hand)
        typist.fill("intake", told.INTAKE)
        typist.save_complete()
        hand.until("casePage", lambda: hand.sees("casePage"))
        hand.settle()
        self.walked.alias = hand.find("caseAlias", QLabel).text()
        for form, answers in told.FORMS.items():
            self._write_form(hand, typist, form, answers)
        for login, form, answers in (
            (DOCTOR, "medical_care", told.MEDICAL_CARE),
            (PSYCHOLOGIST, "psychological_record", told.PSYCHOLOGICAL_RECORD),
        ):
            sign_out(hand)
            self._sign_in(hand, "station", login)
            self._open_only_case(hand)
            self._write_form(hand, typist, form, answers)
        sign_out(hand)

    def _write_form(
        self, hand: Hand, typist: Typist, form: str, answers: dict[str, object]
    ) -> None:
        self._watch.step = form
        typist.open_section(form)
        hand.until(form, lambda: hand.sees("formView"))
        hand.settle()
        typist.fill(form, answers)
        typist.save_complete()
        hand.press("Esc")

    def _open_only_case(self, hand: Hand) -> None:
        hand.press("Alt+2")
        table = hand.find("caseTable", QTableView)
        hand.until("caseTable", lambda: table.model().rowCount() == 1)
        hand.go_to("caseTable")
        hand.press("Home", "Return")
        hand.until("casePage", lambda: hand.sees("casePage"))
        hand.settle()

    # --- what the supervisor answers for ---------------------------------------------------------

    def _print_and_send(self, hand: Hand) -> None:
        self._watch.step = "case file"
        self._sign_in(hand, "station", SUPERVISOR)
        self._open_only_case(hand)
        hand.choose(hand.open_menu("reveal"), 3)
        self.walked.revealed = hand.find("revealBarWords", QLabel).text()
        open_record(hand, "intake")
        hand.click("revealCover")
        hand.press("Esc")
        self._print(hand)
        self._watch.step = "export"
        open_exchange(hand)
        set_day(hand, "exportFrom", clock.today() - timedelta(days=30))
        set_day(hand, "exportTo", clock.today())
        messages.answer_next(str(self._medium))
        hand.click("exportPackage")
        hand.until("exchangeNotice", lambda: hand.sees("exchangeNotice"))
        sign_out(hand)

    def _print(self, hand: Hand) -> None:
        """The confidential file with the name, as a PDF on the medium."""
        hand.choose(hand.open_menu("casePrint"), 2)
        for name, words in (
            ("printRecipient", "青石县公安局"),
            ("printPurpose", "办案"),
            ("printReason", "书面调取"),
        ):
            hand.write(words, into=name)
        hand.click("printIdentity")
        hand.click("printHere")
        hand.click("printShow")
        wait_for_page(hand)
        target = self._medium / "case-file.pdf"
        messages.answer_next("save", str(target))
        hand.click("printSave")
        hand.until("printDone", lambda: hand.sees("printDone"))

    # --- the office, and back -------------------------------------------------------------

    def _take_in(self, hand: Hand) -> None:
        self._watch.step = "receive"
        self._sign_in(hand, "office", OFFICER, arrives="exchangePage")
        messages.answer_next([str(path) for path in self._medium.glob("*.age")])
        hand.click("receivePackages")
        self.walked.received = hand.find("exchangeNoticeWords", QLabel).text()
        sign_out(hand)

    def _take_receipt(self, hand: Hand) -> None:
        self._sign_in(hand, "station", SUPERVISOR)
        open_exchange(hand)
        messages.answer_next(str(next(self._medium.glob("*.rescuereceipt"))))
        hand.click("takeReceipt")
        hand.until("exchangeNotice", lambda: hand.sees("exchangeNotice"))
        lines = hand.find("exchangeLines", QTableView).model()
        cells = (lines.index(0, column).data() for column in range(lines.columnCount()))
        self.walked.receipt_line = " ".join(str(cell) for cell in cells)
        sign_out(hand)

    # --- the frame -------------------------------------------------------------

    @contextmanager
    def _program(self, vault: Path, step: str) -> Iterator[Hand]:
        self._watch.step = step
        with program(vault, self._folder, lambda p: WatchedHand(p, self._watch)) as hand:
            hand.step = step
            yield hand

    def _sign_in(self, hand: Hand, kind: str, login: str, *, arrives: str = "todayPage") -> None:
        """The first time words of one's own are taken before anything opens."""
        given = self.walked.passphrases[f"{kind}/{login}"]
        if f"{kind}/{login}" not in self._given:
            sign_in(hand, login, given, arrives=arrives)
            return
        sign_in(hand, login, given, arrives="ownPassphrase")
        hand.write(given, into="oldPassphrase")
        hand.click("ownPassphraseNow")
        messages.answer_next("")  # it says that they are changed
        self.walked.passphrases[f"{kind}/{login}"] = "-".join(self._read_secret(hand))
        self._given.discard(f"{kind}/{login}")
        hand.until(arrives, lambda: hand.sees(arrives))
        hand.settle()

    def _finish(self) -> None:
        walked, watch = self.walked, self._watch
        walked.titles = sorted(watch.titles)
        walked.longest_ms, walked.longest_at = round(watch.longest_ms), watch.longest_at
        walked.turns, walked.strayed = watch.turns, watch.strayed
        walked.elsewhere = watch.elsewhere
        walked.clipboard = self._application.clipboard().text()
        file = self._folder / ASIDE / "walked.json"
        file.write_text(json.dumps(asdict(walked), ensure_ascii=False), encoding="utf-8")


_STATION_PEOPLE = (
    (Role.ADMINISTRATOR, ADMINISTRATOR, "管理员甲"),
    (Role.SUPERVISOR, SUPERVISOR, "段文清"),
    (Role.CASEWORKER, CASEWORKER, "丁一禾"),
    (Role.PSYCHOLOGIST, PSYCHOLOGIST, "李竹"),
)
_OFFICE_PEOPLE = (
    (Role.ADMINISTRATOR, ADMINISTRATOR, "管理员乙"),
    (Role.OFFICE_OFFICER, OFFICER, "吴明远"),
)


def choose(hand: Hand, name: str, role: Role) -> None:
    """A role in a box, with the arrow keys."""
    box = hand.find(name, QComboBox)
    hand.go_to(name)
    hand.press("Home")
    while box.currentData() != role:
        hand.press("Down")


def type_over(hand: Hand, name: str, text: str) -> None:
    hand.go_to(name)
    hand.press("Ctrl+A")
    hand.write(text)


def point_at(hand: Hand, table: QTableView, words: str) -> None:
    """Down a list to the line that begins so."""
    hand.go_to(table.objectName())
    hand.press("Ctrl+Home")
    while table.currentIndex().siblingAtColumn(0).data() != words:
        hand.press("Down")


if __name__ == "__main__":
    Journey(Path(sys.argv[1])).go()
