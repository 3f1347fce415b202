"""Colleagues who come, and who forget their passphrases."""

from __future__ import annotations

from rescueapp.actions.vault import people
from rescueapp.domain.worker import Role
from tests.actions.station import House


def added(station: House, login: str = "wang", role: Role = Role.CASEWORKER) -> str:
    """A new colleague's uid; their passphrase is noted in the house."""
    desk = station.key_desk()
    station.passphrases[login] = people.add_user(desk, login=login, role=role).pinyin
    return people.uid_of(desk, login)


def granted(
    station: House, login: str = "wang", role: Role = Role.CASEWORKER, *, name: str = ""
) -> str:
    """The same, after a supervisor has let them in."""
    uid = added(station, login, role)
    people.grant_access(station.sign_in("duan"), uid, display_name=name)
    return uid


def add_second(station: House) -> None:
    """Another supervisor, "wang"."""
    granted(station, "wang", Role.SUPERVISOR, name="王主任")


def reset(house: House, login: str) -> str:
    """Somebody's uid; they have a new passphrase and wait for a supervisor."""
    desk = house.key_desk()
    uid = people.uid_of(desk, login)
    house.passphrases[login] = people.reset(desk, uid).pinyin
    return uid
