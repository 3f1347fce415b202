"""A case handed over from one station to another, by commands alone."""

from __future__ import annotations

from pathlib import Path

from rescueapp.actions.exchanging import enrolment
from rescueapp.actions.finding import cases
from rescueapp.actions.two_people import requests
from rescueapp.storage import requests as stored
from tests.actions.partners import OTHER, WHY
from tests.actions.station import STATION, House, make_house, save
from tests.command_line.terminal import Terminal


def test_a_case_is_handed_over_taken_up_and_signed_for(
    rescue: Terminal, vault: Path, house: House, tmp_path: Path
) -> None:
    there = make_house(tmp_path / "there", OTHER)
    for sender, receiver in ((house, there), (there, house)):
        written = enrolment.write_key_file(sender.sign_in("duan"), tmp_path / "keys")
        enrolment.enrol(receiver.sign_in("duan"), written.path, " ".join(written.words))
    number = save(house.sign_in("he")).number
    house.leave()
    there.leave()
    stick = tmp_path / "stick"
    case = ("--case", number, "--to", OTHER.station_code)

    assert rescue.at(vault, "he", "ask", "hand-over", *case, "--reason", WHY).code == 0
    ws = house.sign_in("duan")
    (asked,) = stored.waiting(ws.db)
    requests.decide(ws, asked.uid, granted=True)
    house.leave()
    export = ("export", "--level", "identified", *case, "--out", stick)
    for typed, words in (("", "read it above and run it again with --yes"), ("no\n", "Stopped.")):
        unread = rescue.at(vault, "duan", *export, typed=typed)
        assert (unread.code, unread.out) == (1, "")
        assert f"To {OTHER.station_name} go 1 records and 0 attachments." in unread.err
        assert words in unread.err
        assert not stick.exists()
    made = rescue.at(vault, "duan", *export, typed="yes\n")
    assert made.code == 0, made.err
    assert f"To {OTHER.station_name} go 1 records" in made.err
    rescue.files["duan"] = there.passphrase_file("duan", tmp_path)
    folder = there.folder
    came = rescue.at(folder, "duan", "receive", stick, "--receipts", stick)
    assert came.code == 0, came.err
    (line,) = rescue.at(folder, "duan", "arrived").lines
    package, station, *_ = line.split("\t")
    assert station == STATION.station_name
    assert number in rescue.at(folder, "duan", "arrived", package).out
    up = rescue.at(folder, "duan", "take-up", package, "--receipts", stick, "--worker", "he")
    assert up.code == 0, up.err
    assert f"{OTHER.station_code}-" in up.lines[0]
    ws = there.sign_in("he")
    (row,) = cases.case_rows(ws, [1])
    assert row.worker == ws.worker.uid
    there.leave()

    (receipt,) = stick.glob("*.rescuereceipt")
    rescue.files["duan"] = house.passphrase_file("duan", tmp_path)
    filed = rescue.at(vault, "duan", "receipt", receipt)
    assert f"Case {number} was taken up there." in filed.out
