"""A form at night: written by keyboard, its questions follow the answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Form
from tests.every_form.sample import answers_for
from tests.ui.forms.conftest import ARRIVED, Desk
from tests.ui.forms.filling import button, change, editor_of, read, save
from tests.ui.forms.keyboard import Keys
from ui.forms import field_row
from ui.forms.editor import Desk as EditorDesk
from ui.forms.form_pad import FormPad
from ui.forms.tab_order import in_reading_order
from ui.widgets.words import Words

EVERY = {**FORMS, **REGISTERS, INCIDENT.key: INCIDENT}
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


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
    assert editor_of(view, "birth_date").value() == {"none": "declined"}
    keys.tab()
    assert row.problem() == ""


def test_staff_questions_offer_no_refusal(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.press(Qt.Key.Key_F9)
    assert editor_of(view, "arrived_at").value() is None


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


@pytest.mark.parametrize("number", [0, 3, 7])
@pytest.mark.parametrize("form", EVERY.values(), ids=EVERY)
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


def test_tab_enters_a_group_at_the_choice_that_stands(desk: Desk, keys: Keys) -> None:
    saved = desk.register(sex="2")
    desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    keys.tab_to("sex")
    assert keys.place == "sex.2"
    keys.tab()
    assert not keys.place.startswith("sex")


def test_what_even_a_first_record_needs_is_said_beside_it(desk: Desk) -> None:
    view = desk.open()
    for key in ("arrived_at", "sex"):
        words = [w.text() for w in view.pad.row(key).findChildren(Words)]
        assert field_row.NEEDED_FIRST.msgid in words


def test_page_down_leafs_through_the_form(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    bar = view.area.verticalScrollBar()
    view.foot.close_form.setFocus()
    keys.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    keys.press(Qt.Key.Key_PageUp)
    assert bar.value() == 0
