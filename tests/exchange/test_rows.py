"""2,000 rows of which 100 are wrong in known ways: those and no others are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rescueapp.errors import Cancelled, Refused
from rescueapp.exchange import mapping
from rescueapp.exchange.cells import Broken, Cell, Formula
from rescueapp.exchange.mapping import Columns
from rescueapp.exchange.rows import RowProblem, Taken, read_rows
from rescueapp.exchange.spreadsheet import Row, Table, read_table
from tests.exchange import spreadsheets
from tests.exchange.spreadsheets import (
    FIRST_ROW_CSV,
    FIRST_ROW_XLSX,
    TODAY,
    WAYS,
    Made,
    write_csv,
    write_xlsx,
)

WRITERS: dict[str, tuple[str, int, Callable[[Made, Path], None]]] = {
    "xlsx": ("xlsx", FIRST_ROW_XLSX, write_xlsx),
    "UTF-8": ("UTF-8", FIRST_ROW_CSV, lambda made, path: write_csv(made, path, "utf-8")),
    "UTF-8 with mark": (
        "UTF-8",
        FIRST_ROW_CSV,
        lambda made, path: write_csv(made, path, "utf-8-sig", delimiter=";"),
    ),
    "GB18030": ("GB18030", FIRST_ROW_CSV, lambda made, path: write_csv(made, path, "gb18030")),
    "Big5": (
        "Big5",
        FIRST_ROW_CSV,
        lambda made, path: write_csv(made, path, "big5", traditional=True),
    ),
    "UTF-16": (
        "UTF-16",
        FIRST_ROW_CSV,
        lambda made, path: write_csv(made, path, "utf-16", delimiter="\t"),
    ),
}
OFFICES = {"xlsx", "GB18030"}  # what offices send; the others differ in their letters alone


@pytest.fixture(scope="module")
def made() -> Made:
    return spreadsheets.make(2_000, 100)


@pytest.fixture(scope="module")
def fewer() -> Made:
    return spreadsheets.make(400, 100)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_wrong_rows_are_named_and_all_others_taken(
    kind: str, made: Made, fewer: Made, tmp_path: Path
) -> None:
    encoding, first, write = WRITERS[kind]
    made = made if kind in OFFICES else fewer
    count = len(made.rows)
    path = tmp_path / "sheet.xlsx"  # what it is called does not matter
    write(made, path)
    table = read_table(path)
    assert (table.encoding, table.title_row, len(table.rows)) == (encoding, first - 1, count)
    taken, problems = _read(table, mapping.guess(table))
    wrong = {place + first: WAYS[way] for place, way in made.wrong.items()}
    assert set(problems) == set(wrong)
    assert {row.number for row in taken} == set(range(first, first + count)) - set(wrong)
    turn = spreadsheets._s2t.convert if kind == "Big5" else str
    for number, way in wrong.items():
        assert [p.title for p in problems[number]] == [turn(way.title)], way
        assert problems[number][0].words.msgid.startswith(way.words)


def test_every_way_of_being_wrong_was_there(made: Made, fewer: Made) -> None:
    assert set(made.wrong.values()) == set(fewer.wrong.values()) == set(WAYS)


def test_all_kinds_of_file_give_the_same_answers(made: Made, tmp_path: Path) -> None:
    few = replace(made, rows=made.rows[:200])
    by_kind = {}
    for kind in ("xlsx", "UTF-8", "GB18030", "UTF-16"):
        _, first, write = WRITERS[kind]
        path = tmp_path / kind
        write(few, path)
        table = read_table(path)
        taken, _ = _read(table, mapping.guess(table))
        by_kind[kind] = {row.number - first: (row.answers, row.fingerprint) for row in taken}
    for found in by_kind.values():
        assert found == by_kind["xlsx"]


def _read(table: Table, columns: Columns) -> tuple[list[Taken], dict[int, list[RowProblem]]]:
    taken: list[Taken] = []
    problems: dict[int, list[RowProblem]] = {}
    for row in read_rows(table, columns, today=TODAY):
        if isinstance(row, Taken):
            taken.append(row)
        else:
            problems.setdefault(row.number, []).append(row)
    return taken, problems


# --- single rows -------------------------------------------------------------------------


def _one(**cells: Cell) -> Taken | list[RowProblem]:
    """One row with these cells under these titles; a woman who arrived, if nothing else is said."""
    whole: dict[str, Cell] = {"性别": "女", "入站时间": "2026-03-05 14:30", **cells}
    table = Table(tuple(whole), (Row(2, tuple(whole.values())),), 1, "UTF-8")
    found = list(read_rows(table, mapping.guess(table), today=TODAY))
    if isinstance(found[0], Taken):
        return found[0]
    return [row for row in found if isinstance(row, RowProblem)]


def _answers(**cells: Cell) -> dict[str, Any]:
    found = _one(**cells)
    assert isinstance(found, Taken), found
    return found.answers


def test_sex_and_arrival_are_enough() -> None:
    assert _answers() == {"sex": "2", "arrived_at": "2026-03-05T06:30:00Z"}


def test_a_name_set_apart_is_joined_and_others_are_left_alone() -> None:
    assert _answers(姓名="张　三")["name"] == "张三"
    assert _answers(姓名="阿依古丽·买买提")["name"] == "阿依古丽·买买提"
    assert _answers(姓名="Ma Thin Aye")["name"] == "Ma Thin Aye"


def test_hidden_characters_are_taken_out_of_a_name() -> None:
    from rescueapp.exchange.cells import from_text

    assert _answers(姓名=from_text("张\u200b\u202e三\x00"))["name"] == "张三"


def test_having_no_value_is_kept_as_what_it_is() -> None:
    found = _answers(姓名="不详", 民族="本人不愿回答", 婚姻状况="未询问", 年龄="不详")
    assert found["name"] == {"none": "unknown"}
    assert found["ethnic"] == {"none": "declined"}
    assert found["marital"] == {"none": "not_asked"}
    assert found["age_low"] == found["age_high"] == {"none": "unknown"}


@pytest.mark.parametrize("blank", ["/", "-", "——", "／", None, "…"])
def test_a_stroke_is_an_empty_cell(blank: Cell) -> None:
    assert _answers(姓名=blank, 年龄=blank, 身份证号码=blank, 户籍地=blank) == _answers()


def test_an_age_becomes_a_range_only_where_the_birth_is_unknown() -> None:
    assert _answers(年龄="15-17")["age_low"] == 15
    assert _answers(年龄="15-17")["age_high"] == 17
    with_birth = _one(年龄="36", 出生日期="1990-01-01")
    assert isinstance(with_birth, Taken)
    assert "age_low" not in with_birth.answers
    assert with_birth.remarks == ()
    odd = _one(年龄="20", 出生日期="1990-01-01")
    assert isinstance(odd, Taken)
    assert [r.words.msgid[:15] for r in odd.remarks] == ["The age does no"]


def test_a_card_number_fills_sex_and_birth_that_the_sheet_leaves_open() -> None:
    from datetime import date

    number = spreadsheets.number_of(date(1990, 3, 7), 2)
    found = _answers(性别=None, 身份证号码=f"'{number[:6]} {number[6:]}")
    assert found["id_document"] == {"type": "01", "number": number}
    assert (found["sex"], found["birth_date"]) == ("2", "1990-03-07")


def test_a_card_number_that_contradicts_is_remarked() -> None:
    from datetime import date

    number = spreadsheets.number_of(date(1990, 3, 7), 1)  # a man's
    found = _one(性别="女", 身份证号码=number)
    assert isinstance(found, Taken)
    assert found.answers["sex"] == "2"
    assert len(found.remarks) >= 2  # unknown area, other sex


@pytest.mark.parametrize(
    "cell", ["6.2E+17", "6.20101E+17", 6.20101199003070e17, 620101199003070000, "9.9e17"]
)
def test_a_number_the_spreadsheet_cut_is_refused_with_the_reason(cell: Cell) -> None:
    found = _one(身份证号码=cell)
    assert isinstance(found, list)
    assert found[0].words.msgid.startswith("The spreadsheet has cut this number")


def test_documents_of_other_kinds_need_to_be_named() -> None:
    assert isinstance(_one(证件号码="E12345678"), list)
    named = _answers(证件类型="护照", 证件号码="E12345678")
    assert named["id_document"] == {"type": "04", "number": "E12345678"}
    assert _answers(护照号码="E12345678")["id_document"]["type"] == "04"
    assert _answers(证件号码="无证件")["id_document"] == {"type": "99", "number": ""}
    assert _answers(证件类型="遗失", 证件号码=None)["id_document"] == {"type": "98", "number": ""}


def test_an_address_goes_sealed_and_only_its_county_in_the_clear() -> None:
    found = _answers(户籍所在地="云南省丽江市玉龙县石鼓镇某村12号")
    assert found["home_county"] == {"code": "530721", "text": ""}
    assert found["home_address"] == "云南省丽江市玉龙县石鼓镇某村12号"
    unknown = _one(户籍所在地="某地")
    assert isinstance(unknown, Taken)
    assert "home_county" not in unknown.answers
    assert unknown.remarks[0].words.msgid.startswith("The county could not be told")


def test_remarks_are_added_to_the_brief_account() -> None:
    found = _answers(简要经过="由民警送来", 备注="需回访")
    assert found["brief"] == "由民警送来\n需回访"
    assert "brief" not in _answers(备注="无")
    assert isinstance(_one(备注="长" * 201), list)


def test_never_having_been_to_school_is_an_answer_of_its_own() -> None:
    found = _answers(文化程度="文盲")
    assert (found["education"], found["never_schooled"]) == ("90", True)


def test_several_reasons_in_one_cell_are_several_codes() -> None:
    assert _answers(求助原因="流浪乞讨，走失")["reasons"] == ["02", "08", "09"]
    assert _answers(求助原因="被拐卖或被骗")["reasons"] == ["01"]


def test_the_offices_own_words_come_from_the_mapping_file() -> None:
    whole = {"性别": "女", "入站时间": "2026-03-05", "来站方式": "巡查队送来"}
    table = Table(tuple(whole), (Row(2, tuple(whole.values())),), 1, "UTF-8")
    columns = replace(mapping.guess(table), words={"arrival_mode": {"巡查队送来": "03"}})
    (row,) = read_rows(table, columns, today=TODAY)
    assert isinstance(row, Taken)
    assert row.answers["arrival_mode"] == "03"


def test_all_that_is_wrong_in_a_row_is_named_at_once() -> None:
    found = _one(出生日期="春天", 年龄="老", 来站方式="飞来的", 姓名=Broken(), 民族=Formula())
    assert isinstance(found, list)
    assert {p.title for p in found} == {"出生日期", "年龄", "来站方式", "姓名", "民族"}
    assert {p.number for p in found} == {2}


@pytest.mark.parametrize(
    "cells",
    [
        {"检验": "vWA 14/17"},
        {"FGA": "22,24"},  # the title is the locus
        {"FGA": 22},
        {"密级": "秘密"},
        {"違法行為": "盜竊", "年龄": "15"},
        {"违法行为": "盗窃"},  # of unknown age: presumed a minor
        {"身份": "卖淫女", "出生日期": "2012-05-01"},
    ],
)
def test_k20_k21_k23_a_cell_stops_its_row_though_its_column_is_not_taken_in(
    cells: dict[str, Cell],
) -> None:
    found = _one(**cells)
    assert isinstance(found, list)
    assert found[0].title == next(iter(cells))


@pytest.mark.parametrize(
    "cells",
    [
        {"备注": "要求保守秘密，已采集DNA"},
        {"密级": "内部"},
        {"违法行为": "无"},
        {"违法行为": "盗窃", "年龄": "35"},
        {"备注": "被买主强迫卖淫，人贩子有犯罪前科"},
    ],
)
def test_k20_k21_k23_what_is_told_in_a_row_does_not_stop_it(cells: dict[str, Cell]) -> None:
    assert isinstance(_one(**cells), Taken)


def test_words_about_a_row_never_quote_it() -> None:
    found = _one(出生日期="张三的生日", 来站方式="张三送来", 身份证号码="张三")
    assert isinstance(found, list)
    for problem in found:
        assert "张三" not in problem.words.msgid
        assert "张三" not in repr(problem.words.values)


# --- the same row twice ------------------------------------------------------------------


def _fingerprints(*rows: dict[str, Cell]) -> list[tuple[str, ...]]:
    titles = tuple(rows[0])
    table = Table(
        titles, tuple(Row(n, tuple(row.values())) for n, row in enumerate(rows, 2)), 1, "UTF-8"
    )
    found = read_rows(table, mapping.guess(table), today=TODAY)
    return [row.fingerprint for row in found if isinstance(row, Taken)]


def test_the_same_person_and_arrival_give_the_same_words_however_written() -> None:
    one, other = _fingerprints(
        {"姓名": "張三", "性别": "女", "入站时间": "2026年3月5日", "年龄": "20", "备注": "甲"},
        {"姓名": "张 三", "性别": "女性", "入站时间": "2026/3/5", "年龄": "20岁", "备注": "乙"},
    )
    assert one == other


def test_another_arrival_of_the_same_person_is_another_row() -> None:
    one, other = _fingerprints(
        {"姓名": "张三", "性别": "女", "入站时间": "2026-03-05"},
        {"姓名": "张三", "性别": "女", "入站时间": "2026-04-05"},
    )
    assert one != other


def test_two_unknown_women_of_one_night_are_two_and_the_same_two_next_time() -> None:
    night = {"姓名": None, "性别": "女", "入站时间": "2026-03-05"}
    first, second = _fingerprints(night, night)
    assert first != second
    assert _fingerprints(night, night) == [first, second]


def test_a_row_does_not_show_the_person_when_it_is_printed() -> None:
    found = _one(姓名="张三")
    assert "张三" not in repr(found)


# --- the whole file ----------------------------------------------------------------------


def test_a_mapping_that_misses_arrival_or_sex_is_refused_before_any_row() -> None:
    for titles, words in (
        (("姓名", "性别"), "No column is mapped to the time"),
        (("姓名", "入站时间"), "No column is mapped to the sex"),
    ):
        table = Table(titles, (Row(2, ("a", "b")),), 1, "UTF-8")
        with pytest.raises(Refused) as caught:
            list(read_rows(table, mapping.guess(table), today=TODAY))
        assert caught.value.words.msgid.startswith(words)


def test_reading_can_be_stopped() -> None:
    class Stop:
        def report(self, done: int, total: int = 0) -> None:
            raise Cancelled

    rows = tuple(Row(n, ("女", "2026-03-05")) for n in range(2, 300))
    table = Table(("性别", "入站时间"), rows, 1, "UTF-8")
    with pytest.raises(Cancelled):
        list(read_rows(table, mapping.guess(table), today=TODAY, progress=Stop()))
