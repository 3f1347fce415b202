"""What is typed into a question and not sent: kept over a lock for who typed it (`actions.unsent`),
and there again when they open the same question about the same object."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from rescueapp.actions.recording import unsent
from rescueapp.actions.recording.unsent import Words
from ui.session import Session
from ui.widgets.asking import Asking


class Unsent(QObject):
    """Of one question, `box`, as long as it is there. `back()`: words of before stand in it again.
    Once it is answered nothing is kept of it."""

    def __init__(
        self, box: QDialog, session: Session, about: str, back: Callable[[], object]
    ) -> None:
        super().__init__(box)
        self.about = about
        self._box, self._session, self._back = box, session, back
        if session.has_data:  # an administrator opens none, and there is nowhere to keep it
            self._take(self._show)
            box.accepted.connect(lambda: self._take(lambda _: None))

    def words(self) -> Words:
        """What somebody typed, by field. What a question proposes by itself is not theirs; what is
        shown as dots is no reason."""
        return {
            line.objectName(): line.text()
            for line in self._box.findChildren(QLineEdit)
            if line.isModified() and line.text() and _is_kept(line)
        }

    def _take(self, then: Callable[[Words], object]) -> None:
        about = self.about
        self._session.run(lambda ws: unsent.take(ws, about), then, owner=self)

    def _show(self, words: Words) -> None:
        for name, text in words.items():
            line = self._box.findChild(QLineEdit, name)
            if line is not None and not line.isModified():
                line.setText(text)
                line.setModified(True)  # the next lock may come before it is sent, too
        if words:
            self._back()


def open_about(box: Asking, session: Session, *about: str) -> None:
    """Open a question. What a lock cuts short of it is there again when the same person opens it
    about the same object."""
    Unsent(box, session, "/".join((box.objectName(), *about)), box.brought_back)
    box.open()


def _is_kept(line: QLineEdit) -> bool:
    return bool(line.objectName()) and line.echoMode() is QLineEdit.EchoMode.Normal


def keep_questions(over: QWidget, session: Session) -> None:
    """Before a lock closes them: what is typed into the questions that stand over a widget."""
    if session.has_data:
        typed = {each.about: each.words() for each in over.findChildren(Unsent)}
        session.run(lambda ws: unsent.keep(ws, typed), owner=over)
