"""What waits for this worker's word: who asks for what and why; agreed to or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp import clock
from rescueapp.actions.exchanging import handing_over
from rescueapp.actions.finding import merging
from rescueapp.actions.finding.merging import Comparison
from rescueapp.actions.keeping import retention
from rescueapp.actions.keeping.retention import Line
from rescueapp.actions.recording import clock_acts
from rescueapp.actions.two_people import approving, requests
from rescueapp.actions.two_people.requests import Asked
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import RecordRow
from rescueapp.domain.request import KINDS, Kind
from rescueapp.domain.retention import TYPES
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import Text, mark, say
from ui import dates, messages, texts
from ui.kept_words import holds
from ui.session import Session
from ui.theme import GRID
from ui.two_people.merge_table import side_by_side
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.words import Words

_WHO = mark("{who} asked on {time}, about {alias} {number}:", "access")
_WHO_SELF = mark("{who} asked on {time}:", "access")
_AGREE = mark("Agree", "access")
_REFUSE = mark("Do not agree", "access")
_HOW_LONG = mark("For &how long", "access")
_READ = mark("&Read it first", "access")
_SEE_TO = mark("What you see to: {why}", "access")
_APPROVE = mark("Approve: {form}", "access")
_NOT_BOTH = mark(
    "You cannot read both files, so they are not shown side by side here. Ask who is responsible"
    " for them to look at both with you.",
    "access",
)
_NOTE = mark("A &word to who asked (may stay empty)", "access")

_TO_DESTROY = mark("{type}. Help ended on {closed}, kept until {due}. In it: {holds}", "access")
_FOR_EVER = mark(
    "Once both have agreed the file can be destroyed for ever. Nobody can bring it back, not with"
    " a backup either.",
    "access",
)

_TWO_FILES = 92 * GRID  # wide enough for both

_HOURS = {
    4: mark("4 hours", "access"),
    24: mark("1 day", "access"),
    7 * 24: mark("7 days", "access"),
    30 * 24: mark("30 days", "access"),
}


class Decide(Asking):
    """`decide(box, granted, until, note)`."""

    def __init__(
        self,
        parent: QWidget,
        asked: Asked,
        decide: Callable[[Decide, bool, str | None, str], None],
        read: Callable[[RecordRow], object] | None,
        about: Sequence[str] = (),
        compared: Comparison | None = None,
    ) -> None:
        rules = KINDS[asked.request.kind]
        super().__init__(parent, "decide", what(asked), say(_AGREE))
        self._decide = decide
        words = _WHO_SELF if rules.of_person or rules.of_vault else _WHO
        told = words(
            who=asked.asked_by,
            time=dates.moment(asked.request.asked_at),
            alias=asked.alias,
            number=asked.number,
        )
        self.fields.addWidget(Words(say(told), "muted"))
        for line in about or (asked.request.reason,):
            self.fields.addWidget(Words(line, name="decideReason"))
        if asked.record is not None:
            self._show_record(asked.record, read)
        if asked.request.kind is Kind.MERGE:
            self._show_files(compared)
        self._span = Choice()
        for hours, words in _HOURS.items():
            self._span.addItem(say(words), hours)
        self._span.setCurrentIndex(self._span.findData(rules.lasts // timedelta(hours=1)))
        if rules.lends:
            self.add_field(_HOW_LONG, self._span, "decideSpan")
        self._lends = rules.lends
        self._note = QLineEdit()
        self._note.setMaxLength(200)
        self.add_field(_NOTE, self._note, "decideNote")
        self._note.setFocus()
        self.now.setDefault(False)  # the Enter that opened it must not agree unread
        self.now.setAutoDefault(False)
        self.others.addWidget(Button(say(_REFUSE), "decideRefuse", self._refused))

    def _show_record(self, record: RecordRow, read: Callable[[RecordRow], object] | None) -> None:
        """What an approval is about: read before anything is said about it."""
        self.fields.addWidget(Words(say(_SEE_TO(why=approving.why(record.form)))))
        if read is None:
            return

        def leave() -> None:
            self.reject()
            read(record)

        self.others.addWidget(Button(say(_READ), "decideRead", leave))

    def _show_files(self, compared: Comparison | None) -> None:
        """What a merge is about: both files, for whoever can read them."""
        if compared is None:
            self.fields.addWidget(Words(say(_NOT_BOTH), "muted"))
        else:
            self.setMinimumWidth(_TWO_FILES)
            self.fields.addWidget(side_by_side(compared))

    def act(self) -> None:
        span = timedelta(hours=self._span.currentData())
        until = clock.stamp(clock.now() + span) if self._lends else None
        self._decide(self, True, until, self._note.text())

    def _refused(self) -> None:
        self._decide(self, False, None, self._note.text())


class DecisionDesk(QObject):
    """Opens the question and carries out the answer; `answered` once it is written down."""

    answered = Signal()

    def __init__(
        self,
        session: Session,
        page: QWidget,
        read: Callable[[RecordRow], object] | None = None,
    ) -> None:
        """`read`: shows a record that is to be approved; None where it lies open already."""
        super().__init__(page)
        self._session, self._page, self._read = session, page, read

    def open(self, asked: Asked) -> None:
        if asked.request.kind is Kind.CLOCK:  # what is asked lies sealed
            self._session.run(
                lambda ws: clock_acts.told(ws, asked.request.uid),
                lambda told: self._open(asked, (say(told[0]), told[1]) if told else ()),
                owner=self,
            )
        elif asked.request.kind is Kind.MERGE:
            self._session.run(
                lambda ws: merging.compare_asked(ws, asked.request),
                lambda compared: self._open(asked, compared=compared),
                failed=lambda _: self._open(asked),  # what stands against it, the yes is told
                owner=self,
            )
        elif asked.request.kind is Kind.DESTROY and self._session.may(Act.DECIDE):
            self._session.run(
                retention.appraisal_list,
                lambda lines: self._open_told(asked, _to_destroy(asked, lines)),
                owner=self,
            )
        elif asked.request.kind is Kind.DESTROY:  # a deputy has no appraisal list
            self._open_told(asked, _to_destroy(asked, ()))
        elif asked.request.kind is Kind.HAND_OVER:
            self._session.run(
                lambda ws: handing_over.preview_asked(ws, asked.request),
                lambda told: self._open_told(asked, map(say, told)),
                failed=lambda error: self._open_told(asked, [messages.words_of(error)]),
                owner=self,
            )
        else:
            self._open(asked)

    def _open_told(self, asked: Asked, told: Iterable[str]) -> None:
        """What becomes of a case, or what stands against it, below the reason."""
        self._open(asked, (asked.request.reason, *told))

    def _open(
        self, asked: Asked, about: Sequence[str] = (), compared: Comparison | None = None
    ) -> None:
        box = Decide(
            self._page, asked, lambda *answer: self._answer(asked, *answer), self._read, about,
            compared,
        )  # fmt: skip
        open_about(box, self._session, asked.request.uid)

    def _answer(
        self, asked: Asked, box: Decide, granted: bool, until: str | None, note: str
    ) -> None:
        uid = asked.request.uid

        def done(changed: Changed) -> None:
            box.accept()
            self._session.tell(changed)
            self.answered.emit()

        self._session.run(
            lambda ws: requests.decide(ws, uid, granted=granted, until=until, note=note),
            done,
            failed=box.failed,
            owner=box,
        )


def _to_destroy(asked: Asked, lines: Iterable[Line]) -> list[str]:
    """The line of the appraisal list, and that there is no way back."""
    found = [
        say(_TO_DESTROY(type=TYPES[line.type], closed=line.closed_on, due=line.due_on,
                        holds=holds(line)))
        for line in lines
        if line.request == asked.request.uid
    ]  # fmt: skip
    return [*found, say(_FOR_EVER)]


def what(asked: Asked) -> str:
    """What somebody asks for, in a list."""
    title: Text = KINDS[asked.request.kind].title
    if asked.form:
        title = _APPROVE(form=texts.form_title(form_of(asked.form)))
    return say(title)
