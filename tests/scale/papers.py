"""The case file against reportlab alone on the same text, and its memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from unittest import mock

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from rescueapp.actions.papers import prints
from rescueapp.actions.papers.prints import FileOrder, Prepared
from rescueapp.actions.vault import vaults
from rescueapp.forms.catalogue import form
from rescueapp.forms.schema import Compartment
from rescueapp.printing import fonts, preview
from rescueapp.printing.case_file import write_case_file
from rescueapp.printing.filed import CaseFile, FiledRecord
from rescueapp.printing.fonts import Face
from rescueapp.printing.pages import Pages, SheetHead
from rescueapp.printing.profiles import INTERNAL, Choice
from rescueapp.workspace import Workspace
from tests.every_form.sample import answers_for
from tests.scale.memory import Peak, peak_of
from tests.scale.saving import many_records_case
from tests.scale.sizes import Ground
from tests.scale.table import Row, mib, ms
from tests.scale.timing import Pair, against
from tests.scale.vaults import HEAD, Vault

FLAT = 1.25
_ROUNDS = 5

Line = tuple[float, float, str, str, float]  # x, y, text, font, size


def rows(ground: Ground) -> Iterator[Row]:
    """Rows about the case file."""
    (small, _), (large, pages) = (_measure(vault, ground) for vault in ground.vaults)
    yield Row(
        what=f"case file PDF, {pages} pages",
        small=ms(small.ours),
        large=ms(large.ours),
        against=f"reportlab alone, same text: {ms(large.yardstick)}",
        ratio=large.ratio,
        budget=1.5,
    )
    few, many = ground.sizes.pages
    yield flat_row(
        f"memory of a case file of {many} pages",
        peak_of("case_file", few),
        peak_of("case_file", many),
        f"the same of {few} pages",
    )


def flat_row(what: str, small: Peak | None, large: Peak | None, against: str) -> Row:
    """How much more memory the larger work took; in words where this system does not tell."""
    if small is None or large is None:
        return Row(what=what, said="this system does not tell a peak of memory")
    return Row(
        what=what,
        small=mib(small.most),
        large=mib(large.most),
        against=f"{against}; before the work: {mib(large.before)}",
        ratio=large.most / small.most,
        budget=FLAT,
    )


def _measure(vault: Vault, ground: Ground) -> tuple[Pair, int]:
    ws = vault.open(HEAD)
    try:
        order = FileOrder(
            case_uid=many_records_case(ws), profile=INTERNAL.key, recipient="档案室", abroad=False,
            purpose="归档", reason="归档",
        )  # fmt: skip
        text, file = _text_of(ws, order)
        rounds = min(_ROUNDS, ground.sizes.rounds)
        pair = against(lambda: _prepared(ws, order), lambda: _alone(text), rounds)
        with preview.Preview(file.pdfs[0]) as shown:
            return pair, len(shown)
    finally:
        vaults.lock(ws)


def _prepared(ws: Workspace, order: FileOrder) -> Prepared:
    return prints.prepare_file(ws, order, gaps=True)


def _text_of(ws: Workspace, order: FileOrder) -> tuple[list[list[Line]], Prepared]:
    """Every line of every page of a case file, taken down while it is made."""
    with _noted() as pages:
        file = _prepared(ws, order)
    return pages, file


@contextmanager
def _noted() -> Iterator[list[list[Line]]]:
    noted: list[list[Line]] = []
    put, turn = Pages.lines, Pages.new_page

    def lines(self: Pages, placed: list[tuple[float, float, str]], face: Face, size: float) -> None:
        noted[-1] += [(x, y, text, face.name, size) for x, y, text in placed]
        put(self, placed, face, size)

    def new_page(self: Pages) -> None:
        noted.append([])
        turn(self)

    with mock.patch.multiple(Pages, lines=lines, new_page=new_page):
        yield noted


def _alone(pages: list[list[Line]]) -> bytes:
    """The same lines at the same places with a plain canvas: no rules, no layout, no checks."""
    fonts.load()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=1)
    for lines in pages:
        for x, y, text, font, size in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def file_writer(pages: int) -> Callable[[], int]:
    """Writes a case file of at least so many pages; for `memory`."""
    visit = form("follow_up")
    file = CaseFile(
        head=SheetHead(print_id="7F3K29QD", alias="青桥七二", institution="云山市救助管理站"),
        profile=INTERNAL,
        choice=Choice(held=frozenset(Compartment)),
        records=tuple(
            FiledRecord(visit, partial(answers_for, visit, n), "2026-03-05") for n in range(pages)
        ),
        gaps=True,
    )
    return lambda: write_case_file(io.BytesIO(), file)
