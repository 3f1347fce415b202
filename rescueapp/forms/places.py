"""Where: China's divisions (six digits) and the countries (ISO 3166 alpha-2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    code: str  # six digits: "530721"
    parent: str  # code one level up; "" for provinces
    zh_hans: str
    zh_hant: str
    en: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class Country:
    code: str  # "MM"
    zh_hans: str
    zh_hant: str
    en: str
    pinyin: str


def place(code: str) -> Place | None:
    raise NotImplementedError


def place_label(code: str) -> str:
    """The whole path, "云南省 丽江市 玉龙纳西族自治县"; an unknown code is shown as it is."""
    raise NotImplementedError


def children(code: str = "") -> tuple[Place, ...]:
    """The divisions one level down; of "" the provinces."""
    raise NotImplementedError


def find_places(typed: str, limit: int = 20) -> tuple[Place, ...]:
    """Divisions by code, any part of the path ("丽江 玉龙"), pinyin or initials; best first."""
    raise NotImplementedError


def country(code: str) -> Country | None:
    raise NotImplementedError


def countries() -> tuple[Country, ...]:
    raise NotImplementedError


def country_label(code: str) -> str:
    raise NotImplementedError


def find_countries(typed: str, limit: int = 20) -> tuple[Country, ...]:
    raise NotImplementedError
