"""The shape of a rules file: what was signed and still is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rescueapp.crypto import sign
from rescueapp.errors import Damaged
from rescueapp.exchange import rules_file, signed_file

SEED = b"\x07" * 32
AT = "2026-06-30T04:00:00Z"
OFFICE = sign.key_id(sign.public_of(SEED))


def version(**other: Any) -> dict[str, Any]:
    whole = {
        "rule": "A-409", "version": 2, "utc": AT, "why": "全省统一办理时限",
        "numbers": [[20, "workday"]], "soon": None, "off": False,
    }  # fmt: skip
    return whole | other


def signed(*versions: Any, **other: Any) -> bytes:
    members = {"office": OFFICE, "seq": 1, "utc": AT, "rules": list(versions)} | other
    return signed_file.write(members, kind=rules_file.KIND, signing_seed=SEED)


def test_what_was_written_is_read_again() -> None:
    file = rules_file.read(signed(version(), version(version=3, soon=5)))
    again = rules_file.make(file.versions, office=OFFICE, number=1, made_at=AT, signing_seed=SEED)
    assert again == file
    assert [each.version for each in file.newest] == [3]
    assert len(file.data) < rules_file.LIMIT


@pytest.mark.parametrize(
    "make",
    [
        signed,
        lambda: signed(version(version=1)),  # that is the shipped one
        lambda: signed(version(), version()),  # twice
        lambda: signed(version(version=3), version()),  # out of order
        lambda: signed(version(rule="../x")),
        lambda: signed(version(why="")),
        lambda: signed(version(why="a\u202eb")),
        lambda: signed(version(why="全" * 401)),
        lambda: signed(version(utc="2026-06-30")),
        lambda: signed(version(off=0)),
        lambda: signed(version(soon=-1)),
        lambda: signed(version(soon=True)),
        lambda: signed(version(numbers=[[-1, "day"]])),
        lambda: signed(version(numbers=[["20", "day"]])),
        lambda: signed(version(numbers=[[20]])),
        lambda: signed(version(numbers=[[20, "day"]] * 25)),
        lambda: signed(version(numbers="20 days")),
        lambda: signed(version(by="吴明远")),  # nobody's name
        lambda: signed("A-409"),
        lambda: signed(version(), rules={"A-409": 20}),
        lambda: signed(version(), seq=0),
        lambda: signed(version(), office="x"),
    ],
)
def test_what_is_not_of_its_shape_is_damaged(make: Callable[[], bytes]) -> None:
    with pytest.raises(Damaged):
        rules_file.read(make())
