"""Attached files are looked at inside the program, in memory, and say so when they cannot be."""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rescueapp.forms import answers
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Level, Section, Topic
from rescueapp.printing.preview import Picture
from rescueapp.printing.sheet import sheet
from tests.output.paper import ANSWERS, HANDOVER, HEAD
from tests.ui.forms.conftest import Desk
from ui import messages
from ui.forms.attachment_editors import AttachmentEditor, PhotoEditor
from ui.forms.attachment_viewer import AttachmentViewer
from ui.forms.editor import Desk as EditorDesk
from ui.forms.editor_of import make_editor
from ui.widgets.busy import Busy
from ui.widgets.notice import Notice

PAPERS = Field("papers", "Papers", Kind.ATTACHMENT, Level.L3, Compartment.CARE)
FORM = Form("test", "T1", "Test", 1, Topic.CASE, (Section("s", "S", (PAPERS,)),))
WORDS = "接报后由民警护送到站，身体状况良好。\n"
CONTROL = Qt.KeyboardModifier.ControlModifier


def _pdf() -> bytes:
    return sheet(HANDOVER, {**ANSWERS, "story": "她说要回家。" * 900}, HEAD)


def _photo(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (900, 1200), (9, 90, 160)).save(target, kind)
    return target.getvalue()


class Reader:
    """Somebody who has added a file and looks at it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self._folder = desk, folder
        made = make_editor(PAPERS, EditorDesk(FORM, desk.session, desk.register().case_uid))
        assert isinstance(made, AttachmentEditor)
        self.editor, self.window = made, QWidget()
        made.setParent(self.window)
        made.resize(900, 700)
        desk.qtbot.addWidget(self.window)
        self.window.resize(900, 700)
        with desk.qtbot.waitExposed(self.window):
            self.window.show()

    def choose(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.write_bytes(content)
        messages.answer_next(path)
        self.editor.add.click()

    def add(self, name: str, content: bytes) -> None:
        self.choose(name, content)
        self.desk.qtbot.waitUntil(lambda: self.editor.value() is not None)

    def look(self) -> AttachmentViewer:
        self.editor.open.click()
        viewer = self.editor.findChild(AttachmentViewer)
        assert isinstance(viewer, AttachmentViewer)
        self.desk.qtbot.waitUntil(viewer.isVisible)
        self.settle()
        return viewer

    def settle(self) -> None:
        for _ in range(3):
            self.desk.qtbot.waitUntil(lambda: not self.desk.tasks.busy, timeout=30_000)
            QApplication.processEvents()


@pytest.fixture
def reader(desk: Desk, tmp_path: Path) -> Reader:
    return Reader(desk, tmp_path)


def page_of(viewer: AttachmentViewer) -> Any:
    return viewer._pages._page.pixmap().deviceIndependentSize()


def child_of(viewer: AttachmentViewer) -> Any:
    """The process that draws its pages."""
    shown = viewer._file.shown
    assert shown is not None
    return shown._child


def said(viewer: AttachmentViewer) -> str:
    notice = viewer.findChild(Notice, "attachmentProblem")
    assert isinstance(notice, Notice)
    return notice.words() if notice.isVisible() else ""


def test_a_pdf_is_shown_in_pages_and_enlarged_by_keys(reader: Reader) -> None:
    reader.add("a.pdf", _pdf())
    viewer = reader.look()
    assert viewer._pages.count > 1
    fits = page_of(viewer).width()
    assert fits > 300
    area = viewer._pages._area
    assert QApplication.focusWidget() is area
    QTest.keyClick(area, Qt.Key.Key_End)
    reader.settle()
    assert viewer._pages.number == viewer._pages.count - 1
    QTest.keyClick(area, Qt.Key.Key_Plus, CONTROL)
    reader.settle()
    assert page_of(viewer).width() == pytest.approx(fits * 1.25, abs=2)
    QTest.keyClick(area, Qt.Key.Key_0, CONTROL)
    reader.settle()
    assert page_of(viewer).width() == fits


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG")])
def test_a_photo_is_shown_whole(reader: Reader, name: str, kind: str) -> None:
    reader.add(name, _photo(kind))
    viewer = reader.look()
    shown = page_of(viewer)
    room = viewer._pages._area.viewport().size()
    assert 0 < shown.width() <= room.width()
    assert 0.9 * room.height() < shown.height() <= room.height() + 1


def test_a_photo_shown_for_a_moment_comes_into_sight_and_goes_with_its_screen(desk: Desk) -> None:
    photo = Field("photo", "Photograph", Kind.PHOTO, Level.L4, Compartment.IDENTITY)
    editor = make_editor(photo, EditorDesk(FORM, desk.session, desk.register().case_uid))
    assert isinstance(editor, PhotoEditor)
    area, inside = QScrollArea(), QWidget()
    desk.qtbot.addWidget(area)
    column = QVBoxLayout(inside)
    column.addSpacing(560)
    column.addWidget(editor)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.resize(700, 600)
    with desk.qtbot.waitExposed(area):
        area.show()
    editor._show_picture(Picture(480, 360, bytes(480 * 360 * 3)), 1.0)
    desk.qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert not editor._picture.visibleRegion().isEmpty()
    assert editor._picture.visibleRegion().boundingRect().height() >= 360
    editor.hide()
    assert editor._picture.pixmap().isNull()


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030", "UTF-16"])
def test_a_text_is_read_in_its_encoding(reader: Reader, encoding: str) -> None:
    reader.add("a.txt", (WORDS * 2000).encode(encoding))
    viewer = reader.look()
    assert viewer._text.words().startswith(WORDS)
    offered = viewer.findChild(QComboBox, "encoding")
    assert offered is not None
    assert offered.currentText() == encoding
    QTest.keyClick(viewer._text._words, Qt.Key.Key_End)
    assert viewer._text._bar.number == viewer._text._bar.count - 1 > 0


def test_the_reader_may_choose_another_encoding_and_come_back(reader: Reader) -> None:
    reader.add("a.txt", WORDS.encode("gb18030"))
    viewer = reader.look()
    box = viewer.findChild(QComboBox, "encoding")
    assert isinstance(box, QComboBox)
    for encoding, reads in (("UTF-8", False), ("GB18030", True)):
        box.setCurrentText(encoding)
        box.activated.emit(box.currentIndex())
        reader.settle()
        assert bool(said(viewer)) is not reads
    assert viewer._text.words() == WORDS.strip()


def test_a_text_cannot_be_changed(reader: Reader) -> None:
    reader.add("a.txt", WORDS.encode())
    words = reader.look().findChild(QPlainTextEdit)
    assert isinstance(words, QPlainTextEdit)
    QTest.keyClicks(words, "x")
    assert words.toPlainText() == WORDS.strip()


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_long_file_holds_nobody_up_and_can_be_stopped(reader: Reader, goes_on: bool) -> None:
    free, session, wait = threading.Event(), reader.desk.session, reader.desk.qtbot.waitUntil
    session.tasks.beside(lambda _: free.wait(), owner=reader.window)  # what it waits for there
    reader.choose("a.pdf", _pdf())
    busy = reader.editor.findChild(Busy)
    assert busy is not None
    wait(busy.isVisible)
    answered: list[int] = []
    session.run(lambda ws: 1, answered.append, owner=reader.window)
    wait(lambda: bool(answered))
    assert reader.editor.value() is None
    if not goes_on:
        QTest.mouseClick(busy.findChild(QPushButton), Qt.MouseButton.LeftButton)
    free.set()
    wait(lambda: not busy.isVisible())
    assert reader.editor.add.isEnabled()
    assert (reader.editor.value() is not None) is goes_on


@pytest.mark.parametrize("content", [b"%PDF-1.7 fictional", _pdf()[:900]])
def test_a_damaged_file_says_so_in_words(reader: Reader, content: bytes) -> None:
    reader.add("a.pdf", content)
    assert "damaged" in said(reader.look())


def test_a_file_changed_on_the_disk_says_so_in_words(reader: Reader) -> None:
    reader.add("a.pdf", _pdf())
    (file,) = (p for p in (reader.desk.folder / "blobs").rglob("*") if p.is_file())
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    assert "damaged" in said(reader.look())


def test_a_file_that_is_gone_says_so_in_words(reader: Reader) -> None:
    reader.add("a.pdf", _pdf())
    (file,) = (p for p in (reader.desk.folder / "blobs").rglob("*") if p.is_file())
    file.unlink()
    assert said(reader.look())


def test_escape_closes_it_and_nothing_of_the_file_stays(reader: Reader) -> None:
    reader.add("a.pdf", _pdf())
    viewer = reader.look()
    child = child_of(viewer)
    QTest.keyClick(viewer._pages._area, Qt.Key.Key_Escape)
    reader.settle()
    assert child.wait(20) is not None
    assert reader.editor.findChild(AttachmentViewer) is None


def test_a_form_that_goes_takes_the_file_with_it(reader: Reader) -> None:
    reader.add("a.pdf", _pdf())
    viewer = reader.look()
    child = child_of(viewer)
    reader.editor.deleteLater()
    reader.desk.qtbot.waitUntil(lambda: not shiboken6.isValid(viewer))
    assert child.wait(20) is not None


def test_the_title_of_the_window_tells_nothing(reader: Reader) -> None:
    reader.add("苏某某的病历.txt", WORDS.encode())
    viewer = reader.look()
    assert "苏" not in viewer.windowTitle() + viewer.accessibleName()
    assert "Papers" not in viewer.windowTitle()


@pytest.mark.parametrize("make", [_pdf, lambda: _photo("JPEG"), lambda: WORDS.encode("gb18030")])
def test_no_file_is_written_to_look_at_one(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes]
) -> None:
    content = make()
    name = (
        "a.pdf" if content.startswith(b"%PDF") else "a.jpg" if content[:1] == b"\xff" else "a.txt"
    )
    reader.add(name, content)
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setenv("TMPDIR", str(aside))
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    reader.look()
    assert list(aside.iterdir()) == []


def test_looking_is_written_down(reader: Reader) -> None:
    reader.add("a.txt", WORDS.encode())
    reader.look()
    (row,) = reader.desk.do(lambda ws: ws.db.read("SELECT uid FROM blobs"))
    looked = reader.desk.do(
        lambda ws: ws.db.read("SELECT object FROM audit WHERE act = 'open_attachment'")
    )
    assert [found for (found,) in looked] == [row[0]]


def test_every_file_a_form_asks_for_lies_in_a_compartment() -> None:
    """Its key is sealed to the compartment: without one there is nothing to keep it with."""
    asked = [
        (form, field)
        for form in (*FORMS.values(), *REGISTERS.values(), INCIDENT)
        for each in answers.fields(form)
        for field in (each, *each.rows)
        if field.kind in (Kind.ATTACHMENT, Kind.PHOTO)
    ]
    assert asked
    assert all(answers.compartment_of(form, field) is not None for form, field in asked)
