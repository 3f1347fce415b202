"""Two recovery papers make a new head of a vault nobody can sign in to any more, or a new
administrator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp.i18n import mark, say
from ui.tasks import Tasks
from ui.widgets.asking import Asking
from ui.widgets.busy import Busy
from ui.widgets.choice import Choice
from ui.widgets.half_typed import goes_when_left
from ui.widgets.papers_dialog import PAPERS, PaperField
from ui.widgets.setup_secrets import SecretCard, of_passphrase
from ui.widgets.words import Words

if TYPE_CHECKING:
    from rescueapp.crypto.words import Passphrase

_HEADING = mark("Come in with the recovery papers", "recovery")
_HINT = mark(
    "For when nobody who answers for this vault can sign in, or no administrator: two of the three "
    "papers make a new one. Nothing is lost or changed, and it stands in the account. Whoever only "
    "forgot a passphrase asks the administrator for a new one.",
    "recovery",
)
_WHO = mark("&Who is missing", "recovery")
_HEAD = mark("Whoever answers for the vault: a supervisor, at an office its officer", "recovery")
_ADMINISTRATOR = mark("The administrator, who opens no data", "recovery")
_LOGIN = mark("Sign-in &name of the new person, not used before", "recovery")
_ACT = mark("Make the new access", "recovery")
_WORKING = mark("Opening the papers…", "recovery")
_NOT_WHOLE = mark("Two whole papers are needed: the words of each, all of them.", "recovery")
_NO_LOGIN = mark("Please type a sign-in name for the new person.", "recovery")


class RecoverDialog(Asking):
    """`recovered(login)` once the new passphrase was shown and one word of it typed back."""

    def __init__(
        self, parent: QWidget, tasks: Tasks, folder: Path, recovered: Callable[[str], object]
    ) -> None:
        super().__init__(parent, "recover", say(_HEADING), say(_ACT))
        self._tasks, self._folder, self._recovered = tasks, folder, recovered
        self.fields.addWidget(Words(say(_HINT), "muted"))
        self._papers = [
            PaperField(words, f"recoverPaper{number}", lambda: self.refuse(""))
            for number, words in enumerate(PAPERS, 1)
        ]
        for paper in self._papers:
            self.fields.addWidget(paper)
            goes_when_left(paper.edit)
        self._who = Choice()
        for words, administrator in ((_HEAD, False), (_ADMINISTRATOR, True)):
            self._who.addItem(say(words), administrator)
        self.add_field(_WHO, self._who, "recoverWho")
        self._login = QLineEdit()
        self._login.setMaxLength(64)
        self.add_field(_LOGIN, self._login, "recoverLogin")
        self._busy = Busy("recoverBusy", can_cancel=False)
        self.fields.addWidget(self._busy)
        self._papers[0].edit.setFocus()

    def act(self) -> None:
        if self._busy.running:
            return
        login = self._login.text().strip().lower()
        short = next((paper for paper in self._papers if not paper.whole), None)
        if short is not None:
            self.refuse(say(_NOT_WHOLE))
            short.edit.setFocus()
        elif not login:
            self.refuse(say(_NO_LOGIN))
            self._login.setFocus()
        else:
            self._recover([paper.words for paper in self._papers], login)

    def _recover(self, shares: list[str], login: str) -> None:
        self.refuse("")
        folder, administrator = self._folder, bool(self._who.currentData())
        job = self._tasks.beside(
            lambda _: _made(folder, shares, login, administrator=administrator),
            lambda passphrase: self._show(login, passphrase),
            failed=self._not_recovered, owner=self,
        )  # fmt: skip
        self._busy.begin(job, say(_WORKING))

    def _not_recovered(self, error: BaseException) -> None:
        self._busy.end()
        self.failed(error)

    def _show(self, login: str, passphrase: Passphrase) -> None:
        """Once, as for a colleague; the papers are out of sight before it."""
        self._busy.end()
        self._buttons.hide()
        for paper in self._papers:
            paper.edit.clear()
            paper.hide()
        self._login.setEnabled(False)
        self._who.setEnabled(False)
        card = SecretCard(of_passphrase(login, passphrase))
        card.confirmed.connect(partial(self._confirmed, login))
        self.show_below(card)

    def _confirmed(self, login: str) -> None:
        self._recovered(login)
        self.accept()


def _made(folder: Path, shares: list[str], login: str, *, administrator: bool) -> Passphrase:
    from rescueapp.actions.vault import vaults  # nobody needs it to sign in

    return vaults.recover(folder, shares=shares, login=login, administrator=administrator)
