"""The account in words: every act has some, filters, pages, what is never in it."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from rescueapp import actions, clock
from rescueapp.actions.finding import cases
from rescueapp.actions.her import looks
from rescueapp.actions.papers import account_paper, releasing, trail
from rescueapp.actions.papers.trail import Asked, Told
from rescueapp.actions.recording import drafts, identity, records
from rescueapp.crypto import canonical
from rescueapp.domain import account
from rescueapp.domain.account import About, Group
from rescueapp.domain.case import Query
from rescueapp.domain.looks import Way
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import say
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save, uid_of
from tests.output.paper import words_of

ACTIONS = Path(actions.__path__[0])


def logged() -> set[str]:
    """The acts that are written out in the source."""
    found = set()
    for path in ACTIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            given = node.args[0] if name == "log" else None
            if name == "note" and len(node.args) > 1:  # at the key desk
                given = node.args[1]
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                found.add(given.value)
    return found


def words(line: Told) -> str:
    """The line as somebody reads it."""
    told = [line.act, line.kind, line.more]
    return " ".join([line.at, line.who, line.number, *(say(text) for text in told if text)])


def acts(ws: Workspace, asked: Asked) -> list[str]:
    return [say(line.act) for line in trail.told(ws, asked)]


def test_every_act_that_is_logged_has_words() -> None:
    assert logged() - set(account.ACTS) == set()


def test_every_kind_and_group_has_words() -> None:
    assert set(account.GROUPS) == set(Group)
    assert set(account.KINDS) == set(About) - {About.NOTHING}
    grouped = {key for group in Group for key in account.acts_in(group)}
    assert grouped == set(account.ACTS)


def test_an_act_nobody_declared_is_told_as_another_one(station: House) -> None:
    ws = station.sign_in("duan")
    with ws.db.transaction():
        ws.log("of_a_newer_program")
    [line] = trail.told(ws, Asked(group=Group.OTHER))
    assert line.act == account.OTHER.words()


def test_entries_tell_who_what_and_the_case_and_never_a_name(station: House) -> None:
    ws = station.sign_in("he")
    answers = {"arrived_at": "2026-06-29T13:40:00Z", "sex": "2", "name": "鹿鸣秋"}
    saved = save(ws, answers=answers)
    identity.reveal(ws, saved.case_uid, "police")
    records.open_record(ws, saved.record_uid)
    ws = station.sign_in("duan")
    lines = trail.told(ws, Asked(number=saved.number))
    assert [say(line.act) for line in lines] == [
        "Opened a record", "Showed the name", "Saved a record", "Registered a case",
    ]  # fmt: skip
    assert {line.who for line in lines} == {"和晓燕"}
    assert {line.number for line in lines} == {saved.number}
    assert say(lines[1].more or "") == "To answer the police or a court"
    assert not any("鹿鸣秋" in words(line) for line in trail.told(ws, Asked()))


def test_an_empty_form_beside_what_is_known_is_a_look(station: House) -> None:
    """Birth, languages, marriage stand beside its questions, as they would in a record."""
    case = save(station.sign_in("he"), answers=INTAKE | {"birth_date": "2001-03"}).case_uid
    ws = station.sign_in("duan")
    assert "birth_date" in records.blank(ws, "social_assistance", case).known
    assert _acts(ws)[0] == "Began a form in a case"
    (look,) = [each for each in looks.who_looked(ws, case, names=True) if each.name == "段文秀"]
    assert look.way is Way.READ


def test_an_empty_form_with_a_brief_is_one_look(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    ws = station.sign_in("duan")
    records.blank(ws, "interview", case)
    assert _acts(ws)[:2] == ["Read what is known before a talk", "Signed in"]


def test_a_new_intake_looks_at_nobody(station: House) -> None:
    ws = station.sign_in("he")
    before = _acts(ws)
    records.blank(ws, "intake", None)
    assert _acts(ws) == before


def test_a_draft_over_a_record_opens_the_record(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws)
    kept = drafts.keep_draft(
        ws, draft_uid=None, form="intake", case_uid=saved.case_uid, record_uid=saved.record_uid,
        based_on=1, answers=INTAKE,
    )  # fmt: skip
    count = len(_acts(ws))
    drafts.open_draft(ws, kept)
    assert _acts(ws)[:-count] == ["Opened a record"]


def _acts(ws: Workspace) -> list[str]:
    """What stands in the account, the latest first."""
    return [say(account.ACTS[entry.act].words) for entry in audit.rows(ws.db)]


def test_filters_by_worker_group_and_day(station: House, now: Clock) -> None:
    save(station.sign_in("he"))
    now.later(days=1)
    save(station.sign_in("mu"))
    ws = station.sign_in("duan")
    of_mu = trail.told(ws, Asked(worker=uid_of(ws, "mu")))
    assert {line.who for line in of_mu} == {"木春生"}
    assert set(acts(ws, Asked(group=Group.CHANGES))) == {"Saved a record", "Registered a case"}
    today = clock.today()
    changes = Asked(group=Group.CHANGES, first=today, last=today)
    assert {line.who for line in trail.told(ws, changes)} == {"木春生"}
    before = today - timedelta(days=1)
    changes = Asked(group=Group.CHANGES, first=before, last=before)
    assert {line.who for line in trail.told(ws, changes)} == {"和晓燕"}


def test_the_number_of_no_case_is_said(station: House) -> None:
    with pytest.raises(Refused) as refused:
        trail.told(station.sign_in("duan"), Asked(number="LX01-1999-0001"))
    assert refused.value.words == trail.NO_SUCH_CASE(number="LX01-1999-0001")


def test_pages_follow_one_another_without_a_gap(station: House) -> None:
    ws = station.sign_in("duan")
    with ws.db.transaction():
        for _ in range(7):
            ws.log("lock")
    whole = trail.told(ws, Asked())
    first = trail.told(ws, Asked(), limit=3)
    rest = trail.told(ws, Asked(), before=first[-1].seq, limit=100)
    assert first + rest == whole


def test_k15_a_search_that_finds_others_cases_is_written_down_once(station: House) -> None:
    saved = save(station.sign_in("he"))
    ws = station.sign_in("mu")
    for text in (saved.alias[:1], saved.alias[:2], saved.alias):
        cases.find_cases(ws, Query(text=text))
    cases.find_cases(ws, Query(text="没有这个"))
    ws = station.sign_in("duan")
    cases.find_cases(ws, Query(text=saved.alias))  # every case is a supervisor's
    lines = trail.told(ws, Asked(group=Group.SEARCHES, worker=uid_of(ws, "mu")))
    assert [say(line.act) for line in lines] == ["Searched and found others' cases"]
    assert acts(ws, Asked(group=Group.SEARCHES, worker=ws.worker.uid)) == []
    told = [entry for entry in trail.entries(ws) if entry.act == "search_outside"]
    assert told[0].detail == {"found": 1}


def test_k10_what_is_outside_ones_cases_can_be_listed_alone(station: House) -> None:
    saved = save(station.sign_in("he"))
    ws = station.sign_in("mu")
    cases.find_cases(ws, Query(text=saved.number))
    ws = station.sign_in("duan")
    identity.reveal(ws, saved.case_uid, "care")
    with ws.db.transaction():  # as a program would that lets through what it should not
        audit.append(ws.db, at=clock.stamp(), actor=uid_of(ws, "mu"), act="open_record",
                     object=saved.record_uid)  # fmt: skip
    assert acts(ws, Asked(outside=True)) == ["Opened a record", "Searched and found others' cases"]


def test_the_filtered_account_goes_on_paper_without_a_name(
    station: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"arrived_at": "2026-06-29T13:40:00Z", "sex": "2", "name": "鹿鸣秋"}
    saved = save(station.sign_in("he"), answers=answers)
    ws = station.sign_in("duan")
    made = account_paper.prepare(ws, Asked(number=saved.number))
    releasing.save(ws, made, tmp_path / "account.pdf")
    told = words_of((tmp_path / "account.pdf").read_bytes())
    assert saved.number in told
    assert "鹿鸣秋" not in told
    assert trail.told(ws, Asked(group=Group.PRINTS))
    with pytest.raises(Refused):
        account_paper.prepare(ws, Asked(group=Group.CLOCK))
    monkeypatch.setattr(account_paper, "MOST", 1)
    with pytest.raises(Refused) as refused:
        account_paper.prepare(ws, Asked())
    assert refused.value.words == account_paper.TOO_MANY(most=1)


@pytest.mark.parametrize("text", ["", 'a"b\\c', "\x00\x1f\x7f\u2028", "鹿鸣", "\U0001f98c"])
def test_the_bytes_of_an_entry_are_the_canonical_ones(text: str) -> None:
    row = (7, text, text, text, text, canonical.dumps({"reason": text, "n": [1, None]}).decode())
    assert audit._written(row) == canonical.dumps(audit._entry(row))


def test_the_check_of_the_chain_tells_how_far_it_is(station: House) -> None:
    class Watched:
        told: list[tuple[int, int]] = []

        def report(self, done: int, total: int = 0) -> None:
            self.told.append((done, total))

    ws = station.sign_in("duan")
    proved = trail.verified(ws, Watched())
    assert Watched.told == [(proved.entries, proved.entries)]


def test_an_altered_entry_is_named(station: House) -> None:
    ws = station.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute("DROP TRIGGER audit_is_final")
        ws.db.execute("""UPDATE audit SET detail = '{"generation": 1}' WHERE seq = 2""")
    with pytest.raises(Damaged) as damaged:
        trail.verified(ws)
    assert damaged.value.words.values["seq"] == 2
