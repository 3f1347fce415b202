"""The parts of a form on the screen, one below the other, and where the keys go in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.i18n import Text, mark, say
from ui import dates
from ui.forms import form_notices
from ui.forms.cover import Cover
from ui.forms.editor import Desk
from ui.forms.focus_guide import FocusGuide
from ui.forms.form_bars import FormFoot, FormHead
from ui.forms.form_pad import FormPad
from ui.forms.notice_bar import NoticeBar
from ui.forms.tab_order import in_reading_order

KEPT = mark("Draft kept {when}", "form view")
SAVED = mark("Saved {when}, version {version}", "form view")

_PAGES = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}
COLUMN_LEAST, COLUMN_MOST = 400, 760


class FormFrame(QWidget):
    """`head`, `notice`, `cover`, the scrolled `pad`, `foot`; `guide` follows the focus."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._above: list[QWidget] = []
        self._covering: QWidget | None = None
        self.head = FormHead(desk.form)
        self.notice = NoticeBar("formNotice")
        self.pad = FormPad(desk)
        self.foot = FormFoot(desk.form)
        self.cover = Cover(desk.session, self.pad)
        self.area = self._centred(self.pad)
        self.guide = FocusGuide(self, self.pad, self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.notice, self.area, self.foot):
            column.addWidget(part, 1 if part is self.area else 0)
        self.put_above_questions(self.cover)
        self.bind({"F7": self.cover.ask})

    def _centred(self, pad: QWidget) -> QScrollArea:
        """The one column, as wide as reads well, in the middle of what there is."""
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setMinimumWidth(COLUMN_LEAST)
        inside.setMaximumWidth(COLUMN_MOST)
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.addWidget(pad, 1)
        middle = QWidget()
        middle.setProperty("role", "page")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("formScroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(middle)
        return scroll

    def put_above_questions(self, widget: QWidget, *, scrolled: bool = False) -> None:
        """Below the notice, above the questions; `scrolled`: it makes room as they go up."""
        if scrolled:
            self._inside.insertWidget(0, widget)
        else:
            column = self.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.indexOf(self.area), widget)
        self._above.append(widget)

    def bind(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Keys that work while the focus is anywhere in the form."""
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- a question instead of the questions ----------------------------------------------

    def cover_with(self, panel: QWidget) -> None:
        """Show a panel in the place of the questions, until `uncover`."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.area), panel, 1)
        self._covering = panel
        self.area.hide()
        self.foot.hide()
        panel.show()
        panel.setFocus()

    def uncover(self) -> None:
        """The questions again; the panel is gone."""
        panel, self._covering = self._covering, None
        if panel is not None:
            panel.hide()
            panel.deleteLater()
            self.area.show()
            self.foot.show()

    def back_to_questions(self) -> None:
        """`uncover`, and the focus into the first question."""
        self.uncover()
        self.focus_first()

    # --- focus ----------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the focus into the first question, or into what stands before the questions."""
        if self._covering is not None:
            self._covering.setFocus()
            return
        row = self.pad.first_row()
        if row is not None and row.editor is not None:
            row.focus_here()
        elif row is not None:
            self.foot.close_form.setFocus()

    def focus_again(self) -> None:
        """Coming back from another place: the focus where it was, else in the first question."""
        last = self.focusWidget()
        if last is not None and last is not self and last.isVisibleTo(self) and last.isEnabled():
            last.setFocus()
        else:
            self.focus_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent: the focus belongs to a question."""
        super().focusInEvent(event)
        self.focus_first()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Override QWidget.focusNextPrevChild: Tab goes in reading order, however late a
        section was built; after the last button it leaves the form."""
        above = [w for w in (self.head, self.notice, *self._above) if w.isVisibleTo(self)]
        stops = [stop for widget in above for stop in in_reading_order(widget)]
        if self._covering is not None:
            stops += in_reading_order(self._covering)
        else:
            stops += [*self.pad.stops(), *in_reading_order(self.foot)]
        return self.guide.step(stops, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: leaf through the form, also where nobody may write."""
        step = _PAGES.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.area.verticalScrollBar().triggerAction(step)

    def go_to(self, path: tuple[str | int, ...]) -> None:
        """Unfold, show and focus the question a problem is about; hidden, it is asked for."""
        if self.pad.hides(str(path[0])):
            self.cover.ask()
        else:
            self.guide.go_to(path)

    # --- words ----------------------------------------------------------------------------

    def inform(self, words: Text, tone: str) -> None:
        """Say something above the questions; `plain` stays, other tones wait to be read."""
        form_notices.inform(self.notice, words, tone, self.focus_first)

    def say_kept(self, stamp: str) -> None:
        self.foot.kept.setText(say(KEPT(when=dates.moment(stamp))))

    def say_saved(self, stamp: str, version: int) -> None:
        self.foot.kept.setText(say(SAVED(when=dates.moment(stamp), version=version)))

    def show_missing(self, *, open_list: bool, complete: bool = True) -> None:
        """Show what is missing or wrong, under the questions and in the list; not `complete`:
        only what stands against keeping the record at all."""
        problems = self.pad.problems(complete=complete)
        self.pad.show_problems(problems)
        self.foot.show_problems(problems, open_list=open_list)
