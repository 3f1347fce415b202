"""An attached file to look at, inside the program and in memory alone; Esc closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rescueapp.actions.attached import attached_text, attachments
from rescueapp.actions.attached.attached_text import ENCODINGS, Decoded
from rescueapp.i18n import mark, say
from rescueapp.printing.apart import Apart
from rescueapp.printing.apart_child import PDF
from rescueapp.printing.preview import Picture
from ui import messages, paper, texts
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.pages_view import PagesView
from ui.widgets.text_pages import TextPages
from ui.widgets.words import Words

_PAGES = mark("Pages of the file", "attachment")
_OPENING = mark("Opening the file…", "attachment")
_CLOSE = mark("Close (Esc)", "attachment")

TEXT = "text/plain"
_MARGIN = QSize(8 * GRID, 6 * GRID)  # what is seen of the window behind
_SMALLEST = QSize(60 * GRID, 40 * GRID)


@dataclass(slots=True)
class _File:
    """What is held of a file while it is looked at; it outlives the window by a moment."""

    content: bytes = b""
    shown: Apart | None = None

    def let_go(self) -> None:
        self.content = b""
        if self.shown is not None:
            self.shown.close()
            self.shown = None


class AttachmentViewer(QDialog):
    """`value`: the answer that names the file. A child of the editor that shows it, so that it
    goes when the form goes: with a lock nothing of the file stays."""

    def __init__(self, parent: QWidget, session: Session, value: dict[str, Any]) -> None:
        super().__init__(parent)
        self.setObjectName("attachmentViewer")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAccessibleName(value.get("label", ""))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._value = session, value
        self._file = file = _File()
        self._build(value.get("label", ""))
        self.finished.connect(lambda _: file.let_go())
        self.destroyed.connect(lambda: file.let_go())
        self.resize((parent.window().size() - _MARGIN).expandedTo(_SMALLEST))

    def open(self) -> None:
        """Override QDialog.open: ask the vault for the file too."""
        super().open()
        blob = self._value["blob"]
        self._session.run(
            lambda ws: attachments.attachment(ws, blob), self._take, self._refused, owner=self
        )

    # --- the file -------------------------------------------------------------------------

    def _take(self, content: bytes) -> None:
        media_type = self._value.get("type", "")
        if media_type == TEXT:
            self._file.content = content
            self._read_as(None)
        else:
            self._beside(lambda _: Apart(content, media_type), self._show_pages)

    def _read_as(self, encoding: str | None) -> None:
        self._problem.say("")
        content = self._file.content
        self._beside(lambda _: _in_pages(content, encoding), lambda found: self._show_text(*found))

    def _show_text(self, found: Decoded, pages: list[str]) -> None:
        self._show(self._text)
        self._text.show_text(pages, found.encoding)

    def _show_pages(self, shown: Apart) -> None:
        self._file.shown = shown
        self._pages.begin(len(shown))
        self._show(self._pages)

    def _turn(self, number: int) -> None:
        shown = self._file.shown
        if shown is None:
            return
        size, ratio = shown.size(number), self.devicePixelRatioF()
        is_photo = self._value.get("type") != PDF
        width = self._pages.page_width(size if is_photo else None)
        self._beside(
            lambda _: shown.picture(number, width * ratio / size[0]),
            lambda picture: self._show_page(number, picture, width),
        )

    def _show_page(self, number: int, picture: Picture, width: int) -> None:
        """As wide as it was asked for, also where memory allowed fewer pixels."""
        self._pages.show_page(number, paper.pixmap(picture, picture.width / width))

    def _refused(self, error: BaseException) -> None:
        self._problem.say(messages.words_of(error), "brick")
        if self._file.shown is None:
            self._stack.hide()

    def _beside(self, work: Any, then: Any) -> None:
        self._session.tasks.beside(work, then, failed=self._refused, owner=self)

    # --- building -------------------------------------------------------------------------

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        part.setFocus()

    def _build(self, label: str) -> None:
        head = QHBoxLayout()
        head.addWidget(Words(label, "heading", name="attachmentLabel"), 1)
        close = Button(say(_CLOSE), "attachmentClose", self.reject, icon="close")
        close.setAutoDefault(False)
        head.addWidget(close)
        self._problem = Notice(name="attachmentProblem")
        self._pages = PagesView(self._turn, words=say(_PAGES), empty=say(_OPENING))
        self._text = TextPages(ENCODINGS, self._read_as)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pages)
        self._stack.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._stack, 1)
        column.addStretch(0)


def _in_pages(content: bytes, encoding: str | None) -> tuple[Decoded, list[str]]:
    found = attached_text.text_of(content, encoding)
    return found, attached_text.pages(found.text)
