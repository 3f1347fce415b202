"""Changing one's own passphrase: six new words, shown once, before the old one stops opening."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from rescueapp.actions.vault import one_time
from rescueapp.i18n import mark, say
from ui import messages
from ui.session import Session
from ui.vault.me_menu import window_of
from ui.widgets.asking import Asking
from ui.widgets.busy import Busy
from ui.widgets.passphrase import PassphraseField
from ui.widgets.setup_secrets import SecretCard, of_own_passphrase
from ui.widgets.words import Words, plain

_OFFER = mark("Change my passphrase…", "passphrase")
_HEADING = mark("A new passphrase", "passphrase")
_WORDS = mark(
    "The program makes six new words and shows them once. The present passphrase opens until one "
    "of them was typed back; then it opens nothing here any more. Backups made before still open "
    "with it.",
    "passphrase",
)
_GIVEN = mark(
    "Somebody else made the words you signed in with, and has seen them. Before anything opens, "
    "take words that you alone know.",
    "passphrase",
)
_LOCK = mark("Lock", "frame")
_OLD = mark("&Present passphrase", "passphrase")
_MAKE = mark("Make new words", "passphrase")
_NO_OLD = mark("Please type your present passphrase.", "passphrase")
_CHANGING = mark("Changing…", "passphrase")
_CHANGED = mark("Your passphrase is changed", "passphrase")
_CHANGED_WORDS = mark(
    "From now on the new words open. A PIN of this shift is forgotten.", "passphrase"
)


def first(
    window: QWidget, session: Session, enter: Callable[[], object], lock: Callable[[], object]
) -> None:
    """`enter()` at once; who signed in with words that somebody else made takes other words before,
    or `lock()`."""
    if not session.has_data:
        enter()
        return

    def found(given: bool) -> None:
        if not given:
            enter()
            return
        box = OwnPassphrase(window, session, enter, given=True)
        box.rejected.connect(lock)
        box.open()

    session.run(one_time.given, found, owner=window)


def offer(menu: QMenu, session: Session, changed: Callable[[], object]) -> None:
    """An entry in one's own menu; `changed()` once the old passphrase opens nothing more."""
    menu.addSeparator()
    entry = menu.addAction(say(_OFFER))
    entry.setObjectName("changePassphrase")
    entry.triggered.connect(partial(_ask, menu, session, changed))


def _ask(menu: QMenu, session: Session, changed: Callable[[], object], _: bool = False) -> None:
    OwnPassphrase(window_of(menu), session, changed).open()


class OwnPassphrase(Asking):
    """The present passphrase; then the new words, and one of them typed back."""

    def __init__(
        self, parent: QWidget, session: Session, changed: Callable[[], object], *,
        given: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent, "ownPassphrase", say(_HEADING), say(_MAKE))
        self._session, self._then = session, changed
        self._card: SecretCard | None = None
        if given:
            self.fields.addWidget(Words(say(_GIVEN)))
            self.cancel.setText(say(_LOCK))
        self.fields.addWidget(Words(say(_WORDS), "muted"))
        self._old = PassphraseField("oldPassphrase", plain(say(_OLD)))
        self.add_field(_OLD, self._old, "oldPassphraseField")
        self._busy = Busy("ownPassphraseBusy", can_cancel=False)
        self.fields.addWidget(self._busy)
        self._old.setFocus()

    def act(self) -> None:
        """Show new words; they hold only once one of them was typed back."""
        from rescueapp.crypto import words

        if not self._old.text().strip():
            self.refuse(say(_NO_OLD))
            self._old.setFocus()
            return
        self.refuse("")
        passphrase = words.passphrase()
        self._show_question(False)
        self._card = SecretCard(of_own_passphrase(self._session.worker.login, passphrase))
        self._card.confirmed.connect(partial(self._change, passphrase.pinyin))
        self.show_below(self._card)

    def _change(self, new: str) -> None:
        from rescueapp.actions.vault import people

        old = self._old.text()
        job = self._session.run(
            lambda desk: people.change_passphrase(desk, old=old, new=new),
            lambda _: self._changed(), self._failed, owner=self,
        )  # fmt: skip
        self._busy.begin(job, say(_CHANGING))

    def _changed(self) -> None:
        self._old.clear()
        self._then()
        over = self.parentWidget()
        self.accept()
        messages.tell(over, say(_CHANGED), say(_CHANGED_WORDS))

    def _failed(self, error: BaseException) -> None:
        """The words that were shown hold nothing: others are made the next time."""
        self._busy.end()
        if self._card is not None:
            self._card.hide()  # at once: the dialog is not as high as with it
            self._card.deleteLater()
            self._card = None
        self._show_question(True)
        self.failed(error)
        self._old.select()

    def _show_question(self, shown: bool) -> None:
        """All but the new words, which have no room beside it on a low screen."""
        self._buttons.setVisible(shown)
        for place in range(self.fields.count()):
            widget = self.fields.itemAt(place).widget()
            if widget is not self._busy:
                widget.setVisible(shown)
