"""The way through a life: up to a form, with tries on the way of what must not go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import records
from rescueapp.domain.record import Answers
from rescueapp.i18n import say
from rescueapp.rules.engine import State
from tests.journeys.lives import HEAD, Life, told
from ui.forms.form_view import FormView


@dataclass
class Way:
    """A life of the training data, record by record. `left`: what is still to come; `uids`: by
    form, the record that was written last; `approved`: the forms a second person agreed to."""

    life: Life
    left: list[dict[str, Any]]
    uids: dict[str, str] = field(default_factory=dict)
    approved: list[str] = field(default_factory=list)

    def to(self, form: str) -> None:
        """Enter what comes before the next record of a form."""
        assert form in {record["form"] for record in self.left}
        while self.left[0]["form"] != form:
            self.next()

    def past(self, form: str) -> None:
        """Enter what comes before the next record of a form, and that one."""
        self.to(form)
        self.next()

    def rest(self) -> None:
        """Enter what is still to come."""
        while self.left:
            self.next()

    def next(self) -> None:
        """Enter one record."""
        record = self.left.pop(0)
        view = self.life.write(**record)
        uid = view.keeper.place.record_uid
        assert uid is not None
        self.uids[record["form"]] = uid
        if self.life.signed_in == HEAD:
            self.approved.append(record["form"])

    def coming(self, form: str) -> dict[str, Any]:
        """What the life will tell in the next record of a form; it can be changed."""
        answers: dict[str, Any] = next(r for r in self.left if r["form"] == form)["answers"]
        return answers

    def otherwise(self, form: str, *without: str, **instead: Any) -> Answers:
        """The same with some answers left out or other ones."""
        answers = {**self.coming(form), **instead}
        return {key: value for key, value in answers.items() if key not in without}

    # --- what must not go -------------------------------------------------------------------

    def refused(self, by: str, form: str, answers: Answers) -> str:
        """Try to complete a new record that must not go; what the window says of it."""
        view = self._fill(by, form, answers)
        view.save(complete=True)
        self.life.driver.settle()
        assert view.keeper.place.record_uid is None, f"{form} was let through"
        said = view.notice.words() or self._problems(view, blocking=True)
        self._drop(view)
        return said

    def cautioned(self, by: str, form: str, answers: Answers) -> str:
        """What the window says beside the answers of a new record without stopping it."""
        view = self._fill(by, form, answers)
        assert not self._problems(view, blocking=True)
        said = self._problems(view, blocking=False)
        self._drop(view)
        return said

    def _fill(self, by: str, form: str, answers: Answers) -> FormView:
        self.life.be(by)
        view = self.life.open(form)
        view.pad.put(answers, {})
        self.life.driver.settle()
        return view

    def _problems(self, view: FormView, *, blocking: bool) -> str:
        found = view.pad.problems(complete=True)
        return "\n".join(f"{p.path[0]}: {say(p.words)}" for p in found if p.blocking is blocking)

    def _drop(self, view: FormView) -> None:
        """Leave without keeping what was typed."""
        view.ask_to_leave(view.closed.emit)
        self.life.driver.settle()
        drop = self.life.driver.program.window.findChild(QAbstractButton, "leaveDrop")
        if drop is not None and drop.isVisible():
            self.life.driver.click("leaveDrop")

    # --- how it stands ----------------------------------------------------------------------

    def add(self, by: str, form: str, **answers: Any) -> None:
        """Go on in the record of a form that was written last, and complete it."""
        driver = self.life.driver
        self.life.be(by)
        driver.go("case", case_uid=self.life.case_uid)
        driver.go("case", case_uid=self.life.case_uid, form=form, record_uid=self.uids[form])
        view = driver.until_built(driver.find(FormView, "formView"))
        view.pad.put({**view.pad.kept(), **answers}, {})
        driver.settle()
        view.save(complete=True)
        driver.settle()
        assert not view._dirty, view.notice.words()

    def answers(self, form: str) -> Answers:
        """The record of a form that was written last, as it lies there."""
        uid = self.uids[form]
        return self.life.driver.do(lambda ws: dict(records.open_record(ws, uid).answers))

    def state(self, rule: str, step: int = 0) -> State | None:
        """How a clock of the case stands; None: it has none of this rule."""
        found = self.life.driver.do(lambda ws: clocks.of_case(ws, self.life.case_uid))
        mine = (c for c in found if (c.deadline.rule, c.deadline.step) == (rule, step))
        return next((c.state for c in mine), None)

    def today(self) -> set[str]:
        """What of the case is on Today: rules of clocks, and forms that planned a day."""
        found = self.life.driver.do(cases.today)
        mine = (due for due in found if due.case_uid == self.life.case_uid)
        return {due.clock.rule.id if due.clock else due.form for due in mine}


def way(life: Life, name: str) -> Way:
    """The way through a life of the training data."""
    return Way(life, told(name))
