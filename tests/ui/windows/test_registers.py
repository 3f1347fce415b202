"""The page of registers: lists, entries, drafts and the card, by keys in the real window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget

from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.recording import drafts, registers
from rescueapp.forms.registers import REGISTERS
from tests.ui.windows.conftest import Driver, fill
from tests.ui.windows.test_low_windows import LOW
from ui import messages, texts
from ui.forms.form_view import FormView
from ui.lists.table import Table
from ui.papers.paper_dialog import PaperDialog
from ui.papers.service_card import CardDialog
from ui.widgets.notice import Notice

MEI: dict[str, Any] = {"interpreter_name": "Wang Mei", "interpreter_sex": "2",
                       "interpreter_languages": ["mya"]}  # fmt: skip


def enter(station: Driver, **changed: Any) -> str:
    """An interpreter, written without the window."""
    saved = station.do(
        lambda ws: registers.save_entry(
            ws, register="interpreters", entry_uid=None, based_on=0, answers={**MEI, **changed},
            complete=True,
        )
    )  # fmt: skip
    return saved.record_uid


def rows(station: Driver, register: str = "interpreters") -> list[Entry]:
    return list(station.find(Table, f"{register}Table").model().rows)


def names(station: Driver) -> list[str]:
    """Of those this test entered: the training station has its own, with Chinese names."""
    return [entry.name for entry in rows(station) if entry.name.isascii()]


def with_all_gone(station: Driver) -> None:
    """Nobody of the register is in use any more."""
    for each in station.do(lambda ws: entries.entries(ws, "interpreters")):
        told = {**each.answers, "ended_on": "2026-01-01"}
        station.do(
            lambda ws, uid=each.uid, told=told: registers.save_entry(
                ws, register="interpreters", entry_uid=uid, based_on=1, answers=told,
                complete=True,
            )
        )  # fmt: skip


def form(station: Driver) -> FormView:
    """The form of an entry, once every question is built."""
    view = station.frame.shown._forms.form
    assert isinstance(view, FormView)
    return station.until_built(view)


def test_k04_an_interpreter_is_entered_found_and_opened_again(station: Driver) -> None:
    station.sign_in("he")
    station.go("registers")
    assert names(station) == []
    station.click("interpretersNew")
    view = form(station)
    for key, value in MEI.items():
        fill(view, key, value)
    view.save(complete=True)
    station.settle()
    station.frame.shown._forms.step_back()
    station.settle()
    assert names(station) == ["Wang Mei"]
    assert station.focused().objectName() == "interpretersTable"
    station.find(QLineEdit, "interpretersFind").setText("wang")
    station.press(Qt.Key.Key_Return)
    assert form(station).pad.answers() == MEI
    assert station.failures == []


@pytest.mark.parametrize(("login", "seen"), [("he", False), ("duan", True)])
def test_f41_the_staff_register_stands_where_it_is_read(
    station: Driver, login: str, seen: bool
) -> None:
    station.sign_in(login)
    station.go("registers")
    which = station.find(QListWidget, "registers")
    titles = [which.item(row).text() for row in range(which.count())]
    assert (texts.form_title(REGISTERS["staff"]) in titles) is seen
    station.go("registers", register="services")
    assert which.currentItem().text() == texts.form_title(REGISTERS["services"])
    assert station.failures == []


def test_one_is_found_by_a_language_and_who_left_only_on_asking(station: Driver) -> None:
    station.sign_in("he")
    enter(station)
    enter(station, interpreter_name="Zhao Qing", interpreter_languages=["vie"])
    enter(station, interpreter_name="Li Na", ended_on="2026-01-01")
    station.go("registers", register="interpreters")
    assert names(station) == ["Wang Mei", "Zhao Qing"]
    station.find(QLineEdit, "interpretersFind").setText("burmese")
    assert names(station) == ["Wang Mei"]
    station.find(QAbstractButton, "interpretersOld").click()
    assert names(station) == ["Wang Mei", "Li Na"]


def test_an_entry_left_unsaved_waits_on_today_and_is_opened_from_there(station: Driver) -> None:
    station.sign_in("he")
    station.go("registers", register="services")
    station.click("servicesNew")
    fill(form(station), "service_name", "Legal aid")
    station.frame.keep_now()
    station.settle()
    assert not station.frame.holds_unkept()
    [draft] = station.do(drafts.drafts_of)
    station.go("registers", register="interpreters")
    station.click("leaveKeep")
    today = station.go("today")
    assert [each.form for each in today._drafts.rows] == ["services"]
    today._open_draft(today._drafts.index(0, 0))
    station.settle()
    assert form(station).pad.answers() == {"service_name": "Legal aid"}
    assert form(station).keeper.place.draft_uid == draft.uid
    assert station.failures == []


@pytest.mark.parametrize("register", ["money_given", "money_received"])
def test_a_list_of_money_shows_its_sums_in_a_low_window(station: Driver, register: str) -> None:
    station.sign_in("he")
    station.program.window.resize(*LOW)
    station.go("registers", register=register)
    table = station.find(Table, f"{register}Table")
    titles = [
        table.model().headerData(place, Qt.Orientation.Horizontal)
        for place in range(table.model().columnCount())
        if not table.isColumnHidden(place)
    ]
    assert any("Amount" in str(title) for title in titles)


def test_the_keys_go_into_the_list_as_soon_as_it_is_there(station: Driver) -> None:
    station.sign_in("he")
    station.activate()
    station.go("registers", register="interpreters")
    assert station.focused().objectName() == "interpretersTable"


def test_a_register_that_is_empty_says_what_would_fill_it(station: Driver) -> None:
    station.sign_in("he")
    with_all_gone(station)
    station.activate()
    station.go("registers", register="interpreters")
    assert rows(station) == []
    assert station.focused().objectName() == "interpretersNew"


def test_an_earlier_version_of_an_entry_is_read_over_it(station: Driver) -> None:
    station.sign_in("he")
    uid = enter(station)
    station.do(
        lambda ws: registers.save_entry(
            ws, register="interpreters", entry_uid=uid, based_on=1,
            answers={**MEI, "interpreter_phone": "139"}, complete=True,
        )
    )  # fmt: skip
    station.go("registers", register="interpreters", entry_uid=uid)
    form(station).head.history.click()
    station.settle()
    assert len(form(station).head.versions.lines()) == 2
    form(station).version_wanted.emit(1)
    station.settle()
    version = station.frame.shown._forms.version
    assert version is not None
    assert version.pad.changed_keys() == ["interpreter_phone"]
    assert station.failures == []


def test_who_writes_no_register_reads_it_and_has_no_button_to_begin(station: Driver) -> None:
    station.sign_in("he")
    uid = enter(station)
    station.frame.lock_asked.emit()
    station.settle()
    station.sign_in("yang")
    station.go("registers", register="interpreters", entry_uid=uid)
    assert form(station).foot.save.isHidden()
    assert station.find(QAbstractButton, "interpretersNew").isHidden()


@pytest.mark.parametrize(("login", "there"), [("he", True), ("zhao", False), ("zhou", False)])
def test_the_place_is_of_those_who_work_with_cases(
    station: Driver, login: str, there: bool
) -> None:
    frame = station.sign_in(login)
    assert (frame.findChild(QAbstractButton, "rail_registers") is not None) == there


def test_k03_the_lines_are_taken_over_checked_and_printed(station: Driver, tmp_path: Path) -> None:
    station.sign_in("he")
    station.go("registers", register="services")
    before = [entry.uid for entry in rows(station, "services")]
    station.click("servicesAdd")
    assert len(rows(station, "services")) == len(before) + 7
    assert not station.find(QAbstractButton, "servicesAdd").isVisible()
    station.press(Qt.Key.Key_Return)  # the first of all: 110
    view = form(station)
    fill(view, "service_checked_on", "2026-06-01")
    view.save(complete=True)
    station.settle()
    station.go("registers", register="services")
    station.frame.shown._forms.step_back()
    station.settle()

    station.click("servicesCard")
    ticked = station.find(QListWidget, "cardServices")
    shown = {
        ticked.item(n).data(Qt.ItemDataRole.UserRole)
        for n in range(ticked.count())
        if ticked.item(n).checkState() is Qt.CheckState.Checked
    }
    assert shown == {*before, view.keeper.place.record_uid}
    station.find(CardDialog, "cardDialog").act()
    station.settle()
    messages.answer_next("save", tmp_path / "card.pdf")
    station.click("paperSave")
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    station.find(PaperDialog, "paperDialog").reject()
    assert station.failures == []


def test_k03_a_card_of_nothing_says_what_it_needs(station: Driver) -> None:
    station.sign_in("he")
    station.go("registers", register="services")
    station.click("servicesCard")
    ticked = station.find(QListWidget, "cardServices")
    for n in range(ticked.count()):
        ticked.item(n).setCheckState(Qt.CheckState.Unchecked)
    station.find(CardDialog, "cardDialog").act()
    station.settle()
    assert "at least one service" in station.find(Notice, "cardDialogProblem").words()
    station.find(CardDialog, "cardDialog").reject()


def test_what_a_colleague_enters_is_there_at_once(station: Driver) -> None:
    station.sign_in("he")
    station.go("registers", register="interpreters")
    uid = enter(station)
    station.frame.session.tell(
        station.do(lambda ws: registers.save_entry(
            ws, register="interpreters", entry_uid=uid, based_on=1, answers=MEI, complete=True,
        )).changed
    )  # fmt: skip
    station.settle()
    assert names(station) == ["Wang Mei"]
    assert station.do(lambda ws: entries.names(ws))[uid] == "Wang Mei"
