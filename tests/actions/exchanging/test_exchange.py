"""From the station to its office and back, field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.exchanging import exchange
from rescueapp.actions.finding import cases
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.case import Query
from rescueapp.errors import Refused, Unavailable
from rescueapp.exchange.coded import pseudonym
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Kind, Level, Part
from tests.actions.carrying import export
from tests.actions.station import Clock, House, Pair, save
from tests.every_form.sample import answers_for, only_asked, person

CASES = 4
# Who holds every part of the form; the rest is the caseworker's.
WRITERS = {"psychological_record": "li", "medical_care": "duan", "health_check": "duan"}
EMPLOYMENT = "08"  # C-23
# Consent comes late: an invented "no" in it would stop the visits that others plan (K-06). A
# notice comes after it: without an answer there is none.
LATE = ("consent", "tracing_notice")
PAPERS = sorted(FORMS.keys() - {"intake"}, key=lambda key: (key in LATE, key))


def received(pair: Pair, paths: list[Path], receipts: Path) -> list[exchange.Received]:
    return exchange.receive(pair.office.sign_in("wu"), paths, receipts)


def confirmed(pair: Pair, receipt: Path) -> exchange.Confirmed:
    return exchange.take_receipt(pair.station.sign_in("duan"), receipt)


def enter(station: House, count: int) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Cases with a record of every form; what was typed by case."""
    typed: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    numbers: dict[str, int] = {}
    for login in ("he", "duan", "li"):
        ws = station.sign_in(login)
        for number in range(count):
            if login == "he":
                answers = fresh("intake", number)
                case = save(ws, answers=answers).case_uid
                typed[case], numbers[case] = [("intake", answers)], number
        for case, number in numbers.items():
            first = sorted(PAPERS, key=lambda form: form != "risk_and_needs")  # K-02
            for key in (k for k in first if WRITERS.get(k, "he") == login):
                answers = fresh(key, number)
                save(ws, key, answers, case=case)
                typed[case].append((key, answers))
    return typed


def fresh(key: str, number: int) -> dict[str, Any]:
    """All answers of an invented person, as of the test's today."""
    answers = answers_for(FORMS[key], number, today=clock.today())
    for work in ("resettle_work", "resettle_work_kind", "resettle_employer"):
        answers.pop(work, None)  # of some the age is not known: nobody finds them work
    if "resettle_services" in answers:
        answers["resettle_services"] = [s for s in answers["resettle_services"] if s != EMPLOYMENT]
    return only_asked(FORMS[key], answers, minor=person(number, clock.today()).minor)


def own_coded(field: Field, value: Any) -> Any:
    """What may leave of one answer, written down here apart from the program."""
    if isinstance(value, dict) and set(value) == {"none"}:
        return value
    if field.part is Part.BIRTH:
        years = [day[:4] for day in value.split("/")]
        return "/".join(dict.fromkeys(years))
    if field.kind is Kind.DATE_TIME:
        return clock.local(value).date().isoformat()
    if field.kind is Kind.PLACE or field.kind is Kind.DEPARTMENT:
        return value["code"]
    if field.kind is Kind.ROWS:
        rows = [
            {f.key: own_coded(f, row[f.key]) for f in field.rows if f.coded and f.key in row}
            for row in value
        ]
        return [row for row in rows if row]
    if isinstance(value, float):
        return int(value) if value.is_integer() else f"{value:.6f}".rstrip("0")
    return value


def test_every_coded_answer_arrives_as_it_was_typed_and_nothing_else_does(
    pair: Pair, tmp_path: Path
) -> None:
    typed = enter(pair.station, CASES)
    supervisor = pair.station.sign_in("duan")
    key = supervisor.keys.grants[Grant.STATISTICS]
    key = seal.token(key, "pseudonyms", "1") + seal.token(key, "pseudonyms", "2")
    cases_of = {pseudonym(key, uid): uid for uid in typed}
    made = export(supervisor, tmp_path)
    assert made.cases == CASES

    (taken,) = received(pair, [made.path], tmp_path)
    assert (taken.refused, taken.cases, taken.sequence) == (None, CASES, 1)

    office = pair.office.sign_in("wu")
    station = exchange.packages(office)[0].station
    arrived = dict(exchange.coded_cases(office, station, 1))
    assert set(arrived) == set(cases_of)
    compared = 0
    for name, facts in arrived.items():
        assert isinstance(facts["records"], list)
        there = [(record["form"], as_text(record["answers"])) for record in facts["records"]]
        here = [(form, coded_of(form, told)) for form, told in typed[cases_of[name]]]
        assert sorted(there) == sorted((form, as_text(coded)) for form, coded in here)
        compared += sum(len(coded) for _, coded in here)
    assert compared > 100 * CASES


def coded_of(form: str, answers: dict[str, Any]) -> dict[str, Any]:
    """What may leave of the answers to one form."""
    fields = [f for f in interpreter.fields(FORMS[form]) if f.coded and f.key in answers]
    coded = {field.key: own_coded(field, answers[field.key]) for field in fields}
    return {key: said for key, said in coded.items() if said not in ("", [], {}, None)}


def as_text(answers: dict[str, Any]) -> str:
    return json.dumps(answers, sort_keys=True)


def test_nothing_of_a_person_is_in_what_the_office_keeps(pair: Pair, tmp_path: Path) -> None:
    typed = enter(pair.station, 2)
    made = export(pair.station.sign_in("duan"), tmp_path)
    received(pair, [made.path], tmp_path)
    office = pair.office.sign_in("wu")
    kept = json.dumps(
        [
            facts
            for _, facts in exchange.coded_cases(office, exchange.packages(office)[0].station, 1)
        ],
        ensure_ascii=False,
    )
    for records in typed.values():
        for form, answers in records:
            for field in interpreter.fields(FORMS[form]):
                value = answers.get(field.key)
                secret = field.level is Level.L4 or field.kind in (Kind.TEXT, Kind.LONG_TEXT)
                if secret and isinstance(value, str) and len(value) > 3:
                    assert value not in kept, field.key


def test_a_receipt_confirms_the_export_at_the_station(pair: Pair, tmp_path: Path) -> None:
    save(pair.station.sign_in("he"))
    supervisor = pair.station.sign_in("duan")
    made = export(supervisor, tmp_path)
    assert exchange.exports(supervisor)[0].confirmed_at is None
    assert cases.summary(supervisor).last_confirmed_export is None
    (taken,) = received(pair, [tmp_path], tmp_path / "receipts")
    assert taken.receipt is not None

    done = confirmed(pair, taken.receipt)

    assert (done.sequence, done.missing) == (made.sequence, ())
    ws = pair.station.sign_in("duan")
    assert exchange.exports(ws)[0].confirmed_at == done.at
    assert cases.summary(ws).last_confirmed_export == done.at


def test_a_month_without_cases_is_a_report_too(pair: Pair, tmp_path: Path) -> None:
    made = export(pair.station.sign_in("duan"), tmp_path)
    (taken,) = received(pair, [made.path], tmp_path)
    assert (made.cases, taken.cases, taken.refused) == (0, 0, None)


def test_only_the_period_goes_out(pair: Pair, tmp_path: Path) -> None:
    ws = pair.station.sign_in("he")
    save(ws)
    save(ws, answers={"arrived_at": "2026-01-01T00:00:00Z", "sex": "1"})
    ws = pair.station.sign_in("duan")
    assert export(ws, tmp_path, period_from="2026-06-29", period_to="2026-06-29").cases == 1
    assert export(ws, tmp_path, period_from="2026-06-30").cases == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period_from": "2030-01-01"}, "period needs two dates"),
        ({"period_from": "last month"}, "period needs two dates"),
        ({"level": "identified"}, "one case that is handed over"),
        ({"level": "everything"}, "level"),
    ],
)
def test_an_export_that_makes_no_sense_is_refused_and_takes_no_number(
    pair: Pair, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    ws = pair.station.sign_in("duan")
    with pytest.raises(Refused, match=said):
        export(ws, tmp_path / "out", **changed)
    assert exchange.exports(ws) == []
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_without_an_office_there_is_nobody_to_export_to(pair: Pair, tmp_path: Path) -> None:
    ws = pair.station.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute("UPDATE correspondents SET retired_at = ?", (clock.stamp(),))
    with pytest.raises(Refused, match="No office is enrolled"):
        export(ws, tmp_path)


def test_a_package_that_cannot_be_written_takes_no_number(pair: Pair, tmp_path: Path) -> None:
    save(pair.station.sign_in("he"))
    ws = pair.station.sign_in("duan")
    (tmp_path / "stick").write_text("")
    with pytest.raises(Unavailable):
        export(ws, tmp_path / "stick")
    assert exchange.exports(ws) == []
    assert export(ws, tmp_path / "other").sequence == 1


def test_the_same_case_has_one_pseudonym_in_every_package(pair: Pair, tmp_path: Path) -> None:
    save(pair.station.sign_in("he"))
    ws = pair.station.sign_in("duan")
    made = [export(ws, tmp_path), export(ws, tmp_path)]
    taken = received(pair, [each.path for each in made], tmp_path)
    assert [each.refused for each in taken] == [None, None]
    office = pair.office.sign_in("wu")
    station = exchange.packages(office)[0].station
    first, second = (dict(exchange.coded_cases(office, station, n)) for n in (1, 2))
    assert list(first) == list(second)
    uid = cases.case_rows(ws := pair.station.sign_in("duan"), cases.find_cases(ws, Query()))[0].uid
    assert uid not in first


def test_a_supervisors_export_leaves_no_case_keys_behind(pair: Pair, tmp_path: Path) -> None:
    case = save(pair.station.sign_in("he")).case_uid
    ws = pair.station.sign_in("duan")
    export(ws, tmp_path)
    assert case not in ws._opened


def test_the_office_names_the_day_it_took_a_package_in(
    pair: Pair, tmp_path: Path, now: Clock
) -> None:
    made = export(pair.station.sign_in("duan"), tmp_path)
    now.later(days=3)
    received(pair, [made.path], tmp_path)
    assert exchange.packages(pair.office.sign_in("wu"))[0].received_at == "2026-07-03T04:00:00Z"
