"""Words that more than one screen uses. Marked here, said where they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rescueapp import i18n
from rescueapp.i18n import Text, lookup, mark, say

if TYPE_CHECKING:
    from rescueapp.forms.schema import Form

PROGRAM = mark("Workbench", "window title")
NOT_CLASSIFIED = mark("This system is not for classified information.", "window")
TRAINING = mark("Training vault: every person in it is invented.", "window")

CANCEL = mark("Cancel", "button")
CLOSE = mark("Close", "button")
BACK = mark("Back", "button")
NEXT = mark("Next", "button")
CHOOSE = mark("Choose…", "button")
TAKE_BACK = mark("Take it back", "button")
MERGED = mark("Merged", "merging")
MERGED_INTO = mark("Merged into {number}", "merging")
OF_FILE = mark("{words} ({number})", "merging")
PDF_FILES = mark("PDF files (*.pdf)", "print")

WORKING = mark("Working…", "progress")
COUNTED = mark("{done} of {total}", "progress")

# By Stage and Topic, as text: the unlock screen does without the forms.
STAGES: dict[str, Text] = {
    "intake": mark("Intake", "stage"),
    "assessment": mark("Assessment", "stage"),
    "plan": mark("Plan", "stage"),
    "services": mark("Services", "stage"),
    "placement": mark("Placement or return", "stage"),
    "follow_up": mark("Follow-up", "stage"),
    "closed": mark("Closed", "stage"),
}

TOPICS: dict[str, Text] = {
    "safety": mark("Safety", "topic"),
    "arrival": mark("Arrival", "topic"),
    "person": mark("Person", "topic"),
    "tracing": mark("Identity and family", "topic"),
    "case": mark("Case", "topic"),
    "care": mark("Care", "topic"),
    "growth": mark("School and work", "topic"),
    "rights": mark("Rights and support", "topic"),
    "leaving": mark("Leaving and return", "topic"),
    "after": mark("After leaving", "topic"),
}

STATE_WORDS = {
    "empty": mark("Not yet filled in", "record state"),
    "draft": mark("Draft", "record state"),
    "incomplete": mark("Incomplete", "record state"),
    "complete": mark("Complete", "record state"),
    "due": mark("Due", "record state"),
    "overdue": mark("Overdue", "record state"),
}

# By Compartment: what can be lent of a case of one's own.
PARTS = {
    "identity": mark("name, documents, addresses, family", "part"),
    "care": mark("care: risk, plan, school, work, follow-up", "part"),
    "psychological": mark("psychological part", "part"),
    "medical": mark("medical part", "part"),
    "legal": mark("legal part", "part"),
}

LANGUAGE_NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}


def listed(parts: Iterable[str]) -> str:
    """Words one after the other, as a sentence lists them in the language in use."""
    return (", " if i18n.language() == "en" else "、").join(parts)


def form_title(form: Form) -> str:
    """The title of a catalogue form in the language in use."""
    return lookup(form.title, form.key)


def progress_words(done: int, total: int) -> str:
    return say(COUNTED(done=done, total=total)) if total else say(WORKING)
