"""The card of services: whom a person can turn to, for the pocket and in her language (K-03).

It promises nothing: numbers of others, found right on a day, and a line that says whose they are.
Nothing on it tells who gave it, unless that is asked for. It is a print like any other, with a
number that is cut away.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from rescueapp.actions import entries, papers, registers
from rescueapp.actions.entries import Entry
from rescueapp.actions.print_order import Prepared
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import tables
from rescueapp.forms.codes import label
from rescueapp.i18n import LANGUAGES, Text, language, mark, say, speaking
from rescueapp.paths import resources
from rescueapp.printing.card import Card, Line, missing_characters, write_cards
from rescueapp.printing.pages import SheetHead
from rescueapp.workspace import Workspace

CARD = "service_card"  # what it is in the registers
REGISTER = "services"

TITLE = mark("Card of services", "card")
HEADING = mark("Useful numbers", "card")
PLAIN = mark(
    "Each of these offices answers for itself whether and how it can help. In danger call 110.",
    "card",
)
NO_LANGUAGE = mark(
    "The card can be printed in Chinese and English. For another language let an interpreter of"
    " the register write it.",
    "card",
)
NOTHING = mark("Choose at least one service with a telephone number.", "card")

_SPOKEN_ANYWAY = "cmn"  # Mandarin
_OTHER_HOURS = "09"


@dataclass(frozen=True, slots=True)
class CardOrder:
    """Which entries, in their order, in which language of `i18n.LANGUAGES`. `institution`: with
    the name of the station."""

    entries: tuple[str, ...]
    language: str
    institution: bool = False


def checked(entry: Entry) -> bool:
    """Whether somebody called the number and found it right: else it is not chosen by itself."""
    return interpreter.answered(entry.answers.get("service_checked_on"))


def offered(ws: Workspace) -> list[Entry]:
    """The services that can stand on a card: in use, with a telephone number."""
    ws.check(Act.PRINT_SHEET)
    found = entries.entries(ws, REGISTER)
    return [each for each in found if each.in_use and each.answers.get("service_phone")]


def prepare_card(ws: Workspace, order: CardOrder, *, gaps: bool = False) -> Prepared:
    """The card as a print. Raises Refused for a language the program has no words in, for no
    service at all and for more than fits."""
    ws.check(Act.PRINT_SHEET)
    if order.language not in LANGUAGES:
        raise Refused(NO_LANGUAGE)
    chosen = {each.uid: each for each in offered(ws)}
    lines = [chosen[uid].answers for uid in order.entries if uid in chosen]
    if not lines:
        raise Refused(NOTHING)
    print_id = papers.new_id()
    target = io.BytesIO()
    with speaking(order.language):
        card = Card(
            head=SheetHead(print_id=print_id, training=ws.vault.training),
            title=say(HEADING),
            lines=tuple(map(_line, lines)),
            foot=say(PLAIN),
            institution=ws.vault.station_name if order.institution else "",
            gaps=gaps,
        )
        lacking = tuple(missing_characters(card))
        if gaps or not lacking:
            write_cards(target, card)
    return Prepared(
        print_id=print_id,
        what=CARD,
        case_uid=None,
        pdfs=(target.getvalue(),) if gaps or not lacking else (),
        missing=lacking,
        detail={"language": order.language, "institution": order.institution},
    )


def title_of(what: str) -> Text | None:
    """What a register calls such a print, or None where it is none."""
    return TITLE if what == CARD else None


def _line(told: Answers) -> Line:
    name = told.get("service_name") if told.get("service_safe_name") is True else ""
    more = (str(name or ""), _hours(told), _languages(told), str(told.get("service_place") or ""))
    return Line(
        label("L-service", str(told.get("service_for") or "99")),
        str(told["service_phone"]),
        (", " if language() == "en" else "，").join(filter(None, more)),
    )


def _hours(told: Answers) -> str:
    code = told.get("service_hours")
    if code == _OTHER_HOURS:
        return str(told.get("service_hours_words") or "")
    return label("L-service-hours", code) if isinstance(code, str) else ""


def _languages(told: Answers) -> str:
    spoken = told.get("service_languages")
    others = [c for c in spoken if c != _SPOKEN_ANYWAY] if isinstance(spoken, list) else []
    between = ", " if language() == "en" else "、"
    return between.join(label("L-language", code) for code in others)


# --- a first filling ------------------------------------------------------------------------


def national_lines(ws: Workspace) -> list[Answers]:
    """The lines the whole country has, as far as the register has no such number: an offer, to be
    called and found right before it goes on a card."""
    has = {each.answers.get("service_phone") for each in entries.entries(ws, REGISTER)}
    _, rows = tables.read_rows(resources("national-lines.tsv"))
    return [_national(row) for row in rows if row["phone"] not in has]


def add_national_lines(ws: Workspace) -> Changed:
    """Put them into the register, each as an entry nobody has checked yet."""
    changed = Changed()
    for told in national_lines(ws):
        changed |= registers.save_entry(
            ws, register=REGISTER, entry_uid=None, based_on=0, answers=told, complete=False
        ).changed
    return changed


def _national(row: dict[str, str]) -> Answers:
    told: Answers = {
        "service_for": row["for"],
        "service_name": row["name"],
        "service_phone": row["phone"],
        "service_safe_name": bool(row["named"]),
    }
    return told | ({"service_hours": row["hours"]} if row["hours"] else {})
