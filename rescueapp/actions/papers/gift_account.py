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
PEOPLE = mark("People it helped, counted each time", "gift")
FEWER = mark("fewer than {count} each time", "gift")
HANDLED = mark("Handled by", "gift")
IN_CHARGE = mark("Person in charge", "gift")
UNIT = mark("Unit (seal)", "gift")
UNTOLD = mark(
    "For a month or more nothing was said to who gave, and some of it was spent: {count} gifts. The"
    " paper is in Registers, Money and goods received.",
    "gift",
)

TOO_MUCH = mark(
    "More is entered as spent of this gift ({used}) than was received ({amount}). Put right what"
    " was typed wrong, or typed twice, in the registers of money; then print.",
    "gift",
)
OVERSPENT = mark(
    "More is entered as spent of {count} gifts than was received. Look through the registers of"
    " money; an entry typed twice is ended there.",
    "gift",
)

# What of the entry is said back to who gave it, in this order.
_SAID = ("received_from", "received_on", "received_kind", "received_amount", "received_goods",
         "received_purpose")  # fmt: skip


def prepare(ws: Workspace, entry_uid: str, *, gaps: bool = False) -> Prepared:
    """An entry of the register of what came in as a paper for its giver, released like any print.

    Raises Refused where it is none, and where more of it is spent than there was.
    """
    ws.check(Act.PRINT_SHEET)
    gift = entries.entry(ws, entry_uid)
    if gift.row.form != gifts.REGISTER:
        raise Refused(entries.NO_SUCH_ENTRY)
    of = gifts.use(gift.answers, _spendings(ws, gift))
    if of.overspent:
        amount = Decimal(str(gift.answers["received_amount"]))
        raise Refused(TOO_MUCH(used=_yuan(of.used), amount=_yuan(amount)))
    print_id = papers.new_id()
    part = Part(
        head=papers.head(ws, print_id),
        title=say(TITLE),
        note=say(NOTE),
        lines=tuple(_lines(gift, of)),
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
    """For Today of supervisors: whose givers wait for a word, and sums that cannot be."""
    if not ws.worker.may(Act.ASSIGN):
        return []
    today = clock.today()
    given = [each for each in entries.entries(ws, gifts.REGISTER) if each.in_use]
    found = [(gift.answers, _spendings(ws, gift)) for gift in given]
    untold = sum(gifts.waits_for_word(*each, today) for each in found)
    over = sum(gifts.use(*each).overspent for each in found)
    told = ((UNTOLD, untold), (OVERSPENT, over))
    return [words(count=count) for words, count in told if count]


def _spendings(ws: Workspace, gift: Entry) -> list[Answers]:
    """What was spent of it; an entry that was ended was none."""
    spent = (each for each in entries.entries(ws, gifts.SPENDING) if each.in_use)
    return [each.answers for each in spent if each.answers.get("spent_gift") == gift.uid]


def _yuan(amount: Decimal) -> str:
    form = REGISTERS[gifts.REGISTER]
    money = next(each for each in interpreter.fields(form) if each.key == "received_amount")
    return interpreter.say(money, f"{amount:.2f}")


def _lines(gift: Entry, of: Use) -> Iterator[Line]:
    form = REGISTERS[gifts.REGISTER]
    asked = {field.key: field for field in interpreter.fields(form)}
    for key in _SAID:
        value = gift.answers.get(key)
        if not interpreter.empty(value):
            yield Line(interpreter.label(form, asked[key]), interpreter.say(asked[key], value), key)
    service = asked["received_services"]
    for code, amount in of.services:
        yield Line(interpreter.say(service, [code]), _yuan(amount))
    if of.used or of.left is not None:  # of a service nobody can say how much of it is used
        yield Line(say(USED), _yuan(of.used))
    if of.left is not None:
        yield Line(say(LEFT), _yuan(of.left))
    if of.people:
        few = of.at_once < gifts.FEWEST
        yield Line(say(PEOPLE), say(FEWER(count=gifts.FEWEST)) if few else str(of.people))
