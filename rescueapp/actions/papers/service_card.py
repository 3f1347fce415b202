"""The card of services: whom a person can turn to, for the pocket and in her language (K-03).

It promises nothing: numbers of others, found right on a day, and a line that says whose they are.
Nothing on it tells who gave it, unless that is asked for. It is a print like any other, with a
number that is cut away.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.papers import card_words, papers
from rescueapp.actions.papers.card_words import BY_HAND, STAR, Said
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.recording import registers
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import tables
from rescueapp.i18n import DEFAULT, Text, language, mark, speaking
from rescueapp.paths import resources
from rescueapp.printing.card import Card, Line, Words, missing_characters, write_cards
from rescueapp.printing.pages import SheetHead
from rescueapp.workspace import Workspace

CARD = "service_card"  # what it is in the registers
REGISTER = "services"

TITLE = mark("Card of services", "card")
UNKNOWN = mark("No language is written down in this case yet.", "card")
NOTHING = mark("Choose at least one service with a telephone number.", "card")

_LANGUAGES = "languages"  # the question of the intake
_SPOKEN_ANYWAY = "cmn"  # Mandarin
# Of L-language: whoever speaks or signs one of these reads Chinese if anything.
_CHINESE = frozenset(
    {"cmn", "cmn-xinan", "cmn-other", "yue", "nan", "cdo", "hak", "wuu", "hsn", "gan", "cjy",
     "nan-hainan", "csl", "sign"}
)  # fmt: skip
_IN_CHINESE = frozenset({"zh_Hans", "zh_Hant"})
_OURS = {"eng": "en"}  # of L-language: a language the program speaks, too
_OTHER_HOURS = "09"


@dataclass(frozen=True, slots=True)
class CardOrder:
    """Which entries, in their order, in which language: of `i18n.LANGUAGES`, of
    `card_words.languages()`, or `BY_HAND`. `institution`: with the name of the station."""

    entries: tuple[str, ...]
    language: str
    institution: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed for a case. `spoken`: codes of L-language, as they are written down there;
    `why` it is not in her own: there are no words of it, and what to do; or nobody asked her."""

    language: str
    spoken: tuple[str, ...] = ()
    why: Text | None = None


def of_list(code: str) -> str:
    """What the card calls a language of L-language; any other code is its own."""
    if code in _CHINESE:
        return language() if language() in _IN_CHINESE else DEFAULT
    return _OURS.get(code, code)


def offer(ws: Workspace, case_uid: str) -> Offer:
    """The language of a card for the person of a case: her own before Chinese, because the Chinese
    stands beside it anyway. Raises Refused for another's case."""
    ws.check(Act.PRINT_SHEET)
    reading = Reading(ws)
    reading.refuse_others(case_uid)
    told = reading.present_facts(case_uid, keys=(_LANGUAGES,)).get(_LANGUAGES)
    spoken = tuple(told) if isinstance(told, list) else ()
    others = [code for code in spoken if code not in _CHINESE]
    for code in others:
        if code in _OURS or code in card_words.languages():
            return Offer(of_list(code), spoken)
    if not spoken:
        return Offer(language(), why=UNKNOWN())
    chinese = of_list(_SPOKEN_ANYWAY)
    if not others:
        return Offer(chinese, spoken)
    reads_chinese = len(others) < len(spoken)
    return Offer(chinese if reads_chinese else BY_HAND, spoken, card_words.why_not(others[0]))


def checked(entry: Entry) -> bool:
    """Whether somebody called the number and found it right: else it is not chosen by itself."""
    return interpreter.answered(entry.answers.get("service_checked_on"))


def offered(ws: Workspace) -> list[Entry]:
    """The services that can stand on a card: in use, with a telephone number."""
    ws.check(Act.PRINT_SHEET)
    found = entries.entries(ws, REGISTER)
    return [each for each in found if each.in_use and each.answers.get("service_phone")]


def prepare_card(ws: Workspace, order: CardOrder, *, gaps: bool = False) -> Prepared:
    """The card as a print. Raises Refused for a language the card has no words in, for no service
    at all and for more than fits."""
    ws.check(Act.PRINT_SHEET)
    own = None if order.language in _IN_CHINESE else card_words.said_in(order.language)
    chosen = {each.uid: each for each in offered(ws)}
    lines = [chosen[uid].answers for uid in order.entries if uid in chosen]
    if not lines:
        raise Refused(NOTHING)
    print_id = papers.new_id()
    target = io.BytesIO()
    with speaking(DEFAULT if own else order.language):
        card = Card(
            head=SheetHead(print_id=print_id, training=ws.vault.training),
            title=_text("heading", own),
            ask=_text("ask", own) if own else None,
            lines=tuple(_line(told, own) for told in lines),
            foot=_text("foot", own),
            institution=ws.vault.station_name if order.institution else "",
            gaps=gaps,
        )
        if own and any(text.endswith(STAR) for _, text in card.texts()):
            card = replace(card, note=_text("to_review", own))
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


# --- words ----------------------------------------------------------------------------------


def _text(code: str, own: Said | None) -> Words:
    """A fixed text of the card. `own`: her words; None on a card in Chinese alone."""
    chinese = _chinese("card", code)
    return Words(own("card", code), chinese) if own else Words(chinese)


def _chinese(of: str, code: str) -> str:
    return card_words.said_in(language())(of, code)


def _line(told: Answers, own: Said | None) -> Line:
    what = str(told.get("service_for") or "99")
    typed = (str(told.get(key) or "") for key in ("service_hours_words", "service_place"))
    fixed = (_name(told), _hours(told, _chinese), _spoken(told, _chinese, "、"))
    chinese = _joined("，", *fixed, *typed)
    number = str(told["service_phone"])
    if own is None:
        return Line(Words(_chinese("service", what)), number, chinese)
    beside = _joined("：", _chinese("service", what), chinese)
    named = own("line", number) if _name(told) == _national_names().get(number) else ""
    more = _joined(" · ", named, _hours(told, own), _spoken(told, own, " · "))
    return Line(Words(own("service", what), beside), number, more)


def _name(told: Answers) -> str:
    safe = told.get("service_safe_name") is True
    return str(told.get("service_name") or "") if safe else ""


def _hours(told: Answers, said: Said) -> str:
    code = told.get("service_hours")
    return said("hours", code) if isinstance(code, str) and code != _OTHER_HOURS else ""


def _spoken(told: Answers, said: Said, between: str) -> str:
    spoken = told.get("service_languages")
    others = [c for c in spoken if c != _SPOKEN_ANYWAY] if isinstance(spoken, list) else []
    return _joined(between, *(said("language", code) for code in others))


def _joined(between: str, *words: str) -> str:
    return between.join(filter(None, words))


# --- a first filling ------------------------------------------------------------------------


def national_lines(ws: Workspace) -> list[Answers]:
    """The lines the whole country has, as far as the register has no such number: an offer, to be
    called and found right before it goes on a card."""
    has = {each.answers.get("service_phone") for each in entries.entries(ws, REGISTER)}
    return [_national(row) for row in _national_rows() if row["phone"] not in has]


def add_national_lines(ws: Workspace) -> Changed:
    """Put them into the register, each as an entry nobody has checked yet."""
    changed = Changed()
    for told in national_lines(ws):
        changed |= registers.save_entry(
            ws, register=REGISTER, entry_uid=None, based_on=0, answers=told, complete=False
        ).changed
    return changed


def _national_rows() -> list[dict[str, str]]:
    _, rows = tables.read_rows(resources("national-lines.tsv"))
    return rows


def _national_names() -> dict[str, str]:
    return {row["phone"]: row["name"] for row in _national_rows()}


def _national(row: dict[str, str]) -> Answers:
    told: Answers = {
        "service_for": row["for"],
        "service_name": row["name"],
        "service_phone": row["phone"],
        "service_safe_name": bool(row["named"]),
    }
    return told | ({"service_hours": row["hours"]} if row["hours"] else {})
