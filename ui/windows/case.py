"""A case: who (by alias), where it stands, its sections, the form at hand, what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget

from rescueapp.actions.opened.reading import NEWER_FORM
from rescueapp.actions.recording import identity
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import RecordRow
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from ui import case_view, messages, texts
from ui.case.access_desk import AccessDesk
from ui.case.case_forms import CaseForms
from ui.case.case_header import CaseHeader
from ui.case.case_overview import Overview
from ui.case.case_places import places
from ui.case.case_tools import CaseActs, CaseTools
from ui.case.form_records import FormRecords
from ui.case.merge_desk import MergeDesk
from ui.case.sections import OVERVIEW, Sections
from ui.case.team_desk import TeamDesk
from ui.case.timeline import Timeline
from ui.desks import letter_desk
from ui.forms.form_bars import FORM_KEYS
from ui.navigator import Navigator
from ui.papers import service_card
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.vault import second_person
from ui.widgets import case_print
from ui.widgets.empty import Empty
from ui.widgets.page import Page
from ui.widgets.reveal import RevealBar

_KEYS = mark("In a case: arrows and Enter choose a section · Alt+S shows the name · Esc goes back",
             "case")  # fmt: skip
_SHUT = mark("The content of this case is closed to you.", "case")
_NONE_OF = mark("Nothing written in this form yet.", "case")

_LEFT, _RIGHT = 40 * GRID, 32 * GRID


class CasePage(Page):
    """`enter(case_uid, form, record_uid, draft_uid)`; a form being typed is asked about first."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("casePage")
        self._session, self._navigator = session, navigator
        self._case_uid = ""
        self._view: case_view.CaseView | None = None
        self._form_key = OVERVIEW
        self._narrow = False
        self._team = TeamDesk(session, self)
        self._access = AccessDesk(session, self, lambda: self._forms.open_again())
        self._merge = MergeDesk(session, self, lambda uid: navigator.go("case", case_uid=uid))
        self._build()
        QShortcut(QKeySequence.StandardKey.Print, self, self._print)
        QShortcut(QKeySequence("Esc"), self, self._back)

    # --- entering ------------------------------------------------------------------------

    def enter(
        self, *, case_uid: str | None = None, form: str | None = None,
        record_uid: str | None = None, draft_uid: str | None = None, **_: Any,
    ) -> None:  # fmt: skip
        if form is not None and case_uid is None:  # to be written in the case that lies open
            case_uid = self._case_uid
        if case_uid is None:  # back from another place: as it was left
            self.focus_first()
            return
        if case_uid == self._case_uid and form is None:
            self.focus_first()
            self._read()
            return
        if record_uid is not None and self._forms.shows(record_uid):
            self.focus_first()
            return
        self._forms.leave(lambda: self._enter(case_uid, form, record_uid, draft_uid))

    def _enter(
        self, case_uid: str, form: str | None, record_uid: str | None, draft_uid: str | None
    ) -> None:
        if opening := case_uid != self._case_uid:
            self._reveal.cover()
            self._case_uid, self._view = case_uid, None
        self._read(lambda: self._begin(form, record_uid, draft_uid), opening=opening)

    def _begin(self, form: str | None, record_uid: str | None, draft_uid: str | None) -> None:
        if form is None:
            self._show_overview()
        elif record_uid is not None or draft_uid:  # "": a new one
            self._show_form(form, record_uid or None, draft_uid or self._draft_of(record_uid))
        else:
            self._choose_section(form)

    def focus_first(self) -> None:
        if self._forms.is_open:
            self._forms.focus_first()
        else:
            self._sections.setFocus()

    def holds_form(self) -> bool:
        return self._forms.is_open

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        for tool in self._tools.every:
            tool.set_narrow(narrow)
        self._reveal.set_narrow(narrow)
        self._make_room()

    def _make_room(self) -> None:
        """An open form has the height, and all of a small window; Esc brings the rest back."""
        closed = self._view is not None and not self._view.row.mine
        self._sections.setVisible(not closed and not (self._narrow and self._forms.is_open))
        self._header.make_room(narrow=self._narrow, form_open=self._forms.is_open)

    def keys(self) -> str:
        return say(FORM_KEYS if self._forms.is_open else _KEYS)

    def refresh(self, changed: Changed) -> None:
        if changed.everything or self._case_uid in changed.cases or changed.drafts:
            self._read()

    # --- reading -------------------------------------------------------------------------

    def _read(self, then: Callable[[], None] | None = None, *, opening: bool = False) -> None:
        if uid := self._case_uid:
            self._session.run(lambda ws: case_view.read(ws, uid, opening=opening),
                              lambda view: self._show(view, then), owner=self)  # fmt: skip

    def _show(self, view: case_view.CaseView, then: Callable[[], None] | None) -> None:
        if view.row.uid != self._case_uid:
            return
        self._view = view
        self._header.show_case(view.row, view.must_not_contact, view.orders, view.family)
        self._header.show_stages(view.row.stage, view.stages)
        self._access.show(view)
        self._merge.show(view)
        self.named.emit(view.row.alias)
        self._sections.show_case(view)
        for place in self._places.values():
            place.show_case(view)
        self._timeline.show_events(view.events)
        self._overview.show_case(view)
        self._records.show_rows(view.all_of(self._form_key))
        self._show_closed(not view.row.mine)
        self._tools.show_case(view, may_reveal=self._session.may(Act.REVEAL))
        self._make_room()
        if then is not None:
            then()

    def _show_closed(self, closed: bool) -> None:
        """Of another's case nothing is offered that would only be found empty."""
        self._tools.offer(not closed, merges=self._view is not None and self._view.merges)
        if self._middle.currentWidget() is self._shut or (closed and not self._forms.is_open):
            self._show_overview()

    # --- the middle ----------------------------------------------------------------------

    def _choose_section(self, key: str) -> None:
        """The overview, the one record of a form, or the list of its records."""
        if self._view is None:
            return
        if key == OVERVIEW or key in self._places:
            self._forms.leave(lambda: self._show_place(key) if key else self._show_overview())
            return
        records, shape = self._view.all_of(key), FORMS[key]
        if begun := next((d for d in self._view.drafts if d.form == key), None):
            self._forms.leave(lambda: self._show_form(key, begun.record_uid, begun.uid))
        elif not records:
            self._forms.leave(lambda: self._show_none(key))
        elif shape.single and len(records) == 1 and not records[0].file:
            self._forms.leave(lambda: self._show_form(key, records[0].uid, None))
        else:
            self._forms.leave(lambda: self._show_records(key))

    def _show_overview(self) -> None:
        self._at(OVERVIEW)
        is_open = self._view is not None and self._view.row.mine
        self._middle.setCurrentWidget(self._overview if is_open else self._shut)
        self._sections.setFocus()

    def _show_place(self, key: str) -> None:
        self._at(key)
        self._middle.setCurrentWidget(self._places[key])
        self._places[key].setFocus()

    def _show_records(self, key: str) -> None:
        self._at(key)
        assert self._view is not None
        more = self._may_write(key) and not (FORMS[key].single and self._view.of_form(key))
        self._records.show_form(texts.form_title(FORMS[key]), may_write=more)
        self._records.show_rows(self._view.all_of(key))
        self._middle.setCurrentWidget(self._records)
        self._records.setFocus()

    def _show_none(self, key: str) -> None:
        """An empty form opens at once for whoever may write it: one key less at night."""
        if self._may_write(key):
            self._show_form(key, None, None)
            return
        self._at(key)
        mine = self._view is not None and self._view.row.mine
        self._middle.setCurrentWidget(self._none if mine else self._shut)

    def _show_form(self, key: str, record_uid: str | None, draft_uid: str | None) -> None:
        if key not in FORMS:
            messages.problem(self, Refused(NEWER_FORM))
            return
        self._at(key)
        self._forms.open(key, self._case_uid, record_uid, draft_uid)

    def _closed(self) -> None:
        key = self._form_key
        self._forms.drop()
        if key in FORMS and not FORMS[key].single and self._view and self._view.all_of(key):
            self._show_records(key)
        else:
            self._show_overview()

    def _at(self, key: str) -> None:
        self._form_key = key
        self._sections.mark_chosen(key)

    def _back(self) -> None:
        if self._forms.is_open:
            self._forms.step_back()
        elif self._form_key != OVERVIEW:
            self._show_overview()
        else:
            self._navigator.go("cases")

    def _may_write(self, key: str) -> bool:
        mine = self._view is not None and self._view.is_written
        return mine and self._session.worker.role.value in FORMS[key].writers

    def _open_row(self, row: RecordRow) -> None:
        self._forms.leave(lambda: self._show_form(row.form, row.uid, self._draft_of(row.uid)))

    def _draft_of(self, record_uid: str | None) -> str | None:
        """What somebody began to change in a record and did not save yet."""
        drafts = self._view.drafts if self._view is not None else ()
        return next((d.uid for d in drafts if record_uid and d.record_uid == record_uid), None)

    def _open_step(self, key: str) -> None:
        """A next step: the record that is due, else as if its form were chosen."""
        due = self._view.due_of(key) if self._view is not None else None
        if due is not None:
            self._open_row(due)
        else:
            self._choose_section(key)

    def _open_event(self, record_uid: str) -> None:
        rows = self._view.records if self._view else ()
        row = next((r for r in rows if r.uid == record_uid), None)
        if row is not None:
            self._open_row(row)

    # --- identity ------------------------------------------------------------------------

    def _reveal_for(self, reason: str) -> None:
        uid, self._reason = self._case_uid, reason
        self._session.run(
            lambda ws: identity.reveal(ws, uid, reason), self._show_identity, owner=self,
            failed=lambda error: second_person.offer(self._session, self, error),
        )  # fmt: skip

    def _show_identity(self, shown: identity.Identity) -> None:
        if shown.case_uid != self._case_uid:
            return
        first = not self._reveal.shows
        self._reveal.show_identity(shown)
        if first:  # what is on the screen is read again, with the identity
            self._read()
            self._forms.open_again()

    def _cover(self) -> None:
        uid = self._case_uid
        self._session.run(lambda ws: identity.veil(ws, uid), owner=self)
        self._read()
        self._forms.open_again()

    # --- print ---------------------------------------------------------------------------

    def _print(self) -> None:
        """Ctrl+P: the sheet on the screen if it is one, else the case file."""
        if self._is_sheet():
            self._print_sheet()
        elif self._session.may(Act.PRINT_FILE):
            self._print_record(None, "file")
        else:
            case_print.tell_no_sheet(self, is_open=self._forms.is_open)

    def _is_sheet(self) -> bool:
        return self._form_key in FORMS and FORMS[self._form_key].sheet

    def _offer_print(self) -> None:
        is_open = self._forms.is_open
        letter = letter_desk.offered(self._form_key) if is_open else None
        self._tools.print.offer(is_sheet=self._is_sheet(), is_open=is_open, letter=letter)

    def _print_sheet(self) -> None:
        """What is on the screen, saved first; from a list or an empty section the blank form."""
        if self._forms.form is not None:
            self._forms.form.print()
        else:
            self._print_record(None)

    def _print_record(self, record_uid: str | None, what: str = "sheet") -> None:
        """A record as a sheet to sign; None: the blank form. `what`="file": the case file."""
        self._navigator.go(
            "print", what=what, case_uid=self._case_uid, form=self._form_key,
            record_uid=record_uid,
        )  # fmt: skip

    # --- building ------------------------------------------------------------------------

    def _build(self) -> None:
        self._header = CaseHeader(
            lambda: self._navigator.go("cases"),
            lambda uid: self._navigator.go("case", case_uid=uid),
        )
        self._build_actions()
        self._header.add_bar(self._access.bar)
        self._reveal = RevealBar()
        self._reveal.extend_asked.connect(lambda: self._reveal_for(self._reason))
        self._reveal.covered.connect(self._cover)
        for bar in (self._header, self._merge.bar, self._reveal):
            self.column.addWidget(bar)
        self._sections = Sections()
        self._sections.chosen.connect(self._choose_section)
        self._timeline = Timeline()
        self._timeline.opened.connect(self._open_event)
        self._timeline.hide()
        self._build_middle()
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setObjectName("caseParts")
        parts.setChildrenCollapsible(False)
        for part in (self._sections, self._middle, self._timeline):
            parts.addWidget(part)
        parts.setHandleWidth(GRID)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_LEFT, 108 * GRID, _RIGHT])
        self.column.addWidget(parts, 1)

    def _build_actions(self) -> None:
        acts = CaseActs(
            reveal=self._reveal_for,
            read_together=lambda: self._navigator.go("her_page", case_uid=self._case_uid),
            print_sheet=self._print_sheet,
            print_blank=lambda: self._print_record(None),
            print_file=lambda: self._print_record(None, "file"),
            print_letter=lambda: letter_desk.LetterDesk(self._session, self).open(self._forms.form),
            print_card=lambda: service_card.open_for(self, self._session, self._case_uid),
            team=lambda: self._team.open(self._case_uid),
            lend_outside=self._access.lend_outside,
            ask_part=self._access.ask_part,
            timeline=lambda on: self._timeline.setVisible(on),
            merge=lambda: self._merge.open(self._case_uid),
        )
        self._tools = CaseTools(self._session, acts)
        self._tools.print.menu().aboutToShow.connect(self._offer_print)
        self._header.add_tools(self._tools.every)

    def _build_middle(self) -> None:
        self._overview = Overview(self._session)
        self._overview.clock_chosen.connect(lambda f, u: self._enter(self._case_uid, f, u, None))
        self._overview.form_chosen.connect(self._open_step)
        self._overview.record_chosen.connect(self._open_row)
        self._records = FormRecords()
        self._records.chosen.connect(self._open_row)
        self._records.new_asked.connect(lambda: self._show_form(self._form_key, None, None))
        self._places = places(
            self._session, self._navigator, self._choose_section, self._open_event,
            lambda key: self._show_form(key, None, None),
        )  # fmt: skip
        self._none = Empty(say(_NONE_OF), "file", name="noneOfForm")
        self._shut = Empty(say(_SHUT), "lock", name="closedCase")
        self._middle = QStackedWidget()
        self._middle.setObjectName("caseMiddle")
        own = (self._overview, self._records, self._none, self._shut)
        for widget in (*own, *self._places.values()):
            self._middle.addWidget(widget)
        self._forms = CaseForms(self._session, self._middle)
        self._forms.closed.connect(self._closed)
        self._forms.moved.connect(self._make_room)
        self._forms.print_wanted.connect(self._print_record)
        self._forms.form_wanted.connect(lambda where: self._navigator.go("case", **where))
