"""A form that says what is wrong with its answers: as one goes on, when asked, before a save; and
where somebody is asked at length, when it is time for a rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rescueapp.forms.answers import FieldProblem
from ui.forms.break_reminder import BreakReminder
from ui.forms.editor import Desk, Editor
from ui.forms.form_frame import FormFrame


class CheckedForm(FormFrame):
    """Complete-checks run on once they were asked for; before, only what cannot be kept."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent)
        self._checked = False
        self.pad.left.connect(self._left)
        self.foot.check.clicked.connect(self.check)
        self.foot.problems.chosen.connect(self.go_to)
        if desk.form.at_length:
            self.put_above_questions(BreakReminder(self.pad))

    def check(self) -> None:
        """Show everything that is missing or wrong, in the form and in the list."""
        self._checked = True
        if self.foot.problems.isVisible():
            self.foot.problems.hide()
            return
        self.show_missing(open_list=True)
        if self.foot.problems.isVisible():
            self.foot.problems.setFocus()

    def check_answer(self, key: str) -> None:
        """An answer was changed: what was said of it may be settled, or others may now lack."""
        self.pad.show_problems([], only={key})
        if self._checked or self.foot.problems.isVisible():
            self.show_missing(open_list=False, complete=self._checked)

    def check_all(self, *, complete: bool) -> list[FieldProblem]:
        """Before a save: show what is wrong, and give back what stands against saving."""
        self._checked = self._checked or complete
        problems = self.pad.problems(complete=complete)
        blocking = [problem for problem in problems if problem.blocking]
        self.pad.show_problems(problems)
        self.foot.show_problems(problems, open_list=bool(blocking))
        return blocking

    def finish_typing(self) -> None:
        """An input that is still being typed in is read before it is saved."""
        editor = self.guide.editor()
        if editor is not None:
            editor.left.emit()

    def without_answer(self, act: Callable[[Editor], None]) -> None:
        """One of the three words for the editor one stands in; staff questions have none."""
        editor = self.guide.editor()
        if editor is not None and editor.question.personal:
            act(editor)

    def _left(self, key: str) -> None:
        """The person went on: say what is wrong with this answer, but not what is missing."""
        problems = [p for p in self.pad.problems(complete=False) if p.path[0] == key]
        self.pad.show_problems(problems, only={key})
