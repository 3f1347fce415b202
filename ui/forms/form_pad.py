"""The column of questions: it knows the answers, what is asked, and builds rows bit by bit.

The answers live here in `_kept` (as a draft keeps them); editors show and change them. A
form of eighty questions is built in slices of a few milliseconds, so that the window stays
alive, and folded sections are not built before somebody opens them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.domain.case import may_be_minor
from rescueapp.domain.record import Answers, Known
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import FieldProblem
from rescueapp.forms.schema import Field
from rescueapp.i18n import Text, mark, say
from ui.forms.change_mark import Later
from ui.forms.editor import Desk, has_typing
from ui.forms.field_row import FieldRow
from ui.forms.section_box import SectionBox
from ui.forms.tab_order import in_reading_order
from ui.widgets.words import Words

NEWER = mark("From a newer version of the program, kept as it is:", "form view")

NEWER_COVERED = mark(
    "From a newer version of the program, kept as it is; covered. Show the sensitive answers first"
    " (F7).",
    "form view",
)
BEHIND_COVER = mark(
    "Something is missing or wrong in a question that is covered with the sensitive answers. Show"
    " them first (F7).",
    "form view",
)

_SLICE_MS = 8


class FormPad(QWidget):
    """All questions of one form.

    `changed(key)`: the person changed an answer. `left(key)`: they went on from it.
    `built`: every question that shows has its row. `counted`: how many answers are covered may
    be another number now. `uncover_wanted`: somebody wants to see them.
    """

    changed = Signal(str)
    left = Signal(str)
    built = Signal()
    counted = Signal()
    uncover_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.boxes: list[SectionBox] = []
        self._fields = {f.key: f for f in interpreter.fields(desk.form)}
        self._kept: Answers = {}
        self._known: dict[str, Known] = {}
        self._offers: dict[str, Known] = {}
        self._later = Later()
        self._readable: frozenset[str] = frozenset()
        self._write = False
        self.is_covered = False  # sensitive answers are, but for what is typed now
        self._typed: set[str] = set()
        self._born_to: str | None = None
        self._sex: str | None = None
        self._asked: set[str] = set()
        self._telling: set[str] = set()  # asked, and hidden: that they are would tell
        self._asked_first = set[str]()
        self._newer_answers: Answers = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._build_slice)
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 24)
        column.setSpacing(8)
        self._column = column
        self._newer = Words(role="muted", name="newerAnswers")
        self._newer.hide()
        column.addStretch(1)
        column.addWidget(self._newer)

    # --- loading --------------------------------------------------------------------------

    def load(
        self,
        answers: Mapping[str, Any],
        *,
        known: Mapping[str, Known],
        readable: frozenset[str],
        write: bool,
        born_to: str | None,
        sex: str | None = None,
        covered: bool = False,
        fresh: bool = False,
        newer: Mapping[str, Any] | None = None,
        later: Later | None = None,
    ) -> None:
        """Show these answers. `born_to`, `sex`: the latest birth date and the sex the case knows
        of; `covered`: sensitive answers are, but not in a `fresh` record that nobody wrote in
        before; `newer`: answers among them whose questions only a newer program knows; `later`:
        what the next version made of them, marked and never folded away."""
        self._kept = dict(answers)
        self.is_covered, self._typed = covered, set(answers) if fresh else set()
        self._known = dict(known)
        self._later = later or Later()
        self._readable = readable
        self._write = write
        self._born_to, self._sex = born_to, sex
        self._clear()
        for section in self.desk.form.sections:
            box = SectionBox(section, self.desk.form.key, self._make_row)
            box.unfolded.connect(self._timer.start)
            if any(field.key in self._later.answers for field in section.fields):
                box.open()
            self._column.insertWidget(len(self.boxes), box)
            self.boxes.append(box)
        self._newer_answers = dict(newer or {})
        self.refresh()
        self._asked_first = set(self._asked)

    def put(self, answers: Mapping[str, Any], offers: Mapping[str, Known]) -> None:
        """Replace the answers under the person's eyes; `offers` stand beside their questions."""
        self._typed -= {k for k, v in answers.items() if v != self._kept.get(k)}  # a colleague's
        self._kept = dict(answers)
        self._offers = dict(offers)
        for key, row in self._rows():
            if row.editor is not None and row.editor.kept() != self._kept.get(key):
                row.editor.set_value(self._kept.get(key))
            if key in offers:
                row.offer(offers[key])
        self.refresh()
        self._cover_rows()

    def _show_newer(self) -> None:
        """What this program cannot ask is kept when it saves, and shown as it stands; covered with
        the sensitive answers, because nobody here knows whether it is one."""
        said = [say(NEWER_COVERED if self.is_covered else NEWER)]
        if not self.is_covered:
            said += [f"{key}: {value}" for key, value in self._newer_answers.items()]
        self._newer.setText("\n".join(said))
        self._newer.setVisible(bool(self._newer_answers))

    def _clear(self) -> None:
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = []

    # --- what is asked --------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what applies to the answers as they stand, hide the rest."""
        self.desk.answers = self._readable_answers()
        self.desk.minor = self.minor()
        asked = interpreter.asked(self.desk.form, self.desk.answers, self.desk.minor)
        applying = {f.key for _, fields in asked for f in fields} | self._later.answers.keys()
        self._asked, self._telling = set(), set()
        for box in self.boxes:
            asks = tuple(f for f in box.section.fields if f.key in applying and self.may_read(f))
            self._asked |= {f.key for f in asks}
            self._telling |= {f.key for f in asks if self._tells(f, box)}
            fields = tuple(f for f in asks if f.key not in self._telling)
            filled = sum(1 for f in fields if not interpreter.empty(self._kept.get(f.key)))
            box.want(fields, filled)
        self._show_newer()
        self._timer.start()
        self.counted.emit()

    def changed_keys(self) -> list[str]:
        """The questions that the next version answers otherwise, in reading order."""
        return [key for key in self._fields if key in self._asked & self._later.answers.keys()]

    def minor(self) -> bool:
        """Whether the person may be under 18, by this form or else by the case."""
        return may_be_minor(self.born_to(), clock.today())

    def born_to(self) -> str | None:
        """The latest day on which the person may be born, by this form or else by the case."""
        return interpreter.spine(self.desk.form, self.desk.answers).born_to or self._born_to

    def may_read(self, field: Field) -> bool:
        """Whether the person at the screen holds the key to a field's answers."""
        compartment = interpreter.compartment_of(self.desk.form, field)
        return (compartment.value if compartment else "") in self._readable

    # --- covering -------------------------------------------------------------------------

    def set_covered(self, covered: bool) -> None:
        """Cover what was written before and is sensitive, or show it."""
        self.is_covered = covered
        self._cover_rows()
        self.refresh()

    def covered_count(self) -> int:
        """How many answers are covered."""
        shown = self._asked - self._telling
        newer = len(self._newer_answers) * self.is_covered
        return newer + sum(self._is_covered(self._fields[key]) for key in shown)

    def cover_row(self, row: FieldRow) -> None:
        """Cover a question, or show it."""
        row.cover(self.is_covered, answer=self._is_covered(row.question))

    def cover_left(self, row: FieldRow) -> None:
        """The same of a question that one stood in until now."""
        self.cover_row(row)
        if self.is_covered:
            self.refresh()

    def hides(self, key: str) -> bool:
        """Whether a question is asked and hidden with the covered answers it rests on."""
        return key in self._telling

    def _tells(self, field: Field, box: SectionBox) -> bool:
        """Whether a question that is asked tells what a covered answer is. Not one that is typed
        in now or that one stands in."""
        here = field.key in box.rows and box.rows[field.key].property("near")
        if here or field.key in self._typed or has_typing(self._kept.get(field.key)):
            return False
        keys = interpreter.rests_on(field.when) | interpreter.rests_on(box.section.when)
        return any(self._is_covered(self._fields[key]) for key in keys if key in self._fields)

    def _is_covered(self, field: Field) -> bool:
        return (
            self.is_covered
            and field.key not in self._typed
            and interpreter.sensitive(self.desk.form, field)
            and not self._is_blank(field)
        )

    def _is_blank(self, field: Field) -> bool:
        values = (self._kept.get(field.key), self._later.answers.get(field.key))
        begun = interpreter.begun_rows(field)  # prepared rows tell nothing
        return all(interpreter.empty(value) or value == begun for value in values)

    def _cover_rows(self) -> None:
        for _, row in self._rows():
            self.cover_row(row)

    # --- the answers ----------------------------------------------------------------------

    def answers(self) -> Answers:
        """The answers to save: what no longer applies since it was opened is left out."""
        return {k: v for k, v in self.kept().items() if not has_typing(v)}

    def kept(self) -> Answers:
        """The answers a draft keeps: as `answers`, with typing that could not be read."""
        dropped = self._asked_first - self._asked
        return {
            key: value
            for key, value in self._kept.items()
            if not interpreter.empty(value) and not (key in dropped and key in self._fields)
        }

    def _readable_answers(self) -> Answers:
        return {k: v for k, v in self._kept.items() if v is not None and not has_typing(v)}

    def troubles(self) -> list[FieldProblem]:
        """Typing that nobody can read, so that it cannot be saved as an answer."""
        found = []
        for key, value in list(self._kept.items()):
            if key not in self._asked or not has_typing(value):
                continue
            editor = self.row(key).editor
            words = editor.trouble() if editor is not None else None
            if words is not None:
                found.append(FieldProblem((key,), words, blocking=True))
        return found

    def problems(self, *, complete: bool) -> list[FieldProblem]:
        """Everything that is wrong with the answers one can see, in the order of the form."""
        troubles = self.troubles()
        said = {problem.path[0] for problem in troubles}
        others = interpreter.problems(
            self.desk.form,
            self.desk.answers,
            complete=complete,
            today=clock.today(),
            minor=self.desk.minor,
            sex=self._sex,
        )
        seen = [p for p in others if p.path[0] in self._asked and p.path[0] not in said]
        seen = self._without_telling(seen)
        order = {key: number for number, key in enumerate(self._fields)}
        return sorted([*troubles, *seen], key=lambda p: order[str(p.path[0])])

    def _without_telling(self, problems: list[FieldProblem]) -> list[FieldProblem]:
        """Those of hidden questions as one, of the first covered answer: it tells no more."""
        hidden = [p for p in problems if p.path[0] in self._telling]
        if not hidden:
            return problems
        shown = [p for p in problems if p not in hidden]
        shows = (f for key, f in self._fields.items() if key in self._asked - self._telling)
        first = next((f.key for f in shows if self._is_covered(f)), str(hidden[0].path[0]))
        said = FieldProblem((first,), BEHIND_COVER(), any(p.blocking for p in hidden))
        return [*shown, said]

    def show_problems(self, problems: list[FieldProblem], *, only: set[str] | None = None) -> None:
        """Put each problem under its question; `only`: leave the other questions alone."""
        said: dict[str, tuple[list[Text], bool]] = {}
        for problem in problems:
            words, blocking = said.setdefault(str(problem.path[0]), ([], False))
            words.append(problem.words)
            said[str(problem.path[0])] = (words, blocking or problem.blocking)
        for key, row in self._rows():
            if only is None or key in only:
                words, blocking = said.get(key, ([], False))
                row.show_problems(words, blocking=blocking)

    # --- rows -----------------------------------------------------------------------------

    def row(self, key: str) -> FieldRow:
        """The row of a question, built and unfolded if need be. KeyError if it is not asked."""
        for box in self.boxes:
            field = next((f for f in box.wanted if f.key == key), None)
            if field is None:
                continue
            box.open()
            return box.rows[key] if key in box.rows else box.build(field)
        raise KeyError(key)

    def rows_shown(self) -> Iterator[FieldRow]:
        """The rows one can see, in reading order."""
        for box in self.boxes:
            if not box.isHidden():
                yield from box.shown()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in reading order: section heads and inputs."""
        found: list[QWidget] = []
        for box in self.boxes:
            if not box.isHidden():
                found.append(box.head)
                for row in box.shown():
                    found.extend(in_reading_order(row))
        return found

    def build_rest(self) -> None:
        """Build what is missing of the open sections; `built` follows."""
        self._timer.start()

    def first_row(self) -> FieldRow | None:
        """The first question, built at once so that typing can begin."""
        for box in self.boxes:
            if box.wanted and box.is_open:
                return self.row(box.wanted[0].key)
        return None

    def _rows(self) -> Iterator[tuple[str, FieldRow]]:
        for box in self.boxes:
            yield from box.rows.items()

    def _make_row(self, field: Field) -> FieldRow:
        row = FieldRow(
            field,
            self.desk,
            self._kept.get(field.key),
            self._known.get(field.key),
            write=self._write,
        )
        if field.key in self._later.answers:
            row.show_later(self._later.version, self._later.answers[field.key])
        self.cover_row(row)
        row.uncover_wanted.connect(self.uncover_wanted)
        row.changed.connect(self._changed)
        row.left.connect(self.left)
        if field.key in self._offers:
            row.offer(self._offers[field.key])
        return row

    def _changed(self, key: str) -> None:
        editor = self.row(key).editor
        assert editor is not None
        self._kept[key] = editor.kept()
        self._typed.add(key)
        self.refresh()
        self.changed.emit(key)

    def _build_slice(self) -> None:
        """Build rows for some milliseconds, then let the window breathe."""
        spent = QElapsedTimer()
        spent.start()
        while not spent.hasExpired(_SLICE_MS):
            box = next((b for b in self.boxes if b.missing()), None)
            field = box.missing() if box else None
            if box is None or field is None:
                self.built.emit()
                return
            box.build(field)
        self._timer.start()
