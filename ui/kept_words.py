"""What a file on the appraisal list holds, in words."""

from __future__ import annotations

from rescueapp.actions.keeping.retention import Line
from rescueapp.domain.retention import COUNTED
from rescueapp.i18n import mark, say

_COUNT = mark("{what}: {count}", "retention")


def holds(line: Line) -> str:
    """What a case holds, in one line."""
    found = [(what, line.counts.get(what, 0)) for what in ("records", "attachments", "out")]
    return "  ".join(say(_COUNT(what=COUNTED[w], count=n)) for w, n in found if n)
