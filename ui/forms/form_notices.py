"""What a form asks and tells above the questions: leaving, merging."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp.domain.record import Draft, RecordView
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import any_form
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark
from ui import dates
from ui.forms.form_work import Conflict
from ui.forms.notice_bar import NoticeBar

READ_ONLY = mark("Your role reads this form and does not write it.", "form view")
VEILED = mark(
    "Questions about identity are not shown while the name is covered. Show the name above.",
    "form view",
)
RESTORED = mark("This is your draft of {when}. It is not saved yet.", "form view")
COPIED = mark(
    "Copied from another of the family, and not saved yet: {count} answers. Look at each of them;"
    " F8 says that it is so.",
    "form view",
)
NOT_KEPT = mark("The draft could not be kept: {words}", "form view")
LEAVE = mark("There is typing in this form that is not saved.", "form view")
LEAVE_KEEP = mark("Leave it as a draft", "form view")
LEAVE_SAVE = mark("Save and leave", "form view")
LEAVE_DROP = mark("Drop what was typed", "form view")
LEAVE_STAY = mark("Go on writing", "form view")
MERGED = mark(
    "{who} saved version {version} at {when} while you were writing. Nothing is lost: what you"
    " did not touch shows the newer answers. Look, then save again.",
    "form view",
)
MERGED_BOTH = mark(
    "{who} saved version {version} at {when} while you were writing. Nothing is lost: yours"
    " stands in the form, and where both wrote ({count}) the other answer stands beside it."
    " Look, then save again.",
    "form view",
)
GO_TO_FIRST = mark("Go to the first", "form view")
UNDERSTOOD = mark("Understood", "form view")
Act = Callable[[], object]


def hides(view: RecordView) -> bool:
    """Whether the veil hides questions of this form: then one should know that there are some."""
    shape = any_form(view.form)
    asked = (interpreter.compartment_of(shape, f) for f in interpreter.fields(shape))
    return view.veiled and Compartment.IDENTITY in asked


def of_draft(view: RecordView, draft: Draft) -> Text:
    """What a draft is: one's own typing, or what was copied and nobody has looked at."""
    if view.copied and view.row is None:
        return COPIED(count=len(view.copied))
    return RESTORED(when=dates.moment(draft.kept_at))


def inform(bar: NoticeBar, words: Text, tone: str, then: Act) -> None:
    """Tell something that stays until it is read; `plain` ones stay without a button."""
    choices = (("formNoticeOk", UNDERSTOOD, then),) if tone != "plain" else ()
    bar.ask(words, choices, tone, focus=False)


def ask_leave(bar: NoticeBar, *, keep: Act, save: Act, drop: Act, stay: Act) -> None:
    """What becomes of typing that is not saved; keeping it is the safe answer."""
    choices = (
        ("leaveKeep", LEAVE_KEEP, keep),
        ("leaveSave", LEAVE_SAVE, save),
        ("leaveDrop", LEAVE_DROP, drop),
        ("leaveStay", LEAVE_STAY, stay),
    )
    bar.ask(LEAVE, choices)


def tell_merged(bar: NoticeBar, conflict: Conflict, both: int, go: Act, stay: Act) -> None:
    """A colleague's newer version was put together with what stands here."""
    row = conflict.theirs.row
    version = row.version if row else 0
    when = dates.moment(conflict.at)
    values = {"who": conflict.who, "version": version, "when": when}
    if both:
        choices = (("formGoToFirst", GO_TO_FIRST, go),)
        bar.ask(MERGED_BOTH(**values, count=both), choices)
    else:
        inform(bar, MERGED(**values), "amber", stay)
