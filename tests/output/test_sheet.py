"""Single sheets: the words on paper are the interpreter's, boxes and all."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms.codes import codes, label
from rescueapp.forms.schema import Field, Form, Kind, Section, Topic
from rescueapp.i18n import LANGUAGES, say, speaking
from rescueapp.printing.glyphs import Unprintable
from rescueapp.printing.pages import HEIGHT, TRAINING, UNFINISHED, mm
from rescueapp.printing.profiles import INTERNAL
from rescueapp.printing.sheet import missing_characters, sheet
from tests.output.paper import (
    ANSWERS,
    HANDOVER,
    HEAD,
    HEALTH,
    NARRATIVE,
    page_texts,
    squeezed,
    words_of,
)


def test_a_filled_sheet_reads_as_the_interpreter_says() -> None:
    pdf = sheet(HANDOVER, ANSWERS, HEAD)
    words = words_of(pdf)
    for line in interpreter.lines(HANDOVER, ANSWERS, True):
        assert squeezed(line.label) in words
        boxed = line.field_key in ("sex", "mode", "reasons", "checked", "things")
        if not boxed:
            assert squeezed(line.words) in words
    for row in ANSWERS["things"]:
        assert squeezed(row["what"]) in words
    assert "不详" in words


def test_chosen_boxes_are_ticked_and_the_others_are_not() -> None:
    words = words_of(sheet(HANDOVER, ANSWERS, HEAD))
    for list_id, chosen in (("C-01", {"2"}), ("C-13", {"01"}), ("C-14", {"01", "12"})):
        for row in codes(list_id):
            box = "☑" if row.code in chosen else "□"
            assert box + squeezed(label(list_id, row.code)) in words


def test_a_declined_answer_is_said_beside_empty_boxes() -> None:
    answers = {**ANSWERS, "mode": {"none": "declined"}}
    words = words_of(sheet(HANDOVER, answers, HEAD))
    said = interpreter.say(HANDOVER.sections[0].fields[4], {"none": "declined"})
    assert "☑" + squeezed(said) in words
    assert "□" + squeezed(label("C-13", "01")) in words


def test_the_blank_shows_every_question_and_no_answer() -> None:
    words = words_of(sheet(HANDOVER, None, replace(HEAD, alias="", case_number="")))
    for field in interpreter.fields(HANDOVER):
        assert squeezed(interpreter.label(HANDOVER, field)) in words
    assert "☑" not in words
    assert "阿依古丽" not in words


def test_an_empty_form_still_shows_its_questions() -> None:
    words = words_of(sheet(HANDOVER, {}, HEAD))
    for field in interpreter.fields(HANDOVER):
        assert squeezed(interpreter.label(HANDOVER, field)) in words


def test_every_page_says_whose_print_it_is_and_its_number() -> None:
    long = {**ANSWERS, "story": "她说要回家。" * 1200}
    pages = page_texts(sheet(HANDOVER, long, HEAD))
    assert len(pages) > 3
    with speaking("en"):
        numbers = page_texts(sheet(HANDOVER, long, HEAD))
    for number, text in enumerate(numbers, 1):
        assert f"Page{number}of{len(numbers)}" in text
        for word in ("7F3K29QD", "王晓梅", "2026-03-0515:02", "Copy1of2", "山河云树春水石桥"):
            assert word in text


def test_a_narrative_of_20000_characters_loses_nothing() -> None:
    text = "".join(f"第{n}句，她说到第{n}件事。" for n in range(1, 1500))[:20000]
    words = re.sub(r"[^\d第句她说到件事，。]", "", words_of(sheet(HANDOVER, {"story": text}, HEAD)))
    assert len(text) == 20000
    for n in (1, 500, 900, 1200):
        assert f"第{n}句，她说到第{n}件事。" in words


def test_forty_lines_keep_their_line_breaks() -> None:
    text = "\n".join(f"第{n}行" for n in range(1, 41))
    words = words_of(sheet(NARRATIVE, {"text": text}, HEAD))
    for n in range(1, 41):
        assert f"第{n}行" in words


def test_a_repeated_table_repeats_its_head_on_each_page() -> None:
    things = [{"what": f"物品{n}", "number": n, "back": True} for n in range(1, 90)]
    pages = page_texts(sheet(HANDOVER, {**ANSWERS, "things": things}, HEAD))
    with_rows = [page for page in pages if re.search(r"物品\d", page)]
    assert len(with_rows) >= 3
    assert all("品名" in page and "数量" in page for page in with_rows)
    assert all(f"物品{n}" in "".join(pages) for n in range(1, 90))


def test_a_table_of_many_columns_is_printed_row_by_row() -> None:
    columns = tuple(Field(f"c{n}", f"栏目{n}", Kind.TEXT) for n in range(10))
    form = Form(
        key="test_wide",
        number="F96",
        title="宽表",
        version=1,
        topic=Topic.PERSON,
        sections=(Section("s", "家庭", (Field("f", "近亲属", Kind.ROWS, rows=columns),)),),
    )
    rows = [{f"c{n}": f"值{i}{n}" for n in range(10)} for i in range(3)]
    words = words_of(sheet(form, {"f": rows}, HEAD))
    assert all(f"值{i}{n}" in words for i in range(3) for n in range(10))


def test_the_signature_block_stands_together_on_the_last_page() -> None:
    for filler in range(0, 1200, 130):
        pages = page_texts(sheet(HANDOVER, {**ANSWERS, "story": "她说。" * filler}, HEAD))
        assert all(s in pages[-1] for s in ("Handedoverby", "Unit(seal)", "Receivedby"))
        assert not any("Handedoverby" in page for page in pages[:-1])


def test_long_foreign_and_minority_names_are_whole() -> None:
    for name in (
        "Phạm Thị Ngọc Ánh Nguyễn Hoàng Thùy Trâm Đặng Trần Côn",
        "阿不都热合曼·买买提吐尔逊·古丽巴哈尔·阿依努尔",
        "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren",
    ):
        assert squeezed(name) in words_of(sheet(HANDOVER, {**ANSWERS, "name": name}, HEAD))


def test_a_character_no_font_has_is_refused_by_name_and_place() -> None:
    answers = {**ANSWERS, "name": "\U0002a6d1某", "story": "ꀀ 与 မြန်မာ"}
    found = missing_characters(HANDOVER, answers, HEAD)
    assert found[0].character == "\U0002a6d1"
    assert found[0].code_point == "U+2A6D1"
    assert found[0].where == (interpreter.label(HANDOVER, HANDOVER.sections[0].fields[0]),)
    with pytest.raises(Unprintable) as refused:
        sheet(HANDOVER, answers, HEAD)
    assert refused.value.missing == found
    assert "\U0002a6d1" not in str(refused.value.words)


def test_with_gaps_a_missing_character_leaves_a_mark_to_write_over() -> None:
    answers = {**ANSWERS, "name": "\U0002a6d1小某"}
    assert "〓小某" in words_of(sheet(HANDOVER, answers, HEAD, gaps=True))


def test_with_gaps_every_box_stays_what_it_was() -> None:
    answers = {**ANSWERS, "name": "\U0002a6d1小某"}
    plain, gaps = (words_of(sheet(HANDOVER, a, HEAD, gaps=True)) for a in (ANSWERS, answers))
    assert [c for c in gaps if c in "☑□"] == [c for c in plain if c in "☑□"]
    assert {"☑", "□"} <= set(gaps)
    assert gaps.count("〓") == plain.count("〓") + 1 == 1


def test_a_character_only_the_serif_has_is_printed() -> None:
    answers = {**ANSWERS, "name": "䶸某"}
    assert missing_characters(HANDOVER, answers, HEAD) == []
    assert "䶸某" in words_of(sheet(HANDOVER, answers, HEAD))


def test_the_same_print_gives_the_same_bytes() -> None:
    assert sheet(HANDOVER, ANSWERS, HEAD) == sheet(HANDOVER, ANSWERS, HEAD)


def test_all_fonts_are_embedded_and_subset() -> None:
    pdf = sheet(HANDOVER, ANSWERS, HEAD)
    names = set(re.findall(rb"/FontName /([A-Z]{6}\+)?([A-Za-z-]+)", pdf))
    assert {name for _, name in names} == {
        b"NotoSansSC-Regular",
        b"NotoSansSC-Bold",
        b"NotoSerifSC-Regular",
    }
    assert all(prefix for prefix, _ in names)
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2")
    assert len(pdf) < 600_000


def test_nothing_about_the_person_is_outside_the_pages() -> None:
    pdf = sheet(HANDOVER, ANSWERS, HEAD)
    outside = re.sub(rb"stream\r?\n.*?endstream", b"", pdf, flags=re.S)
    canaries = ["阿依古丽", "990101200405170028", "青桥七二", "王晓梅", "9901-2026-0042", "云山市"]
    for canary in canaries:
        for coded in (canary.encode(), canary.encode("utf-16-be"), canary.encode("gb18030")):
            assert coded not in outside
    assert b"/Title (Document)" in outside
    assert b"/Producer (rescueapp)" in outside
    for key in (b"/Author", b"/Creator", b"/CreationDate", b"/ModDate", b"/Subject"):
        assert key not in outside


def test_the_head_of_a_page_says_its_highest_level() -> None:
    with speaking("en"):
        (page,) = page_texts(sheet(HEALTH, {"found": "无"}, HEAD))
    assert "LevelL3" in page


def test_a_training_print_says_so_and_a_real_one_does_not() -> None:
    with speaking("en"):
        drill = words_of(sheet(HANDOVER, ANSWERS, replace(HEAD, training=True)))
        real = words_of(sheet(HANDOVER, ANSWERS, HEAD))
    assert "Trainingprint." in drill
    assert "Training" not in real


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("unfinished", [False, True])
def test_what_stands_above_the_text_does_not_touch(spoken: str, unfinished: bool) -> None:
    with speaking(spoken):
        head = replace(HEAD, training=True, unfinished=unfinished)
        pdf = sheet(HANDOVER, ANSWERS, head)
        lines = [INTERNAL.header, TRAINING, *([UNFINISHED] if unfinished else [])]
        boxes = [_box(pdf, say(text)) for text in lines]
    for (left, bottom, right, top), other in combinations(boxes, 2):
        assert right < other[0] or other[2] < left or top < other[1] or other[3] < bottom
    assert max(box[3] for box in boxes) < HEIGHT - 4.5 * mm  # what a printer leaves white


def _box(pdf: bytes, words: str) -> tuple[float, float, float, float]:
    """Where some words stand on the first page: left, bottom, right, top."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    first, count = text.search(words).get_next()
    boxes = [text.get_charbox(n) for n in range(first, first + count)]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes))  # fmt: skip


def test_page_streams_can_be_read_by_any_reader() -> None:
    pdf = sheet(HANDOVER, ANSWERS, HEAD)
    streams = re.findall(rb"/Filter \[ /FlateDecode \].*?stream\r?\n(.*?)endstream", pdf, re.S)
    assert streams
    assert all(zlib.decompressobj().decompress(stream) for stream in streams)


def test_texts_taller_than_a_page_end_in_any_place() -> None:
    long = "她说要回家。" * 700
    label = "很长的问题" * 400
    columns = (Field("a", "甲", Kind.TEXT), Field("b", label[:900], Kind.LONG_TEXT))
    fields = (
        Field("q", label, Kind.TEXT),
        Field("rows", "表", Kind.ROWS, rows=columns),
        Field("l", "空", Kind.LONG_TEXT, lines=60),
    )
    form = Form(
        key="test_tall",
        number="F95",
        title="题" * 90,
        version=1,
        topic=Topic.PERSON,
        sections=(Section("s", label[:300], fields),),
        signatures=("甲" * 200,),
    )
    answers = {"q": long, "rows": [{"a": long, "b": long}] * 2, "l": ""}
    assert len(page_texts(sheet(form, answers, HEAD))) < 60
    assert len(page_texts(sheet(form, None, HEAD))) < 20
