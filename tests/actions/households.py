"""A mother and her child with a case each, and what is told of a family."""

from __future__ import annotations

from rescueapp.actions.family import families
from rescueapp.domain.family import Joining
from rescueapp.i18n import Text
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

MOTHER, CHILD = INTAKE | {"name": "虚构母"}, INTAKE | {"name": "虚构子", "sex": "1"}


def mother_and_child(here: House) -> tuple[str, str]:
    """Two cases of he, linked."""
    ws = here.sign_in("he")
    mother, child = (save(ws, answers=each).case_uid for each in (MOTHER, CHILD))
    families.link(ws, child, Joining(mother, "03", own="01"))
    return mother, child


def ids(words: list[Text] | tuple[Text, ...]) -> list[str]:
    return [each.msgid for each in words]


def related(ws: Workspace, case: str) -> list[tuple[str, str]]:
    return [(each.member.case_uid, each.member.relation) for each in families.seen(ws, case)]
