"""The card of services (K-03): whom it names, in which language, and what it does not tell."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import pypdfium2
import pytest

from rescueapp.actions.desk import release_papers
from rescueapp.actions.opened import entries
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import card_words, prints, service_card
from rescueapp.actions.papers.service_card import CardOrder, national_lines, prepare_card
from rescueapp.errors import Refused
from rescueapp.printing.card import TOO_MUCH, WIDE
from rescueapp.printing.pages import HEIGHT, WIDTH, mm
from rescueapp.storage import copies
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.station import House, save
from tests.output.paper import page_texts, squeezed, words_of

LEGAL: dict[str, Any] = {
    "service_for": "05",
    "service_name": "松岭县法律援助中心",
    "service_phone": "0888-5550100",
    "service_hours": "03",
    "service_languages": ["cmn", "mya"],
    "service_place": "民主路1号",
    "service_checked_on": "2026-06-01",
    "service_safe_name": True,
}


def service(ws: Workspace, **changed: Any) -> str:
    """An entry of the register of services."""
    return enter(ws, LEGAL | changed, register="services").record_uid


def card(ws: Workspace, *uids: str, language: str = "en", **more: Any) -> str:
    [pdf] = prepare_card(ws, CardOrder(uids, language, **more)).pdfs
    return words_of(pdf)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_Hans", ("常用电话", "法律问题", "工作日上班时间", "缅甸语")),
        ("zh_Hant", ("常用電話", "法律問題", "工作日上班時間", "緬甸語")),
        ("en", ("Useful numbers", "Legal questions", "Working days, office hours", "法律问题")),
    ],
)
def test_k03_the_card_is_in_the_person_s_language(
    ws: Workspace, language: str, words: tuple[str, ...]
) -> None:
    text = card(ws, service(ws), language=language)
    own = words if language == "en" else words[1:]  # of codes; the program's texts are translated
    assert [each for each in own if squeezed(each) not in text] == []
    assert "0888-5550100" in text


def test_k03_nothing_on_the_card_tells_who_gave_it_unless_that_is_chosen(ws: Workspace) -> None:
    uid = service(ws)
    station, worker = ws.vault.station_name, ws.worker.display_name
    assert station not in card(ws, uid)
    assert worker not in card(ws, uid)
    assert station in card(ws, uid, institution=True)


def test_k03_the_card_promises_nothing(ws: Workspace) -> None:
    text = card(ws, service(ws))
    assert squeezed(card_words.TEXTS["foot"].msgid) in text


def test_k03_a_name_that_could_tell_stays_off_the_card(ws: Workspace) -> None:
    for safe in (False, None):
        text = card(ws, service(ws, service_safe_name=safe))
        assert "松岭县法律援助中心" not in text
        assert "0888-5550100" in text
    assert "松岭县法律援助中心" in card(ws, service(ws))


def test_k03_only_what_is_in_use_and_has_a_number_is_offered(ws: Workspace) -> None:
    kept = service(ws)
    gone = service(ws, ended_on="2026-06-01")
    enter(ws, {"service_for": "08", "service_name": "某处"}, register="services", complete=False)
    assert [each.uid for each in service_card.offered(ws)] == [kept]
    with pytest.raises(Refused) as refused:
        prepare_card(ws, CardOrder((gone,), "en"))
    assert refused.value.words is service_card.NOTHING


def test_k03_the_national_lines_are_offered_to_be_checked(ws: Workspace) -> None:
    service(ws, service_phone="120")
    numbers = {told["service_phone"] for told in national_lines(ws)}
    assert numbers == {"110", "12338", "12345", "12348", "12355", "12356"}
    service_card.add_national_lines(ws)
    found = entries.entries(ws, "services")
    assert [e.name for e in found if service_card.checked(e)] == ["松岭县法律援助中心"]
    assert {e.row.state for e in found if not service_card.checked(e)} == {"incomplete"}
    assert national_lines(ws) == []


def test_k03_the_national_lines_fit_on_a_card_of_one_page(ws: Workspace) -> None:
    service_card.add_national_lines(ws)
    uids = tuple(each.uid for each in service_card.offered(ws))
    for language, cards in (("zh_Hans", 4), ("zh_Hant", 4), ("en", 2), ("vie", 2), ("hand", 2)):
        [pdf] = prepare_card(ws, CardOrder(uids, language)).pdfs
        [page] = page_texts(pdf)
        assert page.count("12355") == cards


@pytest.mark.parametrize("language", ["zh_Hans", "en", "vie", "hand"])
@pytest.mark.parametrize(
    "phone", ["0888-5550101 转 8001", "0888-5550101、0888-5550102、13900000000", "西" * 40]
)
def test_k03_long_numbers_stay_on_the_card_and_over_no_words(
    ws: Workspace, language: str, phone: str
) -> None:
    order = CardOrder((service(ws, service_phone=phone, service_for="02"),), language)
    [pdf] = prepare_card(ws, order).pdfs
    text = words_of(pdf)
    for number in phone.split("、"):
        assert squeezed(number) in text
    letters = on_the_left(pdf)
    assert min(box.left for box in letters) > LEFT + 4 * mm
    assert [pair for pair in combinations(sorted(letters), 2) if on_one_spot(*pair)] == []


LEFT = (WIDTH - 2 * WIDE - 8 * mm) / 2  # where the cards begin


class Box(NamedTuple):
    """A letter on paper, in points from the lower left."""

    left: float
    bottom: float
    right: float
    top: float


def on_the_left(pdf: bytes) -> list[Box]:
    """The letters on the cards at the left, without the lines above and below the cards."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = (Box(*text.get_charbox(n)) for n in range(text.count_chars()))
    return [
        box
        for box in boxes
        if box.left < box.right < LEFT + WIDE and 28 * mm < box.bottom < HEIGHT - 28 * mm
    ]


def on_one_spot(one: Box, two: Box) -> bool:
    """Whether two letters, the left one first, lie over each other."""
    return one.right > two.left + 1 and one.bottom < two.top - 1 and two.bottom < one.top - 1


def test_more_than_fits_is_refused_and_nothing_is_left_out(ws: Workspace) -> None:
    uids = tuple(service(ws, service_phone=f"0888-555{n:04}") for n in range(30))
    with pytest.raises(Refused) as refused:
        prepare_card(ws, CardOrder(uids, "zh_Hans"))
    assert refused.value.words is TOO_MUCH


def test_a_character_no_font_has_is_named_and_can_be_left_open(ws: Workspace) -> None:
    order = CardOrder((service(ws, service_place="\U0002a6d1街"),), "zh_Hans")
    prepared = prepare_card(ws, order)
    assert (prepared.pdfs, prepared.missing[0].character) == ((), "\U0002a6d1")
    [pdf] = prepare_card(ws, order, gaps=True).pdfs
    assert "〓街" in words_of(pdf)


def test_k03_the_card_is_counted_like_every_print(station: House, ws: Workspace) -> None:
    prepared = prepare_card(ws, CardOrder((service(ws),), "en"))
    prints.release(ws, prepared, medium=prints.PRINTER)
    [copy] = copies.of_print(ws.db, prepared.print_id)
    assert (copy.what, copy.case_uid, copy.copies) == (service_card.CARD, None, 1)
    assert release_papers.title(copy.what) == "Card of services"
    assert releases.register(station.sign_in("duan"), first="2026-06-01", last="2026-07-01") == []


def test_the_number_of_the_print_is_cut_away_with_the_margin(ws: Workspace) -> None:
    prepared = prepare_card(ws, CardOrder((service(ws),), "en"))
    [page] = page_texts(prepared.pdfs[0])
    assert page.count(prepared.print_id) == 1


def test_who_works_with_no_case_prints_no_card(station: House, ws: Workspace) -> None:
    uid = service(ws)
    save(ws)
    with pytest.raises(Refused):
        prepare_card(station.sign_in("zhou"), CardOrder((uid,), "en"))
