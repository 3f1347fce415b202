"""The head and the foot of a form: what it is, in which state, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.domain.record import LATE as ENTERED_LATE
from rescueapp.domain.record import Version
from rescueapp.forms.answers import FieldProblem
from rescueapp.forms.schema import Form
from rescueapp.i18n import Text, mark, say
from ui import texts, theme
from ui.forms.problem_list import ProblemList
from ui.forms.version_list import VersionList
from ui.widgets.buttons import Button, Tool
from ui.widgets.words import Chip, Label, Words, plain

NUMBERED = mark("{number} {title}", "form view")
LATE = mark("Entered later from paper", "form view")
HISTORY = mark("Versions", "form view")
SAVE = mark("Sa&ve", "form view")
SAVE_TIP = mark("Save as it is, complete or not (Ctrl+S)", "form view")
COMPLETE = mark("Complete (&W)", "form view")
COMPLETE_TIP = mark("Check everything and save as complete (Ctrl+Enter)", "form view")
PRINT = mark("&Print", "form view")
PRINT_TIP = mark("Save, then print this sheet to sign", "form view")
CLOSE = mark("&Close", "form view")
CHECK = mark("Chec&k", "form view")
CHECK_TIP = mark("Show what is missing to complete the form", "form view")
TO_DO = mark("Needs a look: {count} (&K)", "form view")
NOTHING_TO_DO = mark("Nothing is missing (&K)", "form view")
FORM_KEYS = mark(
    "In a form: Tab goes on, Shift+Tab back · Alt+8 does not want to answer, Alt+9 does not know, "
    "Alt+0 not asked · Ctrl+; today or now · F8 takes over what is known · type a code, a word or "
    "pinyin to choose · Ctrl+S save · Ctrl+Enter complete · Ctrl+P print · Esc leaves",
    "form view",
)


class FormHead(QWidget):
    """Title, alias, state; the tick for late entry; the list of versions, folded."""

    history_asked = Signal()
    version_asked = Signal(int)

    def __init__(self, form: Form) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        words = say(NUMBERED(number=form.number, title=texts.form_title(form)))
        self.title = Label(words, "heading", name="formTitle")  # in two lines on a narrow screen
        self.title.setMinimumWidth(min(160, self.title.sizeHint().width()))
        self.state = Chip(name="formState")
        self.late = QCheckBox(say(LATE))
        self.late.setObjectName("enteredLate")
        self.late.setAccessibleName(say(LATE))
        self.history = Tool(say(HISTORY), "formHistory", self._toggle_history, icon="timeline")
        for widget in (self.title, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.late)
        row.addWidget(self.history)
        column.addLayout(row)
        self.versions = VersionList()
        self.versions.chosen.connect(self.version_asked)
        self.versions.left.connect(self.hide_versions)
        column.addWidget(self.versions)

    def _toggle_history(self) -> None:
        if self.versions.isHidden():
            self.history_asked.emit()
        else:
            self.hide_versions()

    def hide_versions(self) -> None:
        """Fold the list; the focus stays at the button that opens it."""
        if self.versions.hasFocus():
            self.history.setFocus()
        self.versions.hide()

    def show_versions(self, versions: list[Version]) -> None:
        """Who saved the record when, one line each, latest first."""
        self.versions.show_versions(versions)
        self.versions.setFocus()

    def show_state(self, state: str, late: Text | None = None) -> None:
        """`empty`, `incomplete`, `complete` as a word on a ground; with both days when `late`."""
        tones = {"complete": "teal", "incomplete": "amber"}
        words = say(texts.STATE_WORDS[state])
        words += f" · {say(ENTERED_LATE)}" if late else ""
        self.state.say(words, tones.get(state, "plain"))
        self.state.setToolTip(say(late) if late else "")


class FormFoot(QWidget):
    """What is kept, what is wrong, and the acts. The list of problems opens above the buttons."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.setObjectName("formFoot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # the questions end above it
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        self.problems = ProblemList(form)
        column.addWidget(self.problems)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.kept = Words(name="keptState", role="small")
        self.check = self._button(CHECK, "formCheck", CHECK_TIP, kind="quiet")
        self.print = self._button(PRINT, "formPrint", PRINT_TIP, icon="print")
        self.close_form = self._button(CLOSE, "formClose", None)
        self.save = self._button(SAVE, "formSave", SAVE_TIP, icon="check")
        self.complete = self._button(
            COMPLETE, "formComplete", COMPLETE_TIP, icon="complete", kind="primary"
        )
        self.print.setVisible(form.sheet)
        row.addWidget(self.kept, 1)
        for button in (self.check, self.print, self.close_form, self.save, self.complete):
            row.addWidget(button)
        column.addLayout(row)

    def _button(
        self, words: Text, name: str, tip: Text | None, *, icon: str = "", kind: str = ""
    ) -> Button:
        button = Button(say(words), name, icon=icon, kind=kind, tip=say(tip) if tip else "")
        button.setAccessibleName(plain(say(words)))
        button.setAutoDefault(False)
        return button

    def acts(self) -> list[QWidget]:
        """The buttons in reading order."""
        return [self.check, self.print, self.close_form, self.save, self.complete]

    def set_writable(self, writable: bool) -> None:
        for button in (self.check, self.save, self.complete):
            button.setVisible(writable)

    def show_problems(self, problems: list[FieldProblem], *, open_list: bool) -> None:
        """Count them on the button; `open_list` shows them, and an empty list closes."""
        self.problems.show_problems(problems)
        count = len(problems)
        nothing = NOTHING_TO_DO if open_list else CHECK
        self.check.setText(say(TO_DO(count=count) if count else nothing))
        self.check.setAccessibleName(plain(self.check.text()))
        theme.dress(self.check, "warning" if count else "check", "amber" if count else "text")
        if not count:
            self.problems.hide()
        elif open_list:
            self.problems.show()
