"""The weekly list: a week at a time, signed once it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from rescueapp import clock
from rescueapp.actions.vault import weekly
from rescueapp.actions.vault.weekly import Week
from rescueapp.domain.changed import Changed
from rescueapp.i18n import Text, mark, say
from ui import dates, messages
from ui.desks.desk import Desk, Tell
from ui.lists.columns import Row
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.lists.weekly_list import ASKED, COUNTED
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Outside one's own cases, {first} to {last}", "weekly")
_WORDS = mark(
    "Who was in cases of others, opened one in an emergency, looked at names, searched beyond "
    "their own, printed. Ask about what you do not understand, then sign.",
    "weekly",
)
_COUNTED = mark("By colleague", "weekly")
_ASKED = mark("What was asked for and decided", "weekly")
_NOTHING = mark("Nothing of this kind was done in this week.", "weekly")
_NOT_ASKED = mark("Nothing was asked for in this week.", "weekly")
_BEFORE = mark("Week &before", "weekly")
_AFTER = mark("Week &after", "weekly")
_SIGN = mark("Seen: sign", "weekly")
_SIGNED = mark("Seen and signed by {name} on {time}.", "weekly")
_OPEN = mark("This week is not over yet; it can be signed from Monday on.", "weekly")
_UNSEEN = mark("Nobody has signed this week yet.", "weekly")

_LEAST, _MOST = 2, 9  # rows of a table


class WeeklyDesk(Desk):
    """Begins with the latest week that is over."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="weeklyDesk")
        self._day = weekly.last_week()
        self._card = Card("…", name="weeklyCard")
        self._card.column.addWidget(Words(say(_WORDS), "muted"))
        self._notice = Notice(name="weeklyNotice")
        self._card.column.addWidget(self._notice)
        self._card.column.addLayout(self._buttons())
        self._counted = Rows(COUNTED, self)
        self._counted_table = _table("weeklyCounted", _COUNTED, self._counted, _NOTHING)
        self._card.column.addWidget(self._counted_table)
        self.column.addWidget(self._card)
        asked = Card(say(_ASKED), name="weeklyAskedCard")
        self._asked = Rows(ASKED, self)
        self._asked_table = _table("weeklyAsked", _ASKED, self._asked, _NOT_ASKED)
        asked.column.addWidget(self._asked_table)
        self.column.addWidget(asked)
        self.column.addStretch(1)

    def read(self) -> None:
        """The week that is chosen, as it is now."""
        day = self._day
        self.session.run(lambda ws: weekly.week(ws, day), self._show, owner=self)

    def focus_first(self) -> None:
        (self._sign if self._sign.isEnabled() else self._before).setFocus()

    def _show(self, week: Week) -> None:
        if week.first != weekly.monday(self._day):
            return
        self._card.heading.setText(say(_TITLE(first=week.first, last=week.last)))
        _fill(self._counted, self._counted_table, week.lines)
        _fill(self._asked, self._asked_table, week.asked)
        signed = [_SIGNED(name=seen.name, time=dates.moment(seen.at)) for seen in week.seen]
        if signed:
            self._notice.say("\n".join(map(say, signed)), "teal")
        else:
            self._notice.say(
                say(_UNSEEN if week.over else _OPEN), "amber" if week.over else "plain"
            )
        self._sign.setEnabled(week.over and not signed)
        self._after.setEnabled(week.last < clock.today())

    def _go(self, weeks: int) -> None:
        self._day = _moved(self._day, weeks)
        self.tell("", "plain")
        self.read()

    def _sign_now(self) -> None:
        day = self._day

        def signed(changed: Changed) -> None:
            self.session.tell(changed)
            self.read()

        self.session.run(
            lambda ws: weekly.sign_seen(ws, day), signed,
            lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
        )  # fmt: skip

    def _buttons(self) -> QHBoxLayout:
        self._before = Button(say(_BEFORE), "weekBefore", lambda: self._go(-1), icon="left")
        self._after = Button(say(_AFTER), "weekAfter", lambda: self._go(1), icon="right")
        self._sign = Button(say(_SIGN), "signWeek", self._sign_now, icon="check", kind="primary")
        row = QHBoxLayout()
        for button in (self._before, self._after, self._sign):
            row.addWidget(button)
        row.addStretch(1)
        return row


def _moved(day: date, weeks: int) -> date:
    return day + weeks * weekly.DAYS


def _table(name: str, words: Text, rows: Rows[Row], empty: Text) -> Table:
    table = Table(name, say(words), rows)
    table.say_when_empty(say(empty))
    return table


def _fill(rows: Rows[Row], table: Table, found: Sequence[Row]) -> None:
    rows.show_rows(found)
    shown = min(max(len(found), _LEAST), _MOST)
    table.setFixedHeight((shown + 1) * ROW_HEIGHT + GRID)
