"""A small workbook that would unfold to more objects than a station's computer has room for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from rescueapp.errors import Refused
from rescueapp.exchange.spreadsheet import read_table
from rescueapp.exchange.workbook import MOST_OBJECTS


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
