"""An incident in four short steps; what is typed is kept a second later (K-19, F39)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.opened.reported import Incident
from rescueapp.actions.papers import incident_papers
from rescueapp.actions.papers.incident_papers import TITLES, Paper
from rescueapp.actions.vault import incidents
from rescueapp.actions.vault.incidents import StillOpen
from rescueapp.domain.changed import Changed
from rescueapp.domain.incident import Duty
from rescueapp.forms.incident import FORM
from rescueapp.i18n import lookup, mark, say
from ui import dates, messages
from ui.desks.incident_cases import CasePicker
from ui.forms.editor import Desk
from ui.forms.form_frame import COLUMN_MOST
from ui.forms.form_pad import FormPad
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.theme import GRID
from ui.unsent import open_about
from ui.widgets.buttons import Button, Tool
from ui.widgets.card import Card, Facts
from ui.widgets.flow import FlowBox
from ui.widgets.notice import Notice
from ui.widgets.retention_dialogs import Decide
from ui.widgets.scrolled import scrolled
from ui.widgets.words import Words

_TITLE = mark("Incident of {day}", "incident")
_STEP = mark("{number} {title}", "incident")
_BACK = mark("&Back", "incident")
_NEXT = mark("&Next step", "incident")
_LIST = mark("All &incidents", "incident")
_CLOSE = mark("All done: c&lose it", "incident")
_PAPERS = mark("&Papers", "incident")
_KEPT = mark("Kept {when}", "incident")
_CLOSED = mark("Closed. It stays in the list.", "incident")
_MISTAKE = mark("Opened by &mistake…", "incident")
_MISTAKE_HEADING = mark("There was no incident", "incident")
_MISTAKE_WORDS = mark(
    "What was written stays in the list, marked as opened by mistake. Nobody has to be told any"
    " more; whoever was told already must hear that it was none. It is not opened again.",
    "incident",
)
_MISTAKE_NOW = mark("End it", "incident")
_REPORTED = mark("As it was reported: {words}", "incident")
_WAS_NONE = mark("Opened by mistake, ended on {day}: {why}", "incident")
_DUTIES = mark("Who must be told, by when", "incident")
_BY = mark("by {day}", "incident")
_DONE = mark("done on {day}", "incident")
_BY_LAW = mark("{basis} (read in full)", "incident")
_OURS = mark("the program's own proposal; your bureau decides", "incident")
_AFTER_MS = 1000
_READ_ALL = frozenset({""})  # the answers lie in one part, and whoever is here reads it


class IncidentWizard(QWidget):
    """`leave` goes back to the list. One section of the form is shown at a time."""

    def __init__(self, session: Session, found: Incident, leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("incidentWizard")
        self._session, self._incident, self._leave = session, found, leave
        self._step, self._waiting, self._under_way = 0, False, False
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.keep_now)
        self._pad = FormPad(Desk(FORM, session, None))
        self._cases = CasePicker(session)
        self._build()
        self.show_step(0)

    # --- keeping ----------------------------------------------------------------------------

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not sealed yet."""
        return self._waiting or self._under_way

    def keep_now(self, then: Callable[[], object] | None = None) -> None:
        """Seal what is typed at once; `then` runs when it is kept."""
        self._timer.stop()
        if not self._waiting:
            if then is not None:
                then()
            return
        self._waiting, self._under_way = False, True
        found = self._incident
        self._session.run(
            lambda ws: incidents.keep(ws, found), lambda kept: self._kept(kept, then),
            self._not_kept, owner=self,
        )  # fmt: skip

    def _kept(self, kept: Incident, then: Callable[[], object] | None) -> None:
        self._under_way = False
        self._state.setText(say(_KEPT(when=dates.moment(kept.changed_at))))
        if then is not None:
            then()

    def _not_kept(self, error: BaseException) -> None:
        """With the next letter it is tried again."""
        self._under_way, self._waiting = False, True
        self._notice.say(messages.words_of(error), "brick")

    def _touch(self) -> None:
        self._notice.say("")
        self._waiting = True
        answers = self._pad.answers()
        self._incident = replace(self._incident, answers=answers, cases=self._cases.picked)
        self._show_duties()
        if not self._timer.isActive():
            self._timer.start()

    # --- steps ------------------------------------------------------------------------------

    def show_step(self, step: int, question: str = "") -> None:
        """Show one of the four steps, from 0, at its first question or at the one of that key."""
        self._step = step
        section = FORM.sections[step]
        old = self._pad
        self._pad = self._make_pad(step)
        self._middle.replaceWidget(old, self._pad)
        old.hide()
        old.deleteLater()
        for number, button in enumerate(self._steps):
            button.setChecked(number == step)
        self._cases.setVisible(section.key == "affected" and self._session.vault.kind == "station")
        owed = self._incident.mistake is None
        self._reported.setVisible(bool(self._incident.reported) and section.key == "happened")
        self._duties.setVisible(owed and section.key == "told")
        self._back.setEnabled(step > 0)
        self._next.setVisible(step + 1 < len(FORM.sections))
        self._close.setVisible(step + 1 == len(FORM.sections) and not self._incident.ended)
        self._show_end()
        self._show_duties()
        QTimer.singleShot(0, self, partial(self._focus, question) if question else self.focus_first)

    def focus_first(self) -> None:
        """Into the first question of the step."""
        row = self._pad.first_row()
        if row is not None and row.editor is not None:
            row.focus_here()
        self._scroll.verticalScrollBar().setValue(0)  # the steps and the title above it

    def _focus(self, question: str) -> None:
        """Into one question, with what is wrong with it."""
        row = self._pad.row(question)
        self._pad.show_problems(self._pad.problems(complete=True), only={question})
        row.focus_here()
        self._scroll.ensureWidgetVisible(row, 0, 6 * GRID)

    def _make_pad(self, step: int) -> FormPad:
        shape = replace(FORM, sections=(FORM.sections[step],))
        pad = FormPad(Desk(shape, self._session, None))
        pad.load(
            dict(self._incident.answers), known={}, readable=_READ_ALL,
            write=not self._incident.ended, born_to=None,
        )  # fmt: skip
        pad.setMaximumWidth(COLUMN_MOST)
        pad.changed.connect(lambda _: self._touch())
        pad.left.connect(lambda _: pad.show_problems(pad.problems(complete=False)))
        return pad

    def _show_end(self) -> None:
        """What an incident that was none still lets one do: read it."""
        found = self._incident
        self._cases.setEnabled(not found.ended)
        self._mistake.setVisible(not found.ended)
        self._papers.setEnabled(found.mistake is None)
        if found.mistake is not None:
            day = clock.local(found.mistake.at).date().isoformat()
            self._notice.say(say(_WAS_NONE(day=day, why=found.mistake.why)), "teal")

    def _show_duties(self) -> None:
        pairs = [(say(each.words), _duty_words(each)) for each in self._incident.duties()]
        self._facts.show_pairs(pairs)

    def _close_it(self) -> None:
        uid = self._incident.uid

        def closed(found: Incident) -> None:
            self._incident = found
            self.show_step(self._step)
            self._notice.say(say(_CLOSED), "teal")
            self._session.tell(Changed(everything=True))

        def ask() -> None:
            self._session.run(
                lambda ws: incidents.close(ws, uid), closed, self._not_closed, owner=self
            )

        self._waiting = True  # even one that nothing was typed into is there to be closed
        self.keep_now(ask)

    def _not_closed(self, error: BaseException) -> None:
        """Say what stands against it, and go to its question."""
        if isinstance(error, StillOpen):
            steps = enumerate(FORM.sections)
            keys = {field.key: step for step, section in steps for field in section.fields}
            self.show_step(keys[error.question], question=error.question)
        self._notice.say(messages.words_of(error), "brick")

    def _ask_mistake(self) -> None:
        words = say(_MISTAKE_WORDS)
        box = Decide(self, say(_MISTAKE_HEADING), say(_MISTAKE_NOW), words, self._end_as_mistake)
        open_about(box, self._session, self._incident.uid)

    def _end_as_mistake(self, box: Decide, why: str, _: object) -> None:
        uid = self._incident.uid

        def ended(found: Incident) -> None:
            box.accept()
            self._incident = found
            self.show_step(self._step)
            self._session.tell(Changed(everything=True))

        def ask() -> None:
            self._session.run(
                lambda ws: incidents.end_as_mistake(ws, uid, why), ended,
                box.failed, owner=box,
            )  # fmt: skip

        self._waiting = self._waiting or not self._incident.changed_at
        self.keep_now(ask)

    def _print(self, paper: Paper) -> None:
        uid = self._incident.uid
        self._waiting = self._waiting or not self._incident.changed_at
        self.keep_now(
            lambda: PaperDialog(
                self, self._session, say(TITLES[paper]),
                lambda ws, gaps: incident_papers.prepare(ws, uid, paper, gaps=gaps),
            ).open()
        )  # fmt: skip

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._build_head())
        column.addWidget(self._build_steps())
        self._notice = Notice(name="incidentNotice")
        column.addWidget(self._notice)
        told = self._incident.reported
        self._reported = Words(say(_REPORTED(words=told)), "muted", name="incidentReported")
        column.addWidget(self._reported)
        self._duties = Card(say(_DUTIES), name="incidentDuties")
        self._facts = Facts("dutyFacts")
        self._duties.column.addWidget(self._facts)
        column.addWidget(self._duties)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self._pad)
        column.addLayout(self._middle)
        self._cases.show_cases(self._incident.cases)
        self._cases.changed.connect(self._touch)
        column.addWidget(self._cases)
        column.addStretch(1)
        self._scroll = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._build_foot())  # in sight, however long the step

    def _build_head(self) -> QHBoxLayout:
        day = clock.local(self._incident.began_at).date().isoformat()
        head = QHBoxLayout()
        head.addWidget(Button(say(_LIST), "incidentList", self._go_back, icon="back", kind="quiet"))
        head.addWidget(Words(say(_TITLE(day=day)), "title", wrap=False))
        head.addStretch(1)
        self._papers = Tool(say(_PAPERS), "incidentPapers", icon="print")
        menu = QMenu(self._papers)
        menu.setObjectName("incidentPapersMenu")
        for paper in Paper:
            menu.addAction(say(TITLES[paper]), lambda chosen=paper: self._print(chosen))
        self._papers.setMenu(menu)
        self._papers.setPopupMode(Tool.ToolButtonPopupMode.InstantPopup)
        head.addWidget(self._papers)
        return head

    def _build_steps(self) -> FlowBox:
        line = FlowBox()
        self._steps: list[Button] = []
        for number, section in enumerate(FORM.sections):
            words = _STEP(number=number + 1, title=lookup(section.title, FORM.key))
            show = partial(self.show_step, number)
            button = Button(say(words), f"incidentStep{number + 1}", show, kind="chip")
            button.setCheckable(True)
            self._steps.append(button)
            line.flow.addWidget(button)
        return line

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self._state = Words(role="small", name="incidentKept")
        foot.addWidget(self._state, 1)
        self._back = Button(say(_BACK), "incidentBack", lambda: self.show_step(self._step - 1))
        self._next = Button(say(_NEXT), "incidentNext", lambda: self.show_step(self._step + 1),
                            kind="primary")  # fmt: skip
        self._close = Button(say(_CLOSE), "incidentClose", self._close_it, icon="check",
                             kind="primary")  # fmt: skip
        self._mistake = Button(say(_MISTAKE), "incidentMistake", self._ask_mistake, kind="quiet")
        for button in (self._mistake, self._back, self._next, self._close):
            foot.addWidget(button)
        return foot

    def _go_back(self) -> None:
        self.keep_now(self._leave)


def _duty_words(duty: Duty) -> str:
    when = _DONE(day=duty.done_on) if duty.done_on else _BY(day=duty.due_on)
    ground = say(_BY_LAW(basis=duty.basis)) if duty.basis else say(_OURS)
    return f"{say(when)} · {ground}"
