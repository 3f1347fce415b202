"""Columns of the account: number, when, who, what, of which case."""

from __future__ import annotations

from rescueapp.actions.papers.trail import Told
from rescueapp.domain.account import Group
from rescueapp.i18n import mark, say
from ui import dates
from ui.lists.columns import Column

_NOBODY = mark("Before the sign-in", "account")
_TONES = {
    Group.EMERGENCIES: ("warning", "brick"),
    Group.CLOCK: ("warning", "amber"),
    Group.LOOKS: ("eye", "muted"),
    Group.SEARCHES: ("find", "muted"),
    Group.PRINTS: ("print", "muted"),
    Group.EXPORTS: ("upload", "muted"),
    Group.GRANTS: ("key", "muted"),
    Group.ACCESS: ("lock", "muted"),
    Group.KEEPING: ("backup", "muted"),
    Group.CHANGES: ("draft", "muted"),
    Group.OTHER: ("info", "muted"),
}


def _kind(line: Told) -> str:
    return say(line.kind) if line.kind else ""


def _more(line: Told) -> str:
    return say(line.more) if line.more else ""


COLUMNS: tuple[Column[Told], ...] = (
    Column("at", mark("When", "account"), lambda line: dates.moment(line.at), 140, least=130,
           rank=0),
    Column("who", mark("Who", "account"), lambda line: line.who or say(_NOBODY), 110, least=80,
           rank=0),
    Column("act", mark("What was done", "account"), lambda line: say(line.act), 290,
           lambda line: _TONES[line.group], least=170, rank=0),
    Column("number", mark("Case number", "account"), lambda line: line.number, 135, least=130,
           rank=1),
    Column("kind", mark("Of what", "account"), _kind, 80, least=70, rank=3),
    Column("more", mark("More", "account"), _more, 190, least=100, rank=2),
    Column("seq", mark("No.", "account"), lambda line: str(line.seq), 70, least=60, rank=4),
)  # fmt: skip
