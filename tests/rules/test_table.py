"""The shipped table: sound, worded, refusing what it cannot mean; the office's changes over it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from rescueapp import i18n, paths
from rescueapp.forms import codes
from rescueapp.rules import table
from rescueapp.rules.limits import Basis, Handed
from rescueapp.rules.periods import parse
from rescueapp.rules.table import Change, Table, load, overlay, read
from tests.forms.fill_codes import traditional

DOCUMENT = tomllib.loads(paths.resources("rules.toml").read_text(encoding="utf-8"))


def with_rule(**keys: Any) -> dict[str, Any]:
    """A small document with one rule, sound but for what is given."""
    row = {
        "id": "A-1", "title": ["词", "詞", "word"], "trigger": "entered", "holder": "21",
        "basis": "x", "kind": "internal", "conf": "D", "steps": ["3 days"],
    }  # fmt: skip
    row.update(keys)
    row = {key: value for key, value in row.items() if value is not None}
    words = {name: ["词", "詞", "word"] for name in ("entered", "left", "closed", "reopened")}
    return {"milestones": words, "undone": {"closed": "reopened"}, "rule": [row]}


def test_the_small_document_is_sound() -> None:
    assert len(read(with_rule()).rules) == 1


@pytest.mark.parametrize(
    "keys",
    [
        {"colour": "red"},  # no such key
        {"basis": None},  # missing
        {"title": ["词", "word"]},
        {"kind": "custom"},
        {"conf": "F9"},
        {"trigger": "arrived"},  # no such milestone
        {"done": ["went"]},
        {"done": "left"},  # no list
        {"done": ["entered"]},  # its own beginning
        {"steps": ["7 weeks"]},
        {"steps": ["30 days", "7 days"]},
        {"steps": ["1 hour", "2 days"]},
        {"steps": None},
        {"steps": ["3 days"], "on": ["05"]},
        {"steps": None, "on": ["06-31"]},
        {"steps": None, "on": ["13-01"]},
        {"before": True},
        {"steps": ["3 days"], "every": "1 year"},  # units are mixed
        {"until": "3 years"},
        {"until_age": 18},
        {"times": 2},
        {"within": "14 days"},
        {"times": 2, "within": "2 months"},
        {"times": "2", "within": "14 days"},
        {"earlier": "1 month"},
        {"pauses": ["left"]},
        {"roll": "yes"},
        {"scope": {"younger": 18}},
        {"scope": {"between": [6]}},
        {"take": "some"},
    ],
)
def test_what_the_table_cannot_mean_is_refused_and_the_rule_named(keys: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="A-1"):
        read(with_rule(**keys))


def test_two_rules_of_one_id_are_refused() -> None:
    document = with_rule()
    with pytest.raises(ValueError, match="twice"):
        read({**document, "rule": [*document["rule"], *document["rule"]]})


def test_another_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rules\.toml"):
        read({**with_rule(), "rules": []})


LIMIT = {
    "id": "A-2", "title": ["词", "詞", "word"], "holder": "21", "basis": "x", "kind": "internal",
    "conf": "D", "amount": 20, "unit": "yuan",
}  # fmt: skip


def test_a_limit_is_an_amount_and_no_clock() -> None:
    whole = read({**with_rule(), "limit": [LIMIT]})
    assert whole.limit("A-2", "2026-06-30") == 20
    assert len(whole.rules) == 1
    with pytest.raises(KeyError):
        whole.limit("A-1", "2026-06-30")


@pytest.mark.parametrize(
    "keys",
    [
        {"amount": 0},
        {"amount": "20"},
        {"unit": "days"},
        {"conf": "F9"},
        {"trigger": "entered"},
        {"id": "A-1"},  # a rule is called so
        {"amount": None},
    ],
)
def test_a_limit_that_is_none_is_refused(keys: dict[str, Any]) -> None:
    row = {key: value for key, value in (LIMIT | keys).items() if value is not None}
    with pytest.raises(ValueError, match="A-"):
        read({**with_rule(), "limit": [row]})


# --- the shipped one -----------------------------------------------------------------------------


def test_every_word_stands_in_three_languages() -> None:
    words = [row.words for row in load().rows]
    words += [milestone.words for milestone in load().milestones.values()]
    for each in words:
        assert each.zh_hant == traditional(each.zh_hans)
        assert re.search("[一-鿿]", each.zh_hans)
        assert not re.search("[一-鿿]", each.en)
        assert each.en


def test_a_word_is_that_of_the_language_in_use() -> None:
    words = load().rule("A-202").words
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            assert words.label == {
                "zh_Hans": words.zh_hans, "zh_Hant": words.zh_hant, "en": words.en
            }[language]  # fmt: skip


def test_holders_sexes_and_institutions_are_codes() -> None:
    for rule in load().rules:
        assert codes.known("C-24", rule.holder), rule.id
        assert all(codes.known("C-24", each) for each in rule.scope.institutions), rule.id
        assert not rule.scope.sex or codes.known("C-01", rule.scope.sex), rule.id


def test_every_rule_names_its_row_and_its_text() -> None:
    for rule in load().rules:
        assert re.fullmatch(r"(A-[0-9AB]\w\w|[FP]\d\d)(\.\d)?", rule.id), rule.id
        assert rule.basis


def test_what_was_read_stands_and_what_others_quote_or_we_chose_is_the_offices_to_change() -> None:
    """But for A-3xx, whose texts of 2026 could not be read (rules.md 0.3)."""
    for rule in load().rows:
        if rule.conf in ("D", "M", "F2") or rule.id.startswith("A-3"):
            assert rule.editable, rule.id
        else:
            assert not rule.editable, rule.id


def test_only_the_law_lets_a_holiday_move_the_end_without_asking() -> None:
    rolled = [rule for rule in load().rules if rule.roll and not rule.before]
    assert {rule.kind for rule in rolled} == {Basis.STATUTORY}
    assert {rule.conf for rule in rolled} == {"F1"}


def test_what_is_from_memory_is_labelled() -> None:
    labelled = {rule.id for rule in load().rules if rule.to_be_checked}
    assert labelled == {"A-208", "A-312.1", "A-312.2", "A-409", "F19", "F25"}


# --- the office's changes ------------------------------------------------------------------------


def change(rule: str = "A-409", version: int = 2, since: str = "2026-12-01", **keys: Any) -> Change:
    whole = Change(rule, version, since, "worker", "2026-11-22T00:00:00Z", "our own county")
    return replace(whole, **keys)


def test_a_change_is_a_new_version_and_the_old_one_ends_the_day_before() -> None:
    changed = overlay(load(), [change(steps=(parse("25 workdays"),))])
    old, new = changed.rule("A-409", 1), changed.rule("A-409")
    assert (old.valid_to, new.valid_from, new.version) == ("2026-11-30", "2026-12-01", 2)
    assert [str(each) for each in new.steps] == ["25 workdays"]
    assert old.steps == load().rule("A-409").steps
    assert (new.trigger, new.done, new.basis) == (old.trigger, old.done, old.basis)
    assert len(changed.rules) == len(load().rules) + 1


def test_changes_follow_one_another_and_a_rule_may_be_left_off_and_taken_up() -> None:
    off = change(version=3, since="2027-01-01", off=True)
    again = change(version=4, since="2027-02-01")
    changed = overlay(load(), [change(), off, again])
    assert [changed.rule("A-409", n).off for n in (1, 2, 3, 4)] == [False, False, True, False]
    assert changed.rule("A-409", 3).valid_to == "2027-01-31"


def test_a_limit_has_versions_as_a_rule_has_and_holds_by_the_day() -> None:
    more = change("A-115", amount=30, handed=Handed("office", 2, "2026-11-22T00:00:00Z"))
    changed = overlay(load(), [more])
    assert changed.rules == load().rules
    assert [each.version for each in changed.limits] == [1, 2]
    assert changed.limits[1].office == "office"
    assert changed.limit("A-115", "2026-11-30") == 20
    assert changed.limit("A-115", "2026-12-01") == 30


@pytest.mark.parametrize(
    "changes",
    [
        [change("A-801")],  # a text fixes it
        [change(version=1)],
        [change(), change()],
        [change(), change(version=3, since="2026-12-01")],
    ],
)
def test_a_change_that_may_not_be_is_refused(changes: list[Change]) -> None:
    with pytest.raises(ValueError, match="A-"):
        overlay(load(), changes)


def test_a_change_of_no_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        overlay(load(), [change("A-999")])


def test_a_rule_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        load().rule("A-999")
    assert isinstance(load(), Table)
    assert table.named_by(load().rule("A-802")) == {
        "legal_aid_granted",
        "lawyer_assigned",
        "legal_aid_ended",
        "closed",
    }
