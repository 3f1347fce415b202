"""Make `resources/holidays.csv` from chinese-calendar (MIT); a test says when it differs.

    python -m tests.rules.make_holidays

Run it when chinese-calendar has a new year, and read the difference before committing it.
"""

from __future__ import annotations

from datetime import date

import chinese_calendar
from chinese_calendar import constants

from rescueapp import paths
from rescueapp.rules.calendar import HEADER, Kind


def rows() -> list[tuple[date, Kind, str]]:
    """What the library knows: days off in the week or named, and weekends that are worked."""
    words = {each.value: each.chinese for each in constants.Holiday}
    off = [(day, Kind.HOLIDAY, words[name]) for day, name in constants.holidays.items()]
    worked = [(day, Kind.WORKDAY, words[name]) for day, name in constants.workdays.items()]
    return sorted(off + worked)


def table() -> str:
    """The file as it should stand."""
    lines = [f"{day.isoformat()},{kind.value},{name}" for day, kind, name in rows()]
    for day, kind, _ in rows():
        assert chinese_calendar.is_workday(day) == (kind is Kind.WORKDAY)
    return "\n".join([",".join(HEADER), *lines]) + "\n"


if __name__ == "__main__":
    file = paths.resources("holidays.csv")
    file.write_text(table(), encoding="utf-8", newline="\n")
