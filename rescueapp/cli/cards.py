"""The card of services from the command line (K-03)."""

from __future__ import annotations

import argparse
from typing import Any

from rescueapp import i18n
from rescueapp.actions.papers import prints, service_card
from rescueapp.actions.papers.service_card import CardOrder, Offer
from rescueapp.cli.commands import case_row
from rescueapp.errors import Refused
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace

NO_NUMBER = mark("The register has no service with this number: {numbers}", "command")

Options = argparse.Namespace


def print_card(ws: Workspace, options: Options) -> dict[str, Any]:
    """The card as a PDF in clear: of the numbers asked for, or of those that were called and found
    right; in a language, or in that of the person of a case. The register of copies knows of it."""
    found = service_card.offered(ws)
    chosen = [each for each in found if service_card.checked(each)]
    if options.number:
        by_number = {str(each.answers["service_phone"]): each for each in found}
        if lacking := [number for number in options.number if number not in by_number]:
            raise Refused(NO_NUMBER(numbers=", ".join(lacking)))
        chosen = [by_number[number] for number in options.number]
    offer = Offer(service_card.of_list(options.in_ or i18n.language()))
    if options.case:
        offer = service_card.offer(ws, case_row(ws, options.case).uid)
    order = CardOrder(tuple(each.uid for each in chosen), offer.language, options.institution)
    prepared = service_card.prepare_card(ws, order)
    prints.refuse_missing(prepared)
    prints.save(ws, prepared, options.out)
    return {
        "print_id": prepared.print_id,
        "file": options.out,
        "language": offer.language,
        "why": say(offer.why) if offer.why else "",
    }
