"""What an archive asks around the records (rules.md F33): cover, list of contents, remark sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import LANGUAGES, speaking
from rescueapp.printing.filed import CaseFile, FiledRecord
from rescueapp.printing.profiles import NEXT_INSTITUTION, Choice
from tests.output.paper import CARE, IDENTITY, case_file, handover, page_texts, printed, visit

CLERK, NUMBER, POLICE = "何志明", "云公（照）字〔2026〕3号", "云山市公安局"
CONTENTS, REMARKS = 1, -1
PAPERS = ("F10", "F09", "F08", "F07")
GIVEN = {"paper_number": NUMBER, "paper_issued_by": POLICE, "paper_issued_on": "2026-03-06"}


def police_paper(answers: dict[str, Any] | None = None, on_date: str = "2026-03-06") -> FiledRecord:
    """A paper of the police, written into the program by a caseworker."""
    given = GIVEN if answers is None else answers
    return FiledRecord(FORMS["police_document"], lambda: given, on_date, CLERK)


def pages_of(file: CaseFile, language: str = "zh_Hans") -> list[str]:
    with speaking(language):
        return page_texts(printed(file))


@pytest.mark.parametrize(
    ("language", "columns"),
    [
        ("zh_Hans", "序号 文号 责任者 题名 日期 页号 备注 信息级别"),
        ("zh_Hant", "序號 文號 責任者 題名 日期 頁號 備註 信息級別"),
    ],
)
def test_the_list_has_the_columns_of_an_archive(language: str, columns: str) -> None:
    contents = pages_of(case_file(handover()), language)[CONTENTS]
    assert "".join(columns.split()) in contents


def test_a_paper_is_listed_with_its_number_and_with_who_issued_it() -> None:
    contents = pages_of(case_file(police_paper(), visit("回访")))[CONTENTS]
    assert NUMBER in contents
    assert POLICE in contents
    assert CLERK not in contents


def test_papers_of_the_search_stand_with_the_search_and_the_first_with_the_handover() -> None:
    papers = [
        police_paper({"police_paper": code, "paper_number": code}, f"2026-0{n}-06")
        for n, code in zip((9, 8, 7, 6), PAPERS, strict=True)
    ]
    log = FiledRecord(FORMS["tracing_log"], dict, "2026-03-09", CLERK)
    filed = case_file(*papers, log, handover()).filed()
    said = [record.answers().get("paper_number", record.form.key) for record in filed]
    assert said == ["test_handover", "F07", "tracing_log", "F08", "F09", "F10"]


def test_without_an_answer_the_number_stays_open_and_the_writer_is_responsible() -> None:
    contents = pages_of(case_file(police_paper({})))[CONTENTS]
    assert "打拐解救儿童公安文书登记" in contents
    assert CLERK in contents


def test_a_number_that_is_no_answer_is_listed_too() -> None:
    record = replace(visit("转介"), number="7F3K29QD-Z")
    assert "7F3K29QD-Z" in pages_of(case_file(record))[CONTENTS]


def test_a_number_that_is_left_out_of_the_print_is_not_in_its_list() -> None:
    record = replace(police_paper(), left_out=frozenset({"paper_number", "paper_issued_by"}))
    words = "".join(pages_of(case_file(record)))
    assert NUMBER not in words
    assert POLICE not in words


def test_each_record_says_the_highest_level_that_was_printed_of_it() -> None:
    held = frozenset({IDENTITY, CARE})
    for choice, level in (
        (Choice(held=held, identity=True), "L4"),
        (Choice(held=held), "L3"),
        (Choice(), "L2"),
    ):
        contents = pages_of(case_file(handover(), choice=choice))[CONTENTS]
        assert {f"L{n}" for n in range(1, 5) if f"L{n}" in contents} == {level}


@pytest.mark.parametrize("language", LANGUAGES)
def test_k20_no_page_has_a_grade_of_state_secrets_or_a_column_for_one(language: str) -> None:
    words = "".join(pages_of(case_file(handover(), police_paper(), visit("回访")), language))
    for mark in ("密级", "密級", "秘密", "机密", "機密", "绝密", "絕密", "Secret", "Classified"):
        assert mark not in words


def test_notes_say_what_was_late_what_is_not_finished_and_which_file_it_stands_in() -> None:
    file = case_file(
        replace(visit("甲"), entered_late=True),
        replace(visit("乙"), complete=False),
        replace(visit("丙"), of_file="9901-2025-0007"),
    )
    contents = pages_of(file)[CONTENTS]
    for words in ("补录", "未完成／未批准", "9901-2025-0007"):
        assert words in contents


def test_the_cover_tells_the_period_of_its_records_and_leaves_two_lines_for_the_archive() -> None:
    cover = pages_of(case_file(visit("甲", "2026-01-11"), visit("乙", "2026-05-02")))[0]
    assert "起止日期2026年1月11日至2026年5月2日" in cover
    assert "题名（化名）青桥七二" in cover
    assert "类别档号" in cover  # nothing between: written by hand
    assert "归档号打印用途类别" in cover


def test_the_remark_sheet_counts_and_leaves_room_to_sign() -> None:
    file = case_file(
        replace(visit("甲"), entered_late=True),
        replace(visit("乙"), complete=False),
        visit("丙"),
        police_paper(),
        replace(handover(), form=replace(handover().form, archive_order=0)),
        newer=2,
    )
    pages = pages_of(file)
    remarks = pages[REMARKS]
    for words in ("其中补录1件", "其中未完成或未批准1件", "本次打印未列入3件", "立卷人", "检查人"):
        assert words in remarks
    assert f"4件{len(pages)}页" in remarks


def test_what_leaves_has_no_apparatus_of_this_archive() -> None:
    everything = Choice(held=frozenset(Compartment), identity=True)
    file = case_file(police_paper(), visit("甲"), profile=NEXT_INSTITUTION, choice=everything)
    words = "".join(pages_of(file)[:2])
    for gone in ("类别档号", "归档号", "文号", "责任者", "备注", "信息级别", "补录", "立卷"):
        assert gone not in words
