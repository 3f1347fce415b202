"""One form on the screen: opened, written, kept while it is written, checked, saved.

The view never waits: everything that touches the database runs on its thread, and what is
typed is sealed as a draft a second later. A newer version saved by a colleague is merged
answer by answer; where both wrote, both stand side by side until somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rescueapp import clock
from rescueapp.actions.recording.records import Saved
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.record import Known
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import FORMS, any_form
from rescueapp.i18n import Text, mark, say
from rescueapp.identity import uid
from ui import messages, texts
from ui.forms import form_notices, form_work, no_answer
from ui.forms.alike_panel import AlikePanel
from ui.forms.beside_bar import BesideBar
from ui.forms.brief_card import BriefCard
from ui.forms.checked_form import CheckedForm
from ui.forms.draft_keeper import DraftKeeper, Place
from ui.forms.due_bar import DueBar
from ui.forms.editor import Desk, Option
from ui.forms.form_work import Alike, Conflict, Opened, ToSave
from ui.forms.merging import merge
from ui.forms.relative_dialog import RelativeDialog
from ui.forms.second_word import SecondWord
from ui.session import Session

TITLE = mark("{form} · {alias}", "form view")
SAVING = mark("Saving…", "form view")
UNSAVED = mark("Not saved yet; what you type is kept", "form view")
OPENING = mark("Opening…", "form view")

Then = Callable[[], object] | None


class FormView(CheckedForm):
    """A form of the catalogue for one record.

    `saved` carries `actions.recording.records.Saved`. `closed`: the person is done and nothing
    would be lost. `title_changed`: title and alias, never a name. `print_wanted`: the uid of a
    record that is saved and should be printed as a sheet.
    """

    saved = Signal(object)
    closed = Signal()
    title_changed = Signal(str)
    print_wanted = Signal(str)
    version_wanted = Signal(int)  # of the record that is open: to read it as it was
    case_wanted = Signal(str)  # to look at; this form stays
    next_wanted = Signal()  # one more record of this form: what was due is done
    same_person = Signal(str)  # the person has this case already; the typing is kept as a draft
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
        super().__init__(Desk(any_form(form), session, case_uid), parent)
        self._session = session
        self._readable: frozenset[str] = frozenset()
        self._write = self._dirty = self._saving = False
        self._complete = False  # as it was saved last
        self._not_same: tuple[str, ...] | None = None
        self._leaving: Then = None  # once the save under way is over
        place = Place(form, case_uid, record_uid, 0, draft_uid or uid())
        self.keeper = DraftKeeper(session, place, lambda: self.pad.kept())
        self.keeper.setParent(self)
        self.setObjectName("formView")
        self.due, self.brief = DueBar(), BriefCard()
        self.beside = BesideBar(session)
        self.put_above_questions(self.due)
        self.put_above_questions(self.beside, scrolled=True)
        self.put_above_questions(self.brief, scrolled=True)
        self._second = SecondWord(session, self, place, (self.notice, self.brief.need))
        self.foot.kept.setText(say(OPENING))
        self.foot.set_writable(False)
        self._connect()
        self._open(draft_uid)

    # --- building -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.pad.changed.connect(self._changed)
        self.pad.built.connect(self.ready)
        self.keeper.kept.connect(self._show_kept)
        self.keeper.failed.connect(self._show_not_kept)
        self.keeper.drafts_changed.connect(lambda: self._session.tell(Changed(drafts=True)))
        self.head.history_asked.connect(self._ask_history)
        self.due.next_wanted.connect(self.next_wanted)
        self._second.decided.connect(self.closed)
        self.due.question_wanted.connect(lambda key: self.go_to((key,)))
        self.head.version_asked.connect(self.version_wanted)
        self.head.late.toggled.connect(lambda _: self._touch())
        self.foot.save.clicked.connect(lambda: self.save(complete=False))
        self.foot.complete.clicked.connect(lambda: self.save(complete=True))
        self.foot.close_form.clicked.connect(lambda: self.ask_to_leave(self.closed.emit))
        self.foot.print.clicked.connect(self.print)
        self.foot.print.setVisible(self.desk.form.sheet and self._session.may(Act.PRINT_SHEET))
        self._keys()

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+S": lambda: self.save(complete=False),
            "Ctrl+Return": lambda: self.save(complete=True),
            "Ctrl+Enter": lambda: self.save(complete=True),
            "F9": lambda: self.without_answer(no_answer.step),
            "F8": lambda: self.guide.row is not None and self.guide.row.take_known(),
        }
        for code, key in no_answer.KEYS.items():
            keys[key] = partial(self.without_answer, partial(no_answer.toggle, code=code))
        self.bind(keys)

    # --- opening --------------------------------------------------------------------------

    def _open(self, draft_uid: str | None) -> None:
        place = self.keeper.place
        self._session.run(
            lambda ws: form_work.open_form(ws, place, draft_uid),
            self._show, self._not_opened, owner=self,
        )  # fmt: skip

    def _not_opened(self, error: BaseException) -> None:
        self.foot.kept.setText("")
        self.notice.ask(Text(messages.words_of(error)), (), "brick")

    def _show(self, opened: Opened) -> None:
        view, place = opened.view, self.keeper.place
        place.take(view, opened.based_on)
        self.desk.case_uid, self.desk.copied = view.case_uid, place.copied
        self.desk.take(opened.offers)
        self.desk.add_one = self._add_one if view.writable else None
        self._readable, self._write = view.readable, view.writable
        self.pad.load(
            view.answers,
            known=view.known,
            readable=view.readable,
            write=view.writable,
            born_to=opened.case.born_to if opened.case else None,
            sex=opened.case.sex if opened.case else None,
            covered=view.covered,
            fresh=view.row is None and opened.draft is None,
            newer=view.newer,
        )
        self.cover.begin(view)
        self.foot.set_writable(view.writable)
        self.head.late.setVisible(view.writable and view.form in FORMS)
        self._complete = view.row is not None and view.row.state == "complete"
        row = view.row
        self.head.show_state(row.state if row else "empty", row.late if row else None)
        self._show_opened(opened)
        self.due.show_due(view.row, write=view.writable, clocks=opened.clocks)
        self.brief.show_brief(view.brief)
        self.beside.tell(view.beside)
        if view.writable and view.brief is not None:
            self._second.offer(self.brief.need, view.brief.need, focus=False)
        if opened.need is not None and opened.draft is None:
            self._second.offer(self.notice, opened.need, focus=False)
        title = texts.form_title(self.desk.form)
        named = TITLE(form=title, alias=opened.case.alias) if opened.case else None
        self.title_changed.emit(say(named) if named else title)
        QTimer.singleShot(0, self, self.focus_first)  # once the first question is laid out

    def _show_opened(self, opened: Opened) -> None:
        """The state line, and what the person should know before writing."""
        view, draft = opened.view, opened.draft
        if view.row is None:
            self.foot.kept.setText(say(UNSAVED) if view.writable else "")
        else:
            self.say_saved(view.row.changed_at, view.row.version)
        if draft is not None:
            self._dirty = self.keeper.exists = True
            self.say_kept(draft.kept_at)
            self.inform(form_notices.of_draft(view, draft), "teal")
        if not view.writable:
            self.inform(view.closed or form_notices.READ_ONLY, "plain")

    # --- writing --------------------------------------------------------------------------

    def _changed(self, key: str) -> None:
        self._touch()
        self.check_answer(key)

    def _touch(self) -> None:
        if not self._write:
            return
        self._dirty = True
        self._not_same = None  # who is somebody else by now may be registered already
        self.keeper.touch()

    # --- keeping and saving ---------------------------------------------------------------

    def keep_now(self, then: Then = None) -> None:
        """Seal what is typed at once (a lock, a quick-hide); `then` runs when it is kept."""
        self.keeper.keep_now(then)

    def save(self, *, complete: bool, then: Then = None) -> None:
        """Save; what stands against it is shown, in the form and in the list, instead."""
        if not self._write or self._saving:
            return
        self.finish_typing()
        complete = complete or self._stays_complete()
        if blocking := self.check_all(complete=complete):
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
        self.keeper.keep_now()  # a save that fails while the screen locks must lose nothing
        self._session.run(
            lambda ws: form_work.save(ws, job),
            lambda outcome: self._take(outcome, job, then),
            self._not_saved,
            owner=self,
        )

    def _stays_complete(self) -> bool:
        """A record that was complete does not fall back by a plain save, unless it must."""
        return self._complete and not any(p.blocking for p in self.pad.problems(complete=True))

    def _take(self, outcome: form_work.Outcome, job: ToSave, then: Then) -> None:
        self._saving = False
        if isinstance(outcome, Conflict):
            self._merge(outcome)
        elif isinstance(outcome, Alike):
            self._ask_alike(outcome, job, then)
        else:
            self._was_saved(outcome, job, then)
        self._leave_now()

    def _not_saved(self, error: BaseException) -> None:
        self._saving = False
        self._dirty = True
        self.keeper.touch()
        self.foot.kept.setText(say(UNSAVED))
        if isinstance(error, NeedsTwo):
            self._second.offer(self.notice, error.need, focus=True)
        else:
            self.inform(Text(messages.words_of(error)), "brick")
        self._leave_now()

    def _leave_now(self) -> None:
        """Somebody wanted to leave while it was being saved."""
        then, self._leaving = self._leaving, None
        if then is not None:
            self.ask_to_leave(then)

    def _was_saved(self, saved: Saved, job: ToSave, then: Then) -> None:
        place = self.keeper.place
        place.case_uid, place.record_uid = saved.case_uid or None, saved.record_uid
        place.based_on, place.joins = saved.version, None
        self.desk.case_uid = place.case_uid
        self.keeper.renew()
        if self._dirty:  # typed while it was being saved
            self.keeper.touch()
        self.notice.hide()
        self.head.versions.hide()
        self.due.hide()
        self.brief.hide()
        self._complete = job.complete and saved.need is None
        self.head.show_state("complete" if self._complete else "incomplete")
        self.say_saved(clock.stamp(), saved.version)
        self._session.tell(saved.changed)
        self.saved.emit(saved)
        self.beside.look_again(saved)
        if saved.look_again:
            self.inform(saved.look_again, "amber")
        if saved.need is not None:  # stay: somebody has to be asked
            self._second.offer(self.notice, saved.need, focus=True)
        elif then is not None:
            then()

    def _merge(self, conflict: Conflict) -> None:
        """Somebody saved meanwhile: put both together and let the person look."""
        row = conflict.theirs.row
        assert row is not None
        merged = merge(conflict.base, self.pad.kept(), conflict.theirs.answers)
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

    def _ask_alike(self, alike: Alike, job: ToSave, then: Then) -> None:
        """Before a person is registered twice, somebody looks; the decision is remembered."""
        self._dirty = True
        self.keeper.touch()
        self.foot.kept.setText(say(UNSAVED))

        def register(apart: tuple[str, ...]) -> None:
            self.uncover()
            self._not_same = apart
            self.save(complete=job.complete, then=then)

        panel = AlikePanel()
        panel.show_cases(alike)
        panel.apart.connect(register)
        panel.looked_at.connect(self.case_wanted)
        panel.same.connect(lambda uid: self.keep_now(partial(self.same_person.emit, uid)))
        panel.left.connect(lambda: self.keep_now(self.closed.emit))
        panel.back.connect(self.back_to_questions)
        self.uncover()
        self.cover_with(panel)

    # --- leaving and printing -------------------------------------------------------------

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Run `then` once nothing typed would be lost: at once, or when the person decided."""
        if self._saving:
            self._leaving = then
            return
        if not self._dirty:
            then()
            return

        def drop() -> None:
            self._dirty = False
            self.keeper.drop(then)

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

    # --- what the keeper and the history tell --------------------------------------------

    def _show_kept(self, stamp: str) -> None:
        if self._dirty:
            self.say_kept(stamp)

    def _show_not_kept(self, error: BaseException) -> None:
        self.inform(form_notices.NOT_KEPT(words=messages.words_of(error)), "brick")

    def _ask_history(self) -> None:
        form, record_uid = self.keeper.place.form, self.keeper.place.record_uid
        if record_uid is None:
            self.head.show_versions([])
            return
        self._session.run(
            lambda ws: form_work.history(ws, form, record_uid), self.head.show_versions, owner=self
        )

    def _add_one(self, form: str, then: Callable[[Option], None]) -> None:
        """A relative or an entry of a register, written over this form and then chosen here."""
        case_uid = self.desk.case_uid if form in FORMS else None
        view = FormView(
            self._session, form=form, case_uid=case_uid, record_uid=None, draft_uid=None
        )
        RelativeDialog(self.desk, view, then, self).open()
