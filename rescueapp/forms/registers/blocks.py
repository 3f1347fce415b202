"""What every register asks."""

from __future__ import annotations

from rescueapp.forms.schema import Field, Kind, Part

ENDED_ON = Field(
    "ended_on",
    "No longer in use since",
    Kind.DATE,
    personal=False,
    part=Part.ENDED_ON,
    hint="The entry stays, and is offered no more from this day on.",
    context="register",
)
