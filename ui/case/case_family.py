"""Who came with the person of a case: look, add a sibling or child, link, take apart, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.actions.family import families, family_apart
from rescueapp.actions.recording import family_copies
from rescueapp.domain.changed import Changed
from rescueapp.domain.family import CODES, Joining, Parted, Seen
from rescueapp.domain.worker import Act
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import messages
from ui.case.family_dialogs import JoinAsking, MemberAsking, Question
from ui.case.sections import FAMILY_PLACE
from ui.case_view import CaseView
from ui.forms.notice_bar import NoticeBar
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.navigator import Navigator
from ui.session import Session
from ui.tasks import Result
from ui.theme import GRID
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowBox
from ui.widgets.words import Words

_WORDS = mark(
    "Each is a person with a case of their own, and counted once. The unsafe list of one holds for"
    " all of them. Where one is handed over to another station, the others stay here; the page of"
    " the hand-over says what it was told of them.",
    "family",
)
_NOBODY = mark(
    "Nobody is entered who came along. Add a brother, a sister or a child who has no case yet, or"
    " link a case that there is.",
    "family",
)
_YES = mark("Speaks for the others", "family")
_ADD = mark("&Add a sibling or child…", "family")
_LINK = mark("&Link a case that there is…", "family")
_CHANGE = mark("Chan&ge…", "family")
_OUT = mark("Take out of the family (Delete)", "family")
_UNDO = mark("Undo", "family")
_TAKEN_OUT = mark(
    "{who} was taken out. The unsafe lists of the others do not hold there any more.", "family"
)
_BACK = mark("It is as before.", "family")
_LINKED = mark("Linked. The unsafe list of each holds for all of them now.", "family")
_NEW_HEADING = mark("Who came along?", "family")
_NEW_WORDS = mark(
    "A new intake opens. Where from, when and by whom brought is copied, and each copied answer is"
    " marked until somebody has looked. Name, sex, age, health and wishes are asked of each alone.",
    "family",
)
_NEW_NOW = mark("Begin the intake", "family")
_LINK_HEADING = mark("Which case belongs to the same family?", "family")
_LINK_WORDS = mark("Found among the cases you may read. Nothing is copied.", "family")
_LINK_NOW = mark("Link", "family")
_CHANGE_HEADING = mark("{who}: what are they in the family?", "family")
_CHANGE_NOW = mark("Change it", "family")

COLUMNS: tuple[Column[Seen], ...] = (
    Column("relation", mark("In the family", "family"),
           lambda s: codes.label(CODES, s.member.relation), 170, least=110, rank=0),
    Column("alias", mark("Alias", "family"), lambda s: s.alias, 100, least=80, rank=0),
    Column("number", mark("Case number", "family"), lambda s: s.number, 140, least=120, rank=1),
    Column("head", mark("Head", "family"), lambda s: say(_YES) if s.member.head else "", 130,
           least=90, rank=3),
    Column("worker", mark("Worker", "family"), lambda s: s.worker_name, 90, least=70, rank=2),
)  # fmt: skip


class CaseFamily(QWidget):
    """Enter opens the case chosen."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__()
        self._session, self._navigator = session, navigator
        self._case_uid = ""
        self._about = Words(say(_WORDS), "muted", name="familyAbout")
        self._elsewhere = Words("", name="familyElsewhere")
        self._undone = NoticeBar("familyUndo")
        self._rows = Rows(COLUMNS, self)
        self._table = Table("familyTable", say(FAMILY_PLACE), self._rows)
        self._table.say_when_empty(say(_NOBODY))
        self._table.opened.connect(self._open)
        self._table.pointed.connect(lambda _: self._offer())
        self._add = Button(say(_ADD), "familyAdd", self._ask_new, icon="plus", kind="primary")
        self._link = Button(say(_LINK), "familyLink", self._ask_link, icon="team")
        self._change = Button(say(_CHANGE), "familyChange", self._ask_change)
        self._out = Button(say(_OUT), "familyOut", self._take_out, icon="close")
        self._out.setShortcut("Delete")
        self._build()
        self.setFocusProxy(self._add)

    def show_case(self, view: CaseView) -> None:
        """The family of a case; what could be undone belongs to the case before."""
        if view.row.uid != self._case_uid:
            self._undone.hide()
        self._case_uid = view.row.uid
        at = max(self._table.currentIndex().row(), 0)
        self._rows.show_rows(view.family)
        self._about.setVisible(bool(view.family))
        self._elsewhere.setText("\n".join(map(say, view.family_elsewhere)))
        self._elsewhere.setVisible(bool(view.family_elsewhere))
        if view.family:
            self._table.setCurrentIndex(self._rows.index(min(at, len(view.family) - 1), 0))
        may = view.row.mine and self._session.may(Act.SAVE_RECORD)
        self._add.setEnabled(may and self._session.may(Act.REGISTER_CASE))
        self._link.setEnabled(may)
        self._offer()

    # --- adding and linking -------------------------------------------------------------------

    def _ask_new(self) -> None:
        question = Question(name="familyNew", heading=_NEW_HEADING, words=_NEW_WORDS,
                            act=_NEW_NOW, begins=not self._rows.rows)  # fmt: skip
        self._ask_join(question, self._begin)

    def _ask_link(self) -> None:
        question = Question(name="familyJoin", heading=_LINK_HEADING, words=_LINK_WORDS,
                            act=_LINK_NOW, begins=not self._rows.rows, finds=True)  # fmt: skip
        self._ask_join(question, self._join)

    def _ask_join(
        self, question: Question, then: Callable[[JoinAsking, Joining, str], object]
    ) -> None:
        JoinAsking(self, self._session, self._case_uid, question, then).open()

    def _begin(self, box: JoinAsking, joining: Joining, _: str) -> None:
        def begun(draft_uid: str) -> None:
            box.accept()
            self._session.tell(Changed(drafts=True))
            self._navigator.go("intake", draft_uid=draft_uid)

        self._run(box, lambda ws: family_copies.begin_intake(ws, joining), begun)

    def _join(self, box: JoinAsking, joining: Joining, other: str) -> None:
        def linked(changed: Changed) -> None:
            box.accept()
            self._undone.ask(_LINKED, (), "teal", focus=False)
            self._session.tell(changed)

        self._run(box, lambda ws: families.link(ws, other, joining), linked)

    # --- changing and taking apart ------------------------------------------------------------

    def _ask_change(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        uid = chosen.member.case_uid

        def then(box: MemberAsking, relation: str, head: bool) -> None:
            def changed(made: Changed) -> None:
                box.accept()
                self._session.tell(made)

            self._run(box, lambda ws: families.describe(ws, uid, relation, head=head), changed)

        heading = say(_CHANGE_HEADING(who=family_apart.who(chosen)))
        MemberAsking(self, heading, say(_CHANGE_NOW), chosen.member, then).open()

    def _take_out(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        who = family_apart.who(chosen)

        def taken(parted: Parted) -> None:
            undo = ("familyUndoNow", _UNDO, lambda: self._put_back(parted))
            self._undone.ask(_TAKEN_OUT(who=who), (undo,))
            self._session.tell(_changed(parted))

        self._run(self, lambda ws: families.leave(ws, chosen.member.case_uid), taken)

    def _put_back(self, parted: Parted) -> None:
        def back(_: Changed) -> None:
            self._undone.ask(_BACK, (), "teal", focus=False)
            self._session.tell(_changed(parted))
            self._table.setFocus()

        self._run(self, lambda ws: families.put_back(ws, parted), back)

    def _run(
        self, owner: QWidget, work: Callable[[Workspace], Result], then: Callable[[Result], object]
    ) -> None:
        failed = owner.failed if isinstance(owner, Asking) else partial(messages.problem, self)
        self._session.run(work, then, failed, owner=owner)

    # --- the list -----------------------------------------------------------------------------

    def _chosen(self) -> Seen | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row if isinstance(row, Seen) else None

    def _offer(self) -> None:
        chosen = self._chosen()
        may = chosen is not None and chosen.mine
        self._change.setEnabled(may)
        self._out.setEnabled(may)

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if isinstance(row, Seen) and row.member.case_uid != self._case_uid:
            self._navigator.go("case", case_uid=row.member.case_uid)

    def _build(self) -> None:
        acts = FlowBox()
        for button in (self._add, self._link, self._change, self._out):
            acts.flow.addWidget(button)
        acts.fit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Words(say(FAMILY_PLACE), "heading", wrap=False))
        column.addWidget(self._about)
        column.addWidget(self._elsewhere)
        column.addWidget(self._undone)
        column.addWidget(self._table, 1)
        column.addWidget(acts)


def _changed(parted: Parted) -> Changed:
    return Changed(cases=frozenset(each.case_uid for each in parted.members))
