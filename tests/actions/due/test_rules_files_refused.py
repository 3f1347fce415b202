"""What no rules file does: loosen what protects, come twice, come from somebody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.due import rules
from rescueapp.actions.exchanging import exchange, handing_down
from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Problem, Refused
from rescueapp.exchange import rules_file, signed_file
from rescueapp.exchange.rules_file import Set
from rescueapp.i18n import Text
from rescueapp.storage import audit
from tests.actions.handed_down import (
    Forge,
    days,
    forged,
    last_act,
    said,
    set_at,
    take,
    taken,
    written,
)
from tests.actions.station import KNOWN, OFFICE, House, Pair, make_house, save

__all__ = ["forged"]


def test_what_protects_is_refused_by_its_rule_and_the_others_go_on(
    pair: Pair, forged: Forge
) -> None:
    data = forged(
        said("A-106", (24, "hour"), off=True),  # the law's, switched off
        said("A-202", (48, "hour")),  # of 24 hours, longer
        said("A-307.2", (30, "day")),  # the law's waiting time, shorter
        said("A-409", (20, "workday")),
    )
    offer = take(pair, data)
    assert (offer.taken, offer.refused) == (1, 3)
    lines = offer.lines()
    assert sum("It loosens a rule that protects" in line for line in lines) == 3
    ws = pair.station.sign_in("duan")
    assert (days(ws, "A-106"), days(ws, "A-202"), days(ws, "A-307.2")) == ([24], [24], [60])
    assert days(ws, "A-409") == [20]
    (entry,) = [row for row in audit.rows(ws.db, limit=9) if row.act == "take_rules"]
    assert entry.detail["refused"] == ["A-106", "A-202", "A-307.2"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (said("A-999", (1, "day")), rules.NO_SUCH_RULE),
        (said("A-801", (9, "day")), rules.FIXED),
        (said("A-409", (20, "day")), handing_down.OTHER_SHAPE),
        (said("A-409", (20, "workday"), (1, "year")), handing_down.OTHER_SHAPE),
        (said("A-409"), handing_down.OTHER_SHAPE),
        (said("A-409", (0, "workday")), rules.NO_PERIOD),
        (said("A-409", (5000, "workday")), rules.NO_PERIOD),
        (said("A-409", (20, "workday"), soon=9000), rules.NO_SOON),
        (said("A-115", (30, "yuan"), off=True), rules.NO_PERIOD),
        (said("A-115", (30, "day")), handing_down.OTHER_SHAPE),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_itself(
    pair: Pair, forged: Forge, wrong: Set, words: Text
) -> None:
    good = said("A-208", (9, "workday")) if wrong.rule != "A-208" else said("A-409")
    pair_ = sorted((wrong, good), key=lambda each: each.rule)
    ws = pair.station.sign_in("duan")
    unit = rules.newest(ws, "A-208").numbers
    pair_ = [replace(e, numbers=((9, unit[0][1]),)) if e is good else e for e in pair_]
    offer = take(pair, forged(*pair_))
    (line,) = [each for each in offer.rules if each.refused]
    assert line.refused is not None
    assert (line.said.rule, line.refused.msgid) == (wrong.rule, words.msgid)
    assert offer.taken == 1


def test_a_newer_file_is_taken_and_an_older_one_refused(pair: Pair, tmp_path: Path) -> None:
    first = written(pair, tmp_path, ("A-409", 20))
    second = written(pair, tmp_path, ("A-409", 25))
    taken(pair, second)
    with pytest.raises(Refused) as refused:
        taken(pair, first)
    assert refused.value.words.msgid == rules_file.OLDER.msgid
    assert days(pair.station.sign_in("duan"), "A-409") == [25]


def test_the_same_file_again_has_nothing_new(pair: Pair, tmp_path: Path) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    taken(pair, path)
    with pytest.raises(Refused) as refused:
        taken(pair, path)
    assert refused.value.words.msgid == handing_down.NOTHING_NEW.msgid


def test_two_files_of_one_number_are_refused(pair: Pair, forged: Forge) -> None:
    take(pair, forged(said("A-409", (20, "workday"))))
    with pytest.raises(Refused) as refused:
        take(pair, forged(said("A-409", (25, "workday"))))
    assert refused.value.words.msgid == rules_file.TWO_OF_ONE_NUMBER.msgid


def test_a_file_of_another_office_is_refused(pair: Pair, tmp_path: Path) -> None:
    other = make_house(tmp_path / "other", replace(OFFICE, station_code="YN99"))
    ws = other.sign_in("wu")
    set_at(ws, "A-409", 20)
    path = handing_down.hand_down(ws, tmp_path).path
    other.leave()
    with pytest.raises(Refused) as refused:
        taken(pair, path)
    assert refused.value.words.msgid == rules_file.OTHER_OFFICE.msgid


def test_without_an_office_no_file_is_taken_in(pair: Pair, tmp_path: Path, papers: Any) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    with pytest.raises(Refused) as refused:
        handing_down.look(papers.house.sign_in("duan"), path)
    assert refused.value.words.msgid == handing_down.NO_OFFICE.msgid


def test_a_file_of_a_day_on_which_the_keys_were_not_valid_is_refused(
    pair: Pair, forged: Forge
) -> None:
    data = forged(said("A-409", (20, "workday")), made_at="2031-01-01T00:00:00Z")
    with pytest.raises(Refused) as refused:
        take(pair, data)
    assert refused.value.words.msgid == rules_file.NOT_VALID_THEN.msgid


def changed(data: bytes) -> bytes:
    """One number otherwise, in a file that is still canonical."""
    whole = json.loads(data)
    whole["rules"][0]["numbers"][0][0] = 29
    return canonical.dumps(whole)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda data: b"", rules_file.EMPTY),
        (lambda data: b"rule,days\nA-409,20\n", rules_file.NOT_A_RULES_FILE),
        (lambda data: data[: len(data) // 2], canonical.UNREADABLE),
        (lambda data: data + b" ", canonical.UNREADABLE),
        (lambda data: data.replace(b'"v":1', b'"v":2'), signed_file.NEWER),
        (lambda data: data.replace(b"rescueapp-rules", b"rescueapp-receipt"),
         rules_file.NOT_A_RULES_FILE),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words_and_nothing_is_kept(
    pair: Pair, tmp_path: Path, spoil: Callable[[bytes], bytes], error: Text
) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    path.write_bytes(spoil(path.read_bytes()))
    ws = pair.station.sign_in("duan")
    before = rules.table(ws)
    with pytest.raises(Problem) as refused:
        handing_down.look(ws, path)
    assert refused.value.words.msgid == error.msgid
    assert rules.table(ws) == before
    assert last_act(ws).act == "unlock"


def test_a_file_that_was_changed_bears_no_signature_that_fits(pair: Pair, tmp_path: Path) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    path.write_bytes(changed(path.read_bytes()))
    with pytest.raises(Damaged):
        taken(pair, path)
    assert days(pair.station.sign_in("duan"), "A-409") == [30]


def test_a_file_that_is_not_there_is_said(station: House, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        handing_down.look(station.sign_in("duan"), tmp_path / "gone.rescuerules")
    assert refused.value.words.msgid == signed_file.NOT_THERE.msgid


@pytest.mark.parametrize("login", ["he", "yang", "zhou"])
def test_only_who_sets_rules_takes_them_in(pair: Pair, tmp_path: Path, login: str) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    ws = pair.station.sign_in(login)
    for attempt in (lambda: handing_down.look(ws, path),
                    lambda: handing_down.take_in(ws, path.read_bytes())):  # fmt: skip
        with pytest.raises(Refused) as refused:
            attempt()
        assert "role" in refused.value.words.msgid


def test_a_write_that_fails_leaves_nothing_half_done(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(pair, tmp_path, ("A-208", 9), ("A-409", 20))
    ws = pair.station.sign_in("duan")
    whole = handing_down.look(ws, path)
    keep, calls = rules.write, []

    def fails(*given: Any, **more: Any) -> int:
        calls.append(given)
        if len(calls) > 1:
            raise RuntimeError
        return keep(*given, **more)

    with monkeypatch.context() as broken:
        broken.setattr(rules, "write", fails)
        with pytest.raises(RuntimeError):
            handing_down.take_in(ws, whole.file.data)
    ws.db.forget(rules.KEPT)
    assert all(row.version == 1 for row in rules.rules(ws))
    assert handing_down.look(ws, path).taken == 2


def test_a_package_and_a_rules_file_are_not_taken_for_each_other(
    pair: Pair, tmp_path: Path
) -> None:
    path = written(pair, tmp_path, ("A-409", 20))
    save(pair.station.sign_in("he"), answers=KNOWN)
    with pytest.raises(Refused):
        exchange.take_receipt(pair.station.sign_in("duan"), path)


def test_a_rule_that_was_refused_is_taken_of_the_same_file_once_the_program_knows_it(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(pair, tmp_path, ("A-208", 9), ("A-409", 20))
    whole = rules.rule_table.load()
    fewer = tuple(each for each in whole.rules if each.id != "A-409")
    with monkeypatch.context() as older:
        older.setattr(rules.rule_table, "load", lambda: replace(whole, rules=fewer))
        ws, offer = taken(pair, path)
    assert (offer.taken, offer.refused) == (1, 1)
    ws.db.forget(rules.KEPT)
    assert handing_down.take_in(ws, path.read_bytes()).taken == 1
    assert days(ws, "A-409") == [20]
