"""On the case page stands where each small workflow is, what it lacks, and Enter opens it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from tests.actions.station import save
from tests.ui.windows.conftest import Driver
from ui.case.course_card import CourseCard

FORM = "household_registration"


def _begun(**said: Any) -> dict[str, Any]:
    return {**interpreter.begun(FORMS[FORM]), **said}


def _card(driver: Driver, case: str) -> CourseCard:
    page = driver.go("case", case_uid=case)
    driver.settle()
    card: CourseCard = page._overview._courses
    return card


def test_a_registration_says_its_stage_and_the_papers_its_ground_still_needs(
    station: Driver,
) -> None:
    station.sign_in("he")
    case = station.do(lambda ws: save(ws).case_uid)
    said = _begun(hukou_category="04", hukou_stage="03", hukou_next_on="2031-01-05")
    record = station.do(lambda ws: save(ws, FORM, said, case=case).record_uid)
    card = _card(station, case)
    model = card._table.model()
    row = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert codes.label("L-hukou-stage", "03") in row[1]
    assert codes.label("L-hukou-paper", "13") in row[2]
    assert codes.label("L-hukou-paper", "09") not in row[2]
    assert row[3].endswith("2031-01-05")

    card._table.setCurrentIndex(model.index(0, 0))
    station.qtbot.keyClick(card._table, Qt.Key.Key_Return)
    station.settle()
    assert station.frame.shown._forms.shows(record)


def test_without_any_workflow_there_is_no_card(station: Driver) -> None:
    station.sign_in("he")
    case = station.do(lambda ws: save(ws).case_uid)
    assert _card(station, case).isHidden()


def test_what_stands_above_a_form_is_looked_at_anew_when_it_is_saved(station: Driver) -> None:
    station.sign_in("he")
    case = station.do(lambda ws: save(ws).case_uid)
    said = _begun(hukou_category="04", hukou_stage="03")
    record = station.do(lambda ws: save(ws, FORM, said, case=case).record_uid)
    page = station.go("case", case_uid=case, form=FORM, record_uid=record)
    form = page._forms.form
    birth = codes.label("L-hukou-paper", "13")
    assert birth in form.beside.words()
    there = [each | {"hukou_paper_state": "03"} for each in said["hukou_papers"]]
    for rows, lacks in ((there, False), (said["hukou_papers"], True)):
        form.pad.put(said | {"hukou_papers": rows}, {})
        form.save(complete=False)
        station.settle()
        assert (birth in form.beside.words()) is lacks
