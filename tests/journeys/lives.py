"""Lives of the training data, entered through the window as its people would enter them.

A life is a case of `resources/training/cases.toml` with a name. Each record is opened, answered and
completed in its form by the person the data names; what waits for a second person is asked for
there and approved by the supervisor at their own sign-in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from rescueapp import paths
from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import training
from rescueapp.domain.record import RecordRow
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.ui.windows.conftest import Driver, begin
from ui.forms.form_view import FormView
from ui.windows.case import CasePage

__all__ = ["begin"]

HEAD = "duan"  # approves
REASON = "paper"  # of identity.REASONS
_NO_ENTRIES: Mapping[str, str] = {}


def told(life: str) -> list[dict[str, Any]]:
    """The records of a life, in the order in which they were written, dates as of today."""
    text = paths.resources("training", "cases.toml").read_text(encoding="utf-8")
    found = next(case for case in tomllib.loads(text)["case"] if case.get("life") == life)
    return [{**each, "answers": training.dated(each["answers"])} for each in found["record"]]


@dataclass
class Life:
    """One person's case, as it grows. `case_uid` is "" before the intake."""

    driver: Driver
    case_uid: str = ""
    signed_in: str = ""
    written: list[str] = field(default_factory=list)  # forms, in their order

    def live(self, life: str, *, until: str = "") -> None:
        """Enter the records of a life, from where it stands; `until`: up to the next of this form,
        without it."""
        for record in told(life)[len(self.written) :]:
            if record["form"] == until:
                return
            self.write(**record)

    def write(
        self, form: str, by: str, answers: dict[str, Any], complete: bool = False, ask: str = "",
        entries: Mapping[str, str] = _NO_ENTRIES,
    ) -> FormView:  # fmt: skip
        """A record, answered in its form and saved; approved where it waits for that. `entries`:
        by question, whom of a register it names."""
        self.be(by)
        view = self.open(form)
        view.pad.put(answers | self.chosen(entries), {})
        self.driver.settle()
        view.save(complete=complete)
        self.driver.settle()
        place = view.keeper.place
        wrong = [problem.path for problem in view.pad.problems(complete=complete)]
        assert place.record_uid, f"{form} was not saved: {wrong} {view.notice.words()}"
        self.case_uid = place.case_uid or self.case_uid
        self.written.append(form)
        if complete and self.row(place.record_uid).state != "complete":
            self._approve(view, ask)
        return view

    def refused(
        self, form: str, by: str, answers: dict[str, Any], *, complete: bool = False
    ) -> str:
        """Try to write a record that must not be; the words that say why. Nothing of it is left.
        Days are told as in the data ("@-38")."""
        self.be(by)
        view = self.open(form)
        view.pad.put(training.dated(answers), {})
        self.driver.settle()
        view.save(complete=complete)
        self.driver.settle()
        wrong = [say(each.words) for each in view.pad.problems(complete=complete) if each.blocking]
        words = " ".join((view.notice.words(), *wrong))
        assert view.keeper.place.record_uid is None, f"{form} was saved"
        view.ask_to_leave(view.closed.emit)
        self.driver.click("leaveDrop")
        return words

    def chosen(self, entries: Mapping[str, str]) -> dict[str, str]:
        """The answers that are an entry of a register of the station."""
        return self.driver.do(lambda ws: training.entries_named(ws, entries))

    def clock(self, rule: str) -> str:
        """How the last clock of a rule stands for whoever is signed in; "" for none."""
        found = self.driver.do(lambda ws: clocks.of_case(ws, self.case_uid))
        states = [each.state.value for each in found if each.rule.id == rule]
        return states[0] if states else ""

    def today(self) -> set[str]:
        """The forms that Today names for this person, and the rules."""
        due = self.driver.do(cases.today)
        mine = [each for each in due if each.case_uid == self.case_uid]
        return {each.clock.rule.id if each.clock else each.form for each in mine}

    def open(self, form: str) -> FormView:
        """A new record of a form, in the window."""
        if not self.case_uid:
            self.driver.go("intake")
        else:
            page = self.driver.go("case", case_uid=self.case_uid)
            assert isinstance(page, CasePage)
            self._show_name(page)
            self.driver.go("case", case_uid=self.case_uid, form=form)
            if page.findChild(FormView) is None:
                self.driver.click("newRecord")
        self.driver.settle()
        view = self.driver.frame.shown.findChild(FormView)
        assert isinstance(view, FormView), f"{form} did not open"
        return self.driver.until_built(view)

    def be(self, login: str) -> None:
        """Somebody else sits down, if they are not there already."""
        if login == self.signed_in:
            return
        (self.driver.change_to if self.signed_in else self.driver.sign_in)(login)
        self.signed_in = login

    def row(self, record_uid: str) -> RecordRow:
        """A record as it lies."""

        def read(ws: Workspace) -> RecordRow:
            found = records.open_record(ws, record_uid).row
            assert found is not None
            return found

        return self.driver.do(read)

    def stage(self) -> str:
        """Where the case stands."""
        return str(self.driver.do(lambda ws: cases.case(ws, self.case_uid)).stage)

    def _show_name(self, page: CasePage) -> None:
        """Questions of the identity are asked while the name is shown."""
        if not page._reveal.shows:
            page._reveal_for(REASON)
            self.driver.settle()

    def _approve(self, view: FormView, ask: str) -> None:
        assert ask, f"{view.keeper.place.form} waits: {view.notice.words()}"
        self.driver.click("secondAsk")
        self.driver.find(QLineEdit, "secondWhy").setText(ask)
        self.driver.click("askSecondNow")
        self.driver.settle()
        self.be(HEAD)
        while self.driver.do(requests.waiting):
            self._agree()

    def _agree(self) -> None:
        """At the desk of whoever approves: the first of what waits on Today, opened and agreed."""
        today = self.driver.go("today")
        self.driver.until(lambda: today._waiting.row_at(today._waiting.index(0, 0)) is not None)
        today._waiting_table.setCurrentIndex(today._waiting.index(0, 0))
        self.driver.qtbot.keyClick(today._waiting_table, Qt.Key.Key_Return)
        self.driver.settle()
        self.driver.click("decideNow")


@pytest.fixture
def life(begin: Callable[[Path], Driver], tmp_path: Path) -> Life:
    """An empty training station."""
    demo = training.create_demo(tmp_path / "demo", count=0)
    return Life(begin(demo.station))
