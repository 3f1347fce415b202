"""The registers of the station: who writes and reads them, versions, what is no longer in use."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.backup import proving
from rescueapp.actions.her.her_words import HerWords
from rescueapp.actions.opened import entries
from rescueapp.actions.papers import prints, trail
from rescueapp.actions.papers.trail import Asked
from rescueapp.actions.recording import drafts, registers
from rescueapp.domain.account import Group
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.storage import digests
from rescueapp.storage.database import StatementError
from tests.actions.entering import MEI, enter
from tests.actions.leaving import order
from tests.actions.station import Clock, House, save
from tests.output.paper import words_of


@pytest.mark.parametrize("login", ["duan", "he"])
def test_k04_supervisors_and_caseworkers_keep_the_register(station: House, login: str) -> None:
    ws = station.sign_in(login)
    saved = enter(ws)
    [found] = entries.entries(ws, "interpreters")
    assert (found.uid, found.name, found.in_use) == (saved.record_uid, "王梅", True)
    assert entries.opened(ws, found.uid).writable


@pytest.mark.parametrize("login", ["yang", "li"])
def test_k04_everybody_on_duty_reads_it_and_writes_nothing(station: House, login: str) -> None:
    saved = enter(station.sign_in("he"))
    ws = station.sign_in(login)
    view = entries.opened(ws, saved.record_uid)
    assert view.answers == MEI
    assert not view.writable
    with pytest.raises(Refused) as refused:
        enter(ws)
    assert refused.value.words is registers.NOT_YOUR_FORM


def test_who_works_with_no_case_reads_no_register(station: House) -> None:
    saved = enter(station.sign_in("he"))
    ws = station.sign_in("zhou")
    for look in (
        lambda: entries.entries(ws, "interpreters"),
        lambda: entries.opened(ws, saved.record_uid),
        lambda: registers.history(ws, saved.record_uid),
    ):
        with pytest.raises(Refused):
            look()


def test_every_version_of_an_entry_stays_and_says_who_wrote_it(station: House, now: Clock) -> None:
    saved = enter(station.sign_in("he"))
    now.later(days=1)
    ws = station.sign_in("duan")
    enter(ws, {**MEI, "interpreter_phone": "13900001234"}, entry=saved.record_uid, based_on=1)
    assert [(v.version, v.worker_name) for v in registers.history(ws, saved.record_uid)] == [
        (2, "段文秀"),
        (1, "和晓燕"),
    ]
    assert entries.opened(ws, saved.record_uid, version=1).answers == MEI
    assert not entries.opened(ws, saved.record_uid, version=1).writable
    assert entries.opened(ws, saved.record_uid).answers["interpreter_phone"] == "13900001234"


def test_who_saves_over_a_newer_version_is_told(station: House) -> None:
    ws = station.sign_in("he")
    saved = enter(ws)
    enter(ws, entry=saved.record_uid, based_on=1)
    with pytest.raises(Refused):
        enter(ws, entry=saved.record_uid, based_on=1)
    assert len(registers.history(ws, saved.record_uid)) == 2


def test_an_entry_is_held_to_its_questions(station: House) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused) as refused:
        enter(ws, {**MEI, "interpreter_sex": "7"})
    assert "Sex" in str(refused.value.words.values["first"].values["field"])
    with pytest.raises(Refused):
        enter(ws, {"interpreter_sex": "2"})  # complete, and without a name
    enter(ws, {"interpreter_sex": "2"}, complete=False)
    with pytest.raises(Refused):
        enter(ws, register="intake")
    with pytest.raises(Refused):
        registers.save_entry(ws, register="services", entry_uid=enter(ws).record_uid, based_on=1,
                             answers={}, complete=False)  # fmt: skip


def test_one_no_longer_in_use_stands_last_and_is_still_read(station: House) -> None:
    ws = station.sign_in("he")
    left = enter(ws, {**MEI, "ended_on": "2026-06-30"})
    leaves = enter(ws, {**MEI, "interpreter_name": "赵青", "ended_on": "2026-07-01"})
    found = entries.entries(ws, "interpreters")
    assert [(e.uid, e.in_use) for e in found] == [
        (leaves.record_uid, True),
        (left.record_uid, False),
    ]
    assert entries.names(ws)[left.record_uid] == "王梅"


def test_each_save_is_in_the_account_by_its_uid_alone(station: House) -> None:
    ws = station.sign_in("duan")
    saved = enter(ws)
    [entry] = trail.entries(ws, of=saved.record_uid)
    assert entry.act == digests.SAVED_ENTRY
    assert "王梅" not in str(entry.detail)
    told = trail.told(ws, Asked(group=Group.CHANGES))
    assert told[0].act.msgid == "Saved an entry of a register"


def test_an_entry_changed_behind_the_program_is_found(station: House) -> None:
    ws = station.sign_in("duan")
    saved = enter(ws)
    assert proving.verify(ws).changed_records == ()
    with ws.db.transaction():
        ws.db.execute("UPDATE register_entries SET answers = '{}'")
    assert proving.verify(ws).changed_records == (saved.record_uid,)


def test_typing_over_an_entry_is_kept_and_gone_with_the_save(station: House) -> None:
    ws = station.sign_in("he")
    saved = enter(ws)
    typed = {**MEI, "interpreter_phone": "1390000"}
    kept = drafts.keep_draft(ws, draft_uid=None, form="interpreters", case_uid=None,
                             record_uid=saved.record_uid, based_on=1, answers=typed)  # fmt: skip
    opened = drafts.open_draft(ws, kept)
    assert opened.view.answers == typed
    assert opened.view.writable
    enter(ws, typed, entry=saved.record_uid, based_on=1, draft_uid=kept)
    assert drafts.drafts_of(ws) == []


def test_no_case_has_a_record_of_a_register(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    with pytest.raises(Refused):
        save(ws, "interpreters", MEI, case=case)


# --- chosen in a form -----------------------------------------------------------------------


def interview(entry: str) -> dict[str, Any]:
    return {"interpretation": "02", "interpreter": entry}


def test_k04_the_interpreter_of_an_interview_is_one_of_the_register(station: House) -> None:
    ws = station.sign_in("he")
    mei = enter(ws).record_uid
    case = save(ws).case_uid
    save(ws, "interview", interview(mei), case=case)
    names = entries.names(ws)
    told = list(interpreter.lines(FORMS["interview"], interview(mei), False, names))
    assert "王梅" in [line.words for line in told]


def test_k04_the_coded_facts_carry_no_entry(station: House) -> None:
    mei = enter(station.sign_in("he")).record_uid
    assert interpreter.coded(FORMS["interview"], interview(mei)) == {"interpretation": "02"}


def test_k04_an_earlier_answer_is_still_read() -> None:
    lines = interpreter.lines(FORMS["interview"], {"interpreted": "03"}, False)
    told = {line.field_key: line.words for line in lines}
    assert told["interpreted"] == "A man"


def test_k04_the_case_file_names_who_interpreted(station: House) -> None:
    ws = station.sign_in("duan")
    mei = enter(ws).record_uid
    case = save(station.sign_in("he")).case_uid
    save(station.sign_in("he"), "interview", interview(mei), case=case)
    ws = station.sign_in("duan")
    assert "王梅" in words_of(prints.prepare_file(ws, order(case)).pdfs[0])


def test_k04_somebody_of_the_unsafe_list_interprets_for_nobody(station: House) -> None:
    ws = station.sign_in("he")
    mei = enter(ws, {**MEI, "interpreter_phone": "139-0000-1234"}).record_uid
    other = enter(ws, {**MEI, "interpreter_name": "赵青"}).record_uid
    case = save(ws).case_uid
    buyer = {"relative_name": "张国强", "relative_phone": "13900001234", "contact_forbidden": True}
    save(ws, "relative", buyer, case=case)
    with pytest.raises(Refused):
        save(ws, "interview", interview(mei), case=case)
    by_name = {"interpretation": "04", "interpreter_by_name": "張國強"}
    with pytest.raises(Refused):
        save(ws, "interview", by_name, case=case)
    save(ws, "interview", interview(other), case=case)


def test_k04_in_what_is_read_with_her_an_interpreter_has_no_name(station: House) -> None:
    ws = station.sign_in("he")
    enter(ws)
    case = save(ws).case_uid
    words = HerWords(ws, case, identity=False)
    assert words.masked("王梅陪她去了医院") == "an interpreter or companion陪她去了医院"


@pytest.mark.parametrize(
    "statement", ["UPDATE register_versions SET answers = '{}'", "DELETE FROM register_versions"]
)
def test_a_saved_version_of_an_entry_never_changes_and_never_goes(
    station: House, statement: str
) -> None:
    ws = station.sign_in("he")
    enter(ws)
    with pytest.raises(StatementError), ws.db.transaction():
        ws.db.execute(statement)


def test_an_end_that_only_a_newer_program_reads_closes_no_list(station: House) -> None:
    ws = station.sign_in("he")
    uid = enter(ws).record_uid
    told = '{"interpreter_name": "王梅", "ended_on": "2026-21"}'  # EDTF level 1: in spring
    with ws.db.transaction():
        ws.db.execute("UPDATE register_entries SET answers = ? WHERE uid = ?", (told, uid))
    (found,) = entries.entries(ws, "interpreters")
    assert (found.name, found.in_use) == ("王梅", True)


def test_k09_who_reads_no_cases_reads_no_names_of_interpreters(station: House) -> None:
    enter(station.sign_in("he"))
    with pytest.raises(Refused):
        entries.names(station.sign_in("zhou"))
