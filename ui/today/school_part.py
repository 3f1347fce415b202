"""The children of school age who are at no school; Enter opens School (F20) of the case."""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.due.schooling import FORM, OutOfSchool
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from ui import dates
from ui.lists.columns import Column
from ui.navigator import Navigator
from ui.today.list_part import ListPart

_TITLE = mark("Children at no school", "today")
_NOT_SAID = mark("Nothing written yet", "today")


def _stands(child: OutOfSchool) -> str:
    return codes.label("L-school-outcome", child.outcome) if child.outcome else say(_NOT_SAID)


_COLUMNS: tuple[Column[OutOfSchool], ...] = (
    Column("alias", mark("Alias", "today"), lambda c: c.case.alias, 160, least=90, rank=0),
    Column("age", mark("Age", "today"), lambda c: dates.age_of(c.case, clock.today()), 180,
           least=80, rank=1),
    Column("stands", mark("Where it stands", "today"), _stands, 240, least=120, rank=0),
    Column("number", mark("Case number", "today"), lambda c: c.case.number, 180, least=135,
           rank=3),
    Column("worker", mark("Worker", "today"), lambda c: c.case.worker_name, 100, least=70,
           rank=2),
)  # fmt: skip


def school_part(navigator: Navigator) -> ListPart[OutOfSchool]:
    """Who they are, each with where the way to a school stands."""

    def go(child: OutOfSchool) -> None:
        navigator.go("case", case_uid=child.case.uid, form=FORM,
                     record_uid=child.record_uid or None)  # fmt: skip

    return ListPart("school", _TITLE, _COLUMNS, go)
