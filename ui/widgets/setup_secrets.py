"""Secrets shown once: each is written down, and words of it typed back before it goes: one of a
passphrase, two of a recovery paper, which nobody looks at again for years."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from rescueapp.crypto.words import Passphrase, normalise
from rescueapp.i18n import Text, mark, say
from ui import texts
from ui.desktop.not_learnt import not_learnt
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.words import Words

_PASSPHRASE = mark("Passphrase of {login}", "first start")
_PASSPHRASE_WORDS = mark(
    "Shown once. Give it to this person alone; the characters help to remember it, "
    "the pinyin is what is typed.",
    "first start",
)
_OWN_WORDS = mark(
    "Shown once, for you alone. Write them down and keep them where nobody else sees them; the "
    "characters help to remember them, the pinyin is what is typed.",
    "passphrase",
)
_SHARE = mark("Recovery share {number} of 3", "first start")
_SHARE_WORDS = mark(
    "Any two of the three shares open the vault when all passphrases are lost; one alone opens "
    "nothing. Keep them in three places: the head of the station, the superior bureau, "
    "the provincial office.",
    "first start",
)
_TYPE_BACK = mark("To be sure it is written down: type word number {number}.", "first start")
_NOT_THE_WORD = mark("That is not word number {number}. Please look at your paper.", "first start")
_PRINT = mark("Print this share", "first start")
_SAVE = mark("Save this share…", "first start")
_TURN = mark("Paper {number} of 3: its keeper alone", "first start")
_TURN_WORDS = mark(
    "Now whoever is to keep this paper sits at the screen, and nobody else looks. It is shown"
    " alone: print it or write it down, type two of its words back, and put it away before the next"
    " person comes.",
    "first start",
)
_SHOW = mark("Show paper {number}", "first start")
SHARES = 3
_CARD, _NEXT = "secret", "holderTurn"

_COLUMNS = 5  # a whole share and the line below it are in sight at 150 %


@dataclass(frozen=True, slots=True)
class Secret:
    """One thing to write down. `words` in their order; `shown` beside each, if any."""

    title: str
    note: str
    words: tuple[str, ...] = field(repr=False)
    shown: tuple[str, ...] = field(default=(), repr=False)
    on_paper: bool = False  # may be printed or saved
    asks: int = 1  # how many of its words are typed back


def of_passphrases(passphrases: Mapping[str, Passphrase]) -> list[Secret]:
    return [of_passphrase(login, passphrase) for login, passphrase in passphrases.items()]


def of_passphrase(login: str, passphrase: Passphrase) -> Secret:
    return Secret(
        title=say(_PASSPHRASE(login=login)),
        note=say(_PASSPHRASE_WORDS),
        words=tuple(passphrase.pinyin.split("-")),
        shown=tuple(passphrase.characters.split()),
    )


def of_own_passphrase(login: str, passphrase: Passphrase) -> Secret:
    """The same, read by its owner."""
    return replace(of_passphrase(login, passphrase), note=say(_OWN_WORDS))


def of_shares(shares: tuple[str, ...]) -> list[Secret]:
    return [
        Secret(
            title=say(_SHARE(number=number)),
            note=say(_SHARE_WORDS),
            words=tuple(share.split()),
            on_paper=True,
            asks=2,
        )
        for number, share in enumerate(shares, start=1)
    ]


class HolderTurn(Card):
    """Before a recovery paper is shown: who keeps it comes to the screen. Then `shown`."""

    shown = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(say(_TURN(number=number)), name=_NEXT)
        self.column.addWidget(Words(say(_TURN_WORDS)))
        row = QHBoxLayout()
        button = Button(say(_SHOW(number=number)), "showPaper", self.shown.emit, icon="next",
                        kind="primary")  # fmt: skip
        row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        # The Enter that ended the paper before must not show the next one to its keeper.
        button.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class SecretCard(Card):
    """`confirmed` once the asked word was typed; `keep(how, secret)` prints or saves it."""

    confirmed = Signal()

    def __init__(self, secret: Secret, keep: Callable[[str, Secret], object] | None = None) -> None:
        super().__init__(secret.title, name=_CARD)
        self._secret = secret
        self._asked = secrets.SystemRandom().sample(range(len(secret.words)), secret.asks)
        self.column.addWidget(Words(secret.note, "muted"))
        self.column.addWidget(self._table())
        if secret.on_paper and keep is not None:
            self.column.addLayout(self._paper(keep))
        self._question = Words(name="askedWord")
        self.column.addWidget(self._question)
        row = QHBoxLayout()
        self._typed = not_learnt(QLineEdit())
        self._typed.setObjectName("typedBack")
        self._typed.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._typed.returnPressed.connect(self._check)
        row.addWidget(self._typed, 1)
        row.addWidget(Button(say(texts.NEXT), "secretNext", self._check, icon="check",
                             kind="primary"))  # fmt: skip
        self.column.addLayout(row)
        self._wrong = Words(role="error", name="typedWrong")
        self.column.addWidget(self._wrong)
        self.setFocusProxy(self._typed)
        self._ask()

    @property
    def asked(self) -> int:
        """Which word is to be typed next, from 0."""
        return self._asked[0]

    @property
    def left(self) -> int:
        """How many words are still to be typed."""
        return len(self._asked)

    def _ask(self) -> None:
        question = say(_TYPE_BACK(number=self.asked + 1))
        self._question.setText(question)
        self._typed.setAccessibleName(question)
        self._typed.clear()
        self._wrong.setText("")

    def _check(self) -> None:
        wanted = self._secret.words[self.asked]
        if normalise(self._typed.text()) != normalise(wanted):
            self._wrong.setText(say(_NOT_THE_WORD(number=self.asked + 1)))
            self._typed.selectAll()
        elif self.left > 1:
            del self._asked[0]
            self._ask()
        else:
            self.confirmed.emit()

    def _table(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, GRID, 0, GRID)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        columns = 2 if self._secret.shown else _COLUMNS
        for number, word in enumerate(self._secret.words):
            beside = f"   {self._secret.shown[number]}" if self._secret.shown else ""
            label = Words(f"{number + 1}.  {word}{beside}", "passphrase" if beside else "",
                          wrap=False)  # fmt: skip
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            grid.addWidget(label, number // columns, number % columns)
        return box

    def _paper(self, keep: Callable[[str, Secret], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        for how, words, icon in (("print", _PRINT, "print"), ("save", _SAVE, "file")):
            row.addWidget(_keep_button(how, words, icon, partial(keep, how, self._secret)))
        row.addStretch(1)
        return row


def shows_words_once(window: QWidget) -> bool:
    """Whether a passphrase or a share stands there, or is to come next, that nobody can be shown
    again."""
    cards = (*window.findChildren(QWidget, _CARD), *window.findChildren(QWidget, _NEXT))
    return any(card.isVisible() for card in cards)


def _keep_button(how: str, words: Text, icon: str, on_click: Callable[[], object]) -> Button:
    return Button(say(words), f"share_{how}", on_click, icon=icon)
