"""The dedicated file of a case (rules.md F33): cover, list of contents, records, remark sheet.

Written to a file object page by page. Each record's answers are read when their turn comes
and let go, so a file of 500 pages needs no more memory than one of 50. What is known only at
the end, such as page numbers, is drawn then, in the places left for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import Scored
from rescueapp.forms import answers as interpreter
from rescueapp.i18n import lookup
from rescueapp.printing import archive, outcome_chart
from rescueapp.printing.filed import CaseFile, FiledRecord
from rescueapp.printing.glyphs import Unprintable
from rescueapp.printing.pages import Pages
from rescueapp.printing.tables import draw_form
from rescueapp.progress import Progress, Quiet


def write_case_file(target: BinaryIO, file: CaseFile, progress: Progress | None = None) -> int:
    """Write the file as PDF from where `target` stands; gives the number of pages.

    Raises Unprintable before anything is written when a character has no glyph (unless
    `gaps`); Cancelled when the person stops it: what is in `target` is then to be thrown away.
    """
    watch = progress or Quiet()
    if not file.gaps and (lacking := file.missing_characters()):
        raise Unprintable(lacking)
    filed = file.filed()
    with Pages(target, file.head, file.profile.header) as pages:
        archive.draw_cover(pages, file, filed)
        archive.draw_contents(pages, file, filed)
        last = next((r for r in reversed(filed) if r.form.key == outcomes.FORM), None)
        for number, record in enumerate(filed, 1):
            watch.report(number - 1, len(filed))
            pages.new_page()
            begins = pages.number
            _draw_record(pages, file, record, number)
            archive.record_drawn(pages, number, begins)
            if record is last and (scores := _scores(file, filed)):
                outcome_chart.draw_page(pages, scores)
        if file.profile.archival:
            archive.draw_remarks(pages, file, filed)
        archive.fill_in_extent(pages, len(filed))
    watch.report(len(filed), len(filed))
    return pages.number


def _draw_record(pages: Pages, file: CaseFile, record: FiledRecord, number: int) -> None:
    pages.bookmark(f"record-{number}", lookup(record.form.title, record.form.key))
    pages.highest = None
    head = replace(
        file.head,
        written_by=record.written_by,
        written_on=record.written_on,
        late=record.late,
    )
    draw_form(pages, record.form, file.filled(record), head, file.profile)


def _scores(file: CaseFile, filed: Sequence[FiledRecord]) -> list[Scored]:
    """The outcome scales as far as they go into this print: with one alone there is no change."""
    found = []
    for record in filed:
        if record.form.key == outcomes.FORM:
            goes = {f.key for f in interpreter.fields(record.form) if file.takes(record, f)}
            said = {key: value for key, value in record.answers().items() if key in goes}
            found.append(outcomes.scored(record.uid, record.on_date, said))
    found = [scored for scored in found if scored.ours or scored.hers]
    return found if len(found) > 1 else []
