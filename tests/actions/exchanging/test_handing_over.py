"""One identified case leaves in a package, once, when two people have agreed (K-09, K-13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.exchanging import exchange, handing_over, packing
from rescueapp.actions.keeping import retention
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import name_list, trail
from rescueapp.actions.recording import identity
from rescueapp.actions.two_people import requests
from rescueapp.crypto import package_shape
from rescueapp.domain.case import Query
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.request import Kind, State
from rescueapp.domain.retention import Order
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import whole_case
from rescueapp.storage import exchange_log
from tests.actions.carrying import export
from tests.actions.colleagues import add_second
from tests.actions.partners import scanned
from tests.actions.station import INTAKE, Clock, House, Pair, save

NAME = "虚构丙"
WHY = "移交户籍地救助管理机构继续安置"


@pytest.fixture
def case(pair: Pair, tmp_path: Path) -> str:
    """A case of he with a name, a relative and a file."""
    ws = pair.station.sign_in("he")
    uid = save(ws, answers=INTAKE | {"name": NAME}).case_uid
    save(ws, "relative", {"relation": "52", "name": "虚构丁"}, case=uid)
    scanned(ws, uid, tmp_path / "a.txt")
    return uid


def agreed(house: House, case: str) -> str:
    """Asked by the worker, agreed to by the supervisor... who is not the worker."""
    asked = requests.ask(house.sign_in("he"), Kind.HAND_OVER, case, WHY)
    requests.decide(house.sign_in("duan"), asked.uid, granted=True)
    return asked.uid


def test_k13_the_office_reads_the_case_in_words_from_the_package_as_it_came(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    agreed(pair.station, case)
    made = handing_over.hand_over(pair.station.sign_in("duan"), case, tmp_path / "out")
    data = made.path.read_bytes()
    assert NAME.encode() not in data
    ws = pair.office.sign_in("wu")
    (taken,) = exchange.receive(ws, [made.path], tmp_path / "receipts")
    assert (taken.refused, taken.cases) == (None, 0)
    (package,) = exchange.packages(ws)
    assert package.level == "identified"
    read = handing_over.read_case(ws, package.uid)
    words = [words for record in read.records for _, words in record.lines]
    assert NAME in " ".join(words)
    assert len(read.records) == 3
    assert len(read.files) == 1
    assert not any(NAME in str(row) for row in ws.db.read("SELECT * FROM coded_cases"))
    assert not any(NAME in str(row) for row in ws.db.read("SELECT * FROM packages"))
    assert "open_hand_over" in {entry.act for entry in trail.entries(ws)}
    assert taken.receipt is not None
    confirmed = exchange.take_receipt(pair.station.sign_in("duan"), taken.receipt)
    assert confirmed.sequence == made.sequence


def test_k13_it_stands_in_the_registers_with_both_names(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    request = agreed(pair.station, case)
    ws = pair.station.sign_in("duan")
    handing_over.hand_over(ws, case, tmp_path)
    (export,) = exchange.exports(ws)
    assert (export.level, export.cases) == ("identified", 1)
    (left,) = releases.of_case(ws, case)
    assert left.release.approved_by == ws.worker.uid
    assert "intake.name" in left.release.fields
    (entry,) = (e for e in trail.entries(ws) if e.act == "hand_over")
    assert entry.detail["request"] == request
    assert NAME not in str(entry)


def test_k13_nobody_hands_over_alone_and_an_agreement_is_used_once(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    ws = pair.station.sign_in("duan")
    with pytest.raises(NeedsTwo):
        handing_over.hand_over(ws, case, tmp_path)
    asked = requests.ask(ws, Kind.HAND_OVER, case, WHY)
    with pytest.raises(Refused):
        requests.decide(ws, asked.uid, granted=True)
    with pytest.raises(NeedsTwo):
        handing_over.hand_over(ws, case, tmp_path)
    add_second(pair.station)
    requests.decide(pair.station.sign_in("wang"), asked.uid, granted=True)
    ws = pair.station.sign_in("duan")
    handing_over.hand_over(ws, case, tmp_path)
    (line,) = (a for a in requests.of_case(ws, case) if a.request.kind is Kind.HAND_OVER)
    assert line.state is State.USED
    with pytest.raises(NeedsTwo):
        handing_over.hand_over(ws, case, tmp_path)


def test_k13_an_agreement_made_unused_by_hand_is_not_used_twice(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    """With the key of the database alone the mark is taken away; the account knows of the use."""
    agreed(pair.station, case)
    ws = pair.station.sign_in("duan")
    handing_over.hand_over(ws, case, tmp_path)
    with ws.db.transaction():
        ws.db.execute("UPDATE requests SET used_at = NULL, used_for = NULL")
    with pytest.raises(Damaged, match="changed by hand"):
        handing_over.hand_over(ws, case, tmp_path)
    assert len(exchange.exports(ws)) == 1


def test_k13_an_agreement_ends_after_seven_days(
    pair: Pair, case: str, tmp_path: Path, now: Clock
) -> None:
    agreed(pair.station, case)
    now.later(days=8)
    with pytest.raises(NeedsTwo):
        handing_over.hand_over(pair.station.sign_in("duan"), case, tmp_path)


def test_k13_a_package_that_failed_leaves_the_agreement(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    agreed(pair.station, case)
    ws = pair.station.sign_in("duan")
    blob = ws.db.one("SELECT uid FROM blobs")
    assert blob is not None
    (ws.folder / "blobs" / blob[0][:2] / f"{blob[0]}.bin").write_bytes(b"spoiled")
    with pytest.raises(Damaged):
        handing_over.hand_over(ws, case, tmp_path / "out")
    assert exchange.exports(ws) == []
    assert list((tmp_path / "out").glob("*")) == []
    assert requests.usable(ws, Kind.HAND_OVER, case) is not None


@pytest.mark.parametrize("where", ["files", "records"])
def test_k13_a_case_no_package_holds_is_refused_in_words_and_leaves_the_agreement(
    pair: Pair, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    agreed(pair.station, case)
    ws = pair.station.sign_in("duan")
    if where == "files":
        written = len(whole_case.pack(packing.whole(ws, case)))
        monkeypatch.setattr(package_shape, "MAX_TOTAL", written + 1)
    else:
        monkeypatch.setattr(whole_case, "LIMIT", 100)
    with pytest.raises(Refused, match="MB"):
        handing_over.hand_over(ws, case, tmp_path / "out")
    assert list((tmp_path / "out").glob("*")) == []
    assert requests.usable(ws, Kind.HAND_OVER, case) is not None


def test_k13_a_case_worker_does_not_make_it_and_a_period_never_holds_identities(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    agreed(pair.station, case)
    with pytest.raises(Refused):
        handing_over.hand_over(pair.station.sign_in("he"), case, tmp_path)
    with pytest.raises(Refused, match="handed over"):
        export(pair.station.sign_in("duan"), tmp_path, level="identified")


def test_k17_a_case_that_is_only_stored_is_not_handed_over(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    agreed(pair.station, case)
    ws = pair.station.sign_in("duan")
    retention.lay(ws, case, Order.RESTRICTION, WHY)
    with pytest.raises(Refused, match="only stored"):
        handing_over.hand_over(ws, case, tmp_path)


def test_only_an_office_opens_what_it_received(pair: Pair, case: str, tmp_path: Path) -> None:
    agreed(pair.station, case)
    made = handing_over.hand_over(pair.station.sign_in("duan"), case, tmp_path / "out")
    with pytest.raises(Refused):
        handing_over.read_case(pair.station.sign_in("duan"), "0" * 32)
    ws = pair.office.sign_in("wu")
    exchange.receive(ws, [made.path], tmp_path / "receipts")
    (package,) = exchange.packages(ws)
    kept = ws.folder / exchange_log.PACKAGES / f"{package.uid}.age"
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(Damaged):
        handing_over.read_case(ws, package.uid)


# --- many identities ------------------------------------------------------------------------------


@pytest.fixture
def eleven(pair: Pair) -> list[str]:
    """Eleven cases of he."""
    ws = pair.station.sign_in("he")
    return [save(ws, answers=INTAKE | {"name": f"虚构{n}"}).case_uid for n in range(11)]


def test_k09_the_eleventh_identity_of_a_day_needs_a_second_person(
    pair: Pair, eleven: list[str], now: Clock
) -> None:
    ws = pair.station.sign_in("he")
    for uid in eleven[:10]:
        identity.reveal(ws, uid, "care")
    identity.reveal(ws, eleven[0], "care")  # again is not one more
    with pytest.raises(NeedsTwo) as refused:
        identity.reveal(ws, eleven[10], "care")
    assert refused.value.need.kind is Kind.REVEAL_MORE
    asked = requests.ask(ws, Kind.REVEAL_MORE, "", "今日集体核对全部在站人员身份")
    with pytest.raises(NeedsTwo):
        identity.reveal(ws, eleven[10], "care")
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    ws = pair.station.sign_in("he")
    assert identity.reveal(ws, eleven[10], "care").facts
    now.later(hours=13)
    for uid in eleven[:10]:
        identity.reveal(ws, uid, "care")
    with pytest.raises(NeedsTwo):
        identity.reveal(ws, eleven[10], "care")


def test_k09_one_persons_agreement_is_not_anothers(pair: Pair, eleven: list[str]) -> None:
    asked = requests.ask(
        pair.station.sign_in("he"), Kind.REVEAL_MORE, "", "今日集体核对全部在站人员身份"
    )
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    ws = pair.station.sign_in("duan")
    for uid in eleven[:10]:
        identity.reveal(ws, uid, "care")
    with pytest.raises(NeedsTwo):
        identity.reveal(ws, eleven[10], "care")


def test_k09_a_list_with_names_is_made_once_by_two(pair: Pair, eleven: list[str]) -> None:
    ws = pair.station.sign_in("he")
    with pytest.raises(NeedsTwo):
        name_list.prepare(ws, eleven)
    asked = requests.ask(ws, Kind.NAMES_LIST, "", "省厅现场核查，需在站人员花名册")
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    ws = pair.station.sign_in("he")
    prepared = name_list.prepare(ws, eleven)
    assert prepared.pdfs
    (entry,) = (e for e in trail.entries(pair.station.sign_in("duan")) if e.act == "names_list")
    assert entry.detail["cases"] == 11
    with pytest.raises(NeedsTwo):
        name_list.prepare(pair.station.sign_in("he"), eleven)


def test_k09_a_list_has_only_names_one_holds_the_key_of(pair: Pair, eleven: list[str]) -> None:
    ws = pair.station.sign_in("mu")
    asked = requests.ask(ws, Kind.NAMES_LIST, "", "省厅现场核查，需在站人员花名册")
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    with pytest.raises(Refused):
        name_list.prepare(pair.station.sign_in("mu"), eleven)


def test_k09_a_list_is_not_made_again_by_taking_the_mark_of_its_use_away(
    pair: Pair, eleven: list[str]
) -> None:
    asked = requests.ask(pair.station.sign_in("he"), Kind.NAMES_LIST, "", WHY)
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    ws = pair.station.sign_in("he")
    name_list.prepare(ws, eleven)
    with ws.db.transaction():
        ws.db.execute("UPDATE requests SET used_at = NULL, used_for = NULL")
    with pytest.raises(Damaged, match="changed by hand"):
        name_list.prepare(ws, eleven)


def test_k09_a_lists_outlook_opens_no_name_and_leaves_out_what_is_not_ones_own(
    pair: Pair, eleven: list[str]
) -> None:
    ws = pair.station.sign_in("mu")
    own = save(ws, answers=INTAKE | {"name": NAME}).case_uid
    found = name_list.outlook(ws, Query())
    assert (found.cases, found.left_out, found.grant) == ((own,), len(eleven), None)
    assert found.need is not None
    assert not found.need.request_uid
    asked = requests.ask(ws, Kind.NAMES_LIST, "", WHY)
    waits = name_list.outlook(ws, Query()).need
    assert waits is not None
    assert waits.request_uid == asked.uid
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    grant = name_list.outlook(pair.station.sign_in("mu"), Query()).grant
    assert grant is not None
    assert grant.reason == WHY
    acts = {entry.act for entry in trail.entries(pair.station.sign_in("duan"))}
    assert not acts & {"reveal", "name_listed", "names_list", "use_grant"}


def test_k09_a_name_no_font_has_spends_nothing_until_gaps_are_allowed(pair: Pair) -> None:
    ws = pair.station.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "\U0002a6d1虚构"}).case_uid
    asked = requests.ask(ws, Kind.NAMES_LIST, "", WHY)
    requests.decide(pair.station.sign_in("duan"), asked.uid, granted=True)
    ws = pair.station.sign_in("he")
    held = name_list.prepare(ws, [case])
    assert held.pdfs == ()
    assert [each.character for each in held.missing] == ["\U0002a6d1"]
    assert name_list.prepare(ws, [case], gaps=True).pdfs
    with pytest.raises(NeedsTwo):
        name_list.prepare(ws, [case], gaps=True)
