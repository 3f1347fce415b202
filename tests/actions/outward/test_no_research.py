"""Nothing leaves for research until there are consolidated figures to make it of (K-16)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.exchanging import exchange
from rescueapp.actions.outward import releases
from rescueapp.domain import consent
from rescueapp.errors import Refused
from rescueapp.exchange import manifest
from rescueapp.forms import codes
from rescueapp.i18n import say
from rescueapp.printing.profiles import PROFILES
from tests.actions.carrying import PERIOD
from tests.actions.leaving import CALL
from tests.actions.station import House, Pair, refused, save

RESEARCH_AND_STATISTICS = "07"  # of L-consent


@pytest.mark.parametrize("agreed", ["01", "02", None])
def test_k16_asked_for_research_data_the_program_says_that_there_is_none(
    pair: Pair, tmp_path: Path, agreed: str | None
) -> None:
    """Whatever she answered to research in F26: a yes opens no way out either."""
    case = save(pair.station.sign_in("he")).case_uid
    if agreed:
        told = {"consent_on": "2026-06-30", "consenter": "01"}
        save(pair.station.sign_in("he"), "consent", told | {"agrees_statistics": agreed},
             case=case)  # fmt: skip
    ws = pair.station.sign_in("duan")
    asked = {**PERIOD, "level": manifest.RESEARCH}
    with pytest.raises(Refused) as raised:
        exchange.export_package(ws, out_dir=tmp_path / "stick", **asked)
    assert "no group under ten people" in say(raised.value.words)
    assert exchange.exports(ws) == []
    assert not (tmp_path / "stick").exists() or not list((tmp_path / "stick").iterdir())


@pytest.mark.parametrize("level", ["research", "publication", "ctdc", "k_anonymous", "open"])
def test_k16_no_package_is_made_or_read_for_it(level: str) -> None:
    with pytest.raises(Refused):
        manifest.check_level(level)
    with pytest.raises(Refused):
        manifest.check_level_of_many(level)


def test_k16_every_way_out_is_known_and_none_is_for_research() -> None:
    """A new level, profile, ground or kind of release has to be looked at here first."""
    assert set(manifest.LEVELS) == {"statistics", "pseudonymous", "identified"}
    assert manifest.STATISTICS in manifest.LATER  # figures do not exist yet
    assert set(PROFILES) == {"internal", "next_institution", "family", "court", "abroad"}
    assert set(releases.KINDS) == {"print", "package", "hand_over", "outside"}
    assert {code.code for code in codes.codes("L-release-basis")} == {
        "01", "02", "03", "04", "05", "06", "99",
    }  # fmt: skip
    assert not any("研究" in code.zh_hans for code in codes.codes("L-release-basis"))


@pytest.mark.lives("S38")
@pytest.mark.parametrize("basis", ["01", "02", "06", "99"])
def test_k16_nothing_of_one_person_is_given_to_who_asks_for_a_study_or_the_media(
    station: House, basis: str
) -> None:
    """On no ground, whatever she agreed to; what was told already is kept, and is an incident."""
    ws = station.sign_in("he")
    case = save(ws).case_uid
    agreed = {"consent_on": "2026-06-30", "consenter": "01"}
    save(ws, "consent", agreed | {"agrees_statistics": "01", "agrees_referral": "01"}, case=case)
    asked = CALL | {"release_recipient": "某大学（虚构）", "release_research": True,
                    "release_basis": basis}  # fmt: skip
    assert "incident" in say(refused(ws, "release", asked, case, complete=True))
    save(ws, "release", asked, case=case)


@pytest.mark.parametrize("question", ["agrees_photo", "agrees_statistics", "agrees_follow_up"])
def test_k16_a_yes_to_something_else_is_no_consent_to_telling_others(
    station: House, question: str
) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    agreed = {"consent_on": "2026-06-30", "consenter": "01"}
    consented = save(ws, "consent", agreed | {question: "01"}, case=case)
    asked = CALL | {"release_basis": "01"}
    assert "separate consent" in say(refused(ws, "release", asked, case, complete=True))
    save(ws, "consent", agreed | {question: "01", "agrees_referral": "01"}, case=case,
         record=consented.record_uid, based_on=1)  # fmt: skip
    save(ws, "release", asked, case=case, complete=True)


def test_k16_no_act_rests_on_the_consent_to_research_and_she_is_told_so() -> None:
    assert RESEARCH_AND_STATISTICS not in consent.RESTS_ON.values()
    assert "No research data is made" in say(consent.STOPS[RESEARCH_AND_STATISTICS])
