"""A card of services: which of them, in which language, with whose name; then the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.papers import card_words, service_card
from rescueapp.actions.papers.card_words import BY_HAND
from rescueapp.actions.papers.service_card import CardOrder, Offer
from rescueapp.forms.codes import label
from rescueapp.i18n import LANGUAGES, language, mark, say
from ui import texts
from ui.lists.entry_list import TO_CHECK
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.theme import GRID
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.words import Words

_HEADING = mark("A card for the pocket", "card")
_SHOW = mark("Show the card", "card")
_WHICH = mark("&Services on it", "card")
_LANGUAGE = mark("&Language", "card")
_NAMED = mark("With the name of this &institution", "card")
_PLAIN = mark(
    "Without it nothing on the card tells who gave it. Think of who could find it.", "card"
)
_BESIDE = mark("{language}, the Chinese beside it", "card")
_WRITTEN = mark("To write on by hand, the Chinese beside it", "card")
_SPOKEN = mark("Written down in this case: {languages}.", "card")
_UNCHECKED = mark("{words} – {state}", "card")
_ROWS, _LEAST, _LINE = 7, 2, 4 * GRID - 4


class CardDialog(Asking):
    """The services that were called and found right are chosen; the others wait for a tick.
    `offer`: what is proposed for the person of a case."""

    def __init__(
        self, parent: QWidget, session: Session, found: Sequence[Entry], offer: Offer | None = None
    ) -> None:
        super().__init__(parent, "cardDialog", say(_HEADING), say(_SHOW))
        self._session, self._over = session, parent
        self._list = QListWidget()
        self._list.setMinimumHeight(_LEAST * _LINE + GRID)  # in a low window the rest is scrolled
        self._list.setMaximumHeight(max(min(len(found), _ROWS), _LEAST) * _LINE + GRID)
        for entry in found:
            self._list.addItem(_item(entry))
        self.add_field(_WHICH, self._list, "cardServices")
        self._language = Choice()
        for code, words in _languages():
            self._language.addItem(words, code)
        wanted = offer.language if offer else language()
        self._language.setCurrentIndex(self._language.findData(wanted))
        self.add_field(_LANGUAGE, self._language, "cardLanguage")
        if offer is not None:
            self.fields.addWidget(Words(_said(offer), "muted"))
        self._named = QCheckBox(say(_NAMED))
        self._named.setObjectName("cardInstitution")
        self.fields.addWidget(self._named)
        self.fields.addWidget(Words(say(_PLAIN), "muted"))
        self._list.setFocus()

    def act(self) -> None:
        """Override Asking.act: what does not fit is said here, where fewer can be chosen."""
        order = CardOrder(self._chosen(), self._language.currentData(), self._named.isChecked())
        self._session.run(
            lambda ws: service_card.prepare_card(ws, order),
            lambda _: self._show(order),
            self.failed,
            owner=self,
        )

    def _show(self, order: CardOrder) -> None:
        self.accept()
        PaperDialog(
            self._over, self._session, say(service_card.TITLE),
            lambda ws, gaps: service_card.prepare_card(ws, order, gaps=gaps),
        ).open()  # fmt: skip

    def _chosen(self) -> tuple[str, ...]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )


def open_for(parent: QWidget, session: Session, case_uid: str) -> None:
    """Ask for a card in the language of the person of a case; nothing of the case is on it."""
    session.run(
        lambda ws: (service_card.offered(ws), service_card.offer(ws, case_uid)),
        lambda found: CardDialog(parent, session, *found).open(), owner=parent,
    )  # fmt: skip


def _languages() -> Iterator[tuple[str, str]]:
    """What can be chosen: its code, and its words."""
    for code in LANGUAGES:
        name = texts.LANGUAGE_NAMES[code]
        yield code, say(_BESIDE(language=name)) if code == "en" else name
    for code in card_words.languages():
        yield code, say(_BESIDE(language=label("L-language", code)))
    yield BY_HAND, say(_WRITTEN)


def _said(offer: Offer) -> str:
    """What is written down of her languages, and why the card is not in hers."""
    named = texts.listed(label("L-language", code) for code in offer.spoken)
    told = (_SPOKEN(languages=named) if named else None, offer.why)
    return " ".join(say(words) for words in told if words is not None)


def _item(entry: Entry) -> QListWidgetItem:
    words = f"{entry.name}　{entry.answers.get('service_phone', '')}"
    right = service_card.checked(entry)
    item = QListWidgetItem(words if right else say(_UNCHECKED(words=words, state=say(TO_CHECK))))
    item.setData(Qt.ItemDataRole.UserRole, entry.uid)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if right else Qt.CheckState.Unchecked)
    item.setSizeHint(QSize(0, _LINE))
    item.setToolTip(entries.listed(entry))
    return item
