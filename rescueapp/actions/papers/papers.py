"""What the papers of a house share: the number each bears, what stands at its head, and how one
that is a list or a letter becomes a print."""

from __future__ import annotations

import io
from dataclasses import replace

from rescueapp import clock
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.crypto import words
from rescueapp.identity import uid
from rescueapp.printing.glyphs import Missing
from rescueapp.printing.letter import Letter, missing_characters, write_letter
from rescueapp.printing.listing import Listing, listing
from rescueapp.printing.pages import SheetHead
from rescueapp.storage import audit
from rescueapp.workspace import Workspace

CHECK_WORDS = 8


def new_id() -> str:
    """Short enough to be read over the telephone, random so that it counts nothing."""
    return uid()[:8].upper()


def check_words(digest: bytes) -> tuple[str, ...]:
    """The words that stand for a place in the account."""
    return words.of_digest(digest, CHECK_WORDS)


def account_words(ws: Workspace) -> tuple[str, ...]:
    """The check words of the whole account as it is now."""
    return check_words(audit.head(ws.db).hash)


def head(ws: Workspace, print_id: str) -> SheetHead:
    """Of a paper that says which station made it, who, and when."""
    return SheetHead(
        print_id=print_id,
        who=ws.worker.display_name,
        when=clock.now().astimezone(clock.SHANGHAI),
        institution=ws.vault.station_name,
        training=ws.vault.training,
    )


def note_look(ws: Workspace, obj: str, what: str) -> None:
    """A print is looked at before it is released, and shows what is veiled elsewhere."""
    with ws.db.transaction():
        ws.log("prepare_print", obj, what=what)


def listed(ws: Workspace, what: str, paper: Listing) -> Prepared:
    """A list that is of no single case, ready to be released. Raises Unprintable."""
    print_id = new_id()
    shown = replace(head(ws, print_id), audit_words=account_words(ws))
    return Prepared(print_id=print_id, what=what, case_uid=None, pdfs=(listing(paper, shown),))


def letter(paper: Letter) -> tuple[tuple[bytes, ...], tuple[Missing, ...]]:
    """(PDFs, characters no font has). While there are such, no PDF unless gaps are allowed."""
    lacking = tuple(missing_characters(paper))
    if lacking and not paper.gaps:
        return (), lacking
    target = io.BytesIO()
    write_letter(target, paper)
    return (target.getvalue(),), lacking
