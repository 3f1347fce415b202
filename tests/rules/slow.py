"""An independent calendar, day by day: nothing of `rescueapp.rules` but the table of days.

Written to be read against the text of the law, slow on purpose.
"""

from __future__ import annotations

from datetime import date, timedelta

from rescueapp.rules.calendar import Kind, SpecialDay

ONE = timedelta(days=1)


class SlowCalendar:
    """Goes through the rows for each question."""

    def __init__(self, rows: tuple[SpecialDay, ...]) -> None:
        self.rows = rows

    def works(self, day: date) -> bool:
        """Whether a day is worked."""
        for row in self.rows:
            if row.day == day:
                return row.kind is Kind.WORKDAY
        return day.isoweekday() not in (6, 7)

    def end_of(self, start: date, amount: int, unit: str) -> date:
        """The last day of a period; the day of the trigger is not counted (民法典 201)."""
        if unit == "day":
            return start + amount * ONE
        if unit == "workday":
            day, counted = start, 0
            while counted < amount:
                day += ONE
                counted += self.works(day)
            return day
        return end_of_months(start, amount * (12 if unit == "year" else 1))

    def moved(self, day: date) -> date:
        """A last day that is off moves to the first that is not (民法典 203)."""
        while not self.works(day):
            day += ONE
        return day


def end_of_months(start: date, months: int) -> date:
    """Walk into the month that is so many after, and there to the corresponding day (202)."""
    day = start.replace(day=1)
    for _ in range(months):
        month = day.month
        while day.month == month:
            day += ONE
    last = day
    while last.day < start.day and (last + ONE).month == day.month:
        last += ONE
    return last
