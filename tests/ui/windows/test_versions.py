"""An earlier version of a record: opened to read, with what the next one changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from rescueapp.actions.recording import identity, records
from rescueapp.domain.record import RecordView
from tests.ui.windows.conftest import Driver
from ui.forms import form_notices
from ui.forms.editor import Editor
from ui.forms.version_view import VersionView
from ui.windows.case import CasePage

RISK = "risk_and_needs"
TOLD = "最怕那家人找来；想念书；夜里醒过两次。"


def _open(driver: Driver, form: str, *changes: dict[str, Any]) -> CasePage:
    """The case page with a record open that was saved again with each of these changes."""
    driver.sign_in("he")
    case_uid = driver.case_row(-1).uid
    page: CasePage = driver.go("case", case_uid=case_uid)
    assert page._view is not None
    record = page._view.of_form(form)[0].uid
    for change in changes:
        driver.frame.session.run(lambda ws, c=change: _save(ws, record, c), owner=driver.frame)
    driver.settle()
    driver.go("case", case_uid=case_uid, form=form, record_uid=record)
    _be_active(driver)
    return page


def _be_active(driver: Driver) -> None:
    driver.program.window.activateWindow()
    driver.until(driver.program.window.isActiveWindow)


def _save(ws: Any, record_uid: str, change: dict[str, Any]) -> None:
    view = records.open_record(ws, record_uid)
    assert view.row is not None
    assert view.case_uid is not None
    if "name" in change:
        identity.reveal(ws, view.case_uid, "care")
        view = records.open_record(ws, record_uid)
        identity.veil(ws, view.row.case_uid)
    kept = {k: v for k, v in {**view.answers, **change}.items() if v is not None}
    records.save_record(
        ws, form=view.form, case_uid=view.case_uid, record_uid=record_uid,
        based_on=view.row.version, answers=kept, complete=False, readable=view.readable,
    )  # fmt: skip


def _press(driver: Driver, key: Qt.Key) -> None:
    _be_active(driver)
    driver.qtbot.keyClick(QApplication.focusWidget() or driver.program.window, key)
    driver.settle()


def _version(driver: Driver, page: CasePage, *, down: int = 1) -> VersionView:
    """Through the list of versions by keyboard: the one so many below the latest."""
    assert page._forms.form is not None
    page._forms.form.head.history.click()
    driver.settle()
    for _ in range(down):
        _press(driver, Qt.Key.Key_Down)
    _press(driver, Qt.Key.Key_Return)
    view = page._forms.version
    assert view is not None
    return _built(driver, view)


def _built(driver: Driver, view: VersionView) -> VersionView:
    driver.until(lambda: bool(view.pad.boxes) and not any(b.missing() for b in view.pad.boxes))
    return view


def _words(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QWidget) if hasattr(w, "text"))


def test_a_version_opens_to_read_and_says_which_it_is(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何", "own_assessment": TOLD})
    view = _version(station, page)
    assert view.bar.words().startswith("Version 1 of 2, saved by ")
    assert "not the present one" in view.bar.words()
    assert view.findChildren(Editor) == []
    assert not view.foot.isVisible()


def test_what_the_next_version_changed_is_marked_old_and_new(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何", "papers_situation": None})
    view = _version(station, page)
    assert view.pad.changed_keys() == ["assessors", "papers_situation"]
    row = view.pad.row("assessors")
    assert row.change is not None
    assert "→ Version 2: 何" in _words(row)
    view.cover._reveal("care")
    station.settle()
    assert "→ Version 2: taken out" in _words(view.pad.row("papers_situation"))


def test_k26_a_sensitive_answer_is_covered_on_both_sides_until_there_is_a_reason(
    station: Driver,
) -> None:
    page = _open(station, RISK, {"own_assessment": TOLD})
    view = _version(station, page)
    row = view.pad.row("own_assessment")
    assert not any("最怕那家人" in words for words in _seen(row))
    view.cover._reveal("care")
    station.settle()
    assert any("最怕那家人" in words for words in _seen(row))


def _seen(row: QWidget) -> list[str]:
    return [w.text() for w in row.findChildren(QWidget) if hasattr(w, "text") and w.isVisible()]


def test_an_answer_that_is_veiled_is_not_compared(station: Driver) -> None:
    page = _open(station, "intake", {"name": "另一个名字", "arrival_mode": "02"})
    view = _version(station, page)
    assert "name" not in view.pad.changed_keys()
    assert "另一个名字" not in _words(view)
    page._reveal_for("care")
    station.settle()
    again = page._forms.version
    assert again is not None
    assert again is not view
    _built(station, again)
    assert "name" in again.pad.changed_keys()
    page._cover()
    station.settle()
    covered = page._forms.version
    assert covered is not None
    assert "name" not in _built(station, covered).pad.changed_keys()


def test_the_key_goes_from_change_to_change_and_round(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何", "strengths": "会画画。"})
    view = _version(station, page)
    stops = []
    for _ in range(3):
        view.next_change()
        station.settle()
        focused = view.window().focusWidget()
        stops.append(focused.objectName())
    assert stops == ["assessors.change", "strengths.cover", "assessors.change"]


def test_escape_goes_back_to_the_form_and_its_typing(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何"})
    form = page._forms.form
    assert form is not None
    station.until(lambda: not any(box.missing() for box in form.pad.boxes))
    editor = form.pad.row("strengths").editor
    assert editor is not None
    editor.take("正在写的话")
    _version(station, page)
    _press(station, Qt.Key.Key_Escape)
    assert page._forms.form is form
    assert form.isVisible()
    assert form.pad.answers()["strengths"] == "正在写的话"
    assert form.head.history.hasFocus()


def test_escape_in_the_list_of_versions_folds_it_and_stays_in_the_form(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何"})
    form = page._forms.form
    assert form is not None
    form.head.history.click()
    station.settle()
    assert form.head.versions.hasFocus()
    _press(station, Qt.Key.Key_Escape)
    assert form.head.versions.isHidden()
    assert page._forms.form is form


def test_one_leafs_through_the_versions(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何"}, {"assessors": "和"})
    view = _version(station, page)
    assert view.bar.words().startswith("Version 2 of 3")
    station.click("versionOlder")
    _built(station, view)
    assert view.bar.words().startswith("Version 1 of 3")
    assert "→ Version 2: 何" in _words(view.pad.row("assessors"))
    station.click("versionNewer")
    station.click("versionNewer")
    assert view.bar.words() == view.bar.words().split(" It is")[0]
    assert view.pad.changed_keys() == []


def test_opening_a_version_is_in_the_audit(station: Driver) -> None:
    page = _open(station, RISK, {"assessors": "何"})
    _version(station, page)
    kept: list[Any] = []
    station.frame.session.run(
        lambda ws: ws.db.read("SELECT count(*) FROM audit WHERE act = 'open_record'"
                              " AND detail LIKE '%\"version\":1%'"),
        kept.append, owner=station.frame,
    )  # fmt: skip
    station.settle()
    assert kept[0][0][0] >= 1


def test_a_form_without_questions_of_identity_does_not_speak_of_the_veil() -> None:
    veiled = RecordView(None, "intake", "c", {}, frozenset({""}), writable=True, veiled=True)
    assert form_notices.hides(veiled)
    assert not form_notices.hides(replace(veiled, veiled=False))
    assert not form_notices.hides(replace(veiled, form="medical_care"))
