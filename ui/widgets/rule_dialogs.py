"""The office's own numbers of one rule, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from rescueapp.actions.due import rules
from rescueapp.i18n import Text, mark, say
from rescueapp.rules.limits import YUAN, Limit
from rescueapp.rules.periods import Unit
from rescueapp.rules.table import Row
from ui import dates
from ui.theme import GRID
from ui.widgets.retention_dialogs import WhyAsking

_NUMBERS: dict[str, Text] = {
    Unit.HOUR: mark("Hours", "rules"),
    Unit.DAY: mark("Days", "rules"),
    Unit.WORKDAY: mark("Working days", "rules"),
    Unit.MONTH: mark("Months", "rules"),
    Unit.YEAR: mark("Years", "rules"),
    Unit.TERM: mark("School terms", "rules"),
    YUAN: mark("Yuan", "rules"),
}
_STEP = mark("Step {n}: {unit}", "rules")
_AGAIN = mark("Then again every: {unit}", "rules")
_SOON = mark("Remind so many days before (empty: in the last fifth of the time)", "rules")
_APPLIED = mark("This rule is &applied here", "rules")
_APPLIED_THERE = mark("This rule is &applied at the stations", "rules")
_CHANGE = mark("Change it", "rules")
_WORDS = mark(
    "It holds for what begins from {day} on. What runs already keeps its number, and the history "
    "keeps both. A period of the law, or one of 24 hours, is left out or made longer than its text "
    "only when a second person agrees.",
    "rules",
)
_LIMIT_WORDS = mark(
    "It holds for what is given from {day} on. The history keeps every number, with who set it and "
    "why.",
    "rules",
)
_OFFICE_WORDS = mark(
    "It holds at a station from the day it takes in the rules file, for what begins from then on. "
    "The reason goes with it: name nobody. What protects (a period of the law, or one of 24 hours) "
    "an office does not loosen.",
    "rules",
)
_NARROW = 14 * GRID
_NO_NUMBER = mark("Enter whole numbers.", "rules")


class ChangeRule(WhyAsking):
    """`then(box, amounts, soon, applied, reason)`."""

    def __init__(
        self, parent: QWidget, rule: Row,
        then: Callable[[ChangeRule, Sequence[int], int | None, bool, str], object],
        *, for_stations: bool = False,
    ) -> None:  # fmt: skip
        is_limit = isinstance(rule, Limit)
        day = dates.day(rules.holds_from(rule).isoformat())
        words = say((_LIMIT_WORDS if is_limit else _WORDS)(day=day))
        if for_stations:
            words = say(_OFFICE_WORDS)
        super().__init__(parent, "changeRule", rule.words.label, say(_CHANGE), words)
        self._then = then
        self._amounts: list[QLineEdit] = []
        self._numbers = QGridLayout()
        self.fields.addLayout(self._numbers)
        self._add_numbers(rule)
        soon = None if isinstance(rule, Limit) else rule.soon
        self._soon = QLineEdit("" if soon is None else str(soon.amount))
        if not is_limit:
            self.add_field(_SOON, self._soon, "changeRuleSoon")
        self._applied = QCheckBox(say(_APPLIED_THERE if for_stations else _APPLIED))
        self._applied.setObjectName("changeRuleApplied")
        self._applied.setChecked(not rule.off)
        self._applied.setVisible(not is_limit)
        self.fields.addWidget(self._applied)
        self.add_why()
        (self._amounts or [self._why])[0].setFocus()

    def _add_numbers(self, rule: Row) -> None:
        steps = 1 if isinstance(rule, Limit) else len(rule.steps)
        for number, (amount, counted) in enumerate(rule.numbers, 1):
            unit = _NUMBERS[counted]
            if number > steps:
                self._add(_AGAIN(unit=unit), amount)
            else:
                self._add(_STEP(n=number, unit=unit) if steps > 1 else unit, amount)

    def _add(self, words: Text, amount: int) -> None:
        field = QLineEdit(str(amount))
        field.setObjectName(f"changeRule{len(self._amounts)}")
        field.setAccessibleName(say(words))
        field.setMaximumWidth(_NARROW)
        row = len(self._amounts)
        self._numbers.addWidget(QLabel(say(words)), row, 0)
        self._numbers.addWidget(field, row, 1)
        self._amounts.append(field)

    def act(self) -> None:
        """Override Asking.act."""
        typed = [field.text().strip() for field in self._amounts]
        soon = self._soon.text().strip()
        if not all(each.isdecimal() for each in (*typed, *([soon] if soon else []))):
            self.refuse(say(_NO_NUMBER))
            return
        amounts = [int(each) for each in typed]
        self._then(self, amounts, int(soon) if soon else None, self._applied.isChecked(), self.why)
