"""The rules file: an office writes it for its stations, a station looks at it and takes it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rescueapp.actions.exchanging import handing_down
from rescueapp.actions.exchanging.handing_down import Offer, Written
from rescueapp.i18n import mark, say
from ui import messages
from ui.desks.desk import Tell
from ui.session import Session
from ui.theme import GRID
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.scrolled import scrolled
from ui.widgets.words import Words

_OFFICE_TITLE = mark("Rules for the stations", "handing down")
_OFFICE_WORDS = mark(
    "What is set above holds at a station once it has taken in this file. It is signed and "
    "numbered, and tells each number with when and why it was set, and nobody's name.",
    "handing down",
)
_WRITE = mark("Write the rules file…", "handing down")
_STATION_TITLE = mark("Rules of the superior office", "handing down")
_STATION_WORDS = mark(
    "The office's number holds in place of this station's own, which stays in the history. What "
    "each rule becomes is shown before anything is taken in.",
    "handing down",
)
_TAKE = mark("Take in a rules file…", "handing down")
_KINDS = mark("Rules files (*.rescuerules);;All files (*)", "handing down")
_HEADING = mark("Take in the office's rules", "handing down")
_NOW = mark("Take in", "handing down")
_WIDE, _HIGH = 90 * GRID, 40 * GRID


class RulesFileCard(Card):
    """One button: at an office to write, at a station to look and take in."""

    def __init__(self, session: Session, tell: Tell) -> None:
        at_office = session.vault.kind == "office"
        super().__init__(say(_OFFICE_TITLE if at_office else _STATION_TITLE), name="rulesFileCard")
        self._session, self._tell = session, tell
        self.column.addWidget(Words(say(_OFFICE_WORDS if at_office else _STATION_WORDS), "muted"))
        line = QHBoxLayout()
        if at_office:
            line.addWidget(Button(say(_WRITE), "writeRulesFile", self._write, icon="upload"))
        else:
            line.addWidget(Button(say(_TAKE), "takeRulesFile", self._choose, icon="download"))
        line.addStretch(1)
        self.column.addLayout(line)

    def _write(self) -> None:
        messages.choose_folder(self, say(_WRITE), self._write_to)

    def _write_to(self, folder: Path) -> None:
        def done(written: Written) -> None:
            self._tell("\n".join(written.lines()), "teal")

        self._session.run(
            lambda ws: handing_down.hand_down(ws, folder), done, self._failed, owner=self
        )

    def _choose(self) -> None:
        messages.choose_file(self, say(_TAKE), say(_KINDS), self._look)

    def _look(self, path: Path) -> None:
        self._session.run(
            lambda ws: handing_down.look(ws, path), self._show, self._failed, owner=self
        )

    def _show(self, offer: Offer) -> None:
        TakeRules(self, offer, self._take).open()

    def _take(self, box: TakeRules, offer: Offer) -> None:
        def done(taken: Offer) -> None:
            box.accept()
            self._tell(say(taken.summary), "amber" if taken.refused else "teal")
            self._session.tell(taken.changed)

        self._session.run(
            lambda ws: handing_down.take_in(ws, offer.file.data),
            done,
            box.failed,
            owner=box,
        )

    def _failed(self, error: BaseException) -> None:
        self._tell(messages.words_of(error), "brick")


class TakeRules(Asking):
    """What each rule of a file becomes, before it holds. `then(box, offer)`."""

    def __init__(
        self, parent: QWidget, offer: Offer, then: Callable[[TakeRules, Offer], object]
    ) -> None:
        super().__init__(parent, "takeRules", say(_HEADING), say(_NOW))
        self._offer, self._then = offer, then
        self.setMinimumWidth(_WIDE)
        words = Words("\n".join(offer.told()), name="takeRulesTold")
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = scrolled(words)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # long ones are read with the keys
        area.setMinimumHeight(_HIGH)
        self.fields.addWidget(area)

    def act(self) -> None:
        """Override Asking.act."""
        self._then(self, self._offer)
