"""The blocks of her page: large type, few words in a line, each short enough to be read aloud.

A block takes the focus, so that arrow keys go from one to the next and a screen reader reads it
whole. What is missing or was taken back is said kindly; nothing here is red.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.her.her_page import HerPage, Lines, Planned, Side
from rescueapp.domain import rights
from rescueapp.domain.consent import Consent, State
from rescueapp.domain.looks import ByRole
from rescueapp.domain.worker import ROLE_NAMES
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from rescueapp.printing.items import day
from ui.lists.consent_list import purpose_words
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_YOUR_WORDS = mark("What you say", "her page")
_HERS = mark("You said", "her page")
_OURS = mark("We wrote", "her page")
_OURS_NOT_YET = mark("We have written nothing beside it yet.", "her page")
_SILENT = mark(
    "You have not told us yet what you think. You may, whenever you like. You need not.", "her page"
)
_KNOWN = mark("What we know of you", "her page")
_KNOWN_PART = mark("What we know of you ({part} of {parts})", "her page")
_NOTHING_KNOWN = mark("Little is written down yet.", "her page")
_ON = mark("On {day}", "her page")
_PLAN = mark("What comes next", "her page")
_BY = mark("By {day}", "her page")
_SOME_DAY = mark("No day yet", "her page")
_NO_PLAN = mark("Nothing is planned yet. We make a plan together.", "her page")
_ALLOWED = mark("What you allowed", "her page")
_TAKE_BACK = mark("Take it back…", "her page")
_EASY = mark("You can take back a yes at any time. It changes nothing in how we help.", "her page")
_LOOKED = mark("Who has looked at what is written about you", "her page")
_LOOK = mark("{role}: {times} times, last on {day}", "her page")
_LOOK_ONCE = mark("{role}: once, on {day}", "her page")
_NOBODY = mark("Nobody yet.", "her page")
_ASK = mark("What you can ask for", "her page")
_ANY_DAY = mark("Any day, and without saying why.", "her page")

_STATES = {
    State.TOLD: mark("The law wants it. We told you.", "her page"),
    State.GIVEN: mark("You said yes.", "her page"),
    State.REFUSED: mark("You said no. That is all right.", "her page"),
    State.UNDECIDED: mark("You can take your time.", "her page"),
    State.NOT_UNDERSTOOD: mark("We will explain it to you again.", "her page"),
    State.WITHDRAWN: mark("You took it back. That is all right.", "her page"),
    State.EXPIRED: mark("The time you said yes for is over.", "her page"),
    State.NOT_ASKED: mark("We have not asked you.", "her page"),
}
_IN_BLOCK = 8  # lines of what we know
_WIDE = 120 * GRID  # of the text: more makes lines that nobody reads aloud


class Block(QFrame):
    """A heading and what stands below it."""

    def __init__(self, heading: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(heading)
        self.setProperty("look", "her")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaximumWidth(_WIDE)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        self.column.setSpacing(GRID + GRID // 2)
        self.column.addWidget(Words(heading, "herHeading"))

    def say(self, text: str, role: str = "her") -> None:
        """One more line."""
        self.column.addWidget(Words(text, role))


def blocks(page: HerPage, *, narrow: bool, take_back: Callable[[Consent], object] | None,
           doors: Sequence[Button], looks: Sequence[Button]) -> list[Block]:  # fmt: skip
    """All of them, in the order in which they are read. `take_back` None: who reads it with her
    does not write consents. `doors`: what she can ask for at once; `looks`: on paper."""
    return [
        *_voices(page.sides, narrow=narrow),
        _plan(page.planned),
        _allowed(page.consents, take_back),
        *_known(page.known, narrow=narrow),
        _looked(page.looks, looks),
        _ask(doors),
    ]


def _voices(sides: Sequence[Side], *, narrow: bool) -> Iterator[Block]:
    """One for each paper in which she speaks."""
    for number, side in enumerate(sides):
        block = Block(say(_ON(day=day(side.day))), f"herWords{number}")
        row = QVBoxLayout() if narrow else QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(_voice(say(_HERS), side.hers, "hers"), 1)
        row.addWidget(_voice(say(_OURS), side.ours, "ours"), 1)
        block.column.addLayout(row)
        yield block
    if not sides:
        silent = Block(say(_YOUR_WORDS), "herWords")
        silent.say(say(_SILENT))
        yield silent


def _voice(heading: str, lines: Lines, voice: str) -> QFrame:
    shown = QFrame()
    shown.setProperty("look", "voice")
    shown.setProperty("voice", voice)
    column = QVBoxLayout(shown)
    column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
    column.setSpacing(GRID // 2)
    column.addWidget(Words(heading, "herStrong"))
    for label, words in lines:
        column.addWidget(Words(label, "herMuted"))
        column.addWidget(Words(words, "her"))
    if not lines:
        column.addWidget(Words(say(_OURS_NOT_YET), "herMuted"))
    column.addStretch(1)
    return shown


def _plan(planned: Sequence[Planned]) -> Block:
    block = Block(say(_PLAN), "herPlan")
    grid = _grid(block)
    for row, each in enumerate(planned):
        by = say(_BY(day=day(each.by))) if each.by else say(_SOME_DAY)
        grid.addWidget(Words(by, "herStrong", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Words(say(each.reminder) if each.reminder else each.words, "her"), row, 1)
    if not planned:
        block.say(say(_NO_PLAN))
    return block


def _allowed(consents: Sequence[Consent], take_back: Callable[[Consent], object] | None) -> Block:
    block = Block(say(_ALLOWED), "herConsents")
    grid = _grid(block)
    for row, consent in enumerate(consents):
        purpose = Words(purpose_words(consent), "herStrong", wrap=False)
        grid.addWidget(purpose, row, 0)
        grid.addWidget(Words(say(_STATES[consent.state]), "her"), row, 1)
        if take_back is not None and consent.state is State.GIVEN:
            grid.addWidget(_take_back_button(consent, take_back), row, 2)
    block.say(say(_EASY), "herMuted")
    return block


def _take_back_button(consent: Consent, take_back: Callable[[Consent], object]) -> Button:
    words = say(_TAKE_BACK)
    spoken = f"{purpose_words(consent)}: {words}"
    name = f"takeBack_{consent.purpose}"
    return Button(words, name, lambda: take_back(consent), kind="her", tip=spoken)


def _known(known: Lines, *, narrow: bool) -> Iterator[Block]:
    """As many blocks as it takes for each to stand on the screen as a whole."""
    parts = [known[n : n + _IN_BLOCK] for n in range(0, len(known), _IN_BLOCK)]
    for number, part in enumerate(parts, 1):
        words = _KNOWN if len(parts) == 1 else _KNOWN_PART(part=number, parts=len(parts))
        block = Block(say(words), f"herKnown{number}")
        grid = _grid(block)
        for row, (label, answer) in enumerate(part):
            grid.addWidget(Words(label, "herMuted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(answer, "her"), row, 1)
        grid.setColumnMinimumWidth(0, (24 if narrow else 36) * GRID)
        yield block
    if not parts:
        block = Block(say(_KNOWN), "herKnown")
        block.say(say(_NOTHING_KNOWN))
        yield block


def _looked(looks: Sequence[ByRole], buttons: Sequence[Button]) -> Block:
    block = Block(say(_LOOKED), "herLooks")
    for look in looks:
        words = _LOOK_ONCE if look.times == 1 else _LOOK
        block.say(say(words(role=ROLE_NAMES[look.role], times=look.times, day=day(look.last_day))))
    if not looks:
        block.say(say(_NOBODY))
    _row(block, buttons)
    return block


def _ask(doors: Sequence[Button]) -> Block:
    block = Block(say(_ASK), "herRights")
    block.say(say(_ANY_DAY), "herMuted")
    for code in codes.codes(rights.RIGHTS):
        block.say(f"·  {code.label}")
    _row(block, doors)
    return block


def _grid(block: Block) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID + GRID // 2)
    grid.setColumnStretch(1, 1)
    block.column.addLayout(grid)
    return grid


def _row(block: Block, buttons: Sequence[QWidget]) -> None:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    block.column.addLayout(row)
