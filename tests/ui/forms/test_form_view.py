"""A form at night: written by keyboard, kept while it is written, checked, saved, merged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget

from rescueapp.actions import drafts, records
from rescueapp.domain.record import RecordView
from rescueapp.errors import Unavailable
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Section, Topic
from rescueapp.i18n import mark
from tests.every_form.sample import answers_for
from tests.ui.forms.conftest import ARRIVED, Desk
from tests.ui.forms.keyboard import Keys
from ui import messages
from ui.forms import field_row
from ui.forms.editor import Desk as EditorDesk
from ui.forms.editor_of import make_editor
from ui.forms.form_pad import FormPad
from ui.forms.form_view import FormView
from ui.forms.tab_order import in_reading_order
from ui.widgets.words import Words

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def read(desk: Desk, record_uid: str) -> RecordView:
    view: RecordView = desk.do(lambda ws: records.open_record(ws, record_uid))
    return view


def save(desk: Desk, view: FormView, *, complete: bool = False) -> Any:
    with desk.qtbot.waitSignal(view.saved) as saved:
        view.save(complete=complete)
    return saved.args[0]


def change(view: FormView, key: str, value: Any) -> None:
    """As if the person had put in an answer."""
    editor = view.pad.row(key).editor
    assert editor is not None
    editor.take(value)


def again(desk: Desk, record_uid: str, based_on: int, **answers: Any) -> None:
    """A colleague saves the intake."""
    before = read(desk, record_uid)
    desk.do(
        lambda ws: records.save_record(
            ws, form="intake", case_uid=before.case_uid, record_uid=record_uid, based_on=based_on,
            answers={**before.answers, **answers}, complete=False,
        )
    )  # fmt: skip


# --- writing ------------------------------------------------------------------------------


def test_a_first_night_is_entered_by_keyboard_alone(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    assert keys.place == "arrived_at.input"
    keys.write("2026-03-05 22:30").tab_to("sex").write("2")
    keys.tab_to("arrival_mode").write("gongan").press(Qt.Key.Key_Return)
    keys.tab_to("danger").write("shoushang").press(Qt.Key.Key_Space)
    keys.tab_to("birth_date").write("1990.3")
    keys.tab_to("escort_name").write("李警官")
    keys.tab_to("reasons").write("01").press(Qt.Key.Key_Space)
    keys.tab_to("family_may_know").press(Qt.Key.Key_8, ALT)
    keys.tab_to("name.").write("石小溪")
    with desk.qtbot.waitSignal(view.saved) as saved:
        keys.press(Qt.Key.Key_S, CONTROL)
    said = read(desk, saved.args[0].record_uid).answers
    assert said["arrived_at"] == ARRIVED
    assert said["sex"] == "2"
    assert said["arrival_mode"] == "01"
    assert len(said["danger"]) == 1
    assert said["family_may_know"] == {"none": "declined"}
    assert said["birth_date"] == "1990-03"
    assert said["escort_name"] == "李警官"
    assert said["reasons"] == ["01"]
    assert said["name"] == "石小溪"


def test_k25_refusing_is_one_key_and_never_wrong(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.tab_to("birth_date").press(Qt.Key.Key_F9)
    row = view.pad.row("birth_date")
    assert row.editor is not None
    assert row.editor.value() == {"none": "declined"}
    keys.tab()
    assert row.problem() == ""


def test_staff_questions_offer_no_refusal(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.press(Qt.Key.Key_F9)
    assert view.pad.row("arrived_at").editor.value() is None  # type: ignore[union-attr]


def test_questions_follow_the_answers_at_once(desk: Desk) -> None:
    view = desk.open()
    escort = next(box for box in view.pad.boxes if box.section.key == "escort")
    assert escort.isHidden()
    change(view, "arrival_mode", "01")
    assert not escort.isHidden()
    assert view.pad.row("escort_badge").isVisibleTo(view)
    change(view, "arrival_mode", "03")
    assert view.pad.row("escort_name").isVisibleTo(view)
    with pytest.raises(KeyError):
        view.pad.row("escort_badge")
    change(view, "arrival_mode", "02")
    assert escort.isHidden()


def test_what_no_longer_applies_is_not_saved_and_what_never_showed_stays(desk: Desk) -> None:
    saved = desk.register(arrival_mode="01", escort_name="Li", escort_badge="123")
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    change(view, "arrival_mode", "02")
    save(desk, view)
    said = read(desk, saved.record_uid).answers
    assert "escort_name" not in said
    assert "escort_badge" not in said


def test_folded_sections_are_built_when_they_are_opened(desk: Desk) -> None:
    view = desk.open()
    brief = next(box for box in view.pad.boxes if box.section.key == "brief")
    assert brief.rows == {}
    with desk.qtbot.waitSignal(view.ready):
        brief.head.click()
    assert set(brief.rows) == {field.key for field in brief.wanted}


def test_tab_goes_down_the_page(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrival_mode", "01")  # a section that is built after those below it
    desk.qtbot.waitUntil(lambda: all(box.missing() is None for box in view.pad.boxes))
    heights = [stop.mapTo(view.pad, stop.rect().topLeft()).y() for stop in view.pad.stops()]
    assert heights == sorted(heights)


def test_everything_on_the_form_has_a_name_and_words(desk: Desk) -> None:
    view = desk.open()
    for box in view.pad.boxes:
        box.open()
    desk.qtbot.waitUntil(lambda: all(box.missing() is None for box in view.pad.boxes))
    stops = in_reading_order(view)
    assert len(stops) > 60
    for widget in stops:
        assert widget.objectName(), widget
        assert widget.accessibleName(), widget.objectName()
    names = [widget.objectName() for widget in stops]
    assert len(names) == len(set(names))


# --- every form ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 3, 7])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_shows_and_gives_back_its_answers(desk: Desk, form: Form, number: int) -> None:
    pad = FormPad(EditorDesk(form, desk.session))
    desk.qtbot.addWidget(pad)
    said = answers_for(form, number)
    every = frozenset({"", *(compartment.value for compartment in Compartment)})
    pad.load(said, known={}, readable=every, write=True, born_to=None)
    for box in pad.boxes:
        for field in box.wanted:
            editor = pad.row(field.key).editor
            assert editor is not None
            assert editor.value() == said.get(field.key), field.key
    assert pad.answers() == said


def test_answers_of_a_newer_program_are_kept_and_shown(desk: Desk) -> None:
    saved = desk.register(shoe_size="38")
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    assert "shoe_size: 38" in button(view, "newerAnswers").text()
    change(view, "name", "Shi")
    save(desk, view)
    assert read(desk, saved.record_uid).answers["shoe_size"] == "38"


# --- keeping ------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_comes_back(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.tab_to("birth_date").write("2026-13")
    keys.tab_to("name.").write("石小溪")
    with desk.qtbot.waitSignal(view.keeper.kept):
        view.keep_now()
    found = desk.do(drafts.drafts_of)
    assert [draft.form for draft in found] == ["intake"]
    back = desk.open(draft_uid=found[0].uid)
    assert back.pad.row("name").editor.value() == "石小溪"  # type: ignore[union-attr]
    birth = back.pad.row("birth_date").editor
    assert birth is not None
    assert birth.kept() == {"typed": "2026-13"}
    assert back.notice.words()


def test_typing_keeps_itself_without_being_asked(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    with desk.qtbot.waitSignal(view.keeper.kept, timeout=5000):
        keys.tab_to("name.").write("Shi")
    opened = desk.do(lambda ws: drafts.open_draft(ws, drafts.drafts_of(ws)[0].uid))
    assert opened.view.answers == {"name": "Shi"}
    assert view.foot.kept.text().startswith("Draft kept")


def test_a_saved_form_leaves_no_draft(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    view.keep_now()  # queued before the save, which makes it superfluous
    save(desk, view)
    assert desk.do(drafts.drafts_of) == []
    change(view, "name", "Shi")
    view.keep_now()
    desk.settle()
    (draft,) = desk.do(drafts.drafts_of)
    assert (draft.record_uid is not None, draft.based_on) == (True, 1)


def test_keep_now_runs_what_follows_when_nothing_is_typed_too(desk: Desk) -> None:
    view = desk.open()
    done: list[int] = []
    view.keep_now(lambda: done.append(1))
    assert done == [1]


def test_leaving_asks_only_when_something_would_be_lost(desk: Desk) -> None:
    view = desk.open()
    left: list[str] = []
    view.ask_to_leave(lambda: left.append("clean"))
    assert left == ["clean"]
    change(view, "name", "Shi")
    view.ask_to_leave(lambda: left.append("kept"))
    assert left == ["clean"]
    assert QApplication.focusWidget() is button(view, "leaveKeep")
    button(view, "leaveKeep").click()
    desk.qtbot.waitUntil(lambda: left == ["clean", "kept"])
    assert len(desk.do(drafts.drafts_of)) == 1


def test_dropping_drops_the_draft(desk: Desk) -> None:
    view = desk.open()
    change(view, "name", "Shi")
    view.keep_now()
    left: list[int] = []
    view.ask_to_leave(lambda: left.append(1))
    button(view, "leaveDrop").click()
    desk.qtbot.waitUntil(lambda: left == [1])
    assert desk.do(drafts.drafts_of) == []


def test_leaving_may_save_first(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    left: list[int] = []
    view.ask_to_leave(lambda: left.append(1))
    with desk.qtbot.waitSignal(view.saved):
        button(view, "leaveSave").click()
    assert left == [1]


def button(view: FormView, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, name
    return found


# --- checking -----------------------------------------------------------------------------


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


def test_the_list_unfolds_the_section_it_goes_to(desk: Desk) -> None:
    view = desk.open()
    view.go_to(("brief",))
    assert QApplication.focusWidget().objectName() == "brief.input"  # type: ignore[union-attr]
    row = view.pad.row("brief")
    shown = view.scroll.viewport()
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
    verdict = row.editor._verdict  # type: ignore[union-attr]
    assert verdict.isVisible()
    keys.tab()
    assert not verdict.isVisible()
    assert row.problem().count("check character") == 1
    assert "choose “Other” as its type" in row.problem()


# --- saving -------------------------------------------------------------------------------


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
    pad = view.pad
    assert pad.row("name").editor.value() == "Shi Xiaoxi"  # type: ignore[union-attr]
    assert pad.row("arrival_mode").editor.value() == "02"  # type: ignore[union-attr]
    view.go_to(("name",))
    assert "Shi Xi" in pad.row("name")._known_words.text()  # type: ignore[union-attr]
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


# --- who may see what ---------------------------------------------------------------------


def test_what_one_cannot_open_is_absent(desk: Desk) -> None:
    saved = desk.register()
    view = desk.open("medical_care", case_uid=saved.case_uid)
    shown = {field.key for box in view.pad.boxes for field in box.wanted}
    sealed = {
        field.key
        for field in interpreter.fields(FORMS["medical_care"])
        if interpreter.compartment_of(FORMS["medical_care"], field) == "medical"
    }
    assert sealed
    assert not shown & sealed


def test_who_does_not_write_a_form_reads_it_as_words(desk: Desk) -> None:
    saved = desk.register()
    view = desk.open("psychological_record", case_uid=saved.case_uid)
    assert not view.foot.save.isVisible()
    assert view.findChildren(QRadioButton) == []
    assert view.pad.findChildren(QCheckBox) == []


def test_k05_the_title_is_the_alias_and_never_the_name(desk: Desk) -> None:
    saved = desk.register(name="石小溪")
    view = FormView(desk.session, form="intake", case_uid=saved.case_uid,
                    record_uid=saved.record_uid, draft_uid=None)  # fmt: skip
    desk.qtbot.addWidget(view)
    with desk.qtbot.waitSignal(view.title_changed) as title:
        view.show()
    assert saved.alias in title.args[0]
    assert "石小溪" not in title.args[0]


# --- relatives ----------------------------------------------------------------------------


def test_a_relative_is_added_without_leaving_the_form(desk: Desk) -> None:
    saved = desk.register()
    view = desk.open("consent", case_uid=saved.case_uid)
    got: list[Any] = []
    assert view.desk.add_one is not None
    view.desk.add_one("relative", got.append)
    inner = view.findChild(FormView)
    assert inner is not None
    desk.settle()
    change(inner, "relation", "52")
    change(inner, "relative_name", "石大梅")
    save(desk, inner)
    desk.qtbot.waitUntil(lambda: bool(got))
    assert got[0].detail == "石大梅"
    assert [option.value for option in view.desk.relatives] == [got[0].value]


# --- what is known, who is meant, what is attached ----------------------------------------


def test_what_is_known_stands_beside_and_is_taken_with_one_key(desk: Desk, keys: Keys) -> None:
    saved = desk.register(birth_date="1990-03", name="石小溪")
    view = desk.open("police_handover", case_uid=saved.case_uid)
    row = view.pad.row("birth_date")
    known = row._known_words
    assert known is not None
    assert "1990" in known.text()
    assert "Wang Fang" in known.text()
    view.go_to(("birth_date",))
    keys.press(Qt.Key.Key_F8)
    assert row.editor is not None
    assert row.editor.value() == "1990-03"
    assert not known.isVisible()


def test_a_known_name_is_shown_only_to_who_stands_in_the_question(desk: Desk) -> None:
    saved = desk.register(name="石小溪")
    view = desk.open("police_handover", case_uid=saved.case_uid)
    known = view.pad.row("name")._known_words
    assert known is not None
    assert "石小溪" not in known.text()
    view.go_to(("name",))
    assert "石小溪" in known.text()
    view.foot.save.setFocus()
    assert "石小溪" not in known.text()


def test_another_case_is_found_by_alias_and_shown_without_a_name(desk: Desk, keys: Keys) -> None:
    other = desk.register(name="石小溪")
    question = Field("child", "Child", Kind.PERSON)
    form = Form("test", "T1", "Test", 1, Topic.CASE, (Section("s", "S", (question,)),))
    editor = make_editor(question, EditorDesk(form, desk.session))
    desk.qtbot.addWidget(editor)
    with desk.qtbot.waitActive(editor):
        editor.show()
    editor.setFocus()
    keys.write(other.alias[:2])
    desk.qtbot.waitUntil(lambda: editor.line.is_offering())  # type: ignore[attr-defined]
    keys.press(Qt.Key.Key_Return)
    assert editor.value() == other.case_uid
    assert other.alias in editor.line.text()  # type: ignore[attr-defined]
    assert "小溪" not in editor.line.text()  # type: ignore[attr-defined]


def test_a_photo_is_sealed_and_shown_for_a_while(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "holiday.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    assert picture.save(str(path))
    saved = desk.register()
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    editor = view.pad.row("photo").editor
    assert editor is not None
    messages.answer_next(path)
    editor.add.click()  # type: ignore[attr-defined]
    desk.qtbot.waitUntil(lambda: editor.value() is not None)
    assert editor.value()["type"] == "image/png"
    assert "holiday" not in str(editor.value())
    editor.see.click()  # type: ignore[attr-defined]
    desk.qtbot.waitUntil(lambda: editor._picture.isVisible())  # type: ignore[attr-defined]
    editor._timer.timeout.emit()  # type: ignore[attr-defined]
    assert not editor._picture.isVisible()  # type: ignore[attr-defined]
    assert editor._picture.pixmap().isNull()  # type: ignore[attr-defined]


# --- when things go wrong -----------------------------------------------------------------


def test_leaving_while_a_save_is_under_way_waits_for_it(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    left: list[Any] = []
    view.save(complete=False)
    view.ask_to_leave(lambda: left.append(view.keeper.place.record_uid))
    assert left == []
    desk.qtbot.waitUntil(lambda: bool(left))
    assert left[0] is not None


def test_a_save_that_is_refused_loses_nothing(desk: Desk, monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    monkeypatch.setattr(records, "save_record", refuse)
    left: list[int] = []
    view.save(complete=False)
    view.ask_to_leave(lambda: left.append(1))
    desk.settle()
    assert left == []
    assert len(desk.do(drafts.drafts_of)) == 1
    assert view.notice.words()


def test_a_draft_that_cannot_be_kept_is_said_and_tried_again(desk: Desk, monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    view = desk.open()
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "keep_draft", refuse)
        change(view, "name", "Shi")
        with desk.qtbot.waitSignal(view.keeper.failed):
            view.keep_now()
    assert "The disk is full." in view.notice.words()
    change(view, "name", "Shi Xi")
    with desk.qtbot.waitSignal(view.keeper.kept):
        view.keep_now()


def test_a_lock_keeps_what_was_typed_a_moment_ago(desk: Desk) -> None:
    view = desk.open()
    change(view, "name", "Shi")
    view.keep_now()
    desk.close()
    back = Desk(desk.qtbot, desk.folder, "night")
    try:
        (draft,) = back.do(drafts.drafts_of)
        again_open = back.open(draft_uid=draft.uid)
        assert again_open.pad.row("name").editor.value() == "Shi"  # type: ignore[union-attr]
    finally:
        back.close()


# --- the way in ---------------------------------------------------------------------------


def test_tab_enters_a_group_at_the_choice_that_stands(desk: Desk, keys: Keys) -> None:
    saved = desk.register(sex="2")
    desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    keys.tab_to("sex")
    assert keys.place == "sex.2"
    keys.tab()
    assert not keys.place.startswith("sex")


def test_the_list_of_problems_forgets_what_was_answered(desk: Desk) -> None:
    view = desk.open()
    view.save(complete=False)
    listed = view.foot.problems
    assert listed.count() == 2
    change(view, "arrived_at", ARRIVED)
    assert listed.count() == 1
    change(view, "sex", "2")
    assert not listed.isVisible()


def test_what_even_a_first_record_needs_is_said_beside_it(desk: Desk) -> None:
    view = desk.open()
    for key in ("arrived_at", "sex"):
        words = [w.text() for w in view.pad.row(key).findChildren(Words)]
        assert field_row.NEEDED_FIRST.msgid in words


def test_page_down_leafs_through_the_form(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    bar = view.scroll.verticalScrollBar()
    view.foot.close_form.setFocus()
    keys.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    keys.press(Qt.Key.Key_PageUp)
    assert bar.value() == 0


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
