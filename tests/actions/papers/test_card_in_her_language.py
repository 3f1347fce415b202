"""The card of services in a language the program does not speak (K-03): its words, those it does
not have, and what is proposed for a case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rescueapp import paths
from rescueapp.actions.papers import card_words, service_card
from rescueapp.actions.papers.card_words import BY_HAND, NO_LETTERS, NO_WORDS, STAR, can_be_set
from rescueapp.actions.papers.service_card import UNKNOWN, CardOrder, Offer, offer, prepare_card
from rescueapp.errors import Refused
from rescueapp.forms import codes, tables
from rescueapp.forms.codes import label
from rescueapp.i18n import say, speaking
from rescueapp.printing.preview import Preview
from rescueapp.workspace import Workspace
from tests.actions.papers.test_service_card import card, service
from tests.actions.station import INTAKE, House, save
from tests.output.paper import squeezed

FILES = sorted(paths.resources("service-card").glob("*.tsv"))
LANGUAGES = [path.stem for path in FILES]
LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))  # of Vietnamese, composed
REVEALING = ("拐", "救助", "受害", "买卖", "mua bán", "buôn", "nạn nhân", "cứu", "công an tỉnh")


def rows(path: Path) -> list[dict[str, str]]:
    return tables.read_rows(path)[1]


def required() -> Iterator[tuple[str, str]]:
    """What the words of a language must say: every fixed word a card can bear."""
    yield from (("card", code) for code in card_words.TEXTS)
    yield from (("service", each.code) for each in codes.codes("L-service"))
    hours = [each.code for each in codes.codes("L-service-hours")]
    yield from (("hours", code) for code in hours if code != "09")  # "other", as it was typed
    national = tables.read_rows(paths.resources("national-lines.tsv"))[1]
    yield from (("line", row["phone"]) for row in national)


def chinese(of: str, code: str) -> tuple[str, ...]:
    """What a row of a file puts into words, in Chinese."""
    if of == "line":
        national = tables.read_rows(paths.resources("national-lines.tsv"))[1]
        return tuple(row["name"] for row in national if row["phone"] == code)
    with speaking("zh_Hans"):
        return (card_words.said_in("zh_Hans")(of, code),)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_k03_every_language_of_a_file_is_whole_and_its_letters_are_in_the_fonts(path: Path) -> None:
    found = rows(path)
    assert codes.known("L-language", path.stem)
    assert [each for each in required() if each not in {(r["of"], r["code"]) for r in found}] == []
    for row in found:
        assert row["words"], row
        assert row["words"] == unicodedata.normalize("NFC", row["words"])
        assert can_be_set(row["words"]), row
        assert STAR not in row["words"] or row["code"] == "to_review"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_k03_a_native_reader_compares_with_the_chinese_the_card_has(path: Path) -> None:
    untranslated = {text.msgid for text in card_words.TEXTS.values()}
    wrong = [
        row
        for row in rows(path)
        if row["zh_hans"] not in chinese(row["of"], row["code"])
        and not untranslated.issuperset(chinese(row["of"], row["code"]))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_k03_no_word_of_a_card_tells_what_happened_or_who_gave_it(path: Path) -> None:
    said = [row["words"].casefold() + row["zh_hans"] for row in rows(path) if row["code"] != "120"]
    assert [(word, text) for text in said for word in REVEALING if word in text] == []


def test_every_letter_of_vietnamese_can_be_set() -> None:
    assert [letter for letter in LETTERS if not can_be_set(letter)] == []
    assert can_be_set(unicodedata.normalize("NFD", "Số điện thoại hữu ích"))


@pytest.mark.parametrize("words", ["မြန်မာ", "ไทย", "ລາວ", "ខ្មែរ"])
def test_letters_of_a_script_that_is_shaped_can_be_set(words: str) -> None:
    assert can_be_set(words)


@pytest.mark.parametrize("words", ["བོད", "ئۇيغۇر", "नेपाली", "\U0002a6d1", "x\u0323"])
def test_letters_without_a_font_or_an_engine_are_known(words: str) -> None:
    assert not can_be_set(words)


# --- the card -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_k03_the_card_of_a_file_has_the_chinese_beside_every_line(
    ws: Workspace, language: str
) -> None:
    service_card.add_national_lines(ws)
    every = tuple(each.uid for each in service_card.offered(ws))
    text = card(ws, *every, language=language)
    said = card_words.said_in(language)
    for number in ("110", "120", "12338", "12345", "12348", "12355", "12356"):
        assert number in text
    for code in ("heading", "ask", "foot", "to_review"):
        assert squeezed(said("card", code)) in text
        assert squeezed(chinese("card", code)[0]) in text
    with speaking("zh_Hans"):
        for code in ("01", "02", "03", "04", "05", "06", "07"):
            assert squeezed(said("service", code)) in text
            assert label("L-service", code) in text
    assert squeezed(f"{said('line', '110')} · {said('hours', '01')}") in text
    assert "遇到危险：公安报警，白天黑夜都有人" in text
    assert "妇女维权" not in text
    assert squeezed(said("line", "12338")) not in text  # a name that could tell


def test_k03_what_was_typed_stands_in_the_chinese_and_is_never_translated(ws: Workspace) -> None:
    uid = service(
        ws,
        service_hours="09",
        service_hours_words="周一下午",
        service_languages=["cmn", "vie", "mya"],
    )
    text = card(ws, uid, language="vie")
    assert squeezed("法律问题：松岭县法律援助中心，越南语、缅甸语，周一下午，民主路1号") in text
    assert squeezed("Có người nói tiếng Việt *") in text
    assert "Burmese" not in text


def test_k03_each_word_bears_a_star_until_a_native_reader_found_it_right(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = service(ws)
    first = card(ws, uid, language="vie")
    assert first.count(STAR) > 4
    assert squeezed(card_words.said_in("vie")("card", "to_review")) in first
    whole = paths.resources("service-card", "vie.tsv").read_text(encoding="utf-8").splitlines()
    read = [whole[0], *(f"{line.rstrip()}\t2026-06-01" for line in whole[1:])]
    with_files(tmp_path, monkeypatch, {"vie": "\n".join(read)})
    text = card(ws, uid, language="vie")
    assert STAR not in text
    assert squeezed("Số điện thoại hữu ích") in text


def with_files(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> None:
    """The card knows these languages and no others."""
    for code, words in files.items():
        (folder / f"{code}.tsv").write_text(words, encoding="utf-8")
    known = paths.resources
    monkeypatch.setattr(
        paths, "resources", lambda *p: folder if p == ("service-card",) else known(*p)
    )
    card_words.files.cache_clear()
    monkeypatch.setattr(card_words, "files", card_words.files.__wrapped__)


# --- a language it does not have ------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words", "name"),
    [("npi", NO_LETTERS, "Nepali"), ("urd", NO_LETTERS, "Urdu"), ("ind", NO_WORDS, "Indonesian")],
)  # fmt: skip
def test_k03_a_language_without_words_is_refused_by_name_with_the_way_out(
    ws: Workspace, code: str, words: Any, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        prepare_card(ws, CardOrder((service(ws),), code))
    assert refused.value.words.msgid == words.msgid
    assert f"{name}. Print the card to write on" in say(refused.value.words)


def test_k03_words_in_letters_that_cannot_be_set_are_never_printed(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "of\tcode\tzh_hans\twords\treviewed_on\n"
    with_files(tmp_path, monkeypatch, {"ind": f"{head}card\theading\t常用电话\tनेपाली\t2026-06-01"})
    assert card_words.languages() == ()
    with pytest.raises(Refused) as refused:
        prepare_card(ws, CardOrder((service(ws),), "ind"))
    assert refused.value.words.msgid == NO_LETTERS.msgid


def test_k03_the_card_to_write_on_has_the_chinese_the_numbers_and_lines(ws: Workspace) -> None:
    uids = service(ws), service(ws, service_for="08", service_phone="0888-5550101")
    [pdf] = prepare_card(ws, CardOrder(uids, BY_HAND)).pdfs
    with Preview(pdf) as pages:
        text = squeezed(pages.text(0))
        picture = pages.picture(0, 1.0)
    for words in ("法律问题", "没有地方住", "0888-5550100", "0888-5550101"):
        assert words in text
    assert squeezed(chinese("card", "ask")[0]) in text
    for words in ("Legal", "Vấn", STAR):
        assert words not in text
    left = [
        picture.rgb[3 * (row * picture.width + 60) : 3 * (row * picture.width + 160)]
        for row in range(picture.height // 2)
    ]
    ruled = [max(line) < 255 for line in left]
    lines = sum(now and not before for before, now in pairwise(ruled))
    assert lines >= 5  # title, what to show, two services, and the foot


# --- what is proposed for a case ------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "proposed", "why"),
    [
        (["vie"], "vie", None),
        (["cmn", "vie"], "vie", None),
        (["mya", "vie"], "mya", None),
        (["npi", "vie"], "vie", None),
        (["eng"], "en", None),
        (["cmn"], "zh_Hans", None),
        (["yue", "csl"], "zh_Hans", None),
        (["npi"], BY_HAND, NO_LETTERS),
        (["cmn", "npi"], "zh_Hans", NO_LETTERS),
        (["ind"], BY_HAND, NO_WORDS),
        ([], "en", UNKNOWN),  # as the program speaks
        ({"none": "unknown"}, "en", UNKNOWN),
    ],
)
def test_k03_the_language_of_the_case_is_proposed(
    ws: Workspace, spoken: Any, proposed: str, why: Any
) -> None:
    case = save(ws, answers=INTAKE | ({"languages": spoken} if spoken else {})).case_uid
    found = offer(ws, case)
    assert found == Offer(proposed, tuple(spoken) if isinstance(spoken, list) else (), found.why)
    assert (found.why.msgid if found.why else None) == (why.msgid if why else None)


def test_k03_nobody_learns_the_language_of_another_s_case(station: House, ws: Workspace) -> None:
    case = save(ws, answers=INTAKE | {"languages": ["vie"]}).case_uid
    with pytest.raises(Refused):
        offer(station.sign_in("mu"), case)


def test_k03_the_card_bears_nothing_of_the_case(ws: Workspace) -> None:
    saved = save(ws, answers=INTAKE | {"languages": ["vie"]})
    prepared = prepare_card(ws, CardOrder((service(ws),), offer(ws, saved.case_uid).language))
    assert prepared.case_uid is None
    assert saved.number not in str(prepared.detail)
