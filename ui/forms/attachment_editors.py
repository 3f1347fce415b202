"""Files that belong to an answer. A photo is hidden until somebody asks to see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rescueapp.actions import attachments
from rescueapp.forms import answers
from rescueapp.forms.schema import Field
from rescueapp.i18n import mark, say
from ui import messages
from ui.forms.editor import Desk, Editor
from ui.widgets.buttons import Button
from ui.widgets.words import Words

ADD_FILE = mark("Add a file…", "editor")
ADD_PHOTO = mark("Add a photo…", "editor")
REPLACE = mark("Replace…", "editor")
REMOVE_FILE = mark("Remove the file", "editor")
SHOW_PICTURE = mark("Show for half a minute", "editor")
HIDE_PICTURE = mark("Hide", "editor")
KEEPING = mark("Encrypting and keeping the file…", "editor")
FILE_KEPT = mark("{label}, {size} KiB", "editor")
NO_PICTURE = mark("This file cannot be shown as a picture.", "editor")
FILES = mark("Pictures, PDF, text (*.jpg *.jpeg *.png *.pdf *.txt)", "file dialog")
PICTURES = mark("Pictures (*.jpg *.jpeg *.png)", "file dialog")

# The only formats that are ever decoded, and never by what the file says of itself.
_FORMATS = {"image/jpeg": b"jpeg", "image/png": b"png"}
_SHOWN_MS = 30_000
_LARGEST = QSize(480, 360)


def picture_of(content: bytes, media_type: str) -> QImage | None:
    """A small picture of an attachment; None for what is not a JPEG or PNG."""
    if media_type not in _FORMATS:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_FORMATS[media_type]))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > _LARGEST.width() or size.height() > _LARGEST.height()):
        reader.setScaledSize(size.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class AttachmentEditor(Editor):
    """One file, encrypted into the vault when it is added."""

    add_words, kinds = ADD_FILE, FILES

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._value: dict[str, Any] | None = None
        self._words = Words(role="muted")
        key = question.key
        self.add = Button(say(self.add_words), f"{key}.add", self.choose, icon="plus")
        self.remove = Button(say(REMOVE_FILE), f"{key}.remove", self._remove, kind="quiet")
        self.see = Button(say(SHOW_PICTURE), f"{key}.see", self._see_or_hide, icon="eye")
        self._picture = QLabel()
        self._timer = QTimer(singleShot=True, interval=_SHOWN_MS)
        super().__init__(question, desk, parent, compact=compact)
        self._lay_out()
        self._timer.timeout.connect(self.hide_picture)
        self.setFocusProxy(self.add)
        self._refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        for button in (self.see, self.add, self.remove):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self._picture)

    def inputs(self) -> list[QWidget]:
        return [self.add, self.see, self.remove]

    def name_widgets(self, path: str) -> None:
        super().name_widgets(path)
        for button, name in ((self.add, "add"), (self.see, "see"), (self.remove, "remove")):
            button.setObjectName(f"{path}.{name}")

    def choose(self) -> None:
        """Ask for a file and keep it encrypted."""
        messages.choose_file(self.window(), say(self.add_words), say(self.kinds), self.keep)

    def keep(self, path: Path) -> None:
        """Encrypt a file into the vault. The label is the question, never the file's name."""
        desk, question = self.desk, self.question
        compartment = answers.compartment_of(desk.form, question)
        label = answers.label(desk.form, question)
        self._words.setText(say(KEEPING))
        self.add.setDisabled(True)

        def failed(error: BaseException) -> None:
            self._refresh()
            self.add.setFocus()  # where one stood before the button went grey
            messages.problem(self, error)

        desk.session.run(
            lambda ws: attachments.attach(
                ws, case_uid=desk.case_uid, compartment=compartment, path=path, label=label
            ),
            self._kept,
            failed,
            owner=self,
        )

    def _kept(self, value: dict[str, Any]) -> None:
        self._value = value
        self._edited()
        self._refresh()
        self.add.setFocus()

    def _remove(self) -> None:
        self._value = None
        self._edited()
        self._refresh()
        self.add.setFocus()

    # --- the picture ----------------------------------------------------------------------

    def _see_or_hide(self) -> None:
        if self._timer.isActive():
            self.hide_picture()
        elif self._value:
            blob = self._value["blob"]
            self.desk.session.run(
                lambda ws: attachments.attachment(ws, blob), self._show_picture, owner=self
            )

    def _show_picture(self, content: bytes) -> None:
        image = picture_of(content, (self._value or {}).get("type", ""))
        if image is None:
            self._words.setText(say(NO_PICTURE))
            return
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.show()
        self.see.setText(say(HIDE_PICTURE))
        self._timer.start()

    def hide_picture(self) -> None:
        """Take the picture from the screen and from memory."""
        self._timer.stop()
        self._picture.clear()
        self._picture.hide()
        self.see.setText(say(SHOW_PICTURE))

    # --- the answer -----------------------------------------------------------------------

    def set_read_only(self, read_only: bool) -> None:
        self.add.setHidden(read_only)
        self.remove.setHidden(read_only or not self._value)

    def _read(self) -> dict[str, Any] | None:
        return self._value

    def _show(self, value: Any) -> None:
        self._value = dict(value)
        self._refresh()

    def _blank(self) -> None:
        self._value = None
        self._refresh()

    def _refresh(self) -> None:
        value = self._value
        self.hide_picture()
        self.add.setEnabled(True)
        self.add.setText(say(REPLACE if value else self.add_words))
        self.remove.setVisible(value is not None)
        self.see.setVisible(value is not None and value.get("type") in _FORMATS)
        size = max(1, round((value or {}).get("size", 0) / 1024))
        self._words.setText(
            say(FILE_KEPT(label=value.get("label", ""), size=size)) if value else ""
        )


class PhotoEditor(AttachmentEditor):
    """A photo, hidden until asked for."""

    add_words, kinds = ADD_PHOTO, PICTURES
