"""Cards of the retention desk: holds and restrictions, certificates, and the periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import destroying, retention
from rescueapp.actions.keeping.destroying import Kept
from rescueapp.actions.keeping.retention import NO_SUCH_CASE, Lying
from rescueapp.actions.papers import releasing, retention_papers
from rescueapp.actions.watch import shred_list
from rescueapp.actions.watch.shred_list import OldBackup
from rescueapp.domain.changed import Changed
from rescueapp.domain.retention import ORDERS, Order, Period
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import dates, messages, texts
from ui.desks.desk import Tell
from ui.lists.columns import Column, Row
from ui.lists.retention_lists import CERTIFICATES, LYING, PERIODS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.retention_dialogs import Decide, OnCase, OwnPeriod
from ui.widgets.words import Words

_ORDERS = mark("Holds and restrictions", "retention")
_ORDERS_WORDS = mark(
    "A held file is never destroyed: a lawsuit, an inquiry. A restricted one is only stored: "
    "somebody asked to delete what the law has us keep.",
    "retention",
)
_NOTHING_LIES = mark("Nothing lies on any case.", "retention")
_HOLD = mark("Hold a case…", "retention")
_RESTRICT = mark("Asked to delete…", "retention")
_LIFT = mark("Lift…", "retention")
_HOLD_NOW = mark("Hold", "retention")
_RESTRICT_HEADING = mark("Somebody asked to delete a file", "retention")
_RESTRICT_WORDS = mark(
    "While the law has us keep the file it is not deleted but only stored: nothing is changed, "
    "nothing goes out, and it opens for rights, law and safety alone.",
    "retention",
)
_RESTRICT_NOW = mark("Answer the request", "retention")
_LIFT_NOW = mark("Lift it", "retention")
_LIFT_HEADING = mark("{what}: {alias} {number}", "retention")
_ON_LIST = mark("Its time is over: it is on the list above.", "retention")
_DONE = mark("Done.", "retention")

_CERTIFICATES = mark("Certificates of destruction", "retention")
_NO_CERTIFICATES = mark("No file was destroyed.", "retention")
_SAVE = mark("Save the certificate as PDF…", "retention")
_OLD = mark(
    "The backup of {day} still opens what was destroyed ({count}). It is to be gone by {gone}.",
    "retention",
)
_FILE = mark("certificate", "retention")

_PERIODS = mark("How long it is kept", "retention")
_PERIODS_WORDS = mark(
    "What is marked as to be checked is a proposal. The unit's own table, approved by its archive "
    "authority, decides: enter what it says.",
    "retention",
)
_OWN = mark("Enter the unit's own period…", "retention")
_ROWS = 4


class TableCard(Card, Generic[Row]):
    """A heading, a word about it, a table, a row of buttons."""

    def __init__(
        self, session: Session, tell: Tell, *, name: str, title: Text, words: Text | None,
        columns: Sequence[Column[Row]], empty: Text,
    ) -> None:  # fmt: skip
        super().__init__(say(title), name=f"{name}Card")
        self._session, self._tell = session, tell
        if words is not None:
            self.column.addWidget(Words(say(words), "muted"))
        self._rows = Rows(columns, self)
        self._table = Table(f"{name}Table", say(title), self._rows)
        self._table.say_when_empty(say(empty))
        self._table.setMinimumHeight(_ROWS * ROW_HEIGHT)
        self._table.pointed.connect(lambda _: self.offer())
        self.column.addWidget(self._table)
        self.buttons = QHBoxLayout()
        self.column.addLayout(self.buttons)

    def offer(self) -> None:
        """Which acts are possible with the row that is chosen."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._rows.show_rows(rows)
        if rows:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self.offer()

    def chosen(self) -> Row | None:
        return self._rows.row_at(self._table.currentIndex())

    def act(self, box: Asking, work: Callable[[Workspace], object]) -> None:
        """Do it; a refusal stays in the box it came from."""

        def done(found: object) -> None:
            box.accept()
            told = say(found) if isinstance(found, Text) else say(_DONE)
            self._tell(told, "teal")
            self._session.tell(found if isinstance(found, Changed) else Changed(everything=True))

        self._session.run(work, done, failed=box.failed, owner=box)


class OrderCard(TableCard[Lying]):
    """What lies on cases; laid by number, lifted with a reason."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(
            session, tell, name="orders", title=_ORDERS(), words=_ORDERS_WORDS(), columns=LYING,
            empty=_NOTHING_LIES(),
        )  # fmt: skip
        self._lift = Button(say(_LIFT), "liftOrder", self._ask_lift)
        for button in (
            Button(say(_HOLD), "holdCase", self._ask_hold, icon="shield"),
            Button(say(_RESTRICT), "restrictCase", self._ask_restrict, icon="hide"),
            self._lift,
        ):
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)

    def read(self) -> None:
        """Look again."""
        self._session.run(retention.lying, self.show_rows, owner=self)

    def offer(self) -> None:
        """Override TableCard.offer."""
        self._lift.setEnabled(self.chosen() is not None)

    def _ask_hold(self) -> None:
        def then(box: OnCase, number: str, reason: str) -> None:
            self.act(box, lambda ws: retention.lay(ws, uid_of(ws, number), Order.HOLD, reason))

        box = OnCase(self, say(ORDERS[Order.HOLD]), say(_HOLD_NOW), "", then)
        open_about(box, self._session, Order.HOLD)

    def _ask_restrict(self) -> None:
        def then(box: OnCase, number: str, reason: str) -> None:
            self.act(box, lambda ws: _answered(ws, uid_of(ws, number), reason))

        heading, words = say(_RESTRICT_HEADING), say(_RESTRICT_WORDS)
        box = OnCase(self, heading, say(_RESTRICT_NOW), words, then)
        open_about(box, self._session, "asked to delete")

    def _ask_lift(self) -> None:
        lying = self.chosen()
        if lying is None:
            return
        what = ORDERS[lying.laid.order]
        heading = _LIFT_HEADING(what=what, alias=lying.alias, number=lying.number)

        def then(box: Decide, reason: str, _: object) -> None:
            self.act(box, lambda ws: retention.lift(ws, lying.laid.uid, reason))

        box = Decide(self, say(heading), say(_LIFT_NOW), "", then)
        open_about(box, self._session, "lift", lying.laid.uid)


class CertificateCard(TableCard[Kept]):
    """What stays of destroyed cases, and the backups that still open them."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(
            session, tell, name="certificates", title=_CERTIFICATES(), words=None,
            columns=CERTIFICATES, empty=_NO_CERTIFICATES(),
        )  # fmt: skip
        self._old = Notice(name="oldBackups")
        self.column.insertWidget(1, self._old)
        self._save = Button(say(_SAVE), "saveCertificate", self._choose, icon="print")
        self.buttons.addWidget(self._save)
        self.buttons.addStretch(1)

    def read(self) -> None:
        """Look again."""
        self._session.run(
            lambda ws: (destroying.certificates(ws), shred_list.old_backups(ws)),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, kept: list[Kept], old: list[OldBackup]) -> None:
        self.show_rows(kept)
        lines = [
            say(_OLD(day=dates.moment(o.made_at), count=len(o.numbers),
                     gone=dates.moment(o.gone_by)))
            for o in old
        ]  # fmt: skip
        self._old.say("\n".join(lines), "amber")

    def offer(self) -> None:
        """Override TableCard.offer."""
        self._save.setEnabled(self.chosen() is not None)

    def _choose(self) -> None:
        kept = self.chosen()
        if kept is None:
            return
        name = f"{say(_FILE)}-{kept.certificate.number}.pdf"
        messages.choose_target(
            self, say(_SAVE), say(texts.PDF_FILES), name,
            lambda path: self._saved_as(kept.certificate.case_uid, path),
        )  # fmt: skip

    def _saved_as(self, case_uid: str, path: Path) -> None:
        def work(ws: Workspace) -> None:
            releasing.save(ws, retention_papers.certificate_paper(ws, case_uid), path)

        self._session.run(work, lambda _: self._tell(say(_DONE), "teal"), owner=self)


class PeriodCard(TableCard[Period]):
    """How long each type is kept, and the unit's own word on it."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(
            session, tell, name="periods", title=_PERIODS(), words=_PERIODS_WORDS(),
            columns=PERIODS, empty=_NOTHING_LIES(),
        )  # fmt: skip
        self._own = Button(say(_OWN), "ownPeriodOpen", self._ask, icon="calendar")
        self.buttons.addWidget(self._own)
        self.buttons.addStretch(1)

    def read(self) -> None:
        """Look again."""
        self._session.run(
            lambda ws: list(retention.periods_in_use(ws).values()), self.show_rows, owner=self
        )

    def offer(self) -> None:
        """Override TableCard.offer."""
        period = self.chosen()
        self._own.setEnabled(period is not None and period.of_cases)

    def _ask(self) -> None:
        period = self.chosen()
        if period is None:
            return

        def then(box: OwnPeriod, years: int, source: str) -> None:
            self.act(
                box, lambda ws: retention.set_period(ws, period.type, years=years, source=source)
            )

        open_about(OwnPeriod(self, period, then), self._session, period.type)


def uid_of(ws: Workspace, number: str) -> str:
    """The case of a number somebody typed. Raises Refused."""
    row = cases.case_by_number(ws, number)
    if row is None:
        raise Refused(NO_SUCH_CASE)
    return row.uid


def _answered(ws: Workspace, case_uid: str, reason: str) -> Text:
    return retention.asked_to_delete(ws, case_uid, reason) or _ON_LIST()


def show_certificate(session: Session, page: QWidget, case_uid: str) -> None:
    """The certificate of a destroyed case, to be printed for the signatures or saved."""
    PaperDialog(
        page, session, say(retention_papers.CERTIFICATE_TITLE),
        lambda ws, _: retention_papers.certificate_paper(ws, case_uid),
    ).open()  # fmt: skip
