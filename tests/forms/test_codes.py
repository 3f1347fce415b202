"""The code lists: complete, distinct, in three languages, found as people type."""

from __future__ import annotations

from datetime import date

import opencc
import pytest

from rescueapp import i18n, paths
from rescueapp.errors import Damaged
from rescueapp.forms import codes, tables
from rescueapp.forms.codes import Code
from tests.forms import fill_codes

NATIONAL = [
    "C-01",
    "C-02",
    "C-02X",
    "C-03",
    "C-04",
    "C-05",
    "C-07",
    "C-08",
    "C-10",
    "C-10g",
    "C-11",
    "C-12",
    "C-13",
    "C-14",
    "C-15",
    "C-16",
    "C-17",
    "C-18",
    "C-19",
    "C-20",
    "C-21",
    "C-22",
    "C-23",
    "C-23r",
    "C-24",
    "C-25",
    "C-26",
    "C-27a",
    "C-27b",
    "C-27c",
    "C-28",
    "C-28s",
    "C-29",
]
ROWS = [(list_id, row) for list_id in codes.lists() for row in codes.codes(list_id)]
TO_SIMPLIFIED = opencc.OpenCC("tw2s")


def test_a118_who_applied_at_a_township_has_a_mode_of_arrival_from_july_2026():
    (sent_on,) = (row for row in codes.codes("C-13") if "乡镇" in row.zh_hans)
    assert not sent_on.valid(date(2026, 6, 30))
    assert sent_on.valid(date(2026, 7, 1))


def test_every_list_of_the_rules_is_there():
    assert set(NATIONAL) <= set(codes.lists())


@pytest.mark.parametrize("list_id", codes.lists())
def test_a_list_is_complete_and_its_codes_and_words_are_distinct(list_id):
    rows = codes.codes(list_id)
    assert rows
    for row in rows:
        assert all((row.code, row.zh_hans, row.zh_hant, row.en, row.pinyin, row.source))
    for column in ("code", "zh_hans", "zh_hant", "en"):
        values = [getattr(row, column) for row in rows]
        assert len(set(values)) == len(values), column


@pytest.mark.parametrize("list_id", codes.lists())
def test_files_are_as_the_filling_script_leaves_them(list_id):
    path = paths.resources("codes", f"{list_id}.tsv")
    assert path.read_text(encoding="utf-8") == fill_codes.filled(path)


def test_traditional_wording_says_the_same_as_the_simplified():
    differing = {
        row.zh_hant for _, row in ROWS if TO_SIMPLIFIED.convert(row.zh_hant) != row.zh_hans
    }
    assert not differing


def test_terms_of_the_field_have_their_traditional_form():
    assert codes.codes("C-25")[0].zh_hant == "迴歸家庭穩定"
    assert "託養機構" in [row.zh_hant for row in codes.codes("C-27b")]


@pytest.mark.parametrize("list_id", codes.lists())
def test_each_word_and_code_names_its_row(list_id):
    for row in codes.codes(list_id):
        for given in (row.code, *row.words):
            assert codes.named(list_id, given) == row


def test_a_label_follows_the_language():
    labels = []
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            labels.append(codes.label("C-14", "01"))
    assert labels == ["被拐卖或被骗", "被拐賣或被騙", "Trafficked or deceived"]


def test_an_unknown_code_is_shown_as_it_is_and_an_unknown_list_is_a_fault():
    assert codes.label("C-14", "77") == "77"
    assert not codes.known("C-14", "77")
    with pytest.raises(KeyError):
        codes.codes("C-00")


@pytest.mark.parametrize(
    "typed", ["01", "拐", "拐賣", "beiguai", "bgm", "traffick", "０１", "guaimai"]
)
def test_a_code_is_found_by_code_word_pinyin_and_initials(typed):
    assert codes.find("C-14", typed)[0].code == "01"


def test_the_best_find_comes_first_and_nothing_typed_finds_all():
    assert [row.zh_hans for row in codes.find("C-03", "土")] == ["土家族", "土族"]
    assert next(row.zh_hans for row in codes.find("C-03", "tuzu")) == "土族"
    assert codes.find("C-03", "  ") == codes.codes("C-03")
    assert codes.find("C-03", "火星") == ()


def test_rows_are_valid_from_and_to():
    row = Code("1", "甲", "甲", "A", "jia", "2020-01-01", "2026-03-31")
    assert row.valid(date(2020, 1, 1))
    assert row.valid(date(2026, 3, 31))
    assert not row.valid(date(2026, 4, 1))
    assert not row.valid(date(2019, 12, 31))
    assert len(codes.codes("C-01", date(2026, 3, 5))) == 4


def test_a_damaged_table_is_not_read(tmp_path):
    broken = tmp_path / "L-broken.tsv"
    broken.write_text("code\tzh_hans\n01\n", encoding="utf-8")
    with pytest.raises(Damaged):
        tables.read_rows(broken)
