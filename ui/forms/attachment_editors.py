"""Files that belong to an answer. A photo is hidden until somebody asks to see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.attached import attachments, blurring
from rescueapp.actions.attached.attachments import Offered
from rescueapp.forms import answers
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import mark, say
from rescueapp.printing.apart import Apart as Shown
from rescueapp.printing.apart_child import JPEG, PNG
from rescueapp.printing.preview import Picture
from ui import messages, paper
from ui.forms.attachment_viewer import AttachmentViewer
from ui.forms.blur_dialog import BlurDialog
from ui.forms.editor import Desk, Editor
from ui.session import Apart
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.words import Words

ADD_FILE = mark("Add a file…", "editor")
ADD_PHOTO = mark("Add a photo…", "editor")
REPLACE = mark("Replace…", "editor")
REMOVE_FILE = mark("Remove the file", "editor")
OPEN_FILE = mark("Look at it", "editor")
SHOW_PICTURE = mark("Show for half a minute", "editor")
HIDE_PICTURE = mark("Hide", "editor")
KEEPING = mark("Encrypting and keeping the file…", "editor")
BLUR = mark("Blur…", "editor")
KNOWN_PHOTO = mark("From the photograph of the file…", "editor")
FILE_KEPT = mark("{label}, {size} KiB", "editor")
FILES = mark("Pictures, PDF, text (*.jpg *.jpeg *.png *.pdf *.txt)", "file dialog")
PICTURES = mark("Pictures (*.jpg *.jpeg *.png)", "file dialog")

_PICTURES = (JPEG, PNG)
_SHOWN_MS = 30_000
_LARGEST = QSize(480, 360)


class AttachmentEditor(Editor):
    """One file, encrypted into the vault when it is added."""

    add_words, kinds = ADD_FILE, FILES
    shown: tuple[str, ...] = ("see", "open", "add", "remove")  # the buttons, from left to right
    glances = False  # whether it can be shown beside the question for a moment

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._value: dict[str, Any] | None = None
        self._words = Words(role="muted")
        key = question.key
        self.add = Button(say(self.add_words), f"{key}.add", self.choose, icon="plus")
        self.remove = Button(say(REMOVE_FILE), f"{key}.remove", self._remove, kind="quiet")
        self.open = Button(say(OPEN_FILE), f"{key}.open", self._open, icon="file")
        self.see = Button(say(SHOW_PICTURE), f"{key}.see", self._see_or_hide, icon="eye")
        self._picture = QLabel()
        self._busy = Busy(f"{key}.busy")
        self._timer = QTimer(singleShot=True, interval=_SHOWN_MS)
        super().__init__(question, desk, parent, compact=compact)
        self._lay_out()
        self._timer.timeout.connect(self.hide_picture)
        self.setFocusProxy(self.add)
        self._refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        for button in self.inputs():
            line.addWidget(button)
        line.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self._busy)
        layout.addWidget(self._picture)

    def inputs(self) -> list[QWidget]:
        return [getattr(self, name) for name in self.shown]

    def name_widgets(self, path: str) -> None:
        super().name_widgets(path)
        for name in self.shown:
            getattr(self, name).setObjectName(f"{path}.{name}")

    def choose(self) -> None:
        """Ask for a file and keep it encrypted."""
        messages.choose_file(self.window(), say(self.add_words), say(self.kinds), self.keep)

    def keep(self, path: Path) -> None:
        """Encrypt a file into the vault. The label is the question, never the file's name."""
        desk, question = self.desk, self.question
        compartment = answers.compartment_of(desk.form, question)
        assert compartment is not None, "a file lies in a compartment"
        label = answers.label(desk.form, question)
        self.add.setDisabled(True)
        offered = Offered(
            desk.case_uid, compartment, path, label, photograph=question.kind is Kind.PHOTO
        )
        desk.session.run_apart(
            Apart(
                lambda ws: attachments.offer(ws, offered),
                attachments.look_through, attachments.take_in,
            ),
            self.take_file, self._not_taken, owner=self, lasting=False,
            begun=lambda job: self._busy.begin(job, say(KEEPING)), moved=self._busy.moved,
            cancelled=self._stopped,
        )  # fmt: skip

    def _not_taken(self, error: BaseException) -> None:
        self._stopped()
        messages.problem(self, error)

    def _stopped(self) -> None:
        self._refresh()
        self.add.setFocus()  # where one stood before the button went grey

    def take_file(self, value: dict[str, Any]) -> None:
        """A file that the vault has just taken is the answer."""
        self._value = value
        self._edited()
        self._refresh()
        self.add.setFocus()

    def _remove(self) -> None:
        self._value = None
        self._edited()
        self._refresh()
        self.add.setFocus()

    # --- looking --------------------------------------------------------------------------

    def _open(self) -> None:
        self.hide_picture()
        if self._value:
            AttachmentViewer(self, self.desk.session, self._value).open()

    def _see_or_hide(self) -> None:
        if self._timer.isActive():
            self.hide_picture()
        elif self._value:
            blob = self._value["blob"]
            self.desk.session.run(
                lambda ws: attachments.attachment(ws, blob), self._draw, owner=self
            )

    def _draw(self, content: bytes) -> None:
        media_type, ratio = (self._value or {}).get("type", ""), self.devicePixelRatioF()
        self.desk.session.tasks.beside(
            lambda _: _small(content, media_type, ratio),
            lambda picture: self._show_picture(picture, ratio),
            failed=lambda error: self._words.setText(messages.words_of(error)),
            owner=self,
        )

    def _show_picture(self, picture: Picture, ratio: float) -> None:
        self._picture.setPixmap(paper.pixmap(picture, ratio))
        self._picture.show()
        self.see.setText(say(HIDE_PICTURE))
        self._timer.start()
        QTimer.singleShot(0, self, self._bring_into_sight)  # once it has its place

    def _bring_into_sight(self) -> None:
        """It comes below the question, perhaps below the edge of the form."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self._picture)

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: nothing of it waits behind another screen."""
        super().hideEvent(event)
        self.hide_picture()

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
        self._busy.end()
        self.hide_picture()
        self.add.setEnabled(True)
        self.add.setText(say(REPLACE if value else self.add_words))
        self.remove.setVisible(value is not None)
        self.open.setVisible(value is not None)
        is_picture = value is not None and value.get("type") in _PICTURES
        self.see.setVisible(self.glances and is_picture)
        size = max(1, round((value or {}).get("size", 0) / 1024))
        self._words.setText(
            say(FILE_KEPT(label=value.get("label", ""), size=size)) if value else ""
        )


class PhotoEditor(AttachmentEditor):
    """A photo, hidden until asked for."""

    add_words, kinds = ADD_PHOTO, PICTURES
    glances = True


class NoticePhotoEditor(PhotoEditor):
    """The photograph of a notice: a copy of its own, blurred where nothing is to be made out."""

    shown = ("see", "open", "blur", "known", "add", "remove")

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        key = question.key
        self.blur = Button(say(BLUR), f"{key}.blur", self._blur, icon="hide")
        self.known = Button(say(KNOWN_PHOTO), f"{key}.known", self._take_known, icon="person")
        super().__init__(question, desk, parent, compact=compact)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.blur.setHidden(read_only or not self._value)
        self.known.setHidden(read_only or self._value is not None)

    def _refresh(self) -> None:
        super()._refresh()
        self.blur.setVisible(self._value is not None)
        self.known.setVisible(self._value is None)

    def _take_known(self) -> None:
        """The photograph of the file is looked at and copied; itself it stays as it is."""
        case_uid = self.desk.case_uid
        self.desk.session.run(
            lambda ws: blurring.known_photograph(ws, case_uid), self._look_over, owner=self
        )

    def _blur(self) -> None:
        if self._value:
            self._look_over(self._value)

    def _look_over(self, value: dict[str, Any]) -> None:
        self.hide_picture()
        label = answers.label(self.desk.form, self.question)
        BlurDialog(self, self.desk.session, value, label, self.take_file).open()


def photo_editor(
    question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
) -> Editor:
    """The editor for a PHOTO: one that goes out to everybody can be blurred (K-22)."""
    goes_out = any(section.public and question in section.fields for section in desk.form.sections)
    kind = NoticePhotoEditor if goes_out else PhotoEditor
    return kind(question, desk, parent, compact=compact)


def _small(content: bytes, media_type: str, ratio: float) -> Picture:
    with Shown(content, media_type) as shown:
        width, height = shown.size(0)
        return shown.picture(
            0, min(1, _LARGEST.width() / width, _LARGEST.height() / height) * ratio
        )
