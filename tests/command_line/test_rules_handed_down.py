"""An office's rules go to a station by commands alone: written, tried, taken in, refused."""

from __future__ import annotations

from pathlib import Path

from rescueapp.actions.due import rules
from rescueapp.actions.exchanging import enrolment
from tests.actions.handed_down import WHY
from tests.actions.station import OFFICE, House, make_house
from tests.command_line.terminal import Terminal


def test_rules_are_written_tried_and_taken_in(
    rescue: Terminal, vault: Path, house: House, tmp_path: Path
) -> None:
    office = make_house(tmp_path / "office", OFFICE)
    for sender, sends, receiver, takes in ((house, "duan", office, "wu"),
                                           (office, "wu", house, "duan")):  # fmt: skip
        written = enrolment.write_key_file(sender.sign_in(sends), tmp_path / "keys")
        enrolment.enrol(receiver.sign_in(takes), written.path, " ".join(written.words))
    rescue.files["wu"] = office.passphrase_file("wu", tmp_path)
    stick = tmp_path / "stick"
    house.leave()
    office.leave()

    nothing = rescue.at(office.folder, "wu", "hand-down", "--out", stick)
    assert (nothing.code, nothing.out) == (1, "")
    ws = office.sign_in("wu")
    rules.change(ws, "A-409", amounts=[20], soon=None, applied=True, why=WHY)
    office.leave()
    made = rescue.at(office.folder, "wu", "hand-down", "--out", stick)
    assert made.code == 0, made.err
    (file,) = stick.glob("*.rescuerules")

    tried = rescue.at(vault, "duan", "take-rules", file, "--dry-run")
    assert tried.code == 0, tried.err
    assert "30 working days → 20 working days" in tried.out
    assert len(rules.history(house.sign_in("duan"), "A-409")) == 1
    house.leave()
    told = rescue.at(vault, "duan", "--json", "take-rules", file, "--dry-run")
    assert [line["said"]["rule"] for line in told.json["rules"]] == ["A-409"]
    taken = rescue.at(vault, "duan", "take-rules", file)
    assert "Rules taken in: 1; not taken: 0" in taken.out
    assert len(rules.history(house.sign_in("duan"), "A-409")) == 2
    house.leave()
    again = rescue.at(vault, "duan", "take-rules", file)
    assert (again.code, again.out) == (1, "")
    assert "nothing in it is new" in again.err
    file.write_bytes(file.read_bytes()[:-9])
    assert rescue.at(vault, "duan", "take-rules", file, "--dry-run").code not in (0, 70)
    assert rescue.at(vault, "he", "take-rules", file).code == 1  # not her role
