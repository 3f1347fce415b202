"""A window of 1366×768 at 150 %: what must be read is read, and the form has its room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.domain.case import Query
from rescueapp.i18n import mark
from tests.ui.windows.conftest import Driver
from ui import dates
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.widgets.bars import Bar, Bars
from ui.windows.case import CasePage

LOW = (911, 512)


@pytest.fixture
def page(station: Driver) -> CasePage:
    """The case with the most bars, its form of a conference open in a low window."""
    station.sign_in("he")
    station.program.window.resize(*LOW)
    rows = station.do(lambda ws: cases.case_rows(ws, cases.find_cases(ws, Query())))
    [uid] = [row.uid for row in rows if row.number.endswith("2026-0001")]
    shown = station.go("case", case_uid=uid, form="case_conference")
    assert isinstance(shown, CasePage)
    station.settle()
    return shown


def test_the_bars_stand_in_one_line_and_what_is_dangerous_is_whole(
    page: CasePage, station: Driver
) -> None:
    safety = station.find(Bar, "safetyLine")
    apart = station.find(Bar, "mustNotContact")
    assert safety.y() == apart.y()
    assert apart._words.text() == apart.words()  # nothing of who must not be contacted is cut
    assert page._forms.form is not None
    assert page._forms.form.area.height() > 150
    assert not station.shows("stageBar")


def test_a_click_shows_a_bar_whole(page: CasePage, station: Driver) -> None:
    safety = station.find(Bar, "safetyLine")
    assert page.holds_form()
    QTest.mouseClick(safety, Qt.MouseButton.LeftButton)
    station.settle()
    assert safety._words.text() == safety.words()
    assert safety.y() != station.find(Bar, "mustNotContact").y()


def test_long_bars_share_what_short_ones_leave(qtbot: QtBot) -> None:
    short, long, longer = Bar("short"), Bar("long"), Bar("longer")
    bars = Bars(short, long, longer)
    qtbot.addWidget(bars)
    short.say("a b", "brick")
    long.say("words " * 80, "amber")
    longer.say("words " * 160, "amber")
    bars.resize(700, 40)
    bars.fold(True)
    bars.show()
    assert short.width() == short.width_wanted()
    assert long.width() == longer.width()


def test_a_number_of_days_stands_before_its_day() -> None:
    told = dates.due_on("2020-01-01", clock.today())
    assert told.endswith("2020-01-01")
    assert not told.startswith("2020")


def test_a_bar_alone_takes_the_whole_line(qtbot: QtBot) -> None:
    alone, hidden = Bar("alone"), Bar("hidden")
    bars = Bars(alone, hidden)
    qtbot.addWidget(bars)
    alone.say("a short word", "brick")
    bars.resize(600, 60)
    bars.show()
    bars.fold(True)
    assert alone.width() == 600


def test_a_line_that_wraps_is_as_high_as_its_words_need(qtbot: QtBot) -> None:
    """At every width: also where the padding alone makes the second line."""
    words = "某县人民医院（虚构）妇女儿童门诊"
    rows: Rows[str] = Rows((Column("words", mark("Words", "test"), str, 100, least=60),))
    table = Table("wrapping", "", rows)
    qtbot.addWidget(table)
    table.setStyleSheet("QTableView::item { padding: 0 8px; }")
    table.wrap_lines()
    rows.show_rows([words])
    table.horizontalHeader().setStretchLastSection(False)
    table.show()
    for width in range(80, 300, 7):
        table.setColumnWidth(0, width)
        table.resizeRowsToContents()
        inside = QRect(0, 0, table.columnWidth(0) - 2 * 8 - 6, 1000)
        wanted = table.fontMetrics().boundingRect(inside, int(Qt.TextFlag.TextWordWrap), words)
        assert table.rowHeight(0) >= wanted.height()
