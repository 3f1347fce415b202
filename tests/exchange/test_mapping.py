"""Titles are guessed, shown, kept in a file, put right by hand and used again."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from rescueapp import i18n
from rescueapp.errors import Refused
from rescueapp.exchange import choices, mapping, titles
from rescueapp.exchange.mapping import Columns
from rescueapp.exchange.spreadsheet import Row, Table
from rescueapp.exchange.titles import SYNONYMS, fold, target_of
from rescueapp.forms import codes

LEAST = {"性别": "sex", "入站时间": "arrived_at"}


def _table(*names: str) -> Table:
    return Table(names, (Row(2, (None,) * len(names)),), 1, "UTF-8")


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("姓名", "name"),
        ("名字", "name"),
        ("受助人姓名", "name"),
        ("受助人 姓　名（必填）*", "name"),
        ("救助對象姓名", "name"),
        ("性别", "sex"),
        ("性 別", "sex"),
        ("出生日期", "birth_date"),
        ("出生年月", "birth_date"),
        ("年齡", titles.AGE),
        ("身份证号", titles.DOCUMENT_NUMBER),
        ("證件號碼", titles.DOCUMENT_NUMBER),
        ("身分證字號", titles.DOCUMENT_NUMBER),
        ("入站时间", "arrived_at"),
        ("入站日期", "arrived_at"),
        ("救助时间", "arrived_at"),
        ("來站方式", "arrival_mode"),
        ("户籍地", titles.HOME),
        ("戶籍所在地", titles.HOME),
        ("民族", "ethnic"),
        ("文化程度", "education"),
        ("婚姻", "marital"),
        ("婚姻狀況", "marital"),
        ("求助原因", "reasons"),
        ("備註", titles.REMARKS),
        ("出生年月\n日", "birth_date"),
    ],
)
def test_titles_offices_use_are_known(title: str, target: str) -> None:
    assert target_of(title) == target


@pytest.mark.parametrize(
    "title",
    ["监护人姓名", "护送人姓名", "父亲姓名", "联系电话", "序号", "", "求助人", "接领人身份证号"],
)
def test_titles_of_somebody_else_or_of_nothing_are_not(title: str) -> None:
    assert target_of(title) is None


def test_every_target_exists_and_no_title_means_two() -> None:
    assert set(SYNONYMS) <= mapping.targets_there_are()
    folded = [fold(title) for each in SYNONYMS.values() for title in each]
    assert len(folded) == len(set(folded))


def test_the_offices_words_mean_codes_that_exist() -> None:
    for list_id, words in choices.WORDS.items():
        known = {code.code for code in codes.codes(list_id)}
        meant = set(itertools.chain.from_iterable(code.split(",") for code in words.values()))
        assert meant <= known, list_id


def test_of_two_columns_for_one_field_the_first_is_guessed() -> None:
    found = mapping.guess(
        _table("姓名", "名字", "性别", "救助时间", "入站时间", "备注", "备注", "")
    )
    assert found.targets == {
        "姓名": "name",
        "名字": "",
        "性别": "sex",
        "救助时间": "arrived_at",
        "入站时间": "",
        "备注": titles.REMARKS,
    }


def test_the_guess_reads_in_words() -> None:
    with i18n.speaking("en"):
        shown = mapping.described(Columns({**LEAST, "年龄": titles.AGE, "序号": ""}))
    assert shown == [
        ("性别", "Sex"),
        ("入站时间", "Time of arrival"),
        ("年龄", "Age: from and to"),
        ("序号", "not taken in"),
    ]


def test_a_mapping_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    columns = Columns(
        {**LEAST, '说"明\\': "", "换\n行": titles.REMARKS, "方式": "arrival_mode"},
        {"arrival_mode": {'巡查队"送来': "03"}},
    )
    mapping.write_mapping(columns, path)
    assert mapping.read_mapping(path) == columns


def test_columns_are_found_by_their_titles_in_any_order() -> None:
    columns = Columns(dict(LEAST))
    assert mapping.places(columns, _table("x", "入站 时间", "性別")) == {"sex": 2, "arrived_at": 1}


FILES = {
    "empty": ("", "This is not a mapping file"),
    "no columns": ('format = 1\nform = "intake"\n', "This is not a mapping file"),
    "newer": ('format = 2\nform = "intake"\n[columns]\n', "This is not a mapping file"),
    "other form": ('format = 1\nform = "consent"\n[columns]\n', "This is not a mapping file"),
    "more": ('format = 1\nform = "intake"\nx = 1\n[columns]\n', "This is not a mapping file"),
    "numbers": ('format = 1\nform = "intake"\n[columns]\n"a" = 1\n', "This is not a mapping file"),
    "words": ('format = 1\nform = "intake"\nwords = 1\n[columns]\n', "This is not a mapping file"),
    "broken": ('format = 1\nform = "intake"\n[columns]\n"a = "sex"\n', "The mapping file cannot"),
    "no field": (
        'format = 1\nform = "intake"\n[columns]\n"a" = "nonsense"\n',
        "The mapping file names a field",
    ),
    "attachment": (
        'format = 1\nform = "intake"\n[columns]\n"a" = "photo"\n',
        "The mapping file names a field",
    ),
    "twice": (
        'format = 1\nform = "intake"\n[columns]\n"a" = "sex"\n"b" = "sex"\n',
        "Two columns are mapped",
    ),
    "no arrival": (
        'format = 1\nform = "intake"\n[columns]\n"a" = "sex"\n',
        "No column is mapped to the time",
    ),
    "no sex": (
        'format = 1\nform = "intake"\n[columns]\n"a" = "arrived_at"\n',
        "No column is mapped to the sex",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_mapping_file_that_does_not_fit_is_refused(name: str, tmp_path: Path) -> None:
    content, words = FILES[name]
    path = tmp_path / "mapping.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        mapping.read_mapping(path)
    assert caught.value.words.msgid.startswith(words)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('format = 1\nform = "intake"\n[columns]\n"a" = = \n', encoding="utf-8")
    with pytest.raises(Refused) as caught:
        mapping.read_mapping(path)
    assert caught.value.words.values["line"] == "4"
    path.write_bytes(b"format = 1\n\xff\n")
    with pytest.raises(Refused) as caught:
        mapping.read_mapping(path)
    assert caught.value.words.values["line"] == 2


def test_a_column_the_mapping_names_and_the_table_lacks_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        mapping.places(Columns(dict(LEAST)), _table("性别", "入所"))
    assert caught.value.words.values == {"title": "入站时间"}


def test_a_huge_or_missing_mapping_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes(b"#" * (mapping.MOST_BYTES + 1))
    for each in (path, tmp_path / "none.toml"):
        with pytest.raises(Refused):
            mapping.read_mapping(each)
