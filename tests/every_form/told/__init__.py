"""What a caseworker would have written, by question. Every name, number and unit is invented."""

from __future__ import annotations

from typing import Any

from tests.every_form.told import (
    afterwards,
    arrival,
    assessment,
    care,
    consent,
    crime,
    person,
    relatives,
    station,
)

SUBJECTS = (person, relatives, arrival, consent, crime, assessment, care, afterwards, station)
TOLD: dict[str, Any] = {key: said for subject in SUBJECTS for key, said in subject.TOLD.items()}
