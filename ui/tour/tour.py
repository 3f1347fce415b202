"""`rescueapp demo DIR --headless`: the whole product walked through without a person.

A fictional station and its office are made, then the real windows are used as people would
use them, from the door to the receipt. Every main screen is left as a picture, and beside
them what the product makes: a case file, a package, a receipt.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rescueapp.actions.vault import training
from rescueapp.actions.vault.training import Demo
from rescueapp.errors import Refused
from rescueapp.i18n import mark, say
from rescueapp.progress import Progress
from ui.tour import tour_caseworker as caseworker
from ui.tour import tour_looks as looks
from ui.tour import tour_registers as registers
from ui.tour import tour_rights as rights
from ui.tour import tour_supervisor as supervisor
from ui.tour.tour_album import Album
from ui.tour.tour_desk import begin, desk
from ui.tour.tour_hand import Hand

NOT_EMPTY = mark("The folder {folder} is not empty. The tour needs a new or empty one.", "tour")
DONE = mark(
    "The tour is done: a fictional station and its office, {screens} screens, a case file, "
    "a package and its receipt.",
    "tour",
)
STATION = mark("Station: {path}", "tour")
OFFICE = mark("Office: {path}", "tour")
PASSPHRASES = mark("Passphrases, one file for each user: {path}", "tour")
SCREENS = mark("Screens: {path}", "tour")
CASE_FILE = mark("Case file: {path}", "tour")
PACKAGE = mark("Package for the office: {path}", "tour")
RECEIPT = mark("Receipt of the office: {path}", "tour")
LOOK = mark("To look around yourself: rescueapp --vault {path}", "tour")


@dataclass(frozen=True, slots=True)
class Toured:
    """What a tour did, and where everything lies."""

    demo: Demo
    screens: tuple[str, ...]  # a line for each picture: file name, what it shows
    screen_folder: Path
    case_file: Path
    packages: tuple[Path, ...]
    receipt: Path

    def lines(self) -> list[str]:
        """In the language in use."""
        where = (
            STATION(path=self.demo.station),
            OFFICE(path=self.demo.province),
            PASSPHRASES(path=self.demo.passphrases),
            SCREENS(path=self.screen_folder),
            CASE_FILE(path=self.case_file),
            *(PACKAGE(path=path) for path in self.packages),
            RECEIPT(path=self.receipt),
            LOOK(path=self.demo.station),
        )
        done = say(DONE(screens=len(self.screens)))
        return [*self.screens, "", done, *(say(line) for line in where)]


def walk(folder: Path, cases: int, progress: Progress) -> Toured:
    """Make the fictional station and office in a folder, and walk through all of it.

    Raises Refused for a folder that is not empty, Unavailable naming the step that got stuck.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(NOT_EMPTY(folder=folder))
    demo = training.create_demo(folder.resolve(), count=cases, progress=progress)
    with tempfile.TemporaryDirectory(prefix="tour-") as aside:
        return _Walk(demo, Path(aside), progress).go()


class _Walk:
    """One walk; `go` once. Each person comes to the desk, works, and locks it again."""

    def __init__(self, demo: Demo, aside: Path, progress: Progress) -> None:
        root = demo.station.parent
        self._demo, self._aside = demo, aside
        self._album = Album(root / "screens", progress)
        self._case_file = root / "case-file.pdf"
        self._package_folder, self._receipt_folder = root / "package", root / "receipt"
        self._packages: list[Path] = []

    def go(self) -> Toured:
        """From the door to the receipt."""
        application = begin(self._aside)
        self._package_folder.mkdir()
        with desk(application, self._demo.station, self._aside) as hand:
            self._at_the_station(hand)
        receipt = self._at_the_office(application)
        with desk(application, self._demo.station, self._aside) as hand:
            self._sign_in(hand, "duan")
            supervisor.take_receipt(hand, self._album, receipt)
        looks.look_at_150_percent(
            self._album, self._aside, self._demo.station, "duan", self._passphrase("duan")
        )
        return Toured(
            demo=self._demo,
            screens=tuple(self._album.lines),
            screen_folder=self._album.folder,
            case_file=self._case_file,
            packages=tuple(self._packages),
            receipt=receipt,
        )

    def _at_the_station(self, hand: Hand) -> None:
        album = self._album
        caseworker.look_at_first_start(hand, album)
        self._sign_in(hand, "he")
        caseworker.look_at_cases(hand, album)
        caseworker.look_at_forms(hand, album)
        rights.look_at_rights(hand, album)
        registers.look_at_registers(hand, album)
        caseworker.write_intake(hand, album)
        caseworker.look_in_the_dark(hand, album)
        self._change_to(hand, "yang")
        supervisor.look_at_treatment(hand, album)
        self._change_to(hand, "li")
        supervisor.look_at_counselling(hand, album)
        self._change_to(hand, "duan")
        supervisor.print_case_file(hand, album, self._case_file)
        self._packages = supervisor.export(hand, album, self._package_folder)
        supervisor.check(hand, album)
        self._change_to(hand, "zhao", arrives="adminPage")
        supervisor.add_colleague(hand, album)
        caseworker.sign_out(hand)
        looks.look_in_languages(hand, album, "he", self._passphrase("he"))

    def _at_the_office(self, application: QApplication) -> Path:
        with desk(application, self._demo.province, self._aside) as hand:
            self._sign_in(hand, "wu", arrives="exchangePage")
            return supervisor.receive(hand, self._album, self._packages, self._receipt_folder)

    def _change_to(self, hand: Hand, login: str, *, arrives: str = "todayPage") -> None:
        caseworker.sign_out(hand)
        self._sign_in(hand, login, arrives=arrives)

    def _sign_in(self, hand: Hand, login: str, *, arrives: str = "todayPage") -> None:
        caseworker.sign_in(hand, login, self._passphrase(login), arrives=arrives)

    def _passphrase(self, login: str) -> str:
        return (self._demo.passphrases / login).read_text(encoding="utf-8").strip()
