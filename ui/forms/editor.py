"""What every editor of an answer does, whatever its kind.

An answer has three shapes: as it is kept (`rescueapp.forms.schema`), as it reads
(`answers.say`) and as somebody types it (`answers.parse`). An editor shows the second, takes
the third and gives the first. Every personal question also takes one of the three words for
"no answer" (`NONE_CODES`), and none of them is an error.

What somebody has typed but nobody can read yet ("2026-13-") is no answer; it is kept in
drafts as `{"typed": text}`, so that it survives a power cut like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from rescueapp.domain.departments import Responsible
from rescueapp.forms import answers
from rescueapp.forms.schema import Field, Form, Level
from rescueapp.i18n import Text
from ui.desktop.not_learnt import NOT_LEARNT
from ui.session import Session

TYPED = "typed"
_UNDO_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: what is kept, how it reads, and a quieter second part."""

    value: Any
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the editors of one form can offer, as the vault has it: see `Desk`."""

    relatives: tuple[Option, ...] = ()
    entries: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    institutions: tuple[str, ...] = ()
    responsible: Mapping[str, Responsible] = field(default_factory=dict)

    def option(self, uid: str) -> Option | None:
        """A relative or an entry by its uid."""
        known = (self.relatives, *self.entries.values())
        return next((o for options in known for o in options if o.value == uid), None)


@dataclass(slots=True)
class Desk:
    """What the editors of one open form share.

    `open_in`: the session, which runs work on the database thread; `relatives` are those of the
    case, `entries` those in use of the registers the form asks for, by register; `called` how all
    entries are; `institutions` the names written before; `responsible` the departments by
    service. `minor`: the person may be under 18.
    `copied`: the fields whose answers were copied from another of the family and not looked at.
    `add_one(form, then)` opens the form of a relative or of an entry and calls `then(Option)` once
    it is saved; None where nothing is written.
    """

    form: Form
    open_in: Session | None = None
    case_uid: str | None = None
    relatives: list[Option] = field(default_factory=list)
    entries: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    institutions: tuple[str, ...] = ()
    responsible: Mapping[str, Responsible] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)  # of the form, as they stand now
    minor: bool = True
    copied: set[str] = field(default_factory=set)
    add_one: Callable[[str, Callable[[Option], None]], None] | None = None

    @property
    def session(self) -> Session:
        """Where the form lies open."""
        assert self.open_in is not None, "nothing asks the vault before a form lies open"
        return self.open_in

    def take(self, offers: Offers) -> None:
        """Know from now on what the vault offers."""
        self.relatives = list(offers.relatives)
        self.entries, self.called = offers.entries, offers.called
        self.institutions, self.responsible = offers.institutions, offers.responsible

    def names(self) -> dict[str, str]:
        """How the uids read that answers refer to: relatives, entries of registers."""
        return {**self.called, **{each.value: each.words for each in self.relatives}}


def is_typed(value: Any) -> bool:
    """Whether a kept value is typing that nobody could read."""
    return isinstance(value, dict) and set(value) == {TYPED}


def has_typing(kept: Any) -> bool:
    """Whether a kept answer holds typing that could not be read, at any depth."""
    if isinstance(kept, dict):
        return is_typed(kept) or any(has_typing(v) for v in kept.values())
    return isinstance(kept, list) and any(has_typing(v) for v in kept)


def sensitive_hints(question: Field) -> Qt.InputMethodHint:
    """Hints that keep an input method from learning names and stories; it still composes."""
    if question.level >= Level.L3:
        return NOT_LEARNT
    return Qt.InputMethodHint.ImhNone


class Editor(QWidget):
    """Base of all editors.

    `changed` is emitted for what the person does, never for `set_value`. Subclasses give
    `_read`, `_show` and `_blank`, and call `_edited` when the person changed something.
    Attributes: `question` the field, `desk`, `compact` whether it stands in a cell of a row.
    """

    changed = Signal()
    cut = Signal(int)  # more was typed or pasted than an answer may have: so many characters
    left = Signal()  # the person is done with this editor for now: time to say what is wrong

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.desk = desk
        self.compact = compact
        self._none: str | None = None
        self._before_none: Any = None
        self._past: list[Any] = []
        self._last: Any = None
        self.name_widgets(question.key)

    def name_widgets(self, path: str) -> None:
        """Give the editor and its inputs their object names and accessible names."""
        label = answers.label(self.desk.form, self.question)
        self.setObjectName(path)
        self.setAccessibleName(label)
        for number, widget in enumerate(self.inputs()):
            widget.setObjectName(f"{path}.input" if number == 0 else f"{path}.input{number}")
            if not widget.accessibleName():
                widget.setAccessibleName(label)

    # --- the answer -------------------------------------------------------------------

    def value(self) -> Any:
        """The answer as it is kept; None when there is none, or none that can be read."""
        return {"none": self._none} if self._none else self._read()

    def kept(self) -> Any:
        """What a draft keeps: the answer, or the typing that is not one yet."""
        return self.value()

    def trouble(self) -> Text | None:
        """Why what stands here is no answer yet; None when all is well or nothing is typed."""
        return None

    def set_value(self, value: Any) -> None:
        """Show an answer (or None, or kept typing). Emits nothing and forgets the undo."""
        self._put(value)
        self._past.clear()

    def take(self, value: Any) -> None:
        """Put in an answer on the person's behalf (taken over, undone): `changed` is emitted."""
        self._put(value)
        self._record(value)
        self.changed.emit()

    def none(self) -> str | None:
        """Which "no answer" stands here: declined, unknown, not_asked."""
        return self._none

    def set_none(self, code: str | None) -> None:
        """Say that there is no answer, and why; None brings back what stood here before."""
        if code == self._none:
            return
        if code and not self._none:
            self._before_none = self.kept()
        self.take({"none": code} if code else self._before_none)

    # --- for subclasses -----------------------------------------------------------------

    def inputs(self) -> list[QWidget]:
        """The widgets that take the keyboard, in reading order."""
        return []

    def _read(self) -> Any:
        """The answer that stands in the inputs, or None."""
        raise NotImplementedError

    def _show(self, value: Any) -> None:
        """Show an answer of this kind, or kept typing."""
        raise NotImplementedError

    def _blank(self) -> None:
        """Empty the inputs without signals."""
        raise NotImplementedError

    def _tell_none(self, words: str) -> None:
        """Show the words of the "no answer" in the inputs, where they have a place for it."""

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anybody change."""
        for widget in self.inputs():
            widget.setEnabled(not read_only)

    def _edited(self) -> None:
        """The person changed something: it is an answer again, and can be undone."""
        if self._none:
            self._none = None
            self._tell_none("")
        self._record(self.kept())
        self.changed.emit()

    # --- inside -------------------------------------------------------------------------

    def _put(self, value: Any) -> None:
        code = answers.none(value)
        self._none = code
        self._tell_none(answers.say(self.question, value) if code else "")
        if code or value is None:
            self._blank()
        else:
            self._show(value)
        self._last = value

    def _record(self, value: Any) -> None:
        if value == self._last:
            return
        self._past = [*self._past[-_UNDO_DEPTH:], self._last]
        self._last = value

    def undo(self) -> bool:
        """Bring back the value before the last change. False when there is none."""
        if not self._past:
            return False
        past = self._past[:-1]
        self._put(self._past[-1])
        self._past = past
        self.changed.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Ctrl+Z where the input has no undo of its own."""
        if event.matches(QKeySequence.StandardKey.Undo) and self.undo():
            event.accept()
        else:
            super().keyPressEvent(event)
