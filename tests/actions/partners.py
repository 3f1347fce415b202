"""Two stations that hand cases over to each other, and the office of the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rescueapp.actions.exchanging import enrolment, exchange, handing_over, taking_up
from rescueapp.actions.exchanging.exchange import Exported, Received
from rescueapp.actions.exchanging.taking_up import TakenUp
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault.vaults import VaultSetup
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from tests.actions.station import (
    STATION,
    House,
    Pair,
    attach_file,
    make_house,
    save,
)

WHY = "返回户籍地，移交当地救助管理机构继续安置"
OTHER: VaultSetup = replace(
    STATION, station_code="GZ07", station_name="青江县救助管理站", region="520300"
)


@dataclass
class Partners:
    """`here` hands over, `there` takes up; both have duan for a supervisor, he and mu."""

    here: House
    there: House
    office: House
    there_key: str
    here_key: str
    out: Path

    def agreed(self, case: str, to: str | None) -> None:
        """Asked by he, agreed to by the supervisor."""
        asked = handing_over.ask(self.here.sign_in("he"), case, WHY, to)
        requests.decide(self.here.sign_in("duan"), asked.uid, granted=True)

    def hand_over(self, case: str) -> Exported:
        """The next package from here to there, asked for and agreed to."""
        self.agreed(case, self.there_key)
        ws = self.here.sign_in("duan")
        return handing_over.hand_over(ws, case, self.out, to=self.there_key)

    def receive(self, path: Path) -> Received:
        """A package there."""
        (only,) = exchange.receive(self.there.sign_in("duan"), [path], self.out / "receipts")
        return only

    def take_up(self, path: Path, **more: Any) -> TakenUp:
        """A package taken in and taken up there."""
        taken = self.receive(path)
        assert taken.refused is None, taken.lines()
        ws = self.there.sign_in("duan")
        return taking_up.take_up(ws, taken.arrived, self.out / "receipts", **more)

    def leave(self) -> None:
        for house in (self.here, self.there, self.office):
            house.leave()


def scanned(ws: Workspace, case: str, paper: Path, words: str = "附件内容") -> dict[str, Any]:
    """A paper of the police with a scan of it, in a record; the answers."""
    paper.write_text(words, encoding="utf-8")
    scan = attach_file(ws, case_uid=case, compartment=Compartment.IDENTITY, path=paper, label="a")
    save(ws, "police_document", told := {"paper_scan": scan}, case=case)
    return told


def make_partners(pair: Pair, folder: Path) -> Partners:
    """The pair's station and another one, enrolled with each other by their words."""
    other = make_house(folder / "other", OTHER)
    both = Pair(pair.station, other)
    for sender, receiver in ((pair.station, other), (other, pair.station)):
        written = enrolment.write_key_file(sender.sign_in("duan"), folder / "keys")
        enrolment.enrol(receiver.sign_in("duan"), written.path, " ".join(written.words))
    ours = _key_of(pair.station.sign_in("duan"))
    theirs = _key_of(other.sign_in("duan"))
    both.leave()
    return Partners(pair.station, other, pair.office, theirs, ours, folder / "out")


def _key_of(ws: Workspace) -> str:
    return enrolment.own_key_file(ws).key_id
