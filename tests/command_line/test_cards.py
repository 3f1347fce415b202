"""The card of services from the command line (K-03): which numbers, in which language."""

from __future__ import annotations

from pathlib import Path

from tests.actions.entering import enter
from tests.actions.papers.test_service_card import LEGAL
from tests.actions.station import INTAKE, House, save
from tests.command_line.terminal import Terminal
from tests.output.paper import squeezed, words_of


def test_k03_the_card_is_in_the_language_asked_for_or_of_the_case(
    rescue: Terminal, house: House, vault: Path, tmp_path: Path
) -> None:
    ws = house.sign_in("he")
    enter(ws, LEGAL, register="services")
    unchecked = LEGAL | {"service_phone": "0888-5550199", "service_checked_on": None}
    enter(ws, unchecked, register="services", complete=False)
    vie = save(ws, answers=INTAKE | {"languages": ["cmn", "vie"]}).number
    npi = save(ws, answers=INTAKE | {"languages": ["npi"]}).number
    unknown = save(ws, answers=INTAKE).number
    house.leave()
    out = tmp_path / "card.pdf"
    said: list[str] = []

    def printed(*more: str) -> str:
        out.unlink(missing_ok=True)
        done = rescue.at(vault, "he", "card", *more, "--out", out)
        assert (done.code, done.err) == (0, "")
        said.append(done.out)
        return words_of(out.read_bytes())

    assert squeezed("Vấn đề pháp luật") in (text := printed("--case", vie))
    assert "Nepali" not in said[-1]
    assert "0888-5550199" not in text  # nobody called it
    assert squeezed("Vấn đề pháp luật") in printed("--in", "vie", "--number", "0888-5550199")
    assert "法律问题" in (text := printed("--case", npi))
    assert "Legal" not in text
    assert "Nepali. Print the card to write on" in said[-1]
    assert squeezed("Legal questions") in printed("--case", unknown)
    assert "No language is written down in this case yet." in said[-1]
    assert squeezed("Legal questions") in printed()

    assert squeezed("Legal questions") in printed("--in", "eng")  # as L-language calls it
    assert "法律问题" in (text := printed("--in", "cmn"))
    assert "Legal" not in text

    refused = rescue.at(vault, "he", "card", "--in", "npi", "--out", tmp_path / "no.pdf")
    assert refused.code == 1
    assert "Nepali. Print the card to write on" in refused.err
    unknown = rescue.at(vault, "he", "card", "--number", "999", "--out", tmp_path / "no.pdf")
    assert unknown.code == 1
    assert "999" in unknown.err
    assert not (tmp_path / "no.pdf").exists()
