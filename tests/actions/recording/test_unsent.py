"""Words of a question that a lock cut short come back to who typed them, once."""

from __future__ import annotations

from rescueapp.actions.recording import unsent
from rescueapp.storage import shredding, vault_values
from tests.actions.station import Clock, House, save

ABOUT, WORDS = "askWhy/1", {"why": "转介医院前需核对过敏史"}


def test_they_come_back_once_to_who_typed_them(station: House) -> None:
    unsent.keep(station.sign_in("he"), {ABOUT: WORDS})
    he = station.sign_in("he")
    assert unsent.take(he, "askWhy/2") == {}
    assert unsent.take(he, ABOUT) == WORDS
    assert unsent.take(he, ABOUT) == {}


def test_nobody_else_gets_them(station: House) -> None:
    he = station.sign_in("he")
    unsent.keep(he, {ABOUT: WORDS})
    for login in ("mu", "duan"):
        assert unsent.take(station.sign_in(login), ABOUT) == {}
    assert unsent.take(station.sign_in("he"), ABOUT) == WORDS


def test_what_another_stands_for_opens_with_no_other_key(station: House) -> None:
    """Moved under another name it is noise, not an error."""
    he = station.sign_in("he")
    unsent.keep(he, {ABOUT: WORDS})
    duan = station.sign_in("duan")
    with duan.db.transaction():
        sealed = vault_values.get(duan.db, f"{vault_values.UNSENT}{he.worker.uid}")
        vault_values.set(duan.db, f"{vault_values.UNSENT}{duan.worker.uid}", sealed)
    assert unsent.take(duan, ABOUT) == {}


def test_no_word_of_them_and_of_what_they_are_about_lies_open(station: House) -> None:
    he = station.sign_in("he")
    unsent.keep(he, {ABOUT: WORDS})
    [(value,)] = he.db.read("SELECT value FROM vault WHERE name LIKE 'unsent:%'")
    assert value
    assert "askWhy" not in value
    assert WORDS["why"] not in value


def test_another_lock_takes_nothing_away_before_a_week(station: House, now: Clock) -> None:
    unsent.keep(station.sign_in("he"), {ABOUT: WORDS})
    now.later(hours=24)
    unsent.keep(station.sign_in("he"), {"askWhy/2": {"why": "另一个案"}, "askWhy/3": {}})
    he = station.sign_in("he")
    assert unsent.take(he, ABOUT) == WORDS
    assert unsent.take(he, "askWhy/2") == {"why": "另一个案"}


def test_what_nobody_came_back_to_for_a_week_goes(station: House, now: Clock) -> None:
    unsent.keep(station.sign_in("he"), {ABOUT: WORDS})
    now.later(hours=8 * 24)
    unsent.keep(station.sign_in("he"), {})
    assert unsent.take(station.sign_in("he"), ABOUT) == {}


def test_k17_they_go_with_a_case_that_is_destroyed(station: House) -> None:
    he = station.sign_in("he")
    case = save(he).case_uid
    unsent.keep(he, {f"askWhy/{case}": WORDS})
    with he.db.transaction():
        shredding.erase(he.db, case)
    assert he.db.read("SELECT 1 FROM vault WHERE name LIKE 'unsent:%'") == []
