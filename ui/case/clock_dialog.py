"""A deadline looked at: its dates, its rule, who decided what and why; and a decision of one's own.

To let one of our own stand still and to let any go on, whoever works on the case decides; that one
of the law does, that nothing needs to be done, or that another day holds, goes to a second person.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp import clock
from rescueapp.actions.recording import before_clocks, clock_acts
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import STEPS, Clock, Decided, Step, needs_two
from rescueapp.i18n import mark, say
from rescueapp.rules.engine import State
from rescueapp.workspace import Workspace
from ui import clock_words, dates
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.day_field import DayField
from ui.widgets.words import Words, plain

_DECIDE = mark("Decide", "clock")
_STEP = mark("&What holds", "clock")
_DAY = mark("The new &day", "clock")
_WHY = mark("&Why", "clock")
_TWO = mark("A supervisor has to agree, and not who asks. Until then the deadline runs.", "clock")
_ONE = mark("It holds at once. Nothing overdue stops care.", "clock")
_DUE = mark("{day} ({how_far})", "clock")
_BY = mark("{step}: {who}, {time}. {why}", "clock")
_AGREED = mark("{step}: {who}, {time}; agreed to by {second}. {why}", "clock")
_WAITS = mark("{step}: {who}, {time}; waits for a second person. {why}", "clock")
_NOT_AGREED = mark("{step}: {who}, {time}; {second} did not agree. {why}", "clock")
_NO_DAY = mark("This is no day.", "clock")


class ClockDialog(Asking):
    """`decide(box)` reads what was chosen from it; what is settled it only tells."""

    def __init__(
        self,
        parent: QWidget,
        of: Clock,
        decided: list[Decided],
        decide: Callable[[ClockDialog], None],
    ) -> None:
        super().__init__(parent, "clockDialog", clock_words.what(of), say(_DECIDE))
        self._decide, self._of = decide, of
        deadline = of.deadline
        day = say(_DUE(day=clock_words.when(of), how_far=clock_words.how_far(of, clock.today())))
        self.fields.addWidget(Words(day, "strong", name="clockDue"))
        self.fields.addWidget(Words("\n".join(clock_words.told(of)), "muted", name="clockTold"))
        mine = [each for each in decided if _about(each, of)]
        if mine:
            self.fields.addWidget(Words("\n".join(map(_told, mine)), name="clockDecided"))
        self.step_box = Choice()
        settled = deadline.exempt and any(m.order.step is Step.SETTLED for m in mine[-1:])
        for step in (Step.UNSETTLED,) if settled else _steps(of):
            self.step_box.addItem(say(STEPS[step]), step.value)
        self.add_field(_STEP, self.step_box, "clockStep")
        self.day = DayField("clockDay", plain(say(_DAY)), None)
        self.add_field(_DAY, self.day, "clockDay")
        self.why = QLineEdit()
        self.why.setMaxLength(500)
        self.add_field(_WHY, self.why, "clockWhy")
        self._note = Words("", "muted", name="clockNote")
        self.fields.addWidget(self._note)
        self.step_box.currentIndexChanged.connect(lambda _: self._stepped())
        if not (deadline.open or settled):
            self._only_tell()
        self._stepped()

    @property
    def step(self) -> Step:
        """What is chosen."""
        return Step(self.step_box.currentData())

    def act(self) -> None:
        self._decide(self)

    def _stepped(self) -> None:
        another = self.step is Step.OVERRIDE
        label = self.fields.itemAt(self.fields.indexOf(self.day) - 1).widget()
        for part in (label, self.day):
            part.setVisible(another and self.now.isVisibleTo(self))
        self._note.setText(say(_TWO if needs_two(self.step, self._of.rule) else _ONE))
        self.fit()

    def _only_tell(self) -> None:
        """What is settled is only looked at."""
        for part in (self.step_box, self.why, self._note, self.now):
            at = self.fields.indexOf(part)
            if part in (self.step_box, self.why) and at > 0:
                self.fields.itemAt(at - 1).widget().hide()
            part.hide()


class ClockDesk(QObject):
    """Opens the dialog of a case's deadline and carries out what is decided."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def open(self, case_uid: str, of: Clock) -> None:
        """Look at a deadline, once what was decided is read."""
        self._session.run(
            lambda ws: clock_acts.decided(ws, case_uid),
            lambda decided: self._open(case_uid, of, decided),
            owner=self,
        )

    def _open(self, case_uid: str, of: Clock, decided: list[Decided]) -> None:
        box = ClockDialog(self._page, of, decided, partial(self._act, case_uid, of))
        open_about(box, self._session, case_uid, of.rule.id, of.deadline.nominal)
        box.step_box.setFocus()

    def _act(self, case_uid: str, of: Clock, box: ClockDialog) -> None:
        step, why, day = box.step, box.why.text(), box.day.day
        if step is Step.OVERRIDE and day is None:
            box.refuse(say(_NO_DAY))
            return

        def work(ws: Workspace) -> Changed:
            match step:
                case Step.PAUSE:
                    return clock_acts.pause(ws, case_uid, of.deadline, why)
                case Step.RESUME:
                    return clock_acts.resume(ws, case_uid, of.deadline, why)
                case Step.EXEMPT:
                    return clock_acts.ask_exempt(ws, case_uid, of.deadline, why)
                case Step.OVERRIDE:
                    assert day is not None
                    return clock_acts.ask_another_day(ws, case_uid, of.deadline, day, why)
                case Step.UNSETTLED:
                    return before_clocks.take_back(ws, [(case_uid, of.deadline)], why)
            raise ValueError("looked through in Today, many at once")

        def done(changed: Changed) -> None:
            box.accept()
            self._session.tell(changed)

        self._session.run(work, done, failed=box.failed, owner=box)


def _steps(of: Clock) -> tuple[Step, ...]:
    if of.state is State.OVERDUE:
        return (Step.OVERRIDE, Step.EXEMPT)
    first = Step.RESUME if of.deadline.paused_on else Step.PAUSE
    return (first, Step.EXEMPT, Step.OVERRIDE)


def _about(decided: Decided, of: Clock) -> bool:
    order, deadline = decided.order, of.deadline
    whole = order.step in (Step.PAUSE, Step.RESUME) or order.deadline_step == deadline.step
    return whole and order.about(deadline)


def _told(decided: Decided) -> str:
    if decided.waits:
        words = _WAITS
    elif not decided.decided_by:
        words = _BY
    else:
        words = _AGREED if decided.holds else _NOT_AGREED
    step = say(STEPS[decided.order.step])
    if decided.order.step is Step.OVERRIDE:
        step = f"{step} {decided.order.until}"
    return say(
        words(
            step=step,
            who=decided.asked_by,
            time=dates.moment(decided.asked_at),
            second=decided.decided_by,
            why=decided.order.reason,
        )
    )
