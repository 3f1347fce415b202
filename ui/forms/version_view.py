"""A record as an earlier version left it: the same form, to read, with what was changed next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.forms.catalogue import any_form
from rescueapp.i18n import Text, mark, say
from ui import dates, messages, texts
from ui.forms import form_work
from ui.forms.change_mark import ChangeMark
from ui.forms.editor import Desk
from ui.forms.form_frame import FormFrame
from ui.forms.form_work import OpenedVersion
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowBox
from ui.widgets.notice import Notice
from ui.widgets.words import plain

OPENING = mark("Opening…", "form view")
PRESENT = mark("Version {number} of {newest}, saved by {who} at {when} ({state}).", "form view")
SAME = mark(
    "Version {number} of {newest}, saved by {who} at {when} ({state}). It is not the present one."
    " Version {later} changed none of the answers you can see.",
    "form view",
)
CHANGED = mark(
    "Version {number} of {newest}, saved by {who} at {when} ({state}). It is not the present one."
    " What version {later} changed is marked: {count}.",
    "form view",
)
BACK = mark("Back to the present one (Esc)", "form view")
NEXT_CHANGE = mark("Next change (&N)", "form view")
OLDER = mark("Version before (&J)", "form view")
NEWER = mark("Version after (&M)", "form view")


class VersionView(FormFrame):
    """`closed`: the person goes back to the present version. Nothing here can be written."""

    closed = Signal()
    ready = Signal()  # every question that shows is built

    def __init__(
        self, session: Session, *, form: str, record_uid: str, version: int, parent: QWidget
    ) -> None:
        super().__init__(Desk(any_form(form), session, None), parent)
        self._session, self._record_uid = session, record_uid
        self.version = version
        self._at = -1
        self.setObjectName("versionView")
        self.bar = VersionBar(self.closed.emit, self.next_change, self._leaf)
        self.put_above_questions(self.bar)
        self.head.late.hide()
        self.head.history.hide()
        self.foot.hide()
        self.pad.built.connect(self.ready)
        self.open_version(version)

    def open_version(self, version: int) -> None:
        """Show this version instead; also when more, or less, of it may be seen by now."""
        self.version = version
        form, record_uid = self.desk.form.key, self._record_uid
        self._session.run(
            lambda ws: form_work.open_version(ws, form, record_uid, version),
            self._show,
            self._not_opened,
            owner=self,
        )

    def _not_opened(self, error: BaseException) -> None:
        self.notice.ask(Text(messages.words_of(error)), (), "brick")

    def _show(self, opened: OpenedVersion) -> None:
        view = opened.view
        self._at = -1
        self.desk.case_uid = view.case_uid
        self.desk.take(opened.offers)
        self.pad.load(
            view.answers,
            known={},
            readable=view.readable,
            write=False,
            born_to=opened.born_to,
            covered=view.covered,
            newer=view.newer,
            later=opened.later,
        )
        self.cover.begin(view)
        self.head.show_state(opened.of.state)
        self.bar.show_version(opened)
        self.notice.hide()
        QTimer.singleShot(0, self, self.focus_first)

    def next_change(self) -> None:
        """To the next question that was changed, after the last back to the first."""
        keys = self.pad.changed_keys()
        if keys:
            self._at = (self._at + 1) % len(keys)
            self.go_to((keys[self._at],))

    def _leaf(self, step: int) -> None:
        self.open_version(self.version + step)

    def focus_first(self) -> None:
        """Override FormFrame.focus_first: the first thing to do is to look at the changes."""
        self.bar.focus_first()

    def marks(self) -> list[ChangeMark]:
        """The marks that are built, in reading order."""
        return [row.change for row in self.pad.rows_shown() if row.change is not None]


class VersionBar(QWidget):
    """Which version this is, and the way back, to the changes and to the versions beside it."""

    def __init__(
        self,
        back: Callable[[], object],
        next_change: Callable[[], object],
        leaf: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.setObjectName("versionBar")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, 0)
        column.setSpacing(GRID // 2)
        self._notice = Notice(say(OPENING), name="versionNotice")
        column.addWidget(self._notice)
        box = FlowBox()
        self._changes = _button(NEXT_CHANGE, "versionNextChange", next_change)
        self._back = _button(BACK, "versionBack", back)
        self._older = _button(OLDER, "versionOlder", lambda: leaf(-1))
        self._newer = _button(NEWER, "versionNewer", lambda: leaf(1))
        for button in (self._changes, self._back, self._older, self._newer):
            box.flow.addWidget(button)
        column.addWidget(box)
        self._changes.setEnabled(False)

    def show_version(self, opened: OpenedVersion) -> None:
        of, newest, count = opened.of, opened.newest, len(opened.later.answers)
        values = {
            "number": of.version, "newest": newest, "who": of.worker_name,
            "when": dates.moment(of.saved_at), "state": texts.STATE_WORDS[of.state],
            "later": of.version + 1, "count": count,
        }  # fmt: skip
        shape = PRESENT if of.version == newest else CHANGED if count else SAME
        self._notice.say(say(shape(**values)), "amber" if of.version < newest else "plain")
        self._notice.setToolTip(self._notice.words())  # where a small screen cuts it
        self._changes.setEnabled(count > 0)
        self._older.setEnabled(of.version > 1)
        self._newer.setEnabled(of.version < newest)

    def words(self) -> str:
        return self._notice.words()

    def focus_first(self) -> None:
        (self._changes if self._changes.isEnabled() else self._back).setFocus()


def _button(words: Text, name: str, act: Callable[[], object]) -> Button:
    button = Button(say(words), name, act)
    button.setAccessibleName(plain(say(words)))
    return button
