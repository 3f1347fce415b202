"""Two files of one person: the second is found, both stand side by side, one is chosen to be kept.

First the other file, by a word or among those that are likely; then the two of them, what agrees
and what differs. Who is not a supervisor asks one from here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rescueapp.actions.family.folding import BASES
from rescueapp.actions.finding import merging
from rescueapp.actions.finding.merging import Candidate, Comparison, Side
from rescueapp.actions.two_people.requests import LEAST_REASON
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import texts
from ui.desktop.not_learnt import not_learnt
from ui.forms.alike_panel import WHY as REASONS
from ui.session import Session
from ui.theme import GRID
from ui.two_people.merge_table import side_by_side
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.choice import Choice
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Merge with another file of the same person", "merging")
_FIND = mark("&Other file: number, alias or name", "merging")
_LIKELY = mark("Files that may be of the same person", "merging")
_FOUND = mark("Files found, of those you can read", "merging")
_NONE_LIKELY = mark(
    "No other file that you can read has the same name or document. Type a number, an alias or a"
    " name above.",
    "merging",
)
_NONE_FOUND = mark("No file that you can read matches.", "merging")
_LINE = mark("{alias}  {number}  {worker}", "merging")
_LINE_WHY = mark("{alias}  {number}  {worker} · {why}", "merging")
_MERGE = mark("Merge", "merging")
_ASK = mark("Ask a supervisor", "merging")
_ANOTHER = mark("Choose another file", "merging")
_KEEP = mark("Which file is kept", "merging")
_KEEP_ONE = mark("{number}  {alias}", "merging")
_OLDER = mark("{number}  {alias} (the older one)", "merging")
_BASIS = mark("&How it is known that both are of one person", "merging")
_NO_BASIS = mark("Choose…", "merging")
_WHY = mark("&Reason", "merging")
_BOTH = mark(
    "Choose how it is known that both are of one person, and say why in at least {least}"
    " characters.",
    "merging",
)
_WHY_HINT = mark("At least {least} characters; it is kept in the account.", "merging")
_SEX = mark("Which file tells the wrong &sex, and how that is known", "merging")
_WHAT = mark(
    "Nothing is copied. The other file is then read and not written, its dates and clocks rest, and"
    " the kept one reads both. The merge can be undone at any time.",
    "merging",
)
_TWO = mark("A supervisor has to agree; until then nothing changes.", "merging")
_RESTS = mark("{number}: {count} requests wait there for an answer; they rest.", "merging")
_PLANNED = mark(
    "{number}: {count} planned dates rest; plan them again in the kept file.", "merging"
)
_APART = mark("Somebody decided once that these are two persons.", "merging")

_TYPING_MS = 150
_ROWS = 5
_UID = Qt.ItemDataRole.UserRole


class MergeDialog(Asking):
    """Finds the second file for `case_uid`, and merges."""

    def __init__(self, parent: QWidget, session: Session, case_uid: str) -> None:
        alone = session.may(Act.DECIDE)
        super().__init__(parent, "mergeDialog", say(_TITLE), say(_MERGE if alone else _ASK))
        self._session, self._page, self._case_uid, self._alone = session, parent, case_uid, alone
        self._compared: Comparison | None = None
        self._asked = 0  # answers to what stands there no more are not shown
        self.setMinimumWidth(92 * GRID)
        self._first, self._second = QWidget(), QWidget()
        self._both = QVBoxLayout(self._second)
        self._both.setContentsMargins(0, 0, 0, 0)
        for part in (self._first, self._second):
            self.fields.addWidget(part)
        self._build_first()
        self._back = Button(say(_ANOTHER), "mergeBack", self._choose_another)
        self.others.addWidget(self._back)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._look)
        self._choose_another()
        self._look()

    # --- the other file -------------------------------------------------------------------

    def _build_first(self) -> None:
        column = QVBoxLayout(self._first)
        column.setContentsMargins(0, 0, 0, 0)
        self.other_file = _Find()
        self.other_file.textEdited.connect(lambda _: self._typing.start())
        self.other_file.down.connect(self._to_list)
        self.other_file.entered.connect(self._enter)
        self._heading = Words("", "muted", name="mergeHeading")
        self.list = QListWidget()
        self.list.setObjectName("mergeFound")
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self._none = Notice(name="mergeNone")
        kept, self.fields = self.fields, column
        self.add_field(_FIND, self.other_file, "mergeFind")
        self.fields = kept
        for widget in (self._heading, self.list, self._none):
            column.addWidget(widget)

    def _look(self) -> None:
        self._asked += 1
        asked, text, uid = self._asked, self.other_file.text(), self._case_uid
        self._session.run(
            lambda ws: merging.candidates(ws, uid, text),
            lambda found: self._show_found(asked, found, typed=bool(text.strip())),
            failed=self.failed,
            owner=self,
        )

    def _show_found(self, asked: int, found: list[Candidate], *, typed: bool) -> None:
        if asked != self._asked:
            return
        self.list.clear()
        for each in found:
            item = QListWidgetItem(_line(each), self.list)
            item.setData(_UID, each.row.uid)
        self._heading.setText(say(_FOUND if typed else _LIKELY))
        self.list.setAccessibleName(self._heading.text())
        self._heading.setVisible(bool(found))
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(min(max(len(found), 1), _ROWS) * 4 * GRID + GRID)
        none = "" if found else say(_NONE_FOUND if typed else _NONE_LIKELY)
        self._none.say(none)
        if found:
            self.list.setCurrentRow(0)
        self.fit()

    def _to_list(self) -> None:
        if self.list.count():
            self.list.setFocus()

    def _enter(self) -> None:
        """Enter takes the one that was found; among several one is chosen with the arrows."""
        if self.list.count() == 1:
            self._take(self.list.item(0))
        else:
            self._to_list()

    def _take(self, item: QListWidgetItem) -> None:
        here, there = self._case_uid, item.data(_UID)
        self._session.run(
            lambda ws: merging.compare(ws, here, there), self._show_two, failed=self.failed,
            owner=self,
        )  # fmt: skip

    def _choose_another(self) -> None:
        self._compared = None
        self._first.show()
        self._second.hide()
        self._back.hide()
        self.now.hide()
        self.other_file.setFocus()
        self.fit()

    # --- both ---------------------------------------------------------------------------------

    def _show_two(self, compared: Comparison) -> None:
        self._compared = compared
        self.refuse("")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(side_by_side(compared))
        column.addWidget(Words(say(_KEEP), "strong", name="mergeKeep"))
        column.addLayout(self._choices(compared))
        self._warned = Notice(name="mergeWarned")
        column.addWidget(self._warned)
        self._add_questions(column, compared)
        words = say(_WHAT) if self._alone else f"{say(_WHAT)} {say(_TWO)}"
        column.addWidget(Words(words, "muted", name="mergeWhat"))
        clear(self._both)
        self._both.addWidget(inside)
        self._first.hide()
        self._second.show()
        self._back.show()
        self.now.show()
        self._warn()
        self.keep.checkedButton().setFocus()

    def _warn(self) -> None:
        """What rests in the file that goes."""
        compared = self._compared
        assert compared is not None
        sides = (compared.here, compared.there)
        goes = sides[1 - self.keep.checkedId()]
        self._warned.say("\n".join(_rests(compared, goes)), "amber")
        self.fit()

    def _choices(self, compared: Comparison) -> QHBoxLayout:
        rows = (compared.here.row, compared.there.row)
        older, usual = merging.older(*rows), merging.usual(*rows)
        line = QHBoxLayout()
        self.keep = QButtonGroup(self._second)
        for number, row in enumerate(rows):
            words = (_OLDER if row is older else _KEEP_ONE)(number=row.number, alias=row.alias)
            button = QRadioButton(say(words))
            button.setObjectName(f"mergeKeep{number}")
            button.setChecked(row is usual)
            self.keep.addButton(button, number)
            line.addWidget(button)
            button.clicked.connect(lambda _=False: self._warn())
        line.addStretch(1)
        return line

    def _add_questions(self, column: QVBoxLayout, compared: Comparison) -> None:
        self.basis = Choice()
        self.basis.addItem(say(_NO_BASIS), "")
        for code in codes.codes(BASES):
            self.basis.addItem(code.label, code.code)
        self.why, self.sex = QLineEdit(), QLineEdit()
        self.why.setPlaceholderText(say(_WHY_HINT(least=LEAST_REASON)))
        kept, self.fields = self.fields, column
        for line in (self.why, self.sex):
            line.setMaxLength(200)
        self.add_field(_BASIS, self.basis, "mergeBasis")
        self.add_field(_WHY, self.why, "mergeWhy")
        if compared.other_sex:
            self.add_field(_SEX, self.sex, "mergeSex")
        self.fields = kept

    def refuse(self, words: str) -> None:
        """Override Asking.refuse: what still has to be said is in sight, with the focus."""
        super().refuse(words)
        if not words or self._compared is None:
            return
        missing: list[QWidget] = [] if self.basis.currentData() else [self.basis]
        missing += [line for line in (self.why, self.sex) if len(line.text()) < LEAST_REASON]
        field = next((each for each in missing if each.isVisibleTo(self)), self.why)
        field.setFocus()
        self.show_field(field)

    def act(self) -> None:
        compared = self._compared
        if compared is None:
            return
        if not self.basis.currentData() and len(self.why.text().strip()) < LEAST_REASON:
            self.refuse(say(_BOTH(least=LEAST_REASON)))
            return
        rows = [compared.here.row, compared.there.row]
        kept = rows.pop(self.keep.checkedId())
        told = {"basis": self.basis.currentData(), "reason": self.why.text(),
                "sex_reason": self.sex.text()}  # fmt: skip

        def work(ws: Workspace) -> Changed:
            return merging.merge(ws, kept.uid, rows[0].uid, **told)

        self._session.run(work, self._done, failed=self.failed, owner=self)

    def _done(self, changed: Changed) -> None:
        self.accept()
        self._session.tell(changed)


class _Find(QLineEdit):
    """`down`: to what was found; `entered`: take it, when it is the only one."""

    down = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        not_learnt(self)  # names are looked for here
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _line(each: Candidate) -> str:
    why = texts.listed(say(REASONS[reason]) for reason in each.reasons)
    words = _LINE_WHY if why else _LINE
    row = each.row
    return say(words(alias=row.alias, number=row.number, worker=row.worker_name, why=why))


def _rests(compared: Comparison, goes: Side) -> list[str]:
    """What rests in the file that goes; and that somebody saw two persons in them."""
    found = [say(_APART)] if compared.apart else []
    if goes.waiting:
        found.append(say(_RESTS(number=goes.row.number, count=goes.waiting)))
    if goes.planned:
        found.append(say(_PLANNED(number=goes.row.number, count=goes.planned)))
    return found
