"""Long work on a screen: a bar, a count in words, and a cancel that works."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from rescueapp.i18n import say
from ui import texts
from ui.tasks import Job
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.words import Words


class Busy(QWidget):
    """Hidden while nothing runs. `moved` fits `Session.run_long(…, moved=busy.moved)`."""

    def __init__(self, name: str, *, can_cancel: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._job: Job | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GRID)
        self._words = Words(name=f"{name}Words", wrap=False)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}Bar")
        self._bar.setTextVisible(False)
        self._cancel = Button(say(texts.CANCEL), f"{name}Cancel", self.cancel)
        self._cancel.setVisible(can_cancel)
        self.row.addWidget(self._words)
        self.row.addWidget(self._bar, 1)
        self.row.addWidget(self._cancel)
        self.hide()

    def begin(self, job: Job, words: str = "") -> None:
        self._job = job
        self._what = words or say(texts.WORKING)
        self._words.setText(self._what)
        self._bar.setAccessibleName(self._what)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    def moved(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if total:
            self._words.setText(f"{self._what}  {texts.progress_words(done, total)}")

    def end(self) -> None:
        self._job = None
        self.hide()

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)

    @property
    def running(self) -> bool:
        return self._job is not None
