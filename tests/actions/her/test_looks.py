"""Every look at something of a case is told to her, and to whoever asks after an incident."""

from __future__ import annotations

from rescueapp.actions.vault import incidents
from rescueapp.domain.account import ACTS, About, Group
from rescueapp.domain.looks import ACTS as TOLD


def test_k18_every_look_the_account_knows_is_told_to_her() -> None:
    looks = {key: act for key, act in ACTS.items() if act.group is Group.LOOKS}
    of_a_colleague = {key for key, act in looks.items() if act.about is About.PERSON}
    assert of_a_colleague == {"notes_taken_back"}  # their own notes, with two papers
    assert looks.keys() - of_a_colleague <= TOLD.keys()


def test_k19_an_incident_shows_every_look_that_is_told_to_her() -> None:
    beside_it = {"release"}  # what left stands in a list of its own
    no_look = {"save_record"}
    assert TOLD.keys() - beside_it - no_look == incidents.LOOKS
