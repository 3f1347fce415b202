"""Marking what nobody is to make out in the photograph of a notice: by mouse, by keys."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.actions.attached import attachments
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue.blocks import PHOTO
from tests.ui.forms.conftest import Desk
from ui import messages
from ui.forms.attachment_editors import NoticePhotoEditor, PhotoEditor
from ui.forms.blur_canvas import LEAST, BlurCanvas
from ui.forms.blur_dialog import BlurDialog
from ui.forms.editor import Desk as EditorDesk
from ui.forms.editor_of import make_editor

NOTICE = FORMS["tracing_notice"]
QUESTION = next(f for s in NOTICE.sections for f in s.fields if f.key == "notice_photo")
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def canvas(qtbot: QtBot) -> BlurCanvas:
    made = BlurCanvas()
    qtbot.addWidget(made)
    picture = QPixmap(QSize(200, 100))
    picture.fill(Qt.GlobalColor.white)
    made.show_picture(picture)
    made.show()
    return made


def drag(canvas: BlurCanvas, start: tuple[int, int], end: tuple[int, int]) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def test_an_area_is_drawn_with_the_mouse_from_any_corner(canvas: BlurCanvas) -> None:
    drag(canvas, (100, 50), (20, 10))

    assert canvas.areas == [pytest.approx((0.1, 0.1, 0.4, 0.4))]


def test_an_area_is_moved_with_the_mouse_and_stays_inside(canvas: BlurCanvas) -> None:
    drag(canvas, (20, 10), (100, 50))
    drag(canvas, (60, 30), (190, 30))

    assert canvas.areas == [pytest.approx((0.6, 0.1, 0.4, 0.4))]


def test_everything_is_done_with_keys_alone(canvas: BlurCanvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_N)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert canvas.areas == [pytest.approx((0.39, 0.4, 0.2, 0.21))]

    QTest.keyClick(canvas, Qt.Key.Key_N)
    assert (len(canvas.areas), canvas.chosen) == (2, 1)
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.chosen == 0
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.areas == [pytest.approx((0.4, 0.4, 0.2, 0.2))]


def test_no_key_makes_an_area_too_small_or_leads_it_out_of_the_picture(canvas: BlurCanvas) -> None:
    canvas.add()
    for _ in range(200):
        QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
        QTest.keyClick(canvas, Qt.Key.Key_Right)

    left, _, width, height = canvas.areas[0]
    assert height == pytest.approx(LEAST)
    assert left + width == pytest.approx(1)


def test_k22_only_a_photograph_that_goes_out_has_the_tool(desk: Desk) -> None:
    assert isinstance(make_editor(QUESTION, EditorDesk(NOTICE)), NoticePhotoEditor)
    other = make_editor(PHOTO, EditorDesk(FORMS["intake"]))
    assert isinstance(other, PhotoEditor)
    assert not isinstance(other, NoticePhotoEditor)


class Maker:
    """Somebody who makes the photograph of a notice."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self._folder = desk, folder
        made = make_editor(QUESTION, EditorDesk(NOTICE, desk.session, desk.register().case_uid))
        assert isinstance(made, NoticePhotoEditor)
        self.editor, self.window = made, QWidget()
        made.setParent(self.window)
        desk.qtbot.addWidget(self.window)
        self.window.resize(900, 700)
        with desk.qtbot.waitExposed(self.window):
            self.window.show()

    def add(self) -> str:
        path = self._folder / "photo.png"
        Image.effect_noise((120, 120), 90).save(path)
        messages.answer_next(path)
        self.editor.add.click()
        self.desk.qtbot.waitUntil(lambda: self.editor.value() is not None)
        return self.blob()

    def blob(self) -> str:
        return str(self.editor.value()["blob"])

    def begin(self) -> BlurDialog:
        self.editor.blur.click()
        dialog = self.editor.findChild(BlurDialog)
        assert isinstance(dialog, BlurDialog)
        self.desk.qtbot.waitUntil(dialog._keep.isEnabled, timeout=30_000)
        return dialog

    def content(self, blob: str) -> Image.Image:
        data = self.desk.do(lambda ws: attachments.attachment(ws, blob))
        return Image.open(io.BytesIO(data))


@pytest.fixture
def maker(desk: Desk, tmp_path: Path) -> Maker:
    return Maker(desk, tmp_path)


def test_k22_the_copy_is_the_answer_and_the_original_is_still_there(maker: Maker) -> None:
    original = maker.add()
    dialog = maker.begin()
    assert QApplication.focusWidget() is dialog.canvas
    QTest.keyClick(dialog.canvas, Qt.Key.Key_N)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    maker.desk.qtbot.waitUntil(lambda: maker.blob() != original, timeout=30_000)

    inner = (50, 50, 70, 70)
    assert len(maker.content(original).crop(inner).getcolors(400) or ()) > 50
    assert len(maker.content(maker.blob()).crop(inner).getcolors(400) or ()) <= 16


def test_escape_leaves_the_photograph_as_it_is(maker: Maker) -> None:
    original = maker.add()
    dialog = maker.begin()
    dialog.canvas.add()
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Escape)

    assert maker.blob() == original
    assert dialog.canvas.areas == []  # nothing of it stays in memory


def test_without_a_photograph_there_is_nothing_to_blur_but_the_files_own_to_take(
    maker: Maker,
) -> None:
    assert (maker.editor.blur.isVisible(), maker.editor.known.isVisible()) == (False, True)
    maker.add()
    assert (maker.editor.blur.isVisible(), maker.editor.known.isVisible()) == (True, False)


def test_the_question_that_is_only_read_offers_neither(maker: Maker) -> None:
    maker.add()
    maker.editor.set_read_only(True)

    assert not maker.editor.blur.isVisible()
    assert not maker.editor.known.isVisible()
