"""The head of a case: alias, age, risk, stage, the safety line, who must not be contacted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.domain.case import CaseRow, may_be_minor
from rescueapp.domain.family import Seen
from rescueapp.domain.retention import Order
from rescueapp.forms.schema import Stage
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.lists.case_list import risk_tone, risk_words
from ui.theme import GRID
from ui.widgets.bars import Bar, Bars
from ui.widgets.buttons import Tool
from ui.widgets.family_chips import FamilyChips
from ui.widgets.stage_bar import StageBar
from ui.widgets.words import Chip, Words

_TO_LIST = mark("Back to the list of cases", "case")
_RISK = mark("Risk: {risk}", "case")
_LIES = {  # a word each: what it means is told where something is refused
    Order.HOLD: mark("Held", "case"),
    Order.RESTRICTION: mark("Only stored", "case"),
}
_LOW = 70 * GRID  # a window of 768 at 150 %

_SAFETY = mark("For everyone on duty: {line}", "case")
_NO_CONTACT = mark("Must not be contacted: {who}", "case")


class CaseHeader(QWidget):
    """`back` leads to the list; `open_case(uid)` to another of the family, where one is shown."""

    def __init__(
        self,
        back: Callable[[], object],
        open_case: Callable[[str], object] = lambda _: None,
    ) -> None:
        super().__init__()
        self.setObjectName("caseHeader")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        to_list = Tool("", "caseBack", back, icon="back", tip=say(_TO_LIST), icon_only=True)
        self._buttons = QHBoxLayout()
        self._alias = Words(role="title", name="caseAlias", wrap=False)
        self._number = Words(role="muted", name="caseNumber", wrap=False)
        self._age = Chip(name="caseAge")
        self._risk = Chip(name="caseRisk")
        top.addWidget(to_list)
        self._orders = Chip(name="caseOrders")
        for widget in (self._alias, self._number, self._age, self._risk, self._orders):
            top.addWidget(widget)
        top.addStretch(1)
        top.addLayout(self._buttons)
        column.addLayout(top)
        self._family = FamilyChips(open_case)
        column.addWidget(self._family)
        self._stage = StageBar()
        column.addWidget(self._stage)
        self._safety, self._no_contact = Bar("safetyLine"), Bar("mustNotContact")
        self._bars = Bars(self._safety, self._no_contact)
        column.addWidget(self._bars)

    def add_bar(self, bar: Bar) -> None:
        """Put another bar below those of the case."""
        self._bars.add(bar)

    def add_tools(self, tools: Iterable[QWidget]) -> None:
        """Put what can be done with the case on the right."""
        for tool in tools:
            self._buttons.addWidget(tool)

    def show_case(
        self,
        row: CaseRow,
        must_not_contact: str,
        orders: Collection[Order] = (),
        family: Collection[Seen] = (),
    ) -> None:
        self._family.show_family(family, row.uid)
        today = clock.today()
        self._alias.setText(row.alias)
        self._number.setText(row.number)
        minor = may_be_minor(row.born_to, today)
        self._age.say(dates.age_of(row, today), "amber" if minor else "plain")
        risk = say(_RISK(risk=risk_words(row.risk))) if row.risk else ""
        self._risk.say(risk, risk_tone(row.risk))
        lying = [order for order in Order if order in orders]
        words = texts.listed(say(_LIES[order]) for order in lying)
        self._orders.say(words, "brick" if Order.RESTRICTION in lying else "amber")
        self._stage.show_stage(row.stage)
        self._safety.say(say(_SAFETY(line=row.safety_line)) if row.safety_line else "", "amber")
        words = say(_NO_CONTACT(who=must_not_contact)) if must_not_contact else ""
        self._no_contact.say(words, "brick")

    def show_stages(self, stage: Stage, proved: Collection[Stage]) -> None:
        """Tick the stages that the records of the case prove."""
        self._stage.show_stage(stage, proved)

    def say_of_contact(self, words: str) -> None:
        """Instead of who must not be contacted: what is told where that is not to be read."""
        self._no_contact.say(words, "brick")

    def make_room(self, *, narrow: bool, form_open: bool) -> None:
        """In a small window the bars stand in one line; an open form needs the stages' room, too,
        and so does all of a low one."""
        low = narrow and self.window().height() < _LOW
        self._stage.setVisible(not form_open and not low)
        self._bars.fold(narrow)
