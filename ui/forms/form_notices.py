"""What a form asks and tells above the questions: leaving, merging, likely same persons."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp.i18n import Text, mark, say
from ui import dates, texts
from ui.forms.form_work import Alike, Conflict
from ui.forms.notice_bar import NoticeBar

READ_ONLY = mark("Your role reads this form and does not write it.", "form view")
VEILED = mark(
    "Questions about identity are not shown while the name is covered. Show the name above.",
    "form view",
)
RESTORED = mark("This is your draft of {when}. It is not saved yet.", "form view")
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
ALIKE = mark("The same person may be registered already: {cases}.", "form view")
ALIKE_CASE = mark("{alias} {number} ({why}; {who})", "form view")
ALIKE_BACK = mark("Look first", "form view")
ALIKE_SAVE = mark("Not the same person: register", "form view")
UNDERSTOOD = mark("Understood", "form view")
WHY = {
    "name": mark("same name", "likeness"),
    "pinyin": mark("name sounds the same", "likeness"),
    "document": mark("same document number", "likeness"),
}

Act = Callable[[], object]


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


def ask_alike(bar: NoticeBar, alike: Alike, *, back: Act, register: Act) -> None:
    """Before a person is registered twice, somebody looks."""
    found = texts.listed(
        say(
            ALIKE_CASE(
                alias=each.alias,
                number=each.number,
                why=texts.listed(say(WHY[reason]) for reason in each.reasons if reason in WHY),
                who=each.worker_name,
            )
        )
        for each in alike.found
    )
    choices = (("alikeBack", ALIKE_BACK, back), ("alikeSave", ALIKE_SAVE, register))
    bar.ask(ALIKE(cases=found), choices)
