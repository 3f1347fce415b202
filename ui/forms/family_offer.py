"""After a form was saved: the same one for a sibling, and why those who came together part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from rescueapp.actions.family import family_apart
from rescueapp.actions.recording import family_copies
from rescueapp.actions.recording.records import Saved
from rescueapp.domain.changed import Changed
from rescueapp.domain.family import Seen
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace
from ui.forms.form_view import FormView
from ui.forms.notice_bar import Choice
from ui.session import Session

_SAME = mark(
    "Saved. The same form for another of the family? What is shared is copied and marked; what is"
    " the person's own is asked of each alone.",
    "family",
)
_FOR = mark("For {who}", "family")
_NOT_NOW = mark("Not now", "family")
_PART = mark("Saved. {what} Write down why they part, and how they keep in touch.", "family")
_TO_REASON = mark("Write the reason", "family")
_MOST = 4


class FamilyOffer(QObject):
    """Belongs to one form view. `go_on(where)`: what the page of a case is entered with."""

    def __init__(
        self, session: Session, view: FormView, go_on: Callable[[dict[str, str]], object]
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._go_on = session, view, go_on
        view.saved.connect(self._saved)

    def _saved(self, saved: Saved) -> None:
        if saved.need is not None or not saved.case_uid:
            return  # somebody has to be asked first
        self._session.run(
            lambda ws: _look(ws, saved.record_uid),
            lambda found: self._tell(saved, *found),
            owner=self,
        )

    def _tell(self, saved: Saved, apart: str, family: tuple[Seen, ...]) -> None:
        view = self._view
        if apart:
            go = ("familyReason", _TO_REASON, partial(view.go_to, (family_apart.WHY,)))
            view.notice.ask(_PART(what=apart), (go,), focus=False)
        elif family:
            offers: list[Choice] = [
                (f"familySame{at}", _FOR(who=family_apart.who(each)),
                 partial(self._begin, saved.record_uid, each))
                for at, each in enumerate(family[:_MOST])
            ]  # fmt: skip
            choices = [("familySameNot", _NOT_NOW, view.focus_first), *offers]
            view.notice.ask(_SAME, choices, "teal", focus=False)

    def _begin(self, record_uid: str, to: Seen) -> None:
        form, case_uid = self._view.desk.form.key, to.member.case_uid

        def begun(draft_uid: str) -> None:
            self._session.tell(Changed(drafts=True))
            self._go_on({"case_uid": case_uid, "form": form, "draft_uid": draft_uid})

        self._session.run(
            lambda ws: family_copies.begin_form(ws, record_uid, case_uid), begun, owner=self
        )


def _look(ws: Workspace, record_uid: str) -> tuple[str, tuple[Seen, ...]]:
    return family_apart.asks_why(ws, record_uid), family_copies.offered(ws, record_uid)
