"""The same screens in other languages, and at 150 %."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from pathlib import Path

from rescueapp import i18n
from rescueapp.errors import Unavailable
from rescueapp.i18n import mark
from rescueapp.progress import Quiet
from ui import texts
from ui.tour.tour_album import Album
from ui.tour.tour_caseworker import (
    INITIALS,
    choose_language,
    open_case,
    open_record,
    sign_in,
    sign_out,
    wait_for_page,
)
from ui.tour.tour_desk import SCREEN, begin, desk
from ui.tour.tour_hand import Hand
from ui.tour.tour_supervisor import open_exchange

DOOR_IN = mark("The door in {language}", "tour")
CASE_IN = mark("A case in {language}", "tour")
FORM_IN = mark("A form in {language}", "tour")
TODAY_150 = mark("Today at 150 %", "tour")
CASES_150 = mark("Cases at 150 %", "tour")
CASE_150 = mark("A case at 150 %", "tour")
FORM_150 = mark("A form at 150 %", "tour")
SHEET_150 = mark("A sheet to sign at 150 %", "tour")
EXCHANGE_150 = mark("Exchange at 150 %", "tour")
ADMIN_150 = mark("Administration at 150 %", "tour")
DOOR_150 = mark("The door at 150 %", "tour")
SCALED_FAILED = mark("The part of the tour at 150 % did not come to its end.", "tour")

_SCALE = 1.5


def look_in_languages(hand: Hand, album: Album, login: str, passphrase: str) -> None:
    """The door, a case and a form in each of the other languages."""
    own = i18n.language()
    for code in i18n.LANGUAGES:
        if code != own:
            choose_language(hand, code)
            _look_in(hand, album, code, login, passphrase)
    choose_language(hand, own)


def _look_in(hand: Hand, album: Album, code: str, login: str, passphrase: str) -> None:
    short = code.lower().replace("_", "-")
    name = texts.LANGUAGE_NAMES[code]
    album.keep(hand, f"{short}-unlock", DOOR_IN(language=name))
    sign_in(hand, login, passphrase, arrives="todayPage")
    open_case(hand, INITIALS)
    album.keep(hand, f"{short}-case", CASE_IN(language=name))
    open_record(hand, "consent")
    album.keep(hand, f"{short}-form", FORM_IN(language=name))
    sign_out(hand)


# --- at 150 %: Qt takes its scale once, at the start, so it is another process ---------------


def look_at_150_percent(
    album: Album, aside: Path, vault: Path, login: str, passphrase: str
) -> None:
    """The rooms again on the same screen at 150 %. Raises Unavailable when it gets stuck."""
    lines = aside / "lines.txt"
    os.environ["QT_SCALE_FACTOR"] = str(_SCALE)
    values = (album.folder, album.next, lines, i18n.language(), vault, login, passphrase)
    process = multiprocessing.get_context("spawn").Process(target=_scaled, args=values)
    process.start()
    process.join()
    del os.environ["QT_SCALE_FACTOR"]
    if process.exitcode:
        raise Unavailable(SCALED_FAILED)
    album.lines += lines.read_text(encoding="utf-8").splitlines()


def _scaled(
    folder: Path, first: int, lines: Path, language: str, vault: Path, login: str, passphrase: str
) -> None:
    i18n.choose(language)
    album = Album(folder, Quiet(), first=first, crop=SCREEN)
    with tempfile.TemporaryDirectory(prefix="tour-") as aside:
        application = begin(Path(aside))
        with desk(application, vault, Path(aside), scale=_SCALE) as hand:
            _look_around(hand, album, login, passphrase)
    lines.write_text("\n".join(album.lines), encoding="utf-8")


def _look_around(hand: Hand, album: Album, login: str, passphrase: str) -> None:
    album.keep(hand, "150-unlock", DOOR_150)
    sign_in(hand, login, passphrase, arrives="todayPage")
    album.keep(hand, "150-today", TODAY_150)
    hand.press("Alt+2")
    hand.until("casesPage", lambda: hand.sees("casesPage"))
    album.keep(hand, "150-cases", CASES_150)
    open_case(hand, INITIALS)
    album.keep(hand, "150-case", CASE_150)
    open_record(hand, "belongings")
    album.keep(hand, "150-form", FORM_150)
    hand.press("Ctrl+P")
    wait_for_page(hand)
    album.keep(hand, "150-sheet", SHEET_150)
    open_exchange(hand)
    album.keep(hand, "150-exchange", EXCHANGE_150)
    hand.press("Alt+4")
    hand.until("adminPage", lambda: hand.sees("adminPage"))
    album.keep(hand, "150-administration", ADMIN_150)
