from __future__ import annotations

from ui.forms.merging import merge


def test_what_one_side_changed_holds() -> None:
    merged = merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    assert merged.answers == {"a": 2, "b": 3}
    assert merged.both == {}


def test_where_both_changed_mine_stands_and_theirs_is_offered() -> None:
    merged = merge({"a": 1}, {"a": 2}, {"a": 3})
    assert merged.answers == {"a": 2}
    assert merged.both == {"a": 3}


def test_the_same_change_on_both_sides_is_no_difference() -> None:
    assert merge({}, {"a": 2}, {"a": 2}).both == {}


def test_what_one_side_took_away_stays_away() -> None:
    merged = merge({"a": 1, "b": 1}, {"b": 1}, {"a": 1})
    assert merged.answers == {}


def test_new_answers_of_both_sides_come_together() -> None:
    assert merge({}, {"a": 1}, {"b": 2}).answers == {"a": 1, "b": 2}
