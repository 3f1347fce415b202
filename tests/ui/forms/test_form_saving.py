"""A form is checked and saved; a colleague's newer version is merged, a second person looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.forms.conftest import ARRIVED, Desk
from tests.ui.forms.filling import again, button, change, editor_of, read, save
from tests.ui.forms.keyboard import Keys

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_what_is_missing_stands_in_a_list_that_goes_there(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.tab_to("name.").press(Qt.Key.Key_Return, CONTROL)
    listed = view.foot.problems
    assert listed.isVisible()
    assert listed.count() >= 2
    assert keys.place == "arrived_at.input"
    assert view.pad.row("arrived_at").problem()
    listed.setFocus()
    listed.setCurrentRow(1)
    keys.press(Qt.Key.Key_Return)
    assert keys.place.startswith("sex")
    keys.write("2")
    assert view.pad.row("sex").problem() == ""


def test_the_list_unfolds_the_section_it_goes_to(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    view.go_to(("brief",))
    assert keys.place == "brief.input"
    row = view.pad.row("brief")
    shown = view.area.viewport()
    desk.qtbot.waitUntil(lambda: shown.rect().contains(row.mapTo(shown, row.rect().center())))


def test_typing_that_cannot_be_read_is_not_saved_as_nothing(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    keys.tab_to("birth_date").write("soon")
    view.save(complete=False)
    desk.settle()
    assert view.keeper.place.record_uid is None
    assert keys.place == "birth_date.input"
    assert view.pad.row("birth_date").problem()


def test_what_is_wrong_is_said_when_one_goes_on(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.tab_to("birth_date").write("2999-01-01")
    assert view.pad.row("birth_date").problem() == ""
    keys.tab()
    assert view.pad.row("birth_date").problem()


def test_a_wrong_number_is_said_once_and_says_the_way_out(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.tab_to("id_document").write("01")
    keys.tab().write("990101201004180241")
    row = view.pad.row("id_document")
    verdict = editor_of(view, "id_document")._verdict
    assert verdict.isVisible()
    keys.tab()
    assert not verdict.isVisible()
    assert row.problem().count("check character") == 1
    assert "choose “Other” as its type" in row.problem()


def test_the_list_of_problems_forgets_what_was_answered(desk: Desk) -> None:
    view = desk.open()
    view.save(complete=False)
    listed = view.foot.problems
    assert listed.count() == 2
    change(view, "arrived_at", ARRIVED)
    assert listed.count() == 1
    change(view, "sex", "2")
    assert not listed.isVisible()


def test_a_second_save_makes_a_second_version(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    first = save(desk, view)
    change(view, "name", "Shi")
    second = save(desk, view, complete=True)
    assert (first.version, second.version) == (1, 2)
    assert first.record_uid == second.record_uid
    with desk.qtbot.waitSignal(view.head.history_asked):
        view.head.history.click()
    desk.settle()
    lines = view.head.versions.lines()
    assert [line.split(" · ")[0] for line in lines] == ["Version 2", "Version 1"]
    assert all("Wang Fang" in line for line in lines)


def test_entry_from_paper_is_one_tick(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    view.head.late.click()
    saved = save(desk, view)
    (row,) = desk.do(
        lambda ws: ws.db.read("SELECT entered_late FROM records WHERE uid = ?", (saved.record_uid,))
    )
    assert row[0] == 1


def test_a_newer_version_is_merged_and_nothing_is_lost(desk: Desk) -> None:
    saved = desk.register(name="Shi")
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    change(view, "name", "Shi Xiaoxi")
    change(view, "birth_date", "1990")
    again(desk, saved.record_uid, 1, name="Shi Xi", arrival_mode="02")
    view.save(complete=False)
    desk.settle()
    assert "saved version 2" in view.notice.words()
    assert editor_of(view, "name").value() == "Shi Xiaoxi"
    assert editor_of(view, "arrival_mode").value() == "02"
    view.go_to(("name",))
    known = view.pad.row("name")._known_words
    assert known is not None
    assert "Shi Xi" in known.text()
    assert save(desk, view).version == 3
    said = read(desk, saved.record_uid).answers
    assert (said["name"], said["birth_date"], said["arrival_mode"]) == ("Shi Xiaoxi", "1990", "02")


def test_the_answer_of_the_colleague_is_taken_with_one_key(desk: Desk, keys: Keys) -> None:
    saved = desk.register(name="Shi")
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    change(view, "name", "Shi Xiaoxi")
    again(desk, saved.record_uid, 1, name="Shi Xi")
    view.save(complete=False)
    desk.settle()
    button(view, "formGoToFirst").click()
    keys.press(Qt.Key.Key_F8)
    save(desk, view)
    assert read(desk, saved.record_uid).answers["name"] == "Shi Xi"


def test_a_likely_same_person_is_looked_at_before_she_is_registered_twice(desk: Desk) -> None:
    before = desk.register(name="石小溪")
    view = desk.open()
    for key, value in {"arrived_at": ARRIVED, "sex": "2", "name": "石小溪"}.items():
        change(view, key, value)
    view.save(complete=False)
    desk.settle()
    assert view.keeper.place.record_uid is None
    assert [card.uid for card in button(view, "alike").cards] == [before.case_uid]
    with desk.qtbot.waitSignal(view.saved) as saved:
        button(view, "alikeApart0").click()
    assert saved.args[0].case_uid != before.case_uid
    alike = desk.do(lambda ws: ws.db.read("SELECT count(*) FROM not_the_same"))
    assert alike[0][0] == 1


def test_printing_saves_first(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    with desk.qtbot.waitSignal(view.print_wanted) as wanted:
        view.foot.print.click()
    assert wanted.args == [view.keeper.place.record_uid]


def test_a_plain_save_leaves_a_complete_record_complete(desk: Desk) -> None:
    saved = desk.register(sex="2")
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    view.save(complete=True)
    desk.settle()
    change(view, "brief", "晚上到站")
    view.save(complete=False)
    desk.settle()
    row = read(desk, saved.record_uid).row
    assert row is not None
    assert (row.version, row.state) == (3, "complete")
