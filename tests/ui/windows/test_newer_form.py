"""A record of a form that only a newer version has: listed in words, and no mistake when chosen."""

from __future__ import annotations

from typing import Any

from tests.ui.windows.conftest import Driver
from ui import messages

NEW = "form_of_next_year"


def make_newer(ws: Any, uid: str) -> None:
    with ws.db.transaction():
        ws.db.execute("UPDATE records SET form = ?, due_on = '2020-01-01', done_on = NULL"
                      " WHERE uid = ?", (NEW, uid))  # fmt: skip


def test_the_case_page_lists_it_and_says_why_it_does_not_open(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("case", case_uid=station.case_row(-1).uid)
    row = page._view.records[0]
    page._session.run(lambda ws: make_newer(ws, row.uid), lambda _: None, page, owner=page)
    station.settle()
    page._read()
    station.settle()

    (newer,) = [record for record in page._view.records if record.uid == row.uid]
    assert newer.form == NEW
    messages.forget_answers()
    messages.answer_next(None)
    page._open_row(newer)
    station.settle()
    assert any("newer version of the program" in words for words in messages.told)
    assert station.failures == []
