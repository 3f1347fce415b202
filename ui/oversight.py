"""Every desk of the page "Oversight", declared: its title, the act that shows it, its class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rescueapp.domain.worker import Act, Worker
from rescueapp.i18n import Text, mark
from ui.desks.desk import Desk as DeskWidget
from ui.desks.desk import Tell
from ui.desks.proof_desk import ProofDesk
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """A line of the page's list; shown to who may do `act`, in vaults of `kinds`."""

    key: str
    title: Text
    icon: str
    act: Act
    make: Callable[[Session, Tell], DeskWidget]
    kinds: frozenset[str] = frozenset({"station", "office"})


DESKS: tuple[Desk, ...] = (
    Desk("proof", mark("Proof of the account", "oversight"), "shield", Act.READ_AUDIT, ProofDesk),
)


def desks_of(worker: Worker, kind: str) -> list[Desk]:
    """The desks somebody may use in a vault of a kind, in their order."""
    return [desk for desk in DESKS if worker.may(desk.act) and kind in desk.kinds]
