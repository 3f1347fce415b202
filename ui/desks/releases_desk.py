"""The register of releases (F36): what left the station, filtered, with what went out beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QLineEdit

from rescueapp import clock
from rescueapp.actions.desk import release_papers
from rescueapp.actions.outward import releases
from rescueapp.actions.outward.releases import Left
from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui.desks.desk import Desk, Tell
from ui.desktop.not_learnt import not_learnt
from ui.lists.release_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.card import Card, Facts
from ui.widgets.flow import FlowBox
from ui.widgets.period import Period
from ui.widgets.words import Words, plain

_TITLE = mark("Register of releases", "oversight")
_WORDS = mark(
    "Every print, package and hand-over, and what was said or given outside the program. What was "
    "given outside is entered on its case, as F36.",
    "releases",
)
_FROM = mark("F&rom", "releases")
_TO = mark("&to", "releases")
_WHOM = mark("Recipient, purpose or &case", "releases")
_OUT = mark("Not back", "releases")
_PRINT = mark("Print F36…", "releases")
_NONE = mark("Nothing left in this period.", "releases")
_BACK = mark("All copies came back today (Enter)", "releases")
_GONE = mark("All copies destroyed today", "releases")
_WHAT = mark("What went out", "releases")
_GROUND = mark("Ground", "releases")
_REASON = mark("Reason", "releases")
_AGREED = mark("Agreed to by", "releases")
_FINDING = mark("Disclosure guard", "releases")
_COPIES = mark("Copies", "releases")
_CASE = mark("Case", "release list")
_HOW = mark("How, number", "release list")
_BY = mark("Made by", "release list")
_CHOSEN = mark("What this release held", "releases")
_DAYS, _ROWS = 90, 8


class _Asked(TypedDict):
    """What the register is asked for."""

    first: str
    last: str
    recipient: str
    not_returned: bool


class ReleasesDesk(Desk):
    """Enter notes that the copies of the release chosen came back."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="releasesDesk")
        card = Card(say(_TITLE), name="releasesCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._build_filter(card)
        self._rows = Rows(COLUMNS, self)
        self._table = Table("releasesTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.setMinimumHeight(_ROWS * ROW_HEIGHT)
        self._table.pointed.connect(self._show_chosen)
        self._table.opened.connect(lambda _: self._note(destroyed=False))
        card.column.addWidget(self._table, 1)
        self._build_acts(card)
        self.column.addWidget(card, 1)
        self._detail = Card(say(_CHOSEN), name="releaseChosen")
        self._facts = Facts("releaseFacts")
        self._detail.column.addWidget(self._facts)
        self._detail.hide()
        self.column.addWidget(self._detail)

    def _build_filter(self, card: Card) -> None:
        today = clock.today()
        self._period = Period("releases", (_FROM, today - timedelta(days=_DAYS)), (_TO, today))
        self._period.checked.connect(lambda fine: self.read() if fine else None)
        card.column.addWidget(self._period)
        self._whom = not_learnt(QLineEdit())
        self._whom.setObjectName("releasesWhom")
        self._whom.setAccessibleName(plain(say(_WHOM)))
        self._whom.setFixedWidth(34 * GRID)
        self._whom.textChanged.connect(lambda _: self.read())
        label = QLabel(say(_WHOM))
        label.setBuddy(self._whom)
        label.setMinimumHeight(self._whom.sizeHint().height())
        self._out = ChipButton(say(_OUT), "releasesOut", self.read)
        self._print = Button(say(_PRINT), "releasesPrint", self._print_list, icon="print")
        line = FlowBox()
        for widget in (label, self._whom, self._out, self._print):
            line.flow.addWidget(widget)
        card.column.addWidget(line)

    def _build_acts(self, card: Card) -> None:
        self._back = Button(say(_BACK), "releaseBack", lambda: self._note(destroyed=False))
        self._gone = Button(say(_GONE), "releaseGone", lambda: self._note(destroyed=True))
        line = FlowBox()
        for button in (self._back, self._gone):
            line.flow.addWidget(button)
        card.column.addWidget(line)

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._table.setFocus()

    # --- reading ----------------------------------------------------------------------------

    def read(self) -> None:
        """Override Desk.read."""
        if not self._period.fine:
            return
        asked = self._asked()
        self.session.run(lambda ws: releases.register(ws, **asked), self._show, owner=self)

    def _asked(self) -> _Asked:
        first, last = self._period.iso()
        return {"first": first, "last": last, "recipient": self._whom.text(),
                "not_returned": self._out.isChecked()}  # fmt: skip

    def _show(self, found: list[Left]) -> None:
        chosen = self._chosen()
        self._rows.show_rows(found)
        uid = chosen.release.uid if chosen else ""
        place = next((n for n, each in enumerate(found) if each.release.uid == uid), 0)
        if found:
            self._table.setCurrentIndex(self._rows.index(place, 0))
        self._show_chosen()

    def _chosen(self) -> Left | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row if isinstance(row, Left) else None

    def _show_chosen(self, _: QModelIndex | None = None) -> None:
        left = self._chosen()
        out = left is not None and left.out
        for button in (self._back, self._gone):
            button.setEnabled(out)
        self._detail.setVisible(left is not None)
        if left is None:
            return
        pairs = [
            (say(_WHAT), "\n".join(release_papers.fields(left)) or release_papers.what(left)),
            (say(_GROUND), release_papers.basis(left)),
            (say(_CASE), f"{left.number} {left.alias}".strip()),
            (say(_REASON), left.release.reason),
            (say(_HOW), release_papers.how(left)),
            (say(_BY), left.worker),
            (say(_AGREED), left.approved_by),
            (say(_FINDING), "\n".join(release_papers.findings(left))),
            (say(_COPIES), f"{release_papers.count(left)} {release_papers.back(left)}".strip()),
        ]
        self._facts.show_pairs(pairs)

    # --- acting -----------------------------------------------------------------------------

    def _note(self, *, destroyed: bool) -> None:
        left = self._chosen()
        if left is None or not left.out or left.release.case_uid is None:
            return
        case_uid = left.release.case_uid
        uids = [copy.uid for copy in left.copies if copy.returned_on is None]
        self._table.setFocus()  # both buttons go dead with the last copy, and would take the keys
        self.session.run(
            lambda ws: _all_back(ws, case_uid, uids, destroyed=destroyed), self.session.tell,
            owner=self,
        )  # fmt: skip

    def _print_list(self) -> None:
        if not self._period.fine:
            return
        asked = self._asked()
        PaperDialog(
            self, self.session, say(_PRINT).rstrip("…"),
            lambda ws, gaps: release_papers.prepare_register(ws, gaps=gaps, **asked),
        ).open()  # fmt: skip


def _all_back(ws: Workspace, case_uid: str, uids: list[str], *, destroyed: bool) -> Changed:
    changed = Changed()
    for uid in uids:
        changed |= releases.note_returned(
            ws, case_uid=case_uid, copy_uid=uid, returned=True, destroyed=destroyed
        )
    return changed
