"""The dedicated file: order, page numbers, what each profile leaves out, flat memory."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from rescueapp.errors import Cancelled
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import speaking
from rescueapp.printing.case_file import write_case_file
from rescueapp.printing.filed import FiledRecord
from rescueapp.printing.glyphs import Unprintable
from rescueapp.printing.profiles import INTERNAL, NEXT_INSTITUTION, Choice
from tests.output.paper import (
    ANSWERS,
    CARE,
    HEALTH,
    IDENTITY,
    MEDICAL,
    case_file,
    handover,
    page_texts,
    printed,
    visit,
    words_of,
)

LONG = "她说回到村里以后先住在姑姑家，姑姑待她很好；县里安排的培训从五月开始。" * 60
SENSITIVE = ("阿依古丽", "990101200405170028", "候车厅")


def _health() -> FiledRecord:
    return FiledRecord(HEALTH, lambda: {"found": "左手背陈旧疤痕"}, "2026-03-06", "赵医生")


def test_records_stand_in_archive_order_then_by_date() -> None:
    file = case_file(visit("丙", "2026-05-01"), visit("乙", "2026-04-01"), handover())
    pages = page_texts(printed(file))
    firsts = [i for i, page in enumerate(pages) if "测试表" in page and i > 1]
    assert "交接测试表" in pages[firsts[0]]
    assert "乙" in pages[firsts[1]]
    assert "丙" in pages[firsts[2]]


def test_the_list_of_contents_gives_the_page_each_record_begins_on() -> None:
    file = case_file(*[visit(LONG, f"2026-0{n}-11") for n in range(1, 8)], handover())
    with speaking("en"):
        pages = page_texts(printed(file))
    begins = [n for n, page in enumerate(pages, 1) if re.search(r"Form:?F9[78]", page)]
    assert len(begins) == 8
    document = pypdfium2.PdfDocument(printed(file))
    outline = [(b.get_title(), b.get_dest().get_index() + 1) for b in document.get_toc()]
    assert [page for title, page in outline if "测试表" in title] == begins
    assert all(f"Page{n}of{len(pages)}" in page for n, page in enumerate(pages, 1))
    listed = pages[1]
    assert all(str(page) in listed for page in begins)


def test_k05_the_cover_has_the_alias_and_not_the_name() -> None:
    file = case_file(handover(), choice=Choice(held=frozenset({IDENTITY, CARE}), identity=True))
    pages = page_texts(printed(file))
    assert "青桥七二" in pages[0]
    assert "9901-2026-0042" in pages[0]
    assert "长期" in pages[0]
    assert "阿依古丽" not in pages[0]


def test_identity_is_printed_only_when_it_is_held_and_asked_for() -> None:
    held, name = frozenset({IDENTITY, CARE}), "阿依古丽"
    asked = case_file(handover(), choice=Choice(held=held, identity=True))
    not_asked = case_file(handover(), choice=Choice(held=held))
    not_held = case_file(handover(), choice=Choice(held=frozenset({CARE}), identity=True))
    assert name in words_of(printed(asked))
    assert name not in words_of(printed(not_asked))
    assert name not in words_of(printed(not_held))


def test_what_the_printer_cannot_open_is_left_out_and_counted() -> None:
    file = case_file(handover(), _health(), choice=Choice(held=frozenset({CARE})))
    with speaking("en"):
        words = words_of(printed(file))
        all_held = replace(file, choice=Choice(held=frozenset({CARE, MEDICAL})))
        assert "疤痕" in words_of(printed(all_held))
    assert "疤痕" not in words
    assert "健康测试表" not in words
    assert "Recordsleftoutofthisprint:1" in words


def test_what_leaves_tells_of_no_station_and_holds_nothing_sealed() -> None:
    everything = Choice(held=frozenset(Compartment), identity=True)
    file = case_file(handover(), visit(LONG), profile=NEXT_INSTITUTION, choice=everything)
    pdf = printed(file)
    words = words_of(pdf)
    for canary in (*SENSITIVE, "云山市", "9901-2026-0042", "保密", "F98", "姑姑"):
        assert canary not in words
        assert canary.encode() not in pdf
        assert canary.encode("utf-16-be") not in pdf
    assert "青桥七二" in words
    assert "2004" in words


def test_level_three_leaves_only_with_a_reason_and_the_name_never() -> None:
    held = frozenset({IDENTITY, CARE})
    with_reason = Choice(held=held, identity=True, l3_reason="接收机构照料所需")
    file = case_file(handover(), profile=NEXT_INSTITUTION, choice=with_reason)
    words = words_of(printed(file))
    assert "候车厅" in words
    assert "阿依古丽" not in words
    assert "990101200405170028" not in words
    blank = replace(file, choice=replace(with_reason, l3_reason="  "))
    assert "候车厅" not in words_of(printed(blank))


def test_process_notes_are_in_no_print() -> None:
    notes = replace(HEALTH, compartment=Compartment.AUTHOR, title="过程记录")
    record = FiledRecord(notes, lambda: {"found": "只给作者"}, "2026-03-06")
    file = case_file(handover(), record, choice=Choice(held=frozenset(Compartment)))
    for profile in (INTERNAL, NEXT_INSTITUTION):
        words = words_of(printed(replace(file, profile=profile)))
        assert "过程记录" not in words
        assert "只给作者" not in words


def test_a_missing_character_stops_the_file_before_a_byte_is_written() -> None:
    target = BytesIO()
    with pytest.raises(Unprintable):
        write_case_file(target, case_file(visit("她姓\U0002a6d1。")))
    assert target.getvalue() == b""


def test_a_stopped_print_says_so() -> None:
    class Stop:
        def report(self, done: int, total: int = 0) -> None:
            if done == 2:
                raise Cancelled

    records = [visit(LONG, f"2026-0{n}-11") for n in range(1, 8)]
    with pytest.raises(Cancelled):
        write_case_file(BytesIO(), case_file(*records), Stop())


def test_a_file_without_records_has_its_cover_and_contents() -> None:
    pages = page_texts(printed(case_file()))
    assert len(pages) == 3
    assert "青桥七二" in pages[0]


def test_answers_are_read_when_their_turn_comes_and_not_kept() -> None:
    alive: list[int] = []

    def record(n: int) -> FiledRecord:
        def answers() -> dict[str, str]:
            alive.append(n)
            return {**ANSWERS, "story": f"第{n}份"}

        return replace(handover(), answers=answers)

    printed(case_file(*[record(n) for n in range(4)], gaps=True))
    assert alive == [0, 1, 2, 3]


class _Counted(BytesIO):
    """Takes what is written and keeps none of it."""

    def write(self, data: Any) -> int:
        return len(data)


@pytest.mark.long
def test_five_hundred_pages_need_no_more_memory_than_fifty() -> None:
    def peak(records: int) -> tuple[int, int]:
        file = case_file(*[visit(LONG) for _ in range(records)])
        tracemalloc.start()
        pages = write_case_file(_Counted(), file)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return pages, most

    peak(1)  # loads the fonts
    (some, small), (many, large) = peak(26), peak(260)
    assert many >= 500
    assert some >= 50
    assert large < small * 1.5, f"{some} pages {small}, {many} pages {large}"
