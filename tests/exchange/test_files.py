"""Files that are tables, and files that are not: each refused with its own reason."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from rescueapp.errors import Cancelled, Refused, Unavailable
from rescueapp.exchange import delimited, spreadsheet
from rescueapp.exchange.cells import Broken, Formula, clean, from_text
from rescueapp.exchange.spreadsheet import Table, read_table
from tests.exchange.spreadsheets import TITLES, _s2t, make
from tests.faults.figures import Figures

HEAD = "姓名,性别,入站时间\n"


def _book(*rows: list[object], titles: tuple[str, ...] = ("姓名", "性别", "入站时间")) -> bytes:
    book = openpyxl.Workbook()
    for row in (list(titles), *rows):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def _changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return stream.getvalue()


GOOD = _book(["张三", "女", "2026-03-05"])
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def _encrypted(data: bytes) -> bytes:
    """The flag of a zip password on every part."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def _bomb() -> bytes:
    data = io.BytesIO(GOOD)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        for n in range(5):
            archive.writestr(f"xl/media/{n}.bin", bytes(60 * 1024 * 1024))
    return data.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is empty"),
    "blank": (b" \r\n\r\n", "The file is empty"),
    "only titles": (HEAD.encode(), "There are no rows"),
    "workbook with only titles": (_book(), "There are no rows"),
    "no titles": ("甲,乙\n1,2\n".encode(), "No row with titles"),
    "one known title": ("姓名,乙\n1,2\n".encode(), "No row with titles"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old Excel"),
    "PDF": (b"%PDF-1.7\n" + bytes(100), "This is another kind"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "This is another kind"),
    "web page": (b"<html><table><tr><td>1</table>", "This is a web page"),
    "web page with space": (b"\xef\xbb\xbf\n <!DOCTYPE html>", "This is a web page"),
    "our package": (b"age-encryption.org/v1\n", "This is a transfer package"),
    "NUL": (b"\x00\x01\x02" * 50, "This is neither"),
    "other zip": (_with_part(EMPTY_ZIP, "a.txt"), "This is another"),
    "word document": (_with_part(EMPTY_ZIP, "word/document.xml"), "This is another kind"),
    "macros": (_with_part(GOOD, "xl/vbaProject.bin"), "This file can hold macros"),
    "macro sheet": (_with_part(GOOD, "xl/macrosheets/sheet1.xml"), "This file can hold macros"),
    "binary workbook": (_with_part(GOOD, "xl/workbook.bin"), "This file can hold macros"),
    "macro content type": (
        _changed(
            GOOD,
            "[Content_Types].xml",
            lambda x: x.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"),
        ),
        "This file can hold macros",
    ),
    "password": (_encrypted(GOOD), "This file is protected"),
    "bomb": (_bomb(), "This file unfolds"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "This workbook is damaged"),
    "document type": (
        _changed(GOOD, "xl/workbook.xml", lambda x: DOCTYPE + x),
        "This workbook is damaged",
    ),
    "not XML": (
        _changed(GOOD, "xl/worksheets/sheet1.xml", lambda x: x[: len(x) // 2]),
        "This workbook is damaged",
    ),
    "no sheet": (_changed(GOOD, "xl/workbook.xml", lambda x: b"<x/>"), "No row with titles"),
    "quotation mark": ((HEAD + '"张三,女,2026-03-05\n李四,女,2026-03-05\n').encode(), "Near row 2"),
    "quotation inside": ((HEAD + '"张"三,女,2026-03-05\n').encode(), "Near row 2"),
    "giant cell": ((HEAD + "x" * 200_000 + ",女,2026-03-05\n").encode(), "Near row 2"),
    "mark of secrecy above": (
        ("秘密★1年\n" + HEAD + "a,女,2026-03-05\n").encode(),
        "State secrets",
    ),
}


@pytest.mark.fault(9, what="sheets of one fault each")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    data, words = REFUSED[name]
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        read_table(path)
    told = caught.value.words
    assert told.msgid.format(**told.values).startswith(words)


@pytest.mark.parametrize("name", ["book.xlsm", "book.XLSM", "book.xltm", "book.xlsb", "book.xlam"])
def test_k30_the_name_of_a_macro_file_is_enough_to_refuse(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD)
    with pytest.raises(Refused) as caught:
        read_table(path)
    assert caught.value.words.msgid.startswith("This file can hold macros")


@pytest.mark.fault(9, what="cut workbooks")
def test_every_cut_of_a_workbook_is_refused_or_unreadable(tmp_path: Path, figures: Figures) -> None:
    path, sizes = tmp_path / "cut.xlsx", range(4, len(GOOD), 97)
    figures.put("cut workbooks", len(sizes))
    for size in sizes:
        path.write_bytes(GOOD[:size])
        with pytest.raises(Refused):
            read_table(path)


@pytest.mark.fault(9, what="workbooks with flipped bits")
def test_flipped_bytes_of_a_workbook_never_raise_anything_else(
    tmp_path: Path, figures: Figures
) -> None:
    figures.put("workbooks with flipped bits", 300)
    chance, path = random.Random(5), tmp_path / "flipped.xlsx"
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(3):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            read_table(path)
        except Refused:
            continue


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "none.csv", "There is no such file"),
        (tmp_path, "This is not"),
    ):
        with pytest.raises(Refused) as caught:
            read_table(path)
        assert caught.value.words.msgid.startswith(words)


@pytest.mark.fault(9, what="pipes")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(Refused):
        read_table(path)


def test_a_file_that_may_not_be_read_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEAD)

    def fail(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(Unavailable):
        read_table(path)


@pytest.mark.fault(9, what="endless tables")
def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEAD + "a,女,2026-03-05\n" * 30, encoding="utf-8")
    for limit, value, words in (
        ("MOST_BYTES", 10, "The file is larger"),
        ("MOST_ROWS", 20, "The table has more than {limit} rows"),
        ("MOST_CELLS", 20, "The table has more than {limit} rows"),
        ("MOST_COLUMNS", 2, "The table has more than {limit} columns"),
    ):
        with monkeypatch.context() as smaller:
            smaller.setattr(spreadsheet, limit, value)
            with pytest.raises(Refused) as caught:
                read_table(path)
            assert caught.value.words.msgid.startswith(words), limit


@pytest.mark.fault(9, what="endless tables")
def test_a_workbook_that_claims_to_be_endless_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        _changed(
            GOOD,
            "xl/worksheets/sheet1.xml",
            lambda x: x.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"'),
        )
    )
    assert len(read_table(path).rows) == 1
    path.write_bytes(
        _changed(
            GOOD,
            "xl/worksheets/sheet1.xml",
            lambda x: x.replace(b'row r="2"', b'row r="999999999"'),
        )
    )
    with pytest.raises(Refused):
        read_table(path)


def test_reading_a_file_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int = 0) -> None:
            raise Cancelled

    path = tmp_path / "x.csv"
    path.write_text(HEAD + "a,女,2026-03-05\n" * 3_000, encoding="utf-8")
    with pytest.raises(Cancelled):
        read_table(path, progress=Stop())


# --- what is found ---------------------------------------------------------------------


def _table(text: str, tmp_path: Path, encoding: str = "utf-8") -> Table:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    return read_table(path)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，", "|"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    text = HEAD.replace(",", delimiter) + delimiter.join(("张三", "女", "2026-03-05")) + "\n"
    assert _table(text, tmp_path).rows[0].cells == ("张三", "女", "2026-03-05")


def test_rows_have_the_number_the_spreadsheet_program_shows(tmp_path: Path) -> None:
    text = "登记表\n\n" + HEAD + '"张\n三",女,2026-03-05\n\n李四,女,2026-03-06\n'
    table = _table(text, tmp_path)
    assert table.title_row == 3
    assert [row.number for row in table.rows] == [4, 6]


def test_titles_repeated_on_later_pages_are_passed_over(tmp_path: Path) -> None:
    table = _table(HEAD + "张三,女,2026-03-05\n" + HEAD + "李四,女,2026-03-06\n", tmp_path)
    assert [row.number for row in table.rows] == [2, 4]


def test_short_and_long_rows_get_the_width_of_the_titles(tmp_path: Path) -> None:
    table = _table(HEAD + "张三\n李四,女,2026-03-05,多余\n", tmp_path)
    assert [len(row.cells) for row in table.rows] == [3, 3]


def test_the_first_visible_sheet_with_titles_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["填表说明"])
    hidden = book.create_sheet("旧表")
    hidden.append(["姓名", "性别", "入站时间"])
    hidden.append(["旧", "女", "2020-01-01"])
    hidden.sheet_state = "hidden"
    empty = book.create_sheet("样表")
    empty.append(["姓名", "性别", "入站时间"])
    sheet = book.create_sheet("登记")
    for row in (["姓名", "性别", "入站时间"], ["张三", "女", "2026-03-05"]):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert (table.sheet, table.other_sheets) == ("登记", ("说明", "样表"))
    assert table.rows[0].cells[0] == "张三"


@pytest.mark.fault(9, what="formulas")
def test_formulas_and_errors_of_a_workbook_arrive_as_such(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(_book(["=A1&B1", "#N/A", '=HYPERLINK("http://x","y")']))
    assert read_table(path).rows[0].cells == (Formula(), Broken(), Formula())


@pytest.mark.fault(9, what="formulas")
def test_formulas_of_a_text_table_arrive_as_such_and_literals_as_text(tmp_path: Path) -> None:
    table = _table(HEAD + '"=cmd|\'/c calc\'!A1","=""990101""",2026-03-05\n', tmp_path)
    assert table.rows[0].cells == (Formula(), "990101", "2026-03-05")


def test_more_titles_can_be_known_from_a_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("称呼,何时来\n张三,2026-03-05\n", encoding="utf-8")
    table = read_table(path, titles=("称呼", "何时来"))
    assert table.titles == ("称呼", "何时来")


@pytest.mark.fault(9, what="hidden characters")
def test_hidden_characters_are_taken_out_and_others_left() -> None:
    assert clean("a\u202eb\u200bc\x00d\ufeff") == "abcd"
    assert clean("  一　 二 \r\n三 ") == "一 二\n三"
    assert from_text(" \u200b ") is None


# --- encodings -------------------------------------------------------------------------


def test_no_generated_table_is_ever_read_in_a_wrong_encoding() -> None:
    """Short ones too, with titles that nobody knows."""
    chance, doubtful, count = random.Random(2), 0, 0
    for seed in range(60):
        made = make(chance.choice((1, 2, 5, 20)), 0, seed=seed)
        titles = TITLES[1 : chance.choice((4, 6, 14))]
        body = [[str(row[t] or "") for t in titles] for row in made.rows]
        for head in (list(titles), list("甲乙丙丁戊己庚辛壬癸子丑寅卯")[: len(titles)]):
            text = "\r\n".join(",".join(c.replace(",", "、") for c in row) for row in (head, *body))
            for encoding in ("utf-8", "gb18030", "big5"):
                wanted = _s2t.convert(text) if encoding == "big5" else text
                try:
                    found = delimited.decode(wanted.encode(encoding)).text
                except Refused:
                    doubtful += 1
                    continue
                count += 1
                assert found == wanted
    assert doubtful <= count // 50


def test_a_damaged_utf_8_file_is_not_tried_as_something_else() -> None:
    good = bytearray((HEAD + "张三丰,女,2026-03-05\n" * 20).encode())
    good[50] = 0xFF
    with pytest.raises(Refused) as caught:
        delimited.decode(bytes(good))
    assert caught.value.words is delimited.BROKEN_UTF_8


def test_the_person_may_say_the_encoding(tmp_path: Path) -> None:
    data = "姓名,性别\n张三,女\n".encode("gb18030")
    assert delimited.decode(data, "GB18030").text.startswith("姓名")
    with pytest.raises(Refused) as caught:
        delimited.decode(data, "UTF-8")
    assert caught.value.words.msgid.startswith("This file is not encoded")


@pytest.mark.fault(9, what="rubbish")
def test_binary_rubbish_is_refused() -> None:
    chance = random.Random(9)
    for _ in range(50):
        data = bytes(chance.randrange(128, 256) for _ in range(400))
        with pytest.raises(Refused):
            delimited.decode(data)


def test_unpacked_bytes_of_every_length_do_not_crash_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for size in range(40):
        path.write_bytes(b"PK\x03\x04" + struct.pack(">I", size) * size)
        with pytest.raises(Refused):
            read_table(path)
