"""The lists of the page Tonight: what of the first hour is open, safety lines, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from rescueapp import clock
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.papers.tonight import Came
from rescueapp.domain.case import CaseRow
from rescueapp.forms.catalogue import any_form
from rescueapp.forms.codes import label
from rescueapp.i18n import lookup, mark, say
from ui import texts
from ui.lists.columns import Column

_HERE = mark("{hours} h {minutes} min", "tonight")
_WRITTEN = mark("written: print and have it signed", "tonight")
_OPEN = mark("not written yet", "tonight")
_BY = mark("by {day}", "tonight")
_COLLEAGUE = mark("in the care of {name}", "tonight")
_FORM = mark("{number} {title}", "tonight")


@dataclass(frozen=True, slots=True)
class ToDo:
    """A line of the first hour: a paper, what is due, or whose case it is."""

    came: Came
    what: str
    state: str
    icon: tuple[str, str]
    form: str = ""
    record_uid: str = ""

    @property
    def case(self) -> CaseRow:
        return self.came.case


def to_do(came: Came) -> Iterator[ToDo]:
    """The lines of one who came: what is not written stands before what is."""
    if not came.case.mine:
        yield ToDo(came, say(_COLLEAGUE(name=came.case.worker_name)), "", ("team", "muted"))
        return
    for paper in sorted(came.papers, key=lambda each: bool(each.record_uid)):
        form = any_form(paper.form)
        state, icon = (_WRITTEN, "check") if paper.record_uid else (_OPEN, "draft")
        tone = "accent" if paper.record_uid else "amber"
        title = say(_FORM(number=form.number, title=texts.form_title(form)))
        yield ToDo(came, title, say(state), (icon, tone), paper.form, paper.record_uid)
    for due in came.due:
        form = any_form(due.form)
        what = lookup(form.reminder or form.title, form.key)
        yield ToDo(came, what, say(_BY(day=due.due_on)), ("due", "amber"), due.form,
                   due.record_uid)  # fmt: skip


def here_for(line: ToDo) -> str:
    """How long somebody has been here."""
    here = max(clock.now() - clock.instant(line.came.since), timedelta(0))
    minutes = int(here.total_seconds()) // 60
    return say(_HERE(hours=minutes // 60, minutes=f"{minutes % 60:02d}"))


def _day_ends(line: ToDo) -> str:
    return f"{line.came.day_ends.astimezone(clock.SHANGHAI):%m-%d %H:%M}"


FIRST_HOUR: tuple[Column[ToDo], ...] = (
    Column("alias", mark("Alias", "tonight"), lambda line: line.case.alias, 120, least=90, rank=0),
    Column("what", mark("What", "tonight"), lambda line: line.what, 260,
           lambda line: line.icon, least=140, rank=0),
    Column("state", mark("How it stands", "tonight"), lambda line: line.state, 210, least=120,
           rank=1),
    Column("here", mark("Here for", "tonight"), here_for, 110, least=100, rank=0),
    Column("ends", mark("24 hours end", "tonight"), _day_ends, 120, least=105, rank=2),
)  # fmt: skip

SAFETY: tuple[Column[CaseRow], ...] = (
    Column("alias", mark("Alias", "tonight"), lambda row: row.alias, 120,
           lambda _: ("warning", "brick"), least=110, rank=0),
    Column("line", mark("Safety line", "tonight"), lambda row: row.safety_line, 520, least=200,
           rank=0),
)  # fmt: skip


def _for(entry: Entry) -> str:
    return label("L-service", str(entry.answers.get("service_for") or "99"))


CALLS: tuple[Column[Entry], ...] = (
    Column("phone", mark("Telephone", "tonight"),
           lambda entry: str(entry.answers.get("service_phone") or ""), 120, least=110, rank=0),
    Column("for", mark("What for", "tonight"), _for, 130, least=90, rank=0),
    Column("name", mark("Name", "tonight"), lambda entry: entry.name, 150, least=80, rank=1),
)  # fmt: skip
