"""Two people wrote in the same record: what each of them changed, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """`answers` to go on with; `both` the other's answers where both changed the same one."""

    answers: dict[str, Any]
    both: dict[str, Any]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Three-way merge by answer: a change on one side holds, on both sides mine stays for now."""
    answers: dict[str, Any] = {}
    both: dict[str, Any] = {}
    for key in (*theirs, *(k for k in mine if k not in theirs)):
        before, here, there = base.get(key), mine.get(key), theirs.get(key)
        answers[key] = there if here == before else here
        if here != before and there != before and here != there:
            both[key] = there
    return Merged({k: v for k, v in answers.items() if v is not None}, both)
