"""Other people in what she is given: their names become what they are to her (K-18, PIPL 45).

A brother, a witness, a buyer or a colleague is not hers to carry out on paper. What still tells
of one of them in another writing (pinyin, a number) is not given at all: it is read to her. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rescueapp.domain.needles import LEAST_NAME, Needle, Sort, Writing, names, several

_TELLS = (Sort.NAME, Sort.NUMBER)  # where they live may be where she comes from


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else: their names as they were written, and what stands instead, in words."""

    names: tuple[str, ...]
    role: str


class Mask:
    """Others by their names, and needles for what no plain name finds. `own`: her own names,
    which stay as they are."""

    def __init__(
        self, others: Iterable[Other] = (), needles: Iterable[Needle] = (), own: Iterable[str] = ()
    ) -> None:
        hers = {name for text in own for name in several(text)}
        named = {
            name: other.role
            for other in others
            for text in other.names
            for name in several(text)
            if len(name) >= LEAST_NAME and name not in hers
        }
        self._roles = sorted(named.items(), key=lambda pair: -len(pair[0]))
        her_needles = {needle for name in hers for needle in names(name)}
        told = [*needles, *(needle for name in named for needle in names(name))]
        kept = (n for n in told if n.sort in _TELLS and n not in her_needles)
        self._needles = tuple(dict.fromkeys(kept))

    def words(self, text: str) -> str | None:
        """The text with everybody else by their role; None where it would tell all the same."""
        for name, role in self._roles:
            text = text.replace(name, role)
        reading = Writing(text)
        return None if any(needle.within(reading) for needle in self._needles) else text
