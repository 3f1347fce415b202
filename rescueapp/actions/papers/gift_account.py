"""What the giver of money, goods or services is told of their use: one paper, in figures (S85).

It is made from the registers of what came in and what was spent, which know of no case. Nothing on
it can name anybody who is helped.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

from rescueapp import clock
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain import gifts
from rescueapp.domain.gifts import Use
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.registers import REGISTERS
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.parts import Line, Part, missing_characters, write_parts
from rescueapp.workspace import Workspace

PAPER = "gift_account"  # what it is in the registers
TITLE = mark("What became of a gift", "gift")
NOTE = mark(
    "Thank you. To protect those who are helped here, nothing is said of any person.", "gift"
)
USED = mark("Used in all", "gift")
LEFT = mark("Not used yet", "gift")
PEOPLE = mark("People it helped", "gift")
FEWER = mark("fewer than {count}", "gift")
HANDLED = mark("Handled by", "gift")
IN_CHARGE = mark("Person in charge", "gift")
UNIT = mark("Unit (seal)", "gift")
UNTOLD = mark(
    "For a month or more nothing was said to who gave, and some of it was spent: {count} gifts. The"
    " paper is in Registers, Money and goods received.",
    "gift",
)

# What of the entry is said back to who gave it, in this order.
_SAID = ("received_from", "received_on", "received_kind", "received_amount", "received_goods",
         "received_purpose")  # fmt: skip


def prepare(ws: Workspace, entry_uid: str, *, gaps: bool = False) -> Prepared:
    """An entry of the register of what came in as a paper for its giver, released like any print.

    Raises Refused where it is none.
    """
    ws.check(Act.PRINT_SHEET)
    gift = entries.entry(ws, entry_uid)
    if gift.row.form != gifts.REGISTER:
        raise Refused(entries.NO_SUCH_ENTRY)
    print_id = papers.new_id()
    part = Part(
        head=papers.head(ws, print_id),
        title=say(TITLE),
        note=say(NOTE),
        lines=tuple(_lines(gift, gifts.use(gift.answers, _spendings(ws, gift)))),
        signed=(say(HANDLED), say(IN_CHARGE), say(UNIT)),
    )
    lacking = tuple(missing_characters([part]))
    target = io.BytesIO()
    if gaps or not lacking:
        write_parts(target, [part], gaps=gaps)
    pdfs = (target.getvalue(),) if gaps or not lacking else ()
    return Prepared(print_id=print_id, what=PAPER, case_uid=None, pdfs=pdfs, missing=lacking)


def title_of(what: str) -> Text | None:
    """What the registers call such a print; None for another."""
    return TITLE if what == PAPER else None


def duties(ws: Workspace) -> list[Text]:
    """For Today of supervisors: whose givers wait for a word."""
    if not ws.worker.may(Act.ASSIGN):
        return []
    today = clock.today()
    count = sum(
        gifts.waits_for_word(gift.answers, _spendings(ws, gift), today)
        for gift in entries.entries(ws, gifts.REGISTER)
    )
    return [UNTOLD(count=count)] if count else []


def _spendings(ws: Workspace, gift: Entry) -> list[Answers]:
    spent = entries.entries(ws, gifts.SPENDING)
    return [each.answers for each in spent if each.answers.get("spent_gift") == gift.uid]


def _lines(gift: Entry, of: Use) -> Iterator[Line]:
    form = REGISTERS[gifts.REGISTER]
    asked = {field.key: field for field in interpreter.fields(form)}
    for key in _SAID:
        value = gift.answers.get(key)
        if not interpreter.empty(value):
            yield Line(interpreter.label(form, asked[key]), interpreter.say(asked[key], value), key)
    money, service = asked["received_amount"], asked["received_services"]

    def yuan(amount: Decimal) -> str:
        return interpreter.say(money, f"{amount:.2f}")

    for code, amount in of.services:
        yield Line(interpreter.say(service, [code]), yuan(amount))
    yield Line(say(USED), yuan(of.used))
    if of.left is not None:
        yield Line(say(LEFT), yuan(of.left))
    if of.people:
        few = of.people < gifts.FEWEST
        yield Line(say(PEOPLE), say(FEWER(count=gifts.FEWEST)) if few else str(of.people))
