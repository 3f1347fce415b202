"""Missing people, and other cases, who may be the person: compared here, asked of the police."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.desk import missing_people
from rescueapp.actions.desk.missing_people import Among, Candidate
from rescueapp.i18n import mark, say
from ui import messages
from ui.case.refused_matches import RefusedMatches, WhyNot, closed_words
from ui.case.sections import MISSING
from ui.case_view import CaseView
from ui.lists.match_list import COLUMNS, reasons
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.scrolled import scrolled
from ui.widgets.words import Words

_COMPARE = mark("&Compare now", "matches")
_APART = mark("Not this person… (Delete)", "matches")
_STEP = mark("Write it into the search", "matches")
_OPEN = mark("Open that case", "matches")
_WORDS = mark(
    "Compared on this computer by age, looks, speech and place. What fits is no proof: ask the"
    " police first, tell nobody else.",
    "matches",
)
_BEGIN = mark("Not compared yet. Enter the appearance in F01 or the notice first.", "matches")
_NOBODY = mark(
    "Nobody fits of those who are entered. Compare again when a list has come.", "matches"
)
_COMPARING = mark("Comparing…", "matches")
_LINE = mark("{label}: {words}", "matches")

_LEAST_ROWS = 4  # with the heading


class CaseMatches(QWidget):
    """`write_step()`: a new record of the search. Nothing is compared before somebody asks."""

    def __init__(
        self, session: Session, navigator: Navigator, write_step: Callable[[], object]
    ) -> None:
        super().__init__()
        self._session, self._navigator = session, navigator
        self._case_uid = ""
        self._rows = Rows(COLUMNS, self)
        self._table = Table("matchTable", say(MISSING), self._rows)
        self._table.pointed.connect(lambda _: self._tell())
        self._table.opened.connect(lambda _: self._open())
        self._compare = Button(
            say(_COMPARE), "compareMissing", self.compare, icon="find", kind="primary"
        )
        self._apart = Button(say(_APART), "notThisPerson", self._put_apart, icon="close")
        self._apart.setShortcut("Delete")
        self._step = Button(say(_STEP), "matchStep", write_step, icon="file")
        self._other = Button(say(_OPEN), "matchOpen", self._open, icon="cases")
        self._build()
        self.setFocusProxy(self._compare)

    def show_case(self, view: CaseView) -> None:
        """Another case begins with nothing compared."""
        if view.row.uid == self._case_uid:
            return
        self._case_uid = view.row.uid
        self._compare.setEnabled(view.row.mine)
        self._rows.show_rows([])
        self._table.say_when_empty(say(_BEGIN))
        self._problem.say("")
        self._closed.setText("")
        self._refusals.read(view.row.uid if view.row.mine else "")
        self._tell()

    def compare(self) -> None:
        """Compare with everybody who is entered, and show the best first."""
        case_uid = self._case_uid
        self._compare.setDisabled(True)
        self._table.say_when_empty(say(_COMPARING))
        self._session.run_long(
            lambda ws, progress: (
                missing_people.candidates(ws, case_uid, progress=progress),
                missing_people.left_out(ws, case_uid),
            ),
            self._compared, self._refused, owner=self,
        )  # fmt: skip

    def _compared(self, found: tuple[list[Candidate], tuple[str, ...]]) -> None:
        candidates, closed = found
        self._closed.setText(closed_words(closed))
        self._show(candidates)

    def _show(self, found: list[Candidate]) -> None:
        self._compare.setEnabled(True)
        self._problem.say("")
        self._rows.show_rows(found)
        self._table.say_when_empty(say(_NOBODY))
        if found:
            self._table.setCurrentIndex(self._rows.index(0, 0))
            self._table.setFocus()
        self._tell()

    def _refused(self, error: BaseException) -> None:
        self._compare.setEnabled(True)
        self._problem.say(messages.words_of(error), "brick")

    def _chosen(self) -> Candidate | None:
        index: QModelIndex = self._table.currentIndex()
        row = self._rows.row_at(index)
        return row if isinstance(row, Candidate) else None

    def _tell(self) -> None:
        chosen = self._chosen()
        self._apart.setEnabled(chosen is not None)
        self._step.setEnabled(chosen is not None)
        self._other.setVisible(chosen is not None and chosen.among is Among.CASES)
        told = chosen.told if chosen else ()
        lines = (say(_LINE(label=label, words=words)) for label, words in told)
        self._why.setText(reasons(chosen) if chosen else "")
        self._about.setText("　".join(lines))

    def _put_apart(self) -> None:
        chosen, case_uid = self._chosen(), self._case_uid
        if chosen is None:
            return

        def put(box: WhyNot, reason: str) -> None:
            def done(_: object) -> None:
                box.accept()
                self._show([each for each in self._rows.rows if each is not chosen])
                self._refusals.read(case_uid)

            self._session.run(
                lambda ws: missing_people.not_this_person(ws, case_uid, chosen, reason), done,
                box.failed, owner=self,
            )  # fmt: skip

        WhyNot(self, put).open()

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.among is Among.CASES:
            self._navigator.go("case", case_uid=chosen.uid)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Words(say(MISSING), "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(self._compare)
        self._problem = Notice(name="matchProblem")
        self._why = Words(role="strong", name="matchReasons")
        self._about = Words(role="muted", name="matchAbout")
        self._closed = Words(role="muted", name="matchClosed")
        acts = QHBoxLayout()
        for button in (self._step, self._other, self._apart):
            acts.addWidget(button)
        acts.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(Words(say(_WORDS), "muted"))
        column.addWidget(self._problem)
        column.addWidget(self._table, 1)
        column.addWidget(self._why)
        column.addWidget(self._about)
        column.addLayout(acts)
        self._refusals = RefusedMatches(self._session, self.compare)
        column.addWidget(self._closed)
        column.addWidget(self._refusals)
        self._table.setMinimumHeight(_LEAST_ROWS * ROW_HEIGHT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
