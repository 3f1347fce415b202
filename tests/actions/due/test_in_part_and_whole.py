"""Days pass, rules change, a newer program comes, people come, files are merged and move: whatever
was worked out again is what working everything out from new would come to."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rescueapp import clock
from rescueapp.actions.due import clocks, rules
from rescueapp.actions.exchanging import handing_down
from rescueapp.actions.finding import merging
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.two_people import requests
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.rules import table as tables
from rescueapp.rules.engine import Deadline
from rescueapp.workspace import Workspace
from tests.actions.due.test_clock_standing import assert_whole, written
from tests.actions.merged import APART
from tests.actions.merged import WHY as ONE_PERSON
from tests.actions.partners import Partners
from tests.actions.station import INTAKE, Clock, House, Pair, save
from tests.every_form.sample import answers_for
from tests.rules.next_year import table

STEPS = 30
WHY = "全省统一办理时限，按会议纪要执行"
AGES = (2, 6, 10, 15.9, 17.9, 30)
TELLING = [form for form in FORMS.values() if form.milestones and not form.registers]


class Life:
    """What happens at a station, by dice; what may not be is not done."""

    def __init__(
        self, seed: int, partners: Partners, office: House, now: Clock, patch: pytest.MonkeyPatch,
        out: Path,
    ) -> None:  # fmt: skip
        self.dice = random.Random(seed)
        self.partners, self.station, self.office = partners, partners.here, office
        self.now, self.patch, self.out = now, patch, out
        self.cases: list[str] = []
        self.folded: list[str] = []
        self.waits = False  # for the next working out: a day or a rule
        self.ws = self.at_desk("he")

    @property
    def running(self) -> set[str]:
        """The rules by which something is due in clear."""
        found = self.ws.db.read("SELECT DISTINCT json_extract(deadline, '$[0]') FROM deadlines")
        return {rule for (rule,) in found}

    def at_desk(self, login: str) -> Workspace:
        """Somebody whose window has worked out what is due."""
        self.ws = self.station.sign_in(login)
        clocks.work_out(self.ws)
        return self.ws

    @property
    def acts(self) -> dict[Callable[[], object], int]:
        """What can happen, and how often."""
        return {
            self.somebody_comes: 4, self.a_record_is_written: 12, self.time_passes: 5,
            self.a_rule_changes: 3, self.the_office_hands_down: 2, self.two_are_one: 2,
            self.they_are_two: 1, self.a_clock_is_decided: 3, self.a_case_is_handed_over: 1,
            self.days_off_come: 1, self.the_program_is_newer: 1, self.the_clock_is_set_back: 1,
        }  # fmt: skip

    def happens(self) -> None:
        """One of them; who did it still sits at the desk."""
        self.waits = False
        acts = self.acts
        with suppress(Refused, IndexError):
            self.dice.choices([*acts], [*acts.values()])[0]()

    def somebody_comes(self) -> None:
        came = self.now.at - timedelta(days=self.dice.choice((0, 0, 1, 20, 200)))
        born = clock.today() - timedelta(days=int(365.25 * self.dice.choice(AGES)))
        told = {
            "arrived_at": clock.stamp(came),
            "birth_date": born.isoformat(),
            "id_check": self.dice.choice("123"),
        }
        self.cases.append(save(self.at_desk("he"), answers=INTAKE | told).case_uid)

    def a_record_is_written(self) -> None:
        form = self.dice.choice(TELLING)
        day = clock.today() - timedelta(days=self.dice.randrange(3))
        answers = answers_for(form, self.dice.randrange(40), today=day)
        ws = self.at_desk(self.dice.choice(("he", "he", "yang", "li")))
        case = self.dice.choice(self.cases)
        saved = save(ws, form.key, answers, case=case, complete=self.dice.random() < 0.6)
        if saved.need is not None:
            requests.ask(ws, saved.need.kind, case, WHY, saved.need.about)
            self.all_is_decided()

    def all_is_decided(self) -> None:
        ws = self.at_desk("duan")
        for each in requests.waiting(ws):
            requests.decide(ws, each.request.uid, granted=self.dice.random() < 0.8)

    def a_clock_is_decided(self) -> None:
        ws = self.at_desk("he")
        case = self.dice.choice(self.cases)
        runs = [each.deadline for each in clocks.of_case(ws, case) if each.deadline.open]
        act = self.dice.choice((clock_acts.pause, clock_acts.resume, clock_acts.ask_exempt))
        act(ws, case, self.dice.choice(runs), WHY)
        self.all_is_decided()

    def set_one(self, ws: Workspace) -> None:
        may_be = [row for row in rules.rules(ws) if row.editable]
        row = self.dice.choice([row for row in may_be if row.id in self.running] or may_be)
        amounts = [max(1, n + self.dice.choice((-3, -1, 1, 2))) for n, _ in row.numbers]
        applied = self.dice.random() < 0.85
        rules.change(ws, row.id, amounts=amounts, soon=None, applied=applied, why=WHY)

    def a_rule_changes(self) -> None:
        ws = self.at_desk("duan")
        self.waits = True
        self.set_one(ws)

    def the_office_hands_down(self) -> None:
        ws = self.office.sign_in("wu")
        for _ in range(3):
            with suppress(Refused):  # what loosens
                self.set_one(ws)
        path = handing_down.hand_down(ws, self.out).path
        ws = self.at_desk("duan")
        self.waits = True
        handing_down.take_in(ws, handing_down.look(ws, path).file.data)

    def days_off_come(self) -> None:
        ws = self.at_desk("duan")
        self.waits = True
        rules.import_holidays(ws, table("2027-02-06,workday,春节"))

    def the_program_is_newer(self) -> None:
        """It brings another table: a rule is gone, runs longer, or from something else on."""
        whole = tables.load()
        may_be = [rule for rule in whole.rules if not rule.scope.station]
        old = self.dice.choice([rule for rule in may_be if rule.id in self.running] or may_be)
        longer = tuple(replace(each, amount=each.amount + 2) for each in old.steps)
        trigger = self.dice.choice([name for name in whole.milestones if name not in old.done])
        new = self.dice.choice(
            ([], [replace(old, steps=longer)], [replace(old, trigger=trigger)],
             [replace(old, valid_from=clock.today().isoformat())])
        )  # fmt: skip
        at = whole.rules.index(old)
        rules_ = (*whole.rules[:at], *new, *whole.rules[at + 1 :])
        self.patch.setattr(tables, "load", lambda: replace(whole, rules=rules_))
        self.waits = True
        self.at_desk("duan")

    def time_passes(self) -> None:
        self.waits = True
        self.now.later(
            days=self.dice.choice((1, 1, 10, 31, 100, 200)), hours=self.dice.randrange(9)
        )

    def the_clock_is_set_back(self) -> None:
        self.waits = True
        self.now.later(days=-self.dice.choice((1, 40, 300)))

    def two_are_one(self) -> None:
        kept, folded = self.dice.choice(self.cases), self.dice.choice(self.cases)
        merging.merge(self.at_desk("duan"), kept, folded, basis="01", reason=ONE_PERSON)
        self.folded.append(folded)

    def they_are_two(self) -> None:
        folded = self.dice.choice(self.folded)
        merging.undo(self.at_desk("duan"), folded, APART)
        self.folded.remove(folded)

    def a_case_is_handed_over(self) -> None:
        with suppress(Refused):
            self.partners.hand_over(self.dice.choice(self.cases))
        self.at_desk("duan")


def in_memory(ws: Workspace) -> dict[str, set[Deadline]]:
    """All that compartments make due; in what order the engine finds it says nothing."""
    return {uid: set(found) for uid, found in ws.clocks.items()}


@pytest.mark.parametrize("seed", range(1, 4))
def test_whatever_happens_nothing_due_is_left_as_it_was(
    pair: Pair, partners: Partners, now: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    seed: int,
) -> None:  # fmt: skip
    life = Life(seed, partners, pair.office, now, monkeypatch, tmp_path)
    life.somebody_comes()
    seen: set[str] = set()
    for _ in range(STEPS):
        life.happens()
        ws = life.ws
        at_once = written(ws), in_memory(ws)
        clocks.work_out(ws)
        if not life.waits:  # a save, a decision, a merge: nothing is left for later
            assert (written(ws), in_memory(ws)) == at_once
        assert_whole(ws)
        seen |= life.running
    assert len(seen) > 5
