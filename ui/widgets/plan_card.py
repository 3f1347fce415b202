"""Which plan names the departments that lead and support, for the whole vault."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel

from rescueapp.domain.departments import TITLES, Plan
from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.words import Words

_TITLE = mark("Plan of this place", "admin")
_WORDS = mark(
    "Where a form asks for a department, those come first that this plan names for the service, and"
    " before them those of the register of departments.",
    "admin",
)
_PLAN = mark("P&lan", "admin")
_SET = mark("Set", "admin")


class PlanCard(Card):
    """`set_plan(plan)` when the person has chosen; `show_plan` says what holds."""

    def __init__(self, set_plan: Callable[[Plan], object]) -> None:
        super().__init__(say(_TITLE), name="planCard")
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._plans = Choice()
        self._plans.setObjectName("plans")
        for plan, title in TITLES.items():
            self._plans.addItem(say(title), plan)
        self._plans.setMinimumWidth(40 * GRID)
        self._held: Plan | None = None
        self._set = Button(say(_SET), "planSet", lambda: set_plan(self._chosen()), icon="check")
        self._plans.currentIndexChanged.connect(lambda _: self._offer())
        label = QLabel(say(_PLAN))
        label.setBuddy(self._plans)
        line = QHBoxLayout()
        for widget in (label, self._plans, self._set):
            line.addWidget(widget)
        line.addStretch(1)
        self.column.addLayout(line)
        self._offer()

    def show_plan(self, plan: Plan) -> None:
        """What holds now; there is something to set only where it is to be another."""
        self._held = plan
        self._plans.setCurrentIndex(list(TITLES).index(plan))
        self._offer()

    def _chosen(self) -> Plan:
        return list(TITLES)[self._plans.currentIndex()]

    def _offer(self) -> None:
        self._set.setEnabled(self._held is not None and self._chosen() != self._held)
