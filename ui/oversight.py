"""Every desk of the page "Oversight", declared: its title, the act that shows it, its class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rescueapp.domain.worker import Act, Worker
from rescueapp.i18n import Text, mark
from ui.desks.abroad_desk import AbroadDesk
from ui.desks.account_desk import AccountDesk
from ui.desks.deputies_desk import DeputiesDesk
from ui.desks.desk import Desk as DeskWidget
from ui.desks.desk import Tell
from ui.desks.difficulties_desk import DifficultiesDesk
from ui.desks.hand_over_desk import HandedOverDesk, HandOverDesk
from ui.desks.incidents_desk import IncidentsDesk
from ui.desks.masked_desk import MaskedDesk
from ui.desks.proof_desk import ProofDesk
from ui.desks.referrals_desk import ReferralsDesk
from ui.desks.releases_desk import ReleasesDesk
from ui.desks.retention_desk import RetentionDesk
from ui.desks.rules_desk import RulesDesk
from ui.desks.weekly_desk import WeeklyDesk
from ui.session import Session

_STATION = frozenset({"station"})


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
    Desk("masked", mark("Cases, masked", "oversight"), "cases", Act.INSPECT, MaskedDesk),
    Desk("weekly", mark("Weekly list", "oversight"), "calendar", Act.DECIDE, WeeklyDesk, _STATION),
    Desk("deputies", mark("Deputies", "oversight"), "team", Act.DECIDE, DeputiesDesk, _STATION),
    Desk("account", mark("Account of acts", "oversight"), "timeline", Act.READ_AUDIT, AccountDesk),
    Desk("proof", mark("Proof of the account", "oversight"), "shield", Act.READ_AUDIT, ProofDesk),
    Desk(
        "referrals",
        mark("Referrals", "oversight"),
        "receipt",
        Act.DECIDE,
        ReferralsDesk,
        _STATION,
    ),
    Desk(
        "difficulties",
        mark("Difficulties between departments", "oversight"),
        "warning",
        Act.DECIDE,
        DifficultiesDesk,
        _STATION,
    ),
    Desk(
        "releases",
        mark("Register of releases", "oversight"),
        "print",
        Act.PRINT_FILE,
        ReleasesDesk,
        frozenset({"station"}),
    ),
    Desk(
        "abroad", mark("Provision abroad", "oversight"), "shield", Act.DECIDE, AbroadDesk, _STATION
    ),
    Desk(
        "incidents",
        mark("Incidents with personal data", "oversight"),
        "warning",
        Act.HANDLE_INCIDENTS,
        IncidentsDesk,
    ),
    Desk(
        "retention",
        mark("Keeping and letting go", "oversight"),
        "calendar",
        Act.DECIDE,
        RetentionDesk,
        frozenset({"station"}),
    ),
    Desk("rules", mark("Rules and holidays", "oversight"), "calendar", Act.SET_RULES, RulesDesk),
    Desk(
        "hand_over",
        mark("Hand over a case", "oversight"),
        "exchange",
        Act.EXPORT,
        HandOverDesk,
        frozenset({"station"}),
    ),
    Desk(
        "handed_over",
        mark("Cases handed over here", "oversight"),
        "exchange",
        Act.RECEIVE,
        HandedOverDesk,
        frozenset({"office"}),
    ),
)


def desks_of(worker: Worker, kind: str) -> list[Desk]:
    """The desks somebody may use in a vault of a kind, in their order."""
    return [desk for desk in DESKS if worker.may(desk.act) and kind in desk.kinds]
