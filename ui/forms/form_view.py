"""One form on the screen: opened, written, kept while it is written, checked, saved.

The view never waits: everything that touches the database runs on its thread, and what is
typed is sealed as a draft a second later. A newer version saved by a colleague is merged
answer by answer; where both wrote, both stand side by side until somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rescueapp import clock
from rescueapp.actions.records import Saved
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import Known
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, mark, say
from rescueapp.identity import uid
from ui import dates, messages, texts
from ui.forms import form_notices, form_work, no_answer
from ui.forms.draft_keeper import DraftKeeper, Place
from ui.forms.editor import Desk, Editor, Option
from ui.forms.field_row import FieldRow
from ui.forms.form_bars import FormFoot, FormHead
from ui.forms.form_pad import FormPad
from ui.forms.form_work import Alike, Conflict, Opened, ToSave
from ui.forms.merging import merge
from ui.forms.notice_bar import NoticeBar
from ui.forms.tab_order import in_reading_order, leave
from ui.session import Session

TITLE = mark("{form} · {alias}", "form view")
KEPT = mark("Draft kept {when}", "form view")
SAVED = mark("Saved {when}, version {version}", "form view")
SAVING = mark("Saving…", "form view")
UNSAVED = mark("Not saved yet; what you type is kept", "form view")
OPENING = mark("Opening…", "form view")

COLUMN_LEAST, COLUMN_MOST = 560, 760


class FormView(QWidget):
    """A form of the catalogue for one record.

    `saved` carries `actions.records.Saved`. `closed`: the person is done and nothing would be
    lost. `title_changed`: title and alias, never a name. `print_wanted`: the uid of a record
    that is saved and should be printed as a sheet.
    """

    saved = Signal(object)
    closed = Signal()
    title_changed = Signal(str)
    print_wanted = Signal(str)
    ready = Signal()  # every question that shows is built

    def __init__(
        self,
        session: Session,
        *,
        form: str,
        case_uid: str | None,
        record_uid: str | None,
        draft_uid: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shape = FORMS[form]
        self._readable: frozenset[str] = frozenset()
        self._write = False
        self._dirty = False
        self._saving = False
        self._checked = False  # complete-checks run on, once they were asked for
        self._not_same: tuple[str, ...] | None = None
        self._near: FieldRow | None = None
        self._dialog: QDialog | None = None
        self.desk = Desk(self._shape, session, case_uid)
        place = Place(form, case_uid, record_uid, 0, draft_uid or uid())
        self.keeper = DraftKeeper(session, place, lambda: self.pad.kept())
        self.keeper.setParent(self)
        self.setObjectName("formView")
        self._build()
        self._connect()
        self._open(draft_uid)

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = FormHead(self._shape)
        self.notice = NoticeBar("formNotice")
        self.pad = FormPad(self.desk)
        self.foot = FormFoot(self._shape)
        self.foot.kept.setText(say(OPENING))
        self.foot.set_writable(False)
        self.scroll = QScrollArea()
        self.scroll.setObjectName("formScroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pad.setMaximumWidth(COLUMN_MOST)
        self.pad.setMinimumWidth(COLUMN_LEAST)
        middle = QWidget()
        middle.setProperty("role", "page")
        centre = QHBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addStretch(1)
        centre.addWidget(self.pad, 100)
        centre.addStretch(1)
        self.scroll.setWidget(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.notice, self.scroll, self.foot):
            column.addWidget(part, 1 if part is self.scroll else 0)

    def _connect(self) -> None:
        self.pad.changed.connect(self._changed)
        self.pad.left.connect(self._left)
        self.pad.built.connect(self.ready)
        self.keeper.kept.connect(self._show_kept)
        self.keeper.failed.connect(self._show_not_kept)
        self.keeper.begun.connect(lambda: self._session.tell(Changed(drafts=True)))
        self.head.history_asked.connect(self._ask_history)
        self.head.late.toggled.connect(lambda _: self._touch())
        self.foot.check.clicked.connect(self.check)
        self.foot.save.clicked.connect(lambda: self.save(complete=False))
        self.foot.complete.clicked.connect(lambda: self.save(complete=True))
        self.foot.close_form.clicked.connect(lambda: self.ask_to_leave(self.closed.emit))
        self.foot.print.clicked.connect(self.print)
        self.foot.problems.chosen.connect(self.go_to)
        self._keys()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+S": lambda: self.save(complete=False),
            "Ctrl+Return": lambda: self.save(complete=True),
            "Ctrl+Enter": lambda: self.save(complete=True),
            "F9": lambda: self._with_editor(no_answer.step),
            "F8": lambda: self._near is not None and self._near.take_known(),
        }
        for code, key in no_answer.KEYS.items():
            keys[key] = partial(self._with_editor, partial(_toggle, code=code))
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- opening --------------------------------------------------------------------------

    def _open(self, draft_uid: str | None) -> None:
        place = self.keeper.place
        self._session.run(
            lambda ws: form_work.open_form(
                ws,
                form=place.form,
                case_uid=place.case_uid,
                record_uid=place.record_uid,
                draft_uid=draft_uid,
            ),
            self._show,
            self._not_opened,
            owner=self,
        )

    def _not_opened(self, error: BaseException) -> None:
        self.foot.kept.setText("")
        self.notice.ask(Text(messages.words_of(error)), (), "brick")

    def _show(self, opened: Opened) -> None:
        view, place = opened.view, self.keeper.place
        place.case_uid, place.based_on = view.case_uid, opened.based_on
        place.record_uid = view.row.uid if view.row else None
        self.desk.case_uid = view.case_uid
        self.desk.relatives = list(opened.relatives)
        self.desk.add_relative = self._add_relative if view.case_uid and view.writable else None
        self._readable, self._write = view.readable, view.writable
        self.pad.load(
            view.answers,
            known=view.known,
            readable=view.readable,
            write=view.writable,
            born_to=opened.case.born_to if opened.case else None,
        )
        self.foot.set_writable(view.writable)
        self.head.late.setVisible(view.writable)
        self.head.show_state(view.row.state if view.row else "empty")
        self._show_opened(opened)
        title = texts.form_title(self._shape)
        named = TITLE(form=title, alias=opened.case.alias) if opened.case else None
        self.title_changed.emit(say(named) if named else title)
        QTimer.singleShot(0, self, self.focus_first)  # once the first question is laid out

    def _show_opened(self, opened: Opened) -> None:
        """The state line, and what the person should know before writing."""
        view, draft = opened.view, opened.draft
        if view.row is None:
            self.foot.kept.setText(say(UNSAVED) if view.writable else "")
        else:
            self._show_saved(view.row.changed_at, view.row.version)
        if draft is not None:
            self._dirty = self.keeper.exists = True
            when = dates.moment(draft.kept_at)
            self.foot.kept.setText(say(KEPT(when=when)))
            self._inform(form_notices.RESTORED(when=when), "teal")
        elif not view.writable:
            self._inform(form_notices.READ_ONLY, "plain")
        elif view.veiled:
            self._inform(form_notices.VEILED, "plain")

    def _inform(self, words: Text, tone: str) -> None:
        form_notices.inform(self.notice, words, tone, self.focus_first)

    # --- focus ----------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the focus into the first question."""
        row = self.pad.first_row()
        if row is not None and row.editor is not None:
            row.focus_here()
        elif row is not None:
            self.foot.close_form.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent: the focus belongs to a question."""
        super().focusInEvent(event)
        self.focus_first()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Override QWidget.focusNextPrevChild: Tab goes in reading order, however late a
        section was built; after the last button it leaves the form."""
        stops = self._stops()
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else -1
        to = at + (1 if forward else -1)
        if at < 0 or not 0 <= to < len(stops):
            return leave(self, forward=forward) or super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[to].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        parts = [*in_reading_order(self.notice), *self.pad.stops()]
        return [*in_reading_order(self.head), *parts, *in_reading_order(self.foot)]

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        """Show the three words and the veiled facts of the question one stands in."""
        if now is None or not self.isAncestorOf(now):
            return
        row = _around(now, FieldRow)
        if row is not self._near:
            if self._near is not None and self._near in list(self.pad.rows_shown()):
                self._near.set_near(False)
            self._near = row
            if row is not None:
                row.set_near(True)
        if row is not None:
            self.scroll.ensureWidgetVisible(now, 0, 96)

    def _with_editor(self, act: Callable[[Editor], None]) -> None:
        """Do something with the editor one stands in: a cell of a row, else the question's."""
        focused = QApplication.focusWidget()
        editor = _around(focused, Editor) if focused is not None else None
        if editor is not None and editor.question.personal:
            act(editor)

    # --- writing --------------------------------------------------------------------------

    def _changed(self, key: str) -> None:
        self._touch()
        self.pad.show_problems([], only={key})
        if self._checked:
            self._show_problems(open_list=False)

    def _touch(self) -> None:
        if not self._write:
            return
        self._dirty = True
        self.keeper.touch()

    def _left(self, key: str) -> None:
        """The person went on: say what is wrong with this answer, but not what is missing."""
        problems = [p for p in self.pad.problems(complete=False) if p.path[0] == key]
        self.pad.show_problems(problems, only={key})

    def check(self) -> None:
        """Show everything that is missing or wrong, in the form and in the list."""
        self._checked = True
        if self.foot.problems.isVisible():
            self.foot.problems.hide()
            return
        self._show_problems(open_list=True)
        if self.foot.problems.isVisible():
            self.foot.problems.setFocus()

    def _show_problems(self, *, open_list: bool) -> None:
        problems = self.pad.problems(complete=True)
        self.pad.show_problems(problems)
        self.foot.show_problems(problems, open_list=open_list)

    def go_to(self, path: tuple[str | int, ...]) -> None:
        """Unfold, show and focus the question a problem is about."""
        row = self.pad.row(str(path[0]))
        self.scroll.ensureWidgetVisible(row, 0, 48)
        row.focus_here(path)

    # --- keeping and saving ---------------------------------------------------------------

    def keep_now(self, then: Callable[[], None] | None = None) -> None:
        """Seal what is typed at once (a lock, a quick-hide); `then` runs when it is kept."""
        self.keeper.keep_now(then)

    def save(self, *, complete: bool, then: Callable[[], None] | None = None) -> None:
        """Save; what stands against it is shown, in the form and in the list, instead."""
        if not self._write or self._saving:
            return
        self._finish_typing()
        self._checked = self._checked or complete
        problems = self.pad.problems(complete=complete)
        blocking = [p for p in problems if p.blocking]
        self.pad.show_problems(problems)
        self.foot.show_problems(problems, open_list=bool(blocking))
        if blocking:
            self.go_to(blocking[0].path)
            return
        self._saving = True
        self.foot.kept.setText(say(SAVING))
        job = ToSave(
            place=replace(self.keeper.place),
            answers=self.pad.answers(),
            readable=self._readable,
            complete=complete,
            entered_late=self.head.late.isChecked(),
            not_same=self._not_same,
        )
        self._dirty = False
        self.keeper.forget()
        self._session.run(
            lambda ws: form_work.save(ws, job),
            lambda outcome: self._take(outcome, job, then),
            self._not_saved,
            owner=self,
        )

    def _finish_typing(self) -> None:
        """An input that is still being typed in is read before it is saved."""
        focused = QApplication.focusWidget()
        editor = _around(focused, Editor) if focused is not None else None
        if editor is not None and self.isAncestorOf(editor):
            editor.left.emit()

    def _take(
        self,
        outcome: form_work.Outcome,
        job: ToSave,
        then: Callable[[], None] | None,
    ) -> None:
        self._saving = False
        if isinstance(outcome, Conflict):
            self._merge(outcome, job)
        elif isinstance(outcome, Alike):
            self._ask_alike(outcome, job, then)
        else:
            self._was_saved(outcome, job, then)

    def _not_saved(self, error: BaseException) -> None:
        self._saving = False
        self._dirty = True
        self.keeper.touch()
        self.foot.kept.setText(say(UNSAVED))
        self._inform(Text(messages.words_of(error)), "brick")

    def _was_saved(self, saved: Saved, job: ToSave, then: Callable[[], None] | None) -> None:
        place = self.keeper.place
        place.case_uid, place.record_uid = saved.case_uid, saved.record_uid
        place.based_on = saved.version
        self.desk.case_uid = saved.case_uid
        self.keeper.renew()
        if self._dirty:  # typed while it was being saved
            self.keeper.touch()
        self.notice.hide()
        self.head.versions.hide()
        self.head.show_state("complete" if job.complete else "incomplete")
        self._show_saved(clock.stamp(), saved.version)
        self._session.tell(saved.changed)
        self.saved.emit(saved)
        if then is not None:
            then()

    def _merge(self, conflict: Conflict, job: ToSave) -> None:
        """Somebody saved meanwhile: put both together and let the person look."""
        row = conflict.theirs.row
        assert row is not None
        merged = merge(conflict.base, job.answers, conflict.theirs.answers)
        offers = {
            key: Known(value, "", conflict.who, conflict.at) for key, value in merged.both.items()
        }
        self.keeper.place.based_on = row.version
        self.pad.put(merged.answers, offers)
        self._touch()
        self.foot.kept.setText(say(UNSAVED))
        first = next(iter(merged.both), "")
        form_notices.tell_merged(
            self.notice,
            conflict,
            len(merged.both),
            lambda: self.go_to((first,)),
            self.focus_first,
        )

    def _ask_alike(self, alike: Alike, job: ToSave, then: Callable[[], None] | None) -> None:
        """Before a person is registered twice, somebody looks; the decision is remembered."""
        self._dirty = True
        self.keeper.touch()
        self.foot.kept.setText(say(UNSAVED))

        def register() -> None:
            self._not_same = tuple(each.case_uid for each in alike.found)
            self.save(complete=job.complete, then=then)

        form_notices.ask_alike(self.notice, alike, back=self.focus_first, register=register)

    # --- leaving and printing -------------------------------------------------------------

    def ask_to_leave(self, then: Callable[[], None]) -> None:
        """Run `then` once nothing typed would be lost: at once, or when the person decided."""
        if not self._dirty:
            then()
            return

        def drop() -> None:
            self._dirty = False
            self.keeper.drop(lambda: (self._session.tell(Changed(drafts=True)), then()))

        form_notices.ask_leave(
            self.notice,
            keep=lambda: self.keep_now(then),
            save=lambda: self.save(complete=False, then=then),
            drop=drop,
            stay=self.focus_first,
        )

    def print(self) -> None:
        """Save what is typed, then ask for this record as a sheet to sign."""

        def wanted() -> None:
            if self.keeper.place.record_uid:
                self.print_wanted.emit(self.keeper.place.record_uid)

        if self._write and (self._dirty or self.keeper.place.record_uid is None):
            self.save(complete=False, then=wanted)
        else:
            wanted()

    # --- words of the foot ----------------------------------------------------------------

    def _show_kept(self, stamp: str) -> None:
        if self._dirty:
            self.foot.kept.setText(say(KEPT(when=dates.moment(stamp))))

    def _show_saved(self, stamp: str, version: int) -> None:
        self.foot.kept.setText(say(SAVED(when=dates.moment(stamp), version=version)))

    def _show_not_kept(self, error: BaseException) -> None:
        self._inform(form_notices.NOT_KEPT(words=messages.words_of(error)), "brick")

    def _ask_history(self) -> None:
        record_uid = self.keeper.place.record_uid
        if record_uid is None:
            self.head.show_versions([])
            return
        self._session.run(
            lambda ws: form_work.history(ws, record_uid), self.head.show_versions, owner=self
        )

    # --- relatives ------------------------------------------------------------------------

    def _add_relative(self, then: Callable[[Option], None]) -> None:
        """Open a relative's form over this one; the new relative is then chosen here."""
        dialog = QDialog(self)
        dialog.setObjectName("relativeDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = FormView(
            self._session,
            form=form_work.RELATIVE,
            case_uid=self.desk.case_uid,
            record_uid=None,
            draft_uid=None,
            parent=dialog,
        )
        QVBoxLayout(dialog).addWidget(view)
        dialog.resize(COLUMN_MOST + 48, 560)
        view.closed.connect(dialog.accept)
        view.saved.connect(lambda saved: self._relative_saved(saved, dialog, then))
        self._dialog = dialog
        dialog.open()

    def _relative_saved(
        self, saved: Saved, dialog: QDialog, then: Callable[[Option], None]
    ) -> None:
        form, case_uid = self.keeper.place.form, saved.case_uid

        def show(found: tuple[Option, ...]) -> None:
            self.desk.relatives = list(found)
            dialog.accept()
            new = next((r for r in found if r.value == saved.record_uid), None)
            if new is not None:
                then(new)

        self._session.run(lambda ws: form_work.relatives_for(ws, form, case_uid), show, owner=self)


def _toggle(editor: Editor, *, code: str) -> None:
    no_answer.toggle(editor, code)


def _around(widget: QObject | None, kind: type) -> QWidget | None:
    """The nearest of `kind` that a widget stands in, or is."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parent()
    return widget
