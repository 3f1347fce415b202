"""Lines as a Chinese compositor breaks them; characters as the fonts have them."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp.printing.fonts import BOLD, SANS, SERIF, lacking, runs, width
from rescueapp.printing.glyphs import missing, with_gaps
from rescueapp.printing.pages import Pages, SheetHead
from rescueapp.printing.preview import Preview
from rescueapp.printing.shaping import shaped
from rescueapp.printing.text import balanced, tidy, wrap
from tests.output.paper import squeezed

TEXT = "她说：“我想回家（云南省丽江市），但是不敢。”后来……阿依古丽·买买提 12:30 来到《站》。"


@pytest.mark.parametrize("room", range(60, 200, 7))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(room: int) -> None:
    lines = wrap(TEXT, SERIF, 10.5, room)
    assert not any(line[0] in "，。：”）》…·" for line in lines)
    assert not any(line[-1] in "“（《" for line in lines)
    assert "".join(lines).replace(" ", "") == TEXT.replace(" ", "")


def test_words_of_a_spaced_script_stay_whole_while_they_fit() -> None:
    lines = wrap("Nguyễn Thị Thanh Hương Wolfeschlegel", SERIF, 10.5, 75)
    assert lines == ["Nguyễn Thị", "Thanh Hương", "Wolfeschlegel"]


@given(st.text(alphabet="她家，。（）“”abc 12·…\n", max_size=120), st.floats(30, 300))
def test_breaking_loses_no_character_and_fits(text: str, room: float) -> None:
    lines = wrap(text, SANS, 10.5, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # A line may stand out by nothing: marks are carried down, never hung.
    assert all(width(line, SANS, 10.5) <= room + 1e-6 for line in lines)


def test_a_label_is_broken_into_lines_of_like_length() -> None:
    assert balanced("体貌及衣着特征", SANS, 10.5, 65) == ["体貌及衣", "着特征"]


@pytest.mark.parametrize("encoding", ["gb2312", "big5"])
def test_the_fonts_cover_simplified_and_traditional_writing(encoding: str) -> None:
    pairs = ((a, b) for a in range(0xA1, 0xFA) for b in range(0x40, 0xFF))
    found = {bytes(pair).decode(encoding, "ignore") for pair in pairs}
    characters = {c for text in found for c in text if "\u4e00" <= c <= "\u9fff"}
    assert len(characters) > 6000
    assert not missing([("", "".join(sorted(characters)))])


def test_the_fonts_cover_vietnamese_and_pinyin() -> None:
    for c in "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜđĐơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ":
        assert not lacking(c)


def test_a_character_one_face_lacks_is_drawn_by_another() -> None:
    assert [name for name, _ in runs("某䶸某", SANS)] == [
        "NotoSansSC-Regular",
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
    ]
    assert [name for name, _ in runs("䶸", BOLD)] == ["NotoSerifSC-Regular"]
    assert [name for name, _ in runs("某", BOLD)] == ["NotoSansSC-Bold"]


def test_invisible_characters_are_dropped_and_decomposed_ones_composed() -> None:
    assert tidy("a\u200bb\ufeff\x00c\td") == "abc d"
    assert tidy("Nguye\u0302\u0303n\r\n第二行") == "Nguyễn\n第二行"


def test_private_characters_are_reported_and_never_taken_for_boxes() -> None:
    found = missing([("姓名", "\ue000\ue001某")])
    assert [m.code_point for m in found] == ["U+E000", "U+E001"]
    assert with_gaps("\ue001某") == "〓某"


def test_missing_names_each_character_once_with_all_its_places() -> None:
    found = missing([("姓名", "\U0002a6d1\U0002a6d1"), ("别名", "\U0002a6d1好")])
    assert [(m.character, m.where) for m in found] == [("\U0002a6d1", ("姓名", "别名"))]


# --- scripts that are shaped ------------------------------------------------------------------

PHRASES = {
    "NotoSansThai-Regular": "ฉันพูดภาษาจีนไม่เก่ง",
    "NotoSansLao-Regular": "ເບີໂທລະສັບທີ່ເປັນປະໂຫຍດ",
    "NotoSansMyanmar-Regular": "အရေးပေါ်ကျွန်မတရုတ်",
    "NotoSansKhmer-Regular": "ពេលមានគ្រោះថ្នាក់ស្ត្រី",
}


@pytest.mark.parametrize(("font", "phrase"), PHRASES.items())
def test_a_phrase_of_a_shaped_script_is_one_run_of_its_own_font(font: str, phrase: str) -> None:
    for face in (SANS, BOLD, SERIF):
        assert list(runs(f"某{phrase}某", face))[1] == (font, phrase)
    assert not lacking(phrase)


def test_letters_take_the_place_their_script_gives_them() -> None:
    """Khmer writes this vowel before the consonant it is typed after, and Burmese this medial."""
    for typed, font in (("ខែ", "NotoSansKhmer-Regular"), ("မြ", "NotoSansMyanmar-Regular")):
        [consonant] = shaped(typed[0], font)
        assert [glyph.number for glyph in shaped(typed, font)][1:] == [consonant.number]


def test_marks_above_and_below_take_no_room() -> None:
    assert width("ปู่", SANS, 10) == pytest.approx(width("ป", SANS, 10))
    assert width("ສັ່", SANS, 10) == pytest.approx(width("ສ", SANS, 10))


@pytest.mark.parametrize("phrase", PHRASES.values())
@pytest.mark.parametrize("room", range(24, 96, 9))
def test_a_letter_is_never_torn_from_its_marks(phrase: str, room: int) -> None:
    lines = wrap(f"她{phrase}", SANS, 10.5, room)
    assert "".join(lines) == f"她{phrase}"
    assert all(width(line, SANS, 10.5) <= room for line in lines)
    for line in lines:
        assert unicodedata.category(line[0])[0] != "M"
        assert line[-1] not in "เแโใไເແໂໃໄ\u1039\u17d2"


def test_phrases_are_broken_at_their_spaces_where_they_fit() -> None:
    assert wrap("กรุณาช่วยฉัน โทรศัพท์", SANS, 10.5, 75) == ["กรุณาช่วยฉัน", "โทรศัพท์"]


def test_after_marks_of_other_heights_the_letters_are_on_their_line_again() -> None:
    """Two marks below, then three letters: as high as letters with nothing before them."""
    with Preview(_paper("ខ្លួនឯង")) as seen, Preview(_paper("ឯង")) as alone:
        assert _lowest_at_the_end(seen) == _lowest_at_the_end(alone)


def _lowest_at_the_end(seen: Preview) -> int:
    """The last row of the page, above its foot, with something in its right-most dark columns."""
    drawn = seen.picture(0, 4.0)
    rows = [
        {x for x in range(drawn.width) if drawn.rgb[3 * (y * drawn.width + x)] < 128}
        for y in range(drawn.height // 2)
    ]
    last = max(max(row) for row in rows if row)
    return max(y for y, row in enumerate(rows) if any(x > last - 12 for x in row))


@pytest.mark.parametrize("phrase", [*PHRASES.values(), "\u0e34"], ids=[*PHRASES, "a mark alone"])
def test_what_is_shaped_is_read_as_it_was_written(phrase: str) -> None:
    with Preview(_paper(f"她{phrase}12")) as seen:
        assert f"她{phrase}12" in squeezed(seen.text(0))


def _paper(words: str) -> bytes:
    """A page with nothing but these words above its foot."""
    target = io.BytesIO()
    with Pages(target, SheetHead()) as pages:
        pages.words(100, 600, words, SANS, 12)
    return target.getvalue()
