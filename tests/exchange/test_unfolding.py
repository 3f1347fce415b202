"""A small workbook that would unfold to more objects than a station's computer has room for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from rescueapp.errors import Refused
from rescueapp.exchange import cells, spreadsheet
from rescueapp.exchange.cells import MOST_EMPTY_CELLS, MOST_EMPTY_ROWS
from rescueapp.exchange.spreadsheet import read_table
from rescueapp.exchange.workbook import MOST_OBJECTS, MOST_UNFOLDED


def _workbook(path: Path, styles: int) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "入站时间"])
    book.active.append(["甲", "女", "2026-01-01"])
    plain = io.BytesIO()
    book.save(plain)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name).decode()
            if name == "xl/styles.xml":
                data = data.replace("</cellXfs>", "<xf/>" * styles + "</cellXfs>")
            target.writestr(name, data)
    return path


def test_a_workbook_of_nothing_but_styles_is_refused_unopened(tmp_path: Path) -> None:
    bomb = _workbook(tmp_path / "bomb.xlsx", MOST_OBJECTS // len("<xf/>"))
    assert bomb.stat().st_size < 50_000
    with pytest.raises(Refused, match="unfolds"):
        read_table(bomb)


def test_the_styles_of_an_ordinary_workbook_do_no_harm(tmp_path: Path) -> None:
    assert len(read_table(_workbook(tmp_path / "plain.xlsx", 100)).rows) == 1


# --- rows with nothing in them -----------------------------------------------------------------


def _with_rows(path: Path, rows: bytes) -> Path:
    """A workbook of one person with more rows written under them."""
    source = _workbook(path, 1).read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as before,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in before.namelist():
            target.writestr(
                name, before.read(name).replace(b"</sheetData>", rows + b"</sheetData>")
            )
    return path


@pytest.mark.fault(9, what="endless tables")
@pytest.mark.parametrize(
    ("row", "count"),
    [
        (b"<row/>", 5 * MOST_EMPTY_ROWS),
        (b"<row><c/></row>", 5 * MOST_EMPTY_ROWS),
        (b"<row>" + b"<c/>" * 250 + b"</row>", MOST_EMPTY_CELLS // 250 + 20),
    ],
)
def test_a_small_workbook_of_empty_rows_is_refused_in_words(
    tmp_path: Path, row: bytes, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MOST_EMPTY_ROWS", MOST_EMPTY_ROWS // 10)
    monkeypatch.setattr(cells, "MOST_EMPTY_CELLS", MOST_EMPTY_CELLS // 10)
    bomb = _with_rows(tmp_path / "rows.xlsx", row * (count // 10))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(Refused, match="empty rows"):
        read_table(bomb)


@pytest.mark.parametrize("line", ["\n", ",,\n", " , ,\n"])
def test_so_is_a_text_table_of_empty_rows(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("姓名,性别,入站时间\n甲,女,2026-01-01\n" + line * (MOST_EMPTY_ROWS + 1))
    with pytest.raises(Refused, match="empty rows"):
        read_table(path)


def test_titles_repeated_without_end_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 100)
    path = tmp_path / "titles.csv"
    path.write_text("姓名,性别,入站时间\n" * 102 + "甲,女,2026-01-01\n")
    with pytest.raises(Refused, match="Divide it"):
        read_table(path)


def test_some_empty_rows_and_a_far_one_do_no_harm(tmp_path: Path) -> None:
    far = b'<row r="1048000"><c t="inlineStr"><is><t>x</t></is></c></row>'
    table = read_table(_with_rows(tmp_path / "rows.xlsx", b"<row/>" * 500 + far))
    assert [row.number for row in table.rows] == [2, 1048000]


@pytest.mark.fault(9, what="bombs")
def test_a_workbook_that_unfolds_beyond_64_megabytes_is_refused(tmp_path: Path) -> None:
    assert MOST_UNFOLDED == 64 * 1024 * 1024
    bomb = _with_rows(tmp_path / "large.xlsx", b" " * MOST_UNFOLDED)
    with pytest.raises(Refused, match="unfolds"):
        read_table(bomb)
