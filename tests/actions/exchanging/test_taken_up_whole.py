"""What is taken up is what was written: every form by compartment; nothing half, nothing forged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.exchanging import carrying_in, exchange, packing, receiving, taking_up
from rescueapp.actions.finding import cases
from rescueapp.actions.outward import disclosure
from rescueapp.actions.recording import records
from rescueapp.domain.case import Query
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import sequence, whole_case
from rescueapp.exchange.manifest import NEWER_CONTENT
from rescueapp.exchange.whole_case import CLEAR, WholeCase, WholeRecord
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment
from rescueapp.identity import uid
from rescueapp.storage import exchange_log
from rescueapp.workspace import Workspace
from tests.actions.closing import CHECKED
from tests.actions.partners import Partners, scanned
from tests.actions.station import INTAKE, approved, save
from tests.every_form.sample import answers_for

AT = "2026-06-29T08:00:00Z"
NAME = "虚构丙"


@pytest.fixture
def case(partners: Partners) -> str:
    """A case of he."""
    return save(partners.here.sign_in("he"), answers=INTAKE | {"name": NAME}).case_uid


def carried(form: str, answers: dict[str, Any], **more: Any) -> WholeRecord:
    """A record as a package has it, without anybody's own notes."""
    if form in FORMS:
        split = interpreter.split(FORMS[form], answers)
        parts = {
            p.value if p else CLEAR: a for p, a in split.items() if p is not Compartment.AUTHOR
        }
    else:
        parts = {CLEAR: answers}
    made = WholeRecord(
        uid=uid(), form=form, on_date="2026-06-29", state="incomplete", written_by="和晓燕",
        parts=parts, written_at=AT,
    )  # fmt: skip
    return replace(made, **more)


def sending(
    partners: Partners, monkeypatch: pytest.MonkeyPatch, case: str, *more: WholeRecord, **of: Any
) -> Path:
    """A package of the case with other records in it than are in the vault."""
    whole = packing.whole

    def changed(ws: Any, case_uid: str) -> WholeCase:
        told = whole(ws, case_uid)
        return replace(told, **{"records": (*told.records, *more), **of})

    monkeypatch.setattr(packing, "whole", changed)
    try:
        return partners.hand_over(case).path
    finally:
        monkeypatch.setattr(packing, "whole", whole)


def planned(ws: Workspace) -> list[tuple[str, str]]:
    """What Today asks for that records planned."""
    return [(due.form, due.due_on) for due in cases.today(ws) if due.clock is None]


def nothing_there(partners: Partners) -> bool:
    ws = partners.there.sign_in("duan")
    counted = [ws.db.one(f"SELECT count(*) FROM {t}") for t in ("cases", "records", "blobs")]
    return all(row == (0,) for row in counted)


def test_every_form_is_the_same_by_compartment(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = []
    for key, form in FORMS.items():
        answers = answers_for(form, 3, today=clock.today())
        problems = interpreter.problems(
            form, answers, complete=False, today=clock.today(), minor=True
        )
        assert not [p for p in problems if p.blocking], key
        if key != "intake":
            more.append(carried(key, answers))
    path = sending(partners, monkeypatch, case, *more)
    up = partners.take_up(path)
    ws = partners.there.sign_in("duan")
    there = packing.whole(ws, up.case_uid)
    by_form = {record.form: record for record in there.records}
    renamed = {r.uid: by_form[r.form].uid for r in more}
    assert len(there.records) == len(FORMS)
    for sent in more:
        came = by_form[sent.form]
        filled = {name: part for name, part in sent.parts.items() if part}
        found = {name: part for name, part in came.parts.items() if part}
        expected = carrying_in._Renaming(renamed, {}, frozenset())(filled)
        assert found == expected, sent.form
    words = str(ws.db.read("SELECT answers FROM records"))
    assert NAME not in words


def test_what_a_closing_ended_comes_as_what_is_due_no_longer(partners: Partners, case: str) -> None:
    """A case that was closed before it is handed over: its reminders ended, and end there, too.
    Opened again there it has them back, and not what was done before."""
    ws = partners.here.sign_in("he")
    for day, again in (("2026-06-10", "2026-06-20"), ("2026-06-20", "2026-06-29")):
        save(ws, "outcome_scale", {"scored_on": day, "score_again_on": again}, case=case)
    told = {"closed_on": "2026-06-30", "closure_kind": "05", "placement": "05",
            "closure_summary": "虚构的小结", "closure_child_view": "虚构的话",
            "closure_checks": CHECKED}  # fmt: skip
    approved(partners.here, ws, save(ws, "closure", told, case=case, complete=True))
    taken = partners.take_up(partners.hand_over(case).path)
    there = partners.there.sign_in("duan")
    assert planned(there) == []
    save(there, "reopening", {"reopened_on": "2026-06-30"}, case=taken.case_uid)
    assert planned(there) == [("outcome_scale", "2026-06-29")]


def test_an_open_case_goes_as_an_older_program_reads_it(partners: Partners, case: str) -> None:
    ws = partners.here.sign_in("he")
    for day in ("2026-06-10", "2026-06-20"):
        save(ws, "outcome_scale", {"scored_on": day, "score_again_on": "2026-06-29"}, case=case)
    assert packing.whole(ws, case).format == whole_case.DAYS_ONLY


def test_what_a_newer_program_wrote_is_kept_whole(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {CLEAR: {"later_key": "01"}, "medical": {"later_words": "虚构的话"}}
    newer = carried("form_to_come", {}, parts=told, version=7)
    known = carried("relative", {"relation": "52"})
    known = replace(known, parts={**known.parts, "medical": {"later_key": "虚构病"}}, version=9)
    taken = partners.receive(sending(partners, monkeypatch, case, newer, known))
    ws = partners.there.sign_in("duan")
    assert taking_up.read(ws, taken.arrived).newer == ("form_to_come",)
    up = taking_up.take_up(ws, taken.arrived, partners.out)
    there = {r.form: r for r in packing.whole(ws, up.case_uid).records}
    assert (there["form_to_come"].parts, there["form_to_come"].version) == (told, 7)
    assert there["relative"].parts["medical"] == {"later_key": "虚构病"}
    assert "虚构" not in str(ws.db.read("SELECT answers FROM records"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"parts": {"telepathy": {"a": "b"}}}, NEWER_CONTENT.msgid),
        ({"parts": {"author": {"a": "b"}}}, NEWER_CONTENT.msgid),
        ({"parts": {CLEAR: {"relation": {"x": 1}}}}, "cannot read"),
        ({"form": "intake"}, "exactly one intake"),
        ({"written_at": "yesterday"}, "damaged"),
        ({"done_on": "yesterday"}, "damaged"),
        ({"done_on": "2026-06-30T25:00:00Z"}, "damaged"),
        ({"state": "open"}, "damaged"),
        ({"uid": "../../x"}, "damaged"),
        ({"written_by": "a\nb"}, "damaged"),
    ],
)
def test_what_cannot_be_taken_up_whole_is_refused_and_waits_on(
    partners: Partners,
    case: str,
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, Any],
    words: str,
) -> None:
    bad = replace(carried("relative", {"relation": "52"}), **changed)
    taken = partners.receive(sending(partners, monkeypatch, case, bad))
    ws = partners.there.sign_in("duan")
    with pytest.raises((Refused, Damaged), match=words):
        taking_up.take_up(ws, taken.arrived, partners.out)
    assert nothing_there(partners)
    assert len(taking_up.waiting(partners.there.sign_in("duan"))) == 1


def test_a_case_of_a_newer_version_is_refused_when_it_comes(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = partners.receive(sending(partners, monkeypatch, case, format=whole_case.VERSION + 1))
    assert taken.refused == NEWER_CONTENT
    assert exchange_log.packages(partners.there.sign_in("duan").db) == []


def test_a_replay_is_refused_before_and_after_it_was_taken_up(
    partners: Partners, case: str
) -> None:
    made = partners.hand_over(case)
    partners.receive(made.path)
    assert partners.receive(made.path).refused == sequence.REPLAY(number=1)
    ws = partners.there.sign_in("duan")
    (waits,) = taking_up.waiting(ws)
    taking_up.take_up(ws, waits.package.uid, partners.out)
    again = partners.receive(made.path)
    assert again.refused == sequence.REPLAY(number=1)
    assert again.receipt is not None
    with pytest.raises(Refused, match="decided already"):
        taking_up.take_up(partners.there.sign_in("duan"), waits.package.uid, partners.out)


def test_a_fork_of_the_series_is_refused(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    partners.receive(partners.hand_over(case).path)
    ws = partners.here.sign_in("duan")
    with ws.db.transaction():  # as an old backup would be
        ws.db.execute("DELETE FROM handed_over_cases")
        ws.db.execute("DELETE FROM hand_overs")
    assert partners.receive(partners.hand_over(case).path).refused == sequence.FORK(number=1)


def test_what_was_cut_off_or_changed_or_is_for_somebody_else_is_refused(
    partners: Partners, case: str, tmp_path: Path
) -> None:
    data = partners.hand_over(case).path.read_bytes()
    for name, changed in {
        "cut.age": data[:-1],
        "changed.age": data[:500] + bytes([data[500] ^ 1]) + data[501:],
        "long.age": data + b"x",
    }.items():
        (tmp_path / name).write_bytes(changed)
        assert partners.receive(tmp_path / name).refused is not None
    (tmp_path / "whole.age").write_bytes(data)
    (refused,) = exchange.receive(partners.office.sign_in("wu"), [tmp_path / "whole.age"], tmp_path)
    assert refused.refused is not None
    assert nothing_there(partners)


@pytest.mark.parametrize(
    "at", ["record", "receipt", "after"], ids=["half the records", "the receipt", "the commit"]
)
def test_killed_half_way_there_is_the_package_and_nothing_else(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, at: str
) -> None:
    ws = partners.here.sign_in("he")
    save(ws, "relative", {"relation": "52"}, case=case)
    scanned(ws, case, tmp_path / "a.txt")
    taken = partners.receive(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    place = {
        "record": (disclosure, "inherit"),
        "receipt": (receiving, "sign_for"),
        "after": (taking_up, "_after"),
    }[at]
    with monkeypatch.context() as patched:
        patched.setattr(*place, die)
        with pytest.raises(Killed):
            taking_up.take_up(ws, taken.arrived, partners.out)
    ws = partners.there.sign_in("duan")
    if at == "after":  # it was taken up, and only the rest was not done
        assert taking_up.waiting(ws) == []
        assert partners.receive(next(partners.out.glob("*.age"))).receipt is not None
        assert len(cases.find_cases(partners.there.sign_in("duan"), Query())) == 1
        return
    assert nothing_there(partners)
    ws = partners.there.sign_in("duan")
    up = taking_up.take_up(ws, taken.arrived, partners.out)
    assert len(records.history(ws, cases.records_of(ws, up.case_uid)[0].uid)) == 1
    assert ws.db.one("SELECT count(*) FROM blobs") == (1,)


def test_the_same_person_here_already_is_decided_about(partners: Partners, case: str) -> None:
    here_already = save(partners.there.sign_in("he"), answers=INTAKE | {"name": NAME}).case_uid
    taken = partners.receive(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    (alike,) = taking_up.read(ws, taken.arrived).alike
    assert alike.case_uid == here_already
    with pytest.raises(Refused, match="may be here already"):
        taking_up.take_up(ws, taken.arrived, partners.out)
    up = taking_up.take_up(ws, taken.arrived, partners.out, others=[here_already])
    answers = INTAKE | {"name": NAME}
    found = cases.likenesses(ws, answers, but=up.case_uid)
    assert here_already not in {each.case_uid for each in found}


def test_a_case_goes_back_again_and_its_writers_are_still_named(
    partners: Partners, case: str
) -> None:
    up = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    told = packing.whole(ws, up.case_uid)
    (intake,) = told.records
    assert intake.written_by.startswith("和晓燕（")


def test_a_part_the_sender_could_not_open_is_named(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = carried("relative", {"relation": "52"}, closed=("medical",))
    taken = partners.receive(sending(partners, monkeypatch, case, lacking, inherits=2))
    arrival = taking_up.read(partners.there.sign_in("duan"), taken.arrived)
    assert (arrival.closed, arrival.inherits) == (1, 2)
    assert len(arrival.remarks()) == 3
