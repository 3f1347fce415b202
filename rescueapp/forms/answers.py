"""The one interpreter of forms and their answers; everybody imports it from here.

`Answers` is a plain dict, field key → value as `schema` describes. The work is done by
subject: `asking` (which questions), `parsing` (from typing to values), `wording` (how answers
read), `checking` (what is wrong), `filing` (columns, sealed parts, index, facts); `dates`
knows EDTF.

`minor` is always "the person may be under 18, or of unknown age" (domain.case.may_be_minor).
"""

from __future__ import annotations

from rescueapp.forms.asking import (
    Answers,
    applies,
    asked,
    asked_fields,
    asked_in_row,
    begun,
    begun_rows,
    compartment_of,
    fields,
    rests_on,
    sensitive,
    settled_by,
)
from rescueapp.forms.checking import needed_to_register, problems, unreadable
from rescueapp.forms.disagreeing import FieldProblem
from rescueapp.forms.filing import (
    Happening,
    Parts,
    Spine,
    approved,
    coded,
    facts,
    join,
    milestones,
    newer,
    search_words,
    spine,
    split,
)
from rescueapp.forms.none_codes import NONE_CODES, answered, empty, none
from rescueapp.forms.parsing import parse
from rescueapp.forms.wording import Line, label, lines, say, say_date, say_instant, unit

__all__ = [
    "NONE_CODES",
    "Answers",
    "FieldProblem",
    "Happening",
    "Line",
    "Parts",
    "Spine",
    "answered",
    "applies",
    "approved",
    "asked",
    "asked_fields",
    "asked_in_row",
    "begun",
    "begun_rows",
    "coded",
    "compartment_of",
    "empty",
    "facts",
    "fields",
    "join",
    "label",
    "lines",
    "milestones",
    "needed_to_register",
    "newer",
    "none",
    "parse",
    "problems",
    "rests_on",
    "say",
    "say_date",
    "say_instant",
    "search_words",
    "sensitive",
    "settled_by",
    "spine",
    "split",
    "unit",
    "unreadable",
]
