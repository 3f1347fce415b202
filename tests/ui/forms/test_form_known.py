"""What a form shows of the rest of the case: known facts, relatives, other people, photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QRadioButton

from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Form, Kind, Section, Topic
from tests.ui.forms.conftest import Desk
from tests.ui.forms.filling import change, editor_of, save
from tests.ui.forms.keyboard import Keys
from ui import messages
from ui.forms.editor import Desk as EditorDesk
from ui.forms.editor_of import make_editor
from ui.forms.form_view import FormView


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
    assert editor_of(view, "birth_date").value() == "1990-03"
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
    editor: Any = make_editor(question, EditorDesk(form, desk.session))
    desk.qtbot.addWidget(editor)
    with desk.qtbot.waitActive(editor):
        editor.show()
    editor.setFocus()
    keys.write(other.alias[:2])
    desk.qtbot.waitUntil(lambda: editor.line.is_offering())
    keys.press(Qt.Key.Key_Return)
    assert editor.value() == other.case_uid
    assert other.alias in editor.line.text()
    assert "小溪" not in editor.line.text()


def test_a_photo_is_sealed_and_shown_for_a_while(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "holiday.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    assert picture.save(str(path))
    saved = desk.register()
    view = desk.open(case_uid=saved.case_uid, record_uid=saved.record_uid)
    editor = editor_of(view, "photo")
    messages.answer_next(path)
    editor.add.click()
    desk.qtbot.waitUntil(lambda: editor.value() is not None)
    assert editor.value()["type"] == "image/png"
    assert "holiday" not in str(editor.value())
    editor.see.click()
    desk.qtbot.waitUntil(lambda: editor._picture.isVisible())
    editor._timer.timeout.emit()
    assert not editor._picture.isVisible()
    assert editor._picture.pixmap().isNull()
