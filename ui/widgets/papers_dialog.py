"""Two recovery papers, typed or read by a scanner, for a drill that changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rescueapp.crypto.keyring_secrets import is_share, share_words
from rescueapp.i18n import Text, mark, say
from ui import texts
from ui.theme import GRID
from ui.widgets.asking import fit_height
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.words import Words, plain

WORDS = 33  # of a paper

_TITLE = mark("Try two recovery papers", "drill")
_HINT = mark(
    "Type the words of two different papers, or scan their codes; the first four letters of a "
    "word are enough. Everything is opened with them for a trial: nothing is changed.",
    "drill",
)
PAPERS = (mark("&First paper", "drill"), mark("&Second paper", "drill"))
_COUNT = mark("{count} of {all} words", "drill")
_NO_WORD = mark("{count} of {all} words. Word {number} is not on the list.", "drill")
_NOT_RIGHT = mark(
    "All {all} words, but not as on a recovery paper: one is wrong, or two changed places.", "drill"
)
_TRY = mark("Try", "drill")
_TRYING = mark("Opening everything…", "drill")


class PaperField(QWidget):
    """One paper: its words, and how far they go."""

    def __init__(self, words: Text, name: str, changed: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(plain(say(words)))
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(10 * GRID)
        self.edit.setUndoRedoEnabled(False)  # nothing typed lingers
        secret = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.edit.setInputMethodHints(secret | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        label = QLabel(say(words))
        label.setBuddy(self.edit)
        self._count = Words(role="small", name=f"{name}Count")
        for widget in (label, self.edit, self._count):
            column.addWidget(widget)
        self.edit.textChanged.connect(self._tell)
        self.edit.textChanged.connect(changed)
        self._tell()

    @property
    def words(self) -> str:
        """What is typed so far."""
        return self.edit.toPlainText()

    @property
    def whole(self) -> bool:
        """Whether every word of a paper is there, and right."""
        return len(self.words.split()) == WORDS and is_share(self.words)

    def _tell(self) -> None:
        text = self.edit.toPlainText()
        found = share_words(text)
        typing = found and not text[-1:].isspace()  # the last word may not be finished
        done = found[:-1] if typing and len(found) < WORDS else found
        told = _COUNT(count=len(found), all=WORDS)
        if None in done:
            told = _NO_WORD(count=len(found), all=WORDS, number=done.index(None) + 1)
        elif len(found) == WORDS and None not in found and not is_share(text):
            told = _NOT_RIGHT(all=WORDS)
        self._count.setText(say(told))


class PapersDialog(QDialog):
    """`try_papers([first, second])` when both are whole."""

    def __init__(self, parent: QWidget, try_papers: Callable[[list[str]], object]) -> None:
        super().__init__(parent)
        self.setObjectName("papers")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(72 * GRID)
        self._try_papers = try_papers
        self._column = column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_TITLE), "heading"))
        column.addWidget(Words(say(_HINT), "muted"))
        self._papers = [
            PaperField(words, f"paper{number}", self._offer)
            for number, words in enumerate(PAPERS, 1)
        ]
        for paper in self._papers:
            column.addWidget(paper)
        self._problem = Notice(name="papersProblem")
        column.addWidget(self._problem)
        self.busy = Busy("papersBusy", can_cancel=False)
        column.addWidget(self.busy)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(say(texts.CANCEL), "papersCancel", self.reject))
        self._now = Button(say(_TRY), "papersNow", self._act, icon="check", kind="primary")
        row.addWidget(self._now)
        column.addLayout(row)
        self._offer()

    def begin(self) -> str:
        """What is said while it runs."""
        self._problem.say("")
        self._now.setEnabled(False)
        return say(_TRYING)

    def refuse(self, words: str) -> None:
        self.busy.end()
        self._problem.say(words, "brick")
        self._offer()
        fit_height(self, self._column)

    def _offer(self) -> None:
        self._now.setEnabled(all(paper.whole for paper in self._papers))

    def _act(self) -> None:
        if not self.busy.running:
            self._try_papers([paper.words for paper in self._papers])
