"""SIGN of `blocks` for sheets with places to sign: who signed is kept, and not printed beside."""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks

_SIGNED, _WHY, _ADULT, _RELATION, _BY, _SECOND, _FEMALE, _NO_WOMAN, _HEAD, _ON = blocks.SIGN

SIGN = (
    replace(_SIGNED, off_sheet=True),
    replace(_WHY, off_sheet=True),
    replace(_ADULT, off_sheet=True),
    replace(_RELATION, off_sheet=True),
    replace(_BY, off_sheet=True),
    replace(_SECOND, off_sheet=True),
    replace(_FEMALE, off_sheet=True),
    replace(_NO_WOMAN, off_sheet=True),
    replace(_HEAD, off_sheet=True),
    replace(_ON, off_sheet=True),
)
