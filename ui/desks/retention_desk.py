"""What is kept and let go: the appraisal list, holds and restrictions, certificates, periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex

from rescueapp import clock
from rescueapp.actions.keeping import destroying, retention
from rescueapp.actions.keeping.destroying import Destroyed
from rescueapp.actions.keeping.retention import Line
from rescueapp.actions.papers import releasing, retention_papers
from rescueapp.domain.changed import Changed
from rescueapp.domain.retention import OUTCOMES, TYPES, Outcome, Period, Type, years_after
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import messages, texts
from ui.desks.desk import Desk, Tell
from ui.desks.retention_cards import (
    CertificateCard,
    OrderCard,
    PeriodCard,
    show_certificate,
)
from ui.lists.retention_lists import APPRAISAL
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.unsent import open_about
from ui.vault import second_person
from ui.widgets.asking import Asking
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowBox
from ui.widgets.retention_dialogs import Decide, Sort
from ui.widgets.words import Words

_TITLE = mark("Files whose time is over", "retention")
_WORDS = mark(
    "Counted from the day help ended. Each is kept longer, handed to the archive, or destroyed: "
    "that takes a second person, and cannot be undone. What is held is not listed.",
    "retention",
)
_NONE = mark("No file's time is over.", "retention")
_KEEP = mark("Keep longer…", "retention")
_ARCHIVE = mark("Hand to the archive…", "retention")
_DESTROY = mark("Propose to destroy…", "retention")
_DESTROY_NOW = mark("Destroy now…", "retention")
_TYPE = mark("Type of file…", "retention")
_PAPER = mark("Save the list as PDF…", "retention")
_HEADING = mark("{what}: {alias} {number}", "retention")
_DESTROY_WORDS = mark(
    "Another supervisor, a deputy, or the superior bureau has to agree. Then the keys and "
    "everything they open are done away with, for ever; a certificate stays.",
    "retention",
)
_SURE = mark("Destroy {alias} {number} for ever?", "retention")
_SURE_WORDS = mark(
    "Two people have agreed. Nobody can bring it back, not with a backup either. Paper copies that "
    "are out are yours to collect.",
    "retention",
)
_FOR_EVER = mark("Destroy for ever", "retention")
_DESTROYING = mark("Destroying. Please leave the computer on…", "retention")
_KEPT = mark("{alias} {number} is kept longer, until {day}.", "retention")
_TO_ARCHIVE = mark("{alias} {number} goes to the archive.", "retention")
_PROPOSED = mark(
    "It is proposed to destroy {alias} {number}. Nothing is destroyed before a second person has "
    "agreed.",
    "retention",
)
_SORTED = mark("{alias} {number} is now a file of this type: {type}.", "retention")
_SAVED = mark("Saved.", "retention")
_FILE = mark("appraisal list", "retention")
_OUTCOME_TOLD = {
    Outcome.KEEP: _KEPT, Outcome.ARCHIVE: _TO_ARCHIVE, Outcome.DESTROY: _PROPOSED
}  # fmt: skip
_FEWEST, _MOST = 3, 8  # rows
_LONGER = 5  # years


class RetentionDesk(Desk):
    """The list first; the rest in cards below it."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="retentionDesk")
        self.column.addWidget(self._list_card())
        self._cards = (
            OrderCard(session, tell), CertificateCard(session, tell), PeriodCard(session, tell)
        )  # fmt: skip
        for card in self._cards:
            self.column.addWidget(card)
        self.column.addStretch(1)

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(retention.appraisal_list, self._show, owner=self)
        for card in self._cards:
            card.read()

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._table.setFocus()

    def _show(self, lines: list[Line]) -> None:
        self._rows.show_rows(lines)
        shown = min(max(len(lines), _FEWEST), _MOST)  # the acts below stay in sight
        self._table.setFixedHeight((shown + 1) * ROW_HEIGHT + GRID)
        if lines:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self._offer()

    def _chosen(self) -> Line | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row if isinstance(row, Line) else None

    def _offer(self, _: QModelIndex | None = None) -> None:
        line = self._chosen()
        for button in self._acts:
            button.setEnabled(line is not None)
        self._now.setVisible(line is not None and line.granted)
        self._code.setVisible(line is not None and bool(line.request) and not line.granted)
        self._buttons.fit()
        self._paper.setEnabled(bool(self._rows.rows))

    # --- deciding -----------------------------------------------------------------------------

    def _decide(self, outcome: Outcome, words: Text | None = None) -> None:
        line = self._chosen()
        if line is None:
            return
        what = OUTCOMES[outcome]
        day = years_after(clock.today(), _LONGER) if outcome is Outcome.KEEP else None
        heading = _HEADING(what=what, alias=line.alias, number=line.number)

        def then(box: Decide, reason: str, until: date | None) -> None:
            told = _OUTCOME_TOLD[outcome](alias=line.alias, number=line.number, day=until)
            self._run(
                box,
                lambda ws: retention.appraise(ws, line.case_uid, outcome, reason, until=until),
                told,
            )

        shown = say(words) if words else ""
        # Destroying is only proposed here: the button must not say that it is done.
        act = say(_DESTROY).rstrip("…") if outcome is Outcome.DESTROY else say(what)
        box = Decide(self, say(heading), act, shown, then, with_day=day)
        open_about(box, self.session, outcome, line.case_uid)

    def _sort(self) -> None:
        line = self._chosen()
        if line is None:
            return

        def open_box(in_use: Mapping[Type, Period]) -> None:
            types = [kind for kind, period in in_use.items() if period.of_cases]
            heading = _HEADING(what=_TYPE, alias=line.alias, number=line.number)
            Sort(self, say(heading), types, line.type, then).open()

        def then(box: Sort, kind: Type) -> None:
            told = _SORTED(alias=line.alias, number=line.number, type=TYPES[kind])
            self._run(box, lambda ws: retention.sort(ws, line.case_uid, kind), told)

        self.session.run(retention.periods_in_use, open_box, owner=self)

    def _run(self, box: Asking, work: Callable[[Workspace], Changed], told: Text) -> None:
        """A refusal stays in the box it came from; `told`: what was decided."""

        def done(changed: Changed) -> None:
            box.accept()
            self.tell(say(told), "teal")
            self.session.tell(changed)
            self.read()

        self.session.run(work, done, failed=box.failed, owner=box)

    def _type_code(self) -> None:
        line = self._chosen()
        if line is not None:
            second_person.type_code(self.session, self, line.request, self.read)

    def _ask_destroy(self) -> None:
        line = self._chosen()
        if line is None:
            return
        choices = {"cancel": say(texts.CANCEL), "destroy": say(_FOR_EVER)}
        messages.ask(
            self, say(_SURE(alias=line.alias, number=line.number)), say(_SURE_WORDS), choices,
            lambda choice: self._destroy(line) if choice == "destroy" else None,
        )  # fmt: skip

    def _destroy(self, line: Line) -> None:
        if self._busy.running:
            return

        def done(made: Destroyed) -> None:
            self._busy.end()
            self.tell("\n".join(map(say, made.told)), "teal")
            self.session.tell(made.changed)
            self.read()
            show_certificate(self.session, self, line.case_uid)

        def failed(error: BaseException) -> None:
            self._busy.end()
            self.tell(messages.words_of(error), "brick")

        job = self.session.run_long(
            lambda ws, _: destroying.destroy(ws, line.case_uid), done, failed, owner=self,
            moved=self._busy.moved, cancelled=self._busy.end,
        )  # fmt: skip
        self._busy.begin(job, say(_DESTROYING))

    # --- on paper -------------------------------------------------------------------------------

    def _save(self) -> None:
        messages.choose_target(
            self, say(_PAPER), say(texts.PDF_FILES), f"{say(_FILE)}.pdf", self._saved_as
        )

    def _saved_as(self, path: Path) -> None:
        def work(ws: Workspace) -> None:
            releasing.save(ws, retention_papers.appraisal_paper(ws), path)

        self.session.run(work, lambda _: self.tell(say(_SAVED), "teal"), owner=self)

    # --- building -------------------------------------------------------------------------------

    def _list_card(self) -> Card:
        card = Card(say(_TITLE), name="appraisalCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(APPRAISAL, self)
        self._table = Table("appraisalTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.pointed.connect(self._offer)
        card.column.addWidget(self._table)
        self._acts = (
            Button(say(_KEEP), "keepLonger", lambda: self._decide(Outcome.KEEP), icon="calendar"),
            Button(say(_ARCHIVE), "toArchive", lambda: self._decide(Outcome.ARCHIVE), icon="file"),
            Button(say(_DESTROY), "proposeDestroy",
                   lambda: self._decide(Outcome.DESTROY, _DESTROY_WORDS()), icon="close"),
            Button(say(_TYPE), "sortType", self._sort),
        )  # fmt: skip
        self._now = Button(say(_DESTROY_NOW), "destroyNow", self._ask_destroy, icon="warning",
                           kind="primary")  # fmt: skip
        self._paper = Button(say(_PAPER), "saveAppraisal", self._save, icon="print")
        self._code = Button(say(second_person.BY_CODE), "destroyCode", self._type_code)
        self._buttons = FlowBox()
        for button in (*self._acts, self._code, self._now, self._paper):
            self._buttons.flow.addWidget(button)
        card.column.addWidget(self._buttons)
        self._busy = Busy("destroyBusy", can_cancel=False)
        card.column.addWidget(self._busy)
        return card
