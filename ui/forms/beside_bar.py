"""What stands above a form and stops nothing: told when it opens, and anew after each save."""

from __future__ import annotations

from collections.abc import Sequence

from rescueapp.actions.recording import records
from rescueapp.actions.recording.records import Saved
from rescueapp.i18n import Text
from ui.forms.notice_bar import NoticeBar
from ui.session import Session


class BesideBar(NoticeBar):
    """The lines of `RecordView.beside`; hidden while there is nothing to tell."""

    def __init__(self, session: Session) -> None:
        super().__init__("formBeside")
        self._session = session

    def tell(self, lines: Sequence[str]) -> None:
        """Show these lines and no others."""
        if lines:
            self.ask(Text("\n".join(lines)), (), "plain", focus=False)
        else:
            self.hide()

    def look_again(self, saved: Saved) -> None:
        """A record was saved: papers are there by now, a score has changed. Above an entry of a
        register nothing is told."""
        uid = saved.record_uid
        if saved.case_uid:
            self._session.run(lambda ws: records.told_beside(ws, uid), self.tell, owner=self)
