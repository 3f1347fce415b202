"""One question of a form: its label, its editor, what is already known, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.domain.record import Known
from rescueapp.forms import answers, codes
from rescueapp.forms.schema import Field, Level
from rescueapp.i18n import Text, lookup, mark, say
from ui import dates
from ui.forms.change_mark import ChangeMark
from ui.forms.editor import Desk, Editor
from ui.forms.editor_of import make_editor
from ui.forms.marks import set_look, set_role
from ui.forms.no_answer import NoAnswer
from ui.forms.rows_editor import RowsEditor
from ui.widgets.buttons import Button
from ui.widgets.cut import CUT
from ui.widgets.words import Label, Words

NEEDED = mark("needed to complete", "form view")
NEEDED_FIRST = mark("needed to save", "form view")
KNOWN = mark("Known: {value} ({source}, {who}, {when})", "form view")
NEWER = mark("In the newer version: {value} ({who}, {when})", "form view")
SOURCES = "L-source"
KNOWN_VEILED = mark("Known already. It is shown while you stand in this question.", "form view")
KNOWN_COVERED = mark("Known already; covered. Show the sensitive answers first (F7).", "form view")
COVERED = mark("Answered; covered (Enter shows it)", "form view")
COPIED = mark("Copied from another of the family: look whether it is so here", "form view")
CHECKED = mark("It is so (F8)", "form view")
TAKE_OVER = mark("Take over (F8)", "form view")
NO_ANSWER_HEIGHT = 26
NOT_ANSWERED = mark("Not answered", "form view")


class FieldRow(QFrame):
    """A question on the screen.

    `changed` carries the field's key when the person changed the answer, `left` when they
    went on, `uncover_wanted` asks for what is covered. `write` False shows the answer as words,
    without an editor.
    """

    changed = Signal(str)
    left = Signal(str)
    uncover_wanted = Signal()

    def __init__(
        self, question: Field, desk: Desk, value: Any, known: Known | None, *, write: bool
    ) -> None:
        super().__init__()
        self.question = question
        self.desk = desk
        self.editor: Editor | None = None
        self.change: ChangeMark | None = None
        self._known = known
        self._none: NoAnswer | None = None
        self._copied: QWidget | None = None
        self._known_words: Words | None = None
        self._take: Button | None = None
        self._problem: Words | None = None
        self._answer: QWidget
        self._cover: Button | None = None  # stands in the answer's place while it is covered
        self._covers = False  # what is known beside it is covered, too
        self.setObjectName(f"{question.key}.row")
        self.setProperty("look", "question")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 4, 6)
        self._column.setSpacing(4)
        self._add_head()
        if write:
            self._add_editor(value)
        else:
            self._add_reading(value)
        if question.hint and write:
            hint = lookup(question.hint, question.context or desk.form.key)
            self._column.addWidget(Words(hint, "small", name=f"{question.key}.hint"))
        if known is not None and write:
            self._add_known(known)
        if question.key in desk.copied:
            self._add_copied(write=write)

    # --- building -------------------------------------------------------------------------

    def _add_head(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        if self.question.personal:  # room for the three words, so that nothing jumps
            self._head.addStrut(NO_ANSWER_HEIGHT)
        words = answers.label(self.desk.form, self.question)
        self.label = Label(words, name=f"{self.question.key}.label")
        self._head.addWidget(self.label, 1)
        if self.question.required:
            first = answers.needed_to_register(self.desk.form, self.question)
            words = say(NEEDED_FIRST if first else NEEDED)
            self._head.addWidget(Words(words, "small", wrap=False))
        self._head.addStretch(1)
        self._column.addLayout(self._head)

    def _add_editor(self, value: Any) -> None:
        editor = make_editor(self.question, self.desk, self)
        editor.set_value(value)
        editor.changed.connect(self._changed)
        editor.cut.connect(self._say_cut)
        editor.left.connect(lambda: self.left.emit(self.question.key))
        self.label.setBuddy(editor)
        self._column.addWidget(editor)
        self.editor = self._answer = editor
        if editor.none():
            self._show_none(visible=True)

    def _add_reading(self, value: Any) -> None:
        words = self._say(value)
        role = "" if words else "muted"
        self._answer = Words(words or say(NOT_ANSWERED), role, name=f"{self.question.key}.words")
        self._column.addWidget(self._answer)

    def show_later(self, version: int, value: Any) -> None:
        """What the next version answers instead, under the answer that is read."""
        self.change = ChangeMark(self.question.key, version, self._say(value))
        self._column.addWidget(self.change)

    def _say(self, value: Any) -> str:
        return answers.say(self.question, value, self.desk.names())

    def _add_known(self, known: Known) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._known_words = Words(role="muted", name=f"{self.question.key}.known")
        self._take = Button(
            say(TAKE_OVER), f"{self.question.key}.take", self.take_known, kind="quiet"
        )
        line.addWidget(self._known_words, 1)
        line.addWidget(self._take)
        self._column.addLayout(line)
        self._show_known(known, near=False)

    def _add_copied(self, *, write: bool) -> None:
        """That nobody has looked at the answer yet: it is another's of the family."""
        self._copied = QWidget()
        line = QHBoxLayout(self._copied)
        line.setContentsMargins(0, 0, 0, 0)
        words = Words(say(COPIED), "warning", name=f"{self.question.key}.copied")
        line.addWidget(words, 1)
        if write:
            name = f"{self.question.key}.checked"
            line.addWidget(Button(say(CHECKED), name, self.check_copied, kind="quiet"))
        self._column.addWidget(self._copied)

    def check_copied(self) -> bool:
        """Somebody has looked: the answer is this person's own. False when none was copied."""
        if self._copied is None or self.question.key not in self.desk.copied:
            return False
        self._unmark()
        self.changed.emit(self.question.key)
        return True

    def _unmark(self) -> None:
        self.desk.copied.discard(self.question.key)
        if self._copied is not None:
            here = self._copied.isAncestorOf(self.window().focusWidget() or self)
            self._copied.hide()
            if here:
                self.focus_here()

    # --- covering -------------------------------------------------------------------------

    def cover(self, covers: bool, *, answer: bool) -> None:
        """`covers`: sensitive answers are covered now; `answer`: the one that stands here is.
        The question one stands in is not covered under one's eyes, only once one leaves it."""
        if covers != self._covers and self._known is not None:
            self._covers = covers
            self._show_known(self._known, near=bool(self.property("near")))
        self._covers = covers
        covered = covers and answer
        if covered == self.is_covered or (covered and self.property("near")):
            return
        if self._cover is None:
            self._cover = Button(
                say(COVERED), f"{self.question.key}.cover", self.uncover_wanted.emit,
                icon="hide", kind="quiet", tip=say(COVERED),
            )  # fmt: skip
            at = self._column.indexOf(self._answer)
            self._column.insertWidget(at, self._cover, 0, Qt.AlignmentFlag.AlignLeft)
        was_here = self.window().focusWidget() is self._cover
        for part in (self._answer, self.change):
            if part is not None:
                part.setHidden(covered)
        self._cover.setVisible(covered)
        self._show_none(visible=not covered and self.editor is not None
                        and self.editor.none() is not None)  # fmt: skip
        if was_here:
            self.focus_here()

    @property
    def is_covered(self) -> bool:
        """Whether something stands in the place of the answer."""
        return self._cover is not None and not self._cover.isHidden()

    # --- what is known --------------------------------------------------------------------

    def offer(self, known: Known) -> None:
        """Set the answer a colleague saved meanwhile beside the question (it has no source)."""
        self._known = known
        if self._known_words is None:
            self._add_known(known)
        self._show_known(known, near=True)

    def take_known(self) -> bool:
        """Put in what is known, or say that what was copied is so. False when nothing is, or it
        stands there already."""
        if self.check_copied():
            return True
        if self._known is None or self.editor is None:
            return False
        if self._covers and self.question.level is Level.L3:
            self.uncover_wanted.emit()
            return False
        if self.editor.value() == self._known.value:
            return False
        self.editor.take(self._known.value)
        self.left.emit(self.question.key)
        return True

    def _show_known(self, known: Known, *, near: bool) -> None:
        """Beside the question; identity and stories only while one stands in it."""
        assert self._known_words is not None
        assert self._take is not None
        same = self.editor is not None and self.editor.value() == known.value
        self._known_words.setHidden(same)
        self._take.setHidden(same)
        if self._covers and self.question.level is Level.L3:
            self._known_words.setText(say(KNOWN_COVERED))
            return
        if self.question.level >= Level.L3 and not near:
            self._known_words.setText(say(KNOWN_VEILED))
            return
        value = self._say(known.value)
        # Filled in here, not through `Text`: no text object ever carries an answer.
        text = KNOWN if known.source else NEWER
        words = lookup(text.msgid, text.context)
        when = dates.day(known.recorded_at)
        source = codes.label(SOURCES, known.source) if known.source else ""
        who = known.worker_name
        self._known_words.setText(words.format(value=value, source=source, who=who, when=when))

    # --- focus and state --------------------------------------------------------------------

    def set_near(self, near: bool) -> None:
        """The person stands in this question, or has left it."""
        set_look(self, "near", near)
        if self.editor is not None and self.question.personal and not self.is_covered:
            self._show_none(visible=near or self.editor.none() is not None)
        if self._known is not None and self._known_words is not None:
            self._show_known(self._known, near=near)

    def _show_none(self, *, visible: bool) -> None:
        if self.editor is None or not self.question.personal:
            return
        if self._none is None:
            if not visible:
                return
            self._none = NoAnswer(self.editor)
            policy = self._none.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the label must not jump when it goes
            self._none.setSizePolicy(policy)
            self._head.addWidget(self._none)
        self._none.show_state()
        self._none.setVisible(visible)

    def _changed(self) -> None:
        assert self.editor is not None
        self._unmark()
        near = bool(self.property("near"))
        self._show_none(visible=near or self.editor.none() is not None)
        if self._known is not None and self._known_words is not None:
            self._show_known(self._known, near=near)
        self.changed.emit(self.question.key)

    def show_problems(self, problems: Sequence[Text], *, blocking: bool) -> None:
        """Say under the question what is wrong with its answer, a line each."""
        said = "\n".join(say(words) for words in problems)
        if self._problem is None:
            if not said:
                return
            self._problem = Words(name=f"{self.question.key}.problem")
            self._column.addWidget(self._problem)
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        set_role(self._problem, "error" if blocking else "warning")

    def _say_cut(self, most: int) -> None:
        self.show_problems([CUT(most=most)], blocking=False)

    def problem(self) -> str:
        """What stands under the question, if anything."""
        return self._problem.text() if self._problem and not self._problem.isHidden() else ""

    # --- focus ------------------------------------------------------------------------------

    def focus_here(self, path: tuple[str | int, ...] = ()) -> None:
        """Put the focus into the question; `path` names a row and a column within it."""
        if self._cover is not None and self.is_covered:
            self._cover.setFocus()
            return
        if self.editor is None:
            if self.change is not None:
                self.change.setFocus()
            return
        target: QWidget = self.editor
        if len(path) > 2 and isinstance(self.editor, RowsEditor):
            target = self.editor.cell(int(path[1]), str(path[2]))
        target.setFocus()
