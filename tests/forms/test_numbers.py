"""Numbers of documents: what is an error, what is a warning, what they say of the person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp.forms.numbers import check_digit, check_document, normalise
from tests.forms.samples import id_numbers

PUBLISHED = "11010519491231002X"  # the example of GB 11643-1999


def warnings(verdict):
    return [each.msgid for each in verdict.warnings]


@pytest.mark.parametrize(
    "typed",
    [PUBLISHED, "440524188001010014", "11010519491231002x", "１１０１０５ 19491231 ００２ｘ"],
)
def test_a_right_identity_number_is_taken_however_it_is_typed(typed):
    verdict = check_document("01", typed)
    assert verdict.error is None
    assert not verdict.warnings


def test_an_identity_number_says_birth_and_sex():
    verdict = check_document("01", PUBLISHED)
    assert (verdict.born, verdict.sex) == ("1949-12-31", "2")


@pytest.mark.parametrize(
    "typed",
    ["110105194912310021", "11010519491331002X", "11010519490230002X", "1101051949123100", "abc"],
)
def test_a_wrong_identity_number_is_an_error(typed):
    assert check_document("01", typed).error is not None


@given(id_numbers(), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_never_a_sound_number(number, at, by):
    old = 10 if number[at] == "X" else int(number[at])
    if at == 17:
        changed = number[:17] + "0123456789X"[(old + by) % 11]
    else:
        changed = number[:at] + str((old + by) % 10) + number[at + 1 :]
    assert check_document("01", changed).error is not None


@given(id_numbers())
def test_an_unknown_area_is_only_a_warning(number):
    verdict = check_document("01", number)
    assert verdict.error is None
    assert warnings(verdict) == ["The area code of this number is not known."]


def test_an_area_of_an_earlier_edition_is_known():
    digits = "533221" + "19800101" + "002"
    assert not check_document("01", digits + check_digit(digits)).warnings


def test_sex_and_birth_that_do_not_agree_are_warnings():
    verdict = check_document("01", PUBLISHED, sex="1", birth="1950")
    assert len(verdict.warnings) == 2
    assert not check_document("01", PUBLISHED, sex="2", birth="1949/1950").warnings
    assert not check_document("01", PUBLISHED, sex="9", birth="nonsense").warnings


def test_an_old_number_of_15_digits_is_marked_as_such():
    verdict = check_document("01", "110105670401001")
    assert verdict.error is None
    assert verdict.born == "1967-04-01"
    assert warnings(verdict) == ["This is an old number of 15 digits."]
    assert check_document("01", "110105671301001").error is not None


@pytest.mark.parametrize(
    ("kind", "area", "right"),
    [
        ("07", "810000", True),
        ("07", "820000", True),
        ("08", "830000", True),
        ("07", "830000", False),
    ],
)
def test_residence_permits_begin_with_their_area(kind, area, right):
    digits = area + "19940823" + "002"
    number = digits + check_digit(digits)
    assert (check_document(kind, number).error is None) is right
    assert check_document("01", number).error is not None


def test_foreign_permanent_residents_have_two_kinds_of_numbers():
    digits = "9" + "1" * 16
    assert check_document("09", digits + check_digit(digits)).error is None
    assert check_document("09", "USA310089060101").error is None
    assert check_document("09", "9" * 18).error is not None
    assert check_document("09", "12").error is not None


def test_a_disability_card_is_the_identity_number_with_type_and_grade():
    assert check_document("13", PUBLISHED + "44").error is None
    assert check_document("13", PUBLISHED + "44B1").error is None
    assert check_document("13", PUBLISHED + "84").error is not None
    assert check_document("13", PUBLISHED + "45").error is not None
    assert check_document("13", PUBLISHED).error is not None


@pytest.mark.parametrize(
    ("kind", "number", "usual"),
    [
        ("04", "E12345678", True),
        ("05", "H12345678", True),
        ("06", "12345678", True),
        ("05", "1", False),
    ],
)
def test_of_other_documents_only_the_usual_form_is_known(kind, number, usual):
    verdict = check_document(kind, number)
    assert verdict.error is None
    assert (not verdict.warnings) is usual


def test_kinds_without_a_rule_and_empty_numbers_are_taken_as_they_are():
    assert check_document("90", " ab 1 ").number == "AB1"
    assert check_document("01", "").error is None


@given(st.text("0123456789Xx０９ｘ -—·张"))
def test_normalising_again_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
