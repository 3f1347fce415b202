"""What an office refuses when it opens a package: each fault alone, the package rightly signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange.coded import CodedCase, line
from rescueapp.exchange.sequence import UNKNOWN_STATION
from tests.exchange.bundles import open_at, package, refusal, two_lines
from tests.exchange.makers import Party, party

pytestmark = pytest.mark.usefixtures("today")


def test_the_faultless_one_opens(office: Party, station: Party, tmp_path: Path) -> None:
    with open_at(package(office, station, tmp_path / "p"), office, station) as opened:
        assert len(list(opened.cases())) == 2


VALUES: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "later level": ({"level": "statistics"}, Refused),
    "no such level": ({"level": "all"}, Refused),
    "level as number": ({"level": 2}, Damaged),
    "newer content": ({"schema": 4}, Refused),
    "schema of a case without one": ({"schema": 3}, Damaged),
    "schema without what it tells": ({"schema": 2}, Damaged),
    "schema as text": ({"schema": "1"}, Damaged),
    "number nought": ({"seq": 0}, Damaged),
    "number too large": ({"seq": 1_000_000}, Damaged),
    "number missing": ({"seq": ...}, Damaged),
    "previous too short": ({"prev": "00"}, Damaged),
    "previous no hex": ({"prev": "zz" * 32}, Damaged),
    "time that is none": ({"utc": "2026-13-01T00:00:00Z"}, Damaged),
    "period of one": ({"period": ["2026-01-01"]}, Damaged),
    "period turned round": ({"period": ["2026-06-01", "2026-01-01"]}, Damaged),
    "period that is none": ({"period": ["2026-02-30", "2026-03-01"]}, Damaged),
    "training as text": ({"training": "no"}, Damaged),
    "counts negative": ({"counts": {"cases": -1, "records": 0}}, Damaged),
    "counts missing": ({"counts": {"cases": 2}}, Damaged),
    "audit too short": ({"audit": {"seq": 1, "head": "00"}}, Damaged),
    "package no id": ({"package": "x"}, Damaged),
    "member too many": ({"more": 1}, Damaged),
}


@pytest.mark.parametrize("name", VALUES)
def test_one_fault_in_the_manifest_though_well_signed_is_refused(
    name: str, office: Party, station: Party, tmp_path: Path
) -> None:
    values, error = VALUES[name]
    path = package(office, station, tmp_path / "p", values=values)
    with pytest.raises(error):
        open_at(path, office, station)


def _edited(edit: Callable[[dict[str, Any]], None]) -> Callable[[], bytes]:
    def lines() -> bytes:
        first, second = (canonical.loads(x, limit=10**6) for x in two_lines().splitlines())
        edit(first)
        return canonical.dumps(first) + b"\n" + canonical.dumps(second) + b"\n"

    return lines


def _answers(**answers: Any) -> Callable[[], bytes]:
    return _edited(lambda case: case["records"][0]["answers"].update(answers))


def _record(**members: Any) -> Callable[[], bytes]:
    return _edited(lambda case: case["records"][0].update(members))


LINES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one line too few": lambda: two_lines().split(b"\n")[0] + b"\n",
    "one line too many": lambda: two_lines() + line(CodedCase("f" * 32, ())),
    "no line feed at the end": lambda: two_lines()[:-1],
    "blank line": lambda: two_lines() + b"\n",
    "carriage returns": lambda: two_lines().replace(b"\n", b"\r\n"),
    "other order": lambda: b"\n".join(reversed(two_lines().splitlines())) + b"\n",
    "the same twice": lambda: (two_lines().splitlines()[0] + b"\n") * 2,
    "spaces": lambda: two_lines().replace(b":", b": ", 1),
    "no object": lambda: b"[]\n[]\n",
    "one record fewer": _edited(lambda case: case["records"].pop()),
    "records as object": _edited(lambda case: case.update(records={})),
    "pseudonym in capitals": _edited(lambda case: case.update(case="A" * 32)),
    "pseudonym too short": _edited(lambda case: case.update(case="0" * 31)),
    "name beside it": _edited(lambda case: case.update(name="x")),
    "name among the answers": _answers(sex="张三"),
    "telephone among the answers": _answers(sex="13800000000"),
    "sentence among the answers": _answers(sex="two words"),
    "answer nothing": _answers(sex=None),
    "answers deep": _answers(sex=[[[[["1"]]]]]),
    "answer too large": _answers(sex=10**9),
    "key in capitals": _answers(Sex="2"),
    "form in capitals": _record(form="Intake"),
    "version nought": _record(v=0),
    "day that is none": _record(on="2026-02-30"),
    "instant for a day": _record(on="2026-03-05T00:00:00Z"),
    "record member too many": _record(text="x"),
    "answers as list": _record(answers=[]),
}


@pytest.mark.parametrize("name", LINES)
def test_one_fault_in_the_content_though_well_signed_is_refused(
    name: str, office: Party, station: Party, tmp_path: Path
) -> None:
    path = package(office, station, tmp_path / "p", lines=LINES[name]())
    with open_at(path, office, station) as opened, pytest.raises(Damaged):
        list(opened.cases())


def test_forms_of_a_newer_sender_are_kept(office: Party, station: Party, tmp_path: Path) -> None:
    lines = _record(form="next_years_form", v=9)()
    with open_at(package(office, station, tmp_path / "p", lines=lines), office, station) as opened:
        assert next(opened.cases()).records[0].form == "next_years_form"


def test_a_package_with_another_entry_is_refused(
    office: Party, station: Party, tmp_path: Path
) -> None:
    with pytest.raises(Damaged):
        open_at(package(office, station, tmp_path / "p", name="other"), office, station)


def test_senders_nobody_enrolled_and_other_offices_are_refused(
    office: Party, station: Party, tmp_path: Path
) -> None:
    path = package(office, station, tmp_path / "p")
    assert refusal(lambda: open_at(path, office)) == UNKNOWN_STATION.msgid
    with pytest.raises(Refused):
        open_at(path, party("office"), station)
