"""No list scrolls sideways: columns shrink, then go, the least important first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QListWidget, QTreeWidget

from rescueapp.forms.catalogue import FORMS
from tests.ui.windows.conftest import Demo, Driver
from ui.case.sections import COPIES, OVERVIEW
from ui.lists.fitting import Room, fitted, lent, widened
from ui.lists.table import Table
from ui.widgets.rail import Rail

SCREEN = (1366, 768)
SCALES = (1.0, 1.25, 1.5)
WORDS = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly

rooms = some.builds(
    lambda width, part, rank: Room(width, max(1, width * part // 10), rank),
    some.integers(20, 400), some.integers(1, 10), some.integers(0, 6),
)  # fmt: skip


def test_all_columns_have_their_width_where_there_is_room() -> None:
    columns = [Room(100, 50, 0), Room(200, 80, 1)]
    assert fitted(columns, 300) == [100, 200]


def test_the_least_important_shrinks_first_and_goes_first() -> None:
    columns = [Room(100, 60, 0), Room(100, 60, 2), Room(100, 60, 1)]
    assert fitted(columns, 270) == [100, 70, 100]
    assert fitted(columns, 240) == [100, 60, 80]
    assert fitted(columns, 179) == [100, 0, 79]
    assert fitted(columns, 119) == [100, 0, 0]


def test_room_that_is_left_goes_to_the_columns_whose_words_are_cut() -> None:
    assert widened([100, 100, 100], [80, 180, 150], 400) == [100, 180, 120]
    assert widened([100, 0, 100], [80, 180, 150], 400) == [100, 0, 150]  # what is hidden stays so
    assert widened([100, 100], [180, 180], 200) == [100, 100]


def test_a_column_that_is_cut_has_what_another_does_not_need_or_needs_less() -> None:
    spare, cut, least = Room(100, 50, 0), Room(80, 40, 1), Room(100, 60, 2)
    assert lent([spare, cut], [100, 80], [70, 100]) == [80, 100]
    assert lent([spare, cut], [100, 80], [100, 100]) == [100, 80]  # it is the more important one
    assert lent([cut, least], [80, 100], [110, 100]) == [110, 70]
    assert lent([cut, least], [80, 100], [150, 100]) == [80, 100]  # both would be cut
    assert lent([cut, least], [80, 0], [150, 100]) == [80, 0]  # what is hidden stays so


@given(
    some.lists(some.tuples(rooms, some.integers(0, 500)), min_size=1, max_size=9),
    some.integers(1, 1500),
)
def test_lending_makes_nothing_wider_than_the_room_and_hides_nothing(
    wanted: list[tuple[Room, int]], room: int
) -> None:
    columns, needs = [each for each, _ in wanted], [need for _, need in wanted]
    before = fitted(columns, room)
    after = lent(columns, before, needs)
    assert sum(after) == sum(before)
    assert [bool(width) for width in after] == [bool(width) for width in before]


@given(some.lists(rooms, min_size=1, max_size=9), some.integers(1, 1500))
def test_columns_never_need_more_than_the_room(columns: list[Room], room: int) -> None:
    widths = fitted(columns, room)
    assert 0 < sum(widths) <= room or widths.count(0) == len(widths) - 1
    assert sum(widths) <= room
    hidden = [c.rank for c, width in zip(columns, widths, strict=True) if not width]
    shown = [c.rank for c, width in zip(columns, widths, strict=True) if width]
    assert not hidden or min(hidden) >= max(shown)


# Traditional words are as wide as simplified ones: once is enough.
_TONGUES = [(tongue, scale) for tongue in ("zh_Hans", "en") for scale in SCALES]


@pytest.mark.parametrize(("tongue", "scale"), [*_TONGUES, ("zh_Hant", SCALES[-1])])
def test_no_screen_scrolls_sideways(station: Driver, tongue: str, scale: float) -> None:
    station.program._choose_language(tongue)
    station.settle()
    station.program.window.resize(*(int(side / scale) for side in SCREEN))
    station.sign_in("duan")
    for place in ("today", "cases", "exchange", "admin"):
        station.go(place)
        assert sideways(station) == []
    page = station.go("case", case_uid=station.case_row(-1).uid)
    for section in (OVERVIEW, COPIES, *FORMS):
        page._choose_section(section)
        station.settle()
        assert (section, sideways(station)) == (section, [])


@pytest.mark.parametrize("scale", SCALES)
def test_no_screen_of_an_office_scrolls_sideways(
    begin: Callable[[Path], Driver], demo: Demo, scale: float
) -> None:
    office = begin(demo.province)
    office.program.window.resize(*(int(side / scale) for side in SCREEN))
    office.sign_in("wu")
    for place in ("exchange", "admin"):
        office.go(place)
        assert sideways(office) == []


def sideways(driver: Driver) -> list[str]:
    """What can be scrolled to the right on the screen."""
    QApplication.processEvents()
    areas = driver.program.window.findChildren(QAbstractScrollArea)
    wide = [a for a in areas if a.isVisible() and a.horizontalScrollBar().maximum() > 0]
    return [area.objectName() or type(area).__name__ for area in wide]


def test_a_column_chosen_stays_chosen_while_there_is_no_room_for_it(station: Driver) -> None:
    station.sign_in("duan")
    table = station.go("cases")._table
    assert isinstance(table, Table)
    chosen = table.chosen_columns()
    station.program.window.resize(900, 512)
    QApplication.processEvents()
    out_of_sight = [n for n in range(table.model().columnCount()) if table.isColumnHidden(n)]
    assert table.chosen_columns() == chosen
    assert len(chosen) > table.model().columnCount() - len(out_of_sight)
    station.program.window.resize(1600, 768)
    QApplication.processEvents()
    shown = [c.key for n, c in enumerate(table._columns()) if not table.isColumnHidden(n)]
    assert shown == chosen


def test_the_rail_shows_its_words_whole_or_not_at_all(station: Driver) -> None:
    station.sign_in("duan")
    rail = station.find(Rail, "rail")
    assert all(button.toolButtonStyle() is WORDS for button in rail.buttons)
    station.program.window.resize(911, 430)
    station.until(lambda: all(b.toolButtonStyle() is ICONS for b in rail.buttons))
    assert all(button.accessibleName() for button in rail.buttons if not button.isHidden())
    station.program.window.resize(*SCREEN)
    station.until(lambda: all(b.toolButtonStyle() is WORDS for b in rail.buttons))


def test_a_title_that_a_narrow_list_cuts_is_told_whole_by_its_tip(station: Driver) -> None:
    station.program._choose_language("en")
    station.settle()
    station.program.window.resize(*(int(side / SCALES[-1]) for side in SCREEN))
    station.sign_in("duan")
    for place, name in (("oversight", "oversightDesks"), ("registers", "registers")):
        station.go(place)
        listed = station.find(QListWidget, name)
        items = [listed.item(row) for row in range(listed.count())]
        assert [each.text() for each in items] == [each.toolTip() for each in items]
    station.go("case", case_uid=station.case_row(-1).uid)
    tree = station.find(QTreeWidget, "sections")
    tops = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    for top in (each for each in tops if each is not None and not each.childCount()):
        assert top.text(0) in top.toolTip(0)
        assert top.text(1) in top.toolTip(0)


def test_the_head_of_a_column_is_measured_in_the_weight_it_is_drawn_in(station: Driver) -> None:
    """In a lighter one a title that was a little too wide lost its end without a sign."""
    station.sign_in("duan")
    station.go("cases")
    header = station.find(Table, "caseTable").horizontalHeader()
    assert header.font().weight() == QFont.Weight.DemiBold
