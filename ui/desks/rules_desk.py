"""Rules and holidays: which clocks run here, how sure each number is, what the superior office
hands down, and the days off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from rescueapp.actions.due import rules
from rescueapp.actions.due.rules import Version, Years
from rescueapp.actions.exchanging import handing_down
from rescueapp.domain.changed import Changed
from rescueapp.exchange.rules_file import Set
from rescueapp.i18n import Text, mark, say
from rescueapp.rules.limits import Limit
from rescueapp.rules.table import Milestone, Row, Rule
from rescueapp.rules.told import BETWEEN, SOON, how_long, length
from rescueapp.workspace import Workspace
from ui import dates, messages
from ui.desks.desk import Desk, Tell
from ui.desks.retention_cards import TableCard
from ui.desks.rules_file_card import RulesFileCard
from ui.desks.to_confirm_card import ToConfirmCard
from ui.lists.rule_lists import KINDS, RULES, SURE
from ui.lists.table import ROW_HEIGHT
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.rule_dialogs import ChangeRule
from ui.widgets.words import Words

_RULES = mark("Rules of the clocks", "rules")
_RULES_WORDS = mark(
    "Where a text that was read fixes a number, that is said and it stands. Every other number is "
    "the office's to set, with a reason. Nothing overdue ever stops care.",
    "rules",
)
_NONE = mark("No rules.", "rules")
_CHANGE = mark("Change…", "rules")
_RESTS = mark("Rests on: {basis} ({kind}). {sure}.", "rules")
_BEGINS = mark("Begins: {trigger}. Settled by: {done}.", "rules")
_STATUS = mark("Begins: {trigger}. Passing it is a status, no failure.", "rules")
_ROLLS = mark("A day off moves the end to the next working day; both dates are shown.", "rules")
_STANDS = mark("A day off does not move the end; both dates are shown.", "rules")
_GATE = mark("No clock: a form asks for a reason where it is more.", "rules")
_FIXED = mark("A text that was read fixes this number.", "rules")
_OWN = mark("Version {n}, from {day}: {length}. {by}, {at}: {why}", "rules")
_AGREED = mark("Agreed to by {who}.", "rules")
_SHIPPED = mark("Version {n}, as shipped: {length}.", "rules")
_HANDED = mark(
    "Version {n}, from {day}: {length}. Handed down by {office} (its version {its}), taken in by "
    "{by}, {at}: {why}",
    "rules",
)
_THERE = mark("At the office, version {n}, {at}: {why}", "rules")
_NOTHING = mark("nothing", "rules")

_HOLIDAYS = mark("Holidays and make-up working days", "rules")
_KNOWN = mark("Known from {first} to {last}.", "rules")
_HOLIDAY_WORDS = mark(
    "A new year's table is a CSV file with a line for each day: 2027-01-01,holiday,New Year. For a "
    "make-up weekend: workday. A year is taken in whole; a table taken in with a mistake is "
    "replaced by another of that year.",
    "rules",
)
_MISSING = mark(
    "The table of holidays is not up to date: {years} is missing. Its working days are counted "
    "from Monday to Friday.",
    "rules",
)
_IMPORT = mark("Take in a table…", "rules")
_REPLACE = mark("Replace a table…", "rules")
_KINDS = mark("Tables of days (*.csv *.txt)", "rules")
_TAKEN = mark("Taken in: the days of {years}.", "rules")
_ROWS = 8


class RulesDesk(Desk):
    """The banner, the rules with what is known of the chosen one, the rules file, at a station the
    days off: an office has no clocks of its own."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="rulesDesk")
        self._missing = Notice(name="holidaysMissing")
        self._rules = RuleCard(session, tell)
        self._days = HolidayCard(session, tell, self._show_missing)
        self._file = RulesFileCard(session, tell)
        self._days.setVisible(session.vault.kind == "station")
        for widget in (self._missing, self._rules, self._file, self._days, ToConfirmCard()):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def read(self) -> None:
        """Override Desk.read."""
        self._rules.read()
        if not self._days.isHidden():
            self._days.read()

    def refresh(self, changed: Changed) -> None:
        """Override Desk.refresh: nothing but an act on this page changes what it shows."""
        if changed.everything:
            self.read()

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._rules.focus_first()

    def _show_missing(self, years: Years) -> None:
        told = BETWEEN.join(map(str, years.missing))
        self._missing.say(say(_MISSING(years=told)) if told else "", "amber")


class RuleCard(TableCard[Row]):
    """Every rule; what the chosen one says, and its history, below."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(
            session, tell, name="rules", title=_RULES, words=_RULES_WORDS, columns=RULES,
            empty=_NONE,
        )  # fmt: skip
        self._table.setFixedHeight(_ROWS * ROW_HEIGHT)
        self._told = Words(name="ruleTold")
        self.column.insertWidget(self.column.count() - 1, self._told)
        self._change = Button(say(_CHANGE), "changeRuleOpen", self._ask, icon="draft")
        self.buttons.addWidget(self._change)
        self.buttons.addStretch(1)
        self._milestones: dict[str, Milestone] = {}
        self._superior = ""

    def read(self) -> None:
        """Look again, and stay on the rule that was chosen."""
        chosen = self.chosen()

        def work(ws: Workspace) -> tuple[list[Row], dict[str, Milestone], str]:
            return rules.rules(ws), dict(rules.table(ws).milestones), rules.superior(ws)

        def show(found: tuple[list[Row], dict[str, Milestone], str]) -> None:
            rows, self._milestones, self._superior = found
            self.show_rows(rows)
            for row, rule in enumerate(rows):
                if chosen is not None and rule.id == chosen.id:
                    self._table.setCurrentIndex(self._rows.index(row, 0))

        self._session.run(work, show, owner=self)

    def focus_first(self) -> None:
        self._table.setFocus()

    def offer(self) -> None:
        """Override TableCard.offer: also tell what is known of the rule."""
        rule = self.chosen()
        self._change.setEnabled(rule is not None and rule.editable and not self._is_theirs(rule))
        if rule is None:
            self._told.setText("")
            return
        self._told.setText(self._tells(rule))
        self._session.run(
            lambda ws: (rules.history(ws, rule.id), handing_down.handed_history(ws, rule.id)),
            lambda found: self._tell_history(rule, *found),
            owner=self,
        )

    def _is_theirs(self, rule: Row) -> bool:
        """Whether it is the superior office's to change."""
        return bool(rule.office) and rule.office == self._superior

    def _tells(self, rule: Row) -> str:
        rests = _RESTS(basis=rule.basis, kind=KINDS[rule.kind], sure=SURE[rule.conf])
        lines = [say(rests), *([say(_GATE)] if isinstance(rule, Limit) else self._runs(rule))]
        if not rule.editable:
            lines.append(say(_FIXED))
        if self._is_theirs(rule):
            lines.append(say(rules.HANDED_DOWN(office=rule.office)))
        return "\n".join(lines)

    def _runs(self, rule: Rule) -> list[str]:
        begins = _STATUS if rule.threshold and not rule.done else _BEGINS
        trigger = self._milestones[rule.trigger].words.label
        done = BETWEEN.join(self._milestones[name].words.label for name in rule.done)
        lines = [
            say(begins(trigger=trigger, done=done or say(_NOTHING))),
            say(_ROLLS if rule.roll else _STANDS),
        ]
        if rule.soon:
            lines.append(say(SOON(length=length(rule.soon))))
        return lines

    def _tell_history(self, rule: Row, found: Sequence[Version], there: Sequence[Set]) -> None:
        if self.chosen() is rule:
            here = {version.handed.version for version in found if version.handed}
            before = (said for said in there if said.version not in here)
            lines = [*map(_history_line, found), *map(_line_there, before)]
            self._told.setText("\n".join([self._tells(rule), *lines]))

    def _ask(self) -> None:
        rule = self.chosen()
        if rule is None:
            return

        def then(
            box: ChangeRule, amounts: Sequence[int], soon: int | None, applied: bool, why: str
        ) -> None:
            self.act(
                box,
                lambda ws: rules.change(
                    ws, rule.id, amounts=amounts, soon=soon, applied=applied, why=why
                ),
            )

        for_stations = self._session.vault.kind == "office"
        box = ChangeRule(self, rule, then, for_stations=for_stations)
        open_about(box, self._session, rule.id)


class HolidayCard(Card):
    """For which years days off are known; a new table."""

    def __init__(self, session: Session, tell: Tell, show: Callable[[Years], object]) -> None:
        super().__init__(say(_HOLIDAYS), name="holidaysCard")
        self._session, self._tell, self._show_missing = session, tell, show
        self._known = Words(name="holidaysKnown")
        self.column.addWidget(self._known)
        self.column.addWidget(Words(say(_HOLIDAY_WORDS), "muted"))
        line = QHBoxLayout()
        line.addWidget(Button(say(_IMPORT), "importHolidays", self._choose, icon="calendar"))
        line.addWidget(Button(say(_REPLACE), "replaceHolidays", self._choose_other))
        line.addStretch(1)
        self.column.addLayout(line)

    def read(self) -> None:
        """Look again."""
        self._session.run(rules.years, self._show, owner=self)

    def _show(self, years: Years) -> None:
        self._known.setText(say(_KNOWN(first=years.first, last=years.last)))
        self._show_missing(years)

    def _choose(self) -> None:
        messages.choose_file(self, say(_IMPORT), say(_KINDS), self._take)

    def _choose_other(self) -> None:
        choose = partial(self._take, replace_known=True)
        messages.choose_file(self, say(_REPLACE), say(_KINDS), choose)

    def _take(self, path: Path, *, replace_known: bool = False) -> None:
        def work(ws: Workspace) -> tuple[Changed, tuple[int, ...]]:
            content = rules.read_file(path)
            return rules.import_holidays(ws, content, replace_known=replace_known)

        def done(found: tuple[Changed, tuple[int, ...]]) -> None:
            changed, years = found
            self._tell(say(_TAKEN(years=BETWEEN.join(map(str, years)))), "teal")
            self._session.tell(changed)

        def failed(error: BaseException) -> None:
            self._tell(messages.words_of(error), "brick")

        self._session.run(work, done, failed, owner=self)


def _history_line(version: Version) -> str:
    rule = version.rule
    if not version.at:
        return say(_SHIPPED(n=rule.version, length=how_long(rule)))
    told = {
        "n": rule.version, "day": dates.day(rule.valid_from), "length": how_long(rule),
        "by": version.by, "at": dates.moment(version.at), "why": version.why,
    }  # fmt: skip
    if version.handed is not None:
        return say(_HANDED(office=version.handed.office, its=version.handed.version, **told))
    words: Text = _OWN(**told)
    agreed = [say(_AGREED(who=version.agreed))] if version.agreed else []
    return " ".join([say(words), *agreed])


def _line_there(said: Set) -> str:
    return say(_THERE(n=said.version, at=dates.moment(said.at), why=said.why))
