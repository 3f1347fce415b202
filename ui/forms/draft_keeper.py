"""Keeps what is typed, a second after it was typed, without ever holding up the typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal

from rescueapp import clock
from rescueapp.actions.recording import drafts
from rescueapp.domain.family import Joining
from rescueapp.domain.record import Answers, RecordView
from rescueapp.errors import Problem
from rescueapp.identity import uid
from ui.session import Session

_AFTER_MS = 1000


@dataclass(slots=True)
class Place:
    """Which record the typing belongs to. `draft_uid` is chosen here, before the first keep,
    so that a save queued behind a keep knows which draft it makes superfluous. `readable`: the
    parts that were shown (`RecordView.readable`), once the form is open."""

    form: str
    case_uid: str | None
    record_uid: str | None
    based_on: int
    draft_uid: str
    readable: frozenset[str] | None = None
    copied: set[str] = field(default_factory=set)  # answers nobody has looked at yet
    joins: Joining | None = None  # the family that a new case comes into

    def take(self, view: RecordView, based_on: int) -> None:
        """The record that lies open now."""
        self.case_uid, self.based_on = view.case_uid, based_on
        self.record_uid = view.row.uid if view.row else None
        self.readable, self.joins = view.readable, view.joins
        self.copied = set(view.copied)


class DraftKeeper(QObject):
    """`touch` after each change; a second later the answers are sealed on the database thread.

    The timer is not put off by further typing: at most a second of it is at risk. One keep is
    under way at a time. `kept` carries the moment, `failed` the error.
    """

    kept = Signal(str)
    drafts_changed = Signal()  # it was begun or dropped: lists of drafts have one more or less
    failed = Signal(object)

    def __init__(self, session: Session, place: Place, answers: Callable[[], Answers]) -> None:
        super().__init__()
        self.place = place
        self._session = session
        self._answers = answers
        self._waiting = False
        self._under_way = False
        self.exists = False
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._due)

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not sealed yet."""
        return self._waiting or self._under_way

    def touch(self) -> None:
        """Something was typed."""
        self._waiting = True
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """What was typed is saved or dropped: nothing waits to be kept."""
        self._timer.stop()
        self._waiting = False

    def renew(self) -> None:
        """The draft is gone (saved, dropped); the next keep begins another."""
        self.forget()
        self.place.draft_uid = uid()
        self.exists = False

    def keep_now(self, then: Callable[[], object] | None = None) -> None:
        """Seal what is typed at once, if anything is waiting; `then` runs afterwards."""
        self._timer.stop()
        if self._waiting:
            self._keep(then)
        elif then is not None:
            then()

    def drop(self, then: Callable[[], object]) -> None:
        """Forget the typing for good."""
        draft_uid = self.place.draft_uid
        self.renew()
        self._session.run(
            lambda ws: drafts.drop_draft(ws, draft_uid), lambda _: self._dropped(then), owner=self
        )

    def _dropped(self, then: Callable[[], object]) -> None:
        self.drafts_changed.emit()
        then()

    def _due(self) -> None:
        if self._waiting and not self._under_way:
            self._keep(None)

    def _keep(self, then: Callable[[], object] | None) -> None:
        self._waiting = False
        self._under_way = True
        place, answers = replace(self.place), self._answers()  # as they are now
        copied = frozenset(place.copied)
        self._session.run(
            lambda ws: drafts.keep_draft(
                ws,
                draft_uid=place.draft_uid,
                form=place.form,
                case_uid=place.case_uid,
                record_uid=place.record_uid,
                based_on=place.based_on,
                answers=answers,
                readable=place.readable,
                copied=copied,
                joins=place.joins,
            ),
            lambda _: self._done(then),
            self._not_kept,
            owner=self,
        )

    def _done(self, then: Callable[[], object] | None) -> None:
        self._under_way = False
        if not self.exists:
            self.exists = True
            self.drafts_changed.emit()
        self.kept.emit(clock.stamp())
        if self._waiting:
            self._timer.start()
        if then is not None:
            then()

    def _not_kept(self, error: BaseException) -> None:
        self._under_way = False
        self._waiting = True  # with the next keystroke it is tried again
        self.failed.emit(error)
        if not isinstance(error, Problem):
            self._session.tasks.on_failed(self, error)
