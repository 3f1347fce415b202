"""How one place of the frame asks for another without importing it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """`asked(page, values)`: the frame listens and enters that page with those values.

    Pages: today, tonight, cases, case (case_uid, form, record_uid, draft_uid), intake (draft_uid),
    print (what, case_uid, form, record_uid), her_page (case_uid), exchange,
    oversight (desk), registers (register, entry_uid, draft_uid), admin.
    """

    asked = Signal(str, dict)

    def go(self, page: str, **values: Any) -> None:
        self.asked.emit(page, values)
