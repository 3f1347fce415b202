"""A family: cases of people who were rescued together, and how they belong together. Pure.

Each person is one case and is counted once; a family is no case and holds no answers.
"""

from __future__ import annotations

from dataclasses import dataclass

CODES = "L-family-member"
NOT_KIN = "09"  # came along, not related: nobody warns when they part


@dataclass(frozen=True, slots=True)
class Member:
    """One case of a family. `relation`: what the person is in it, a code of `CODES`. `head`: the
    one who speaks for the others, if anybody does; one at most."""

    case_uid: str
    relation: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """How somebody joins the family of a case. `of`: the case; `own`: what the person of that case
    is, counted only where it has no family yet."""

    of: str
    relation: str
    own: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class Parted:
    """What taking one out of a family undid, so that it can be undone: all who belonged to it."""

    case_uid: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One of a family as every list shows a case: number, alias, who works on it."""

    member: Member
    number: str
    alias: str
    worker_name: str
    mine: bool  # the reader holds a key of the case
