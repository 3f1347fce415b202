"""Who decided a request, as a list says it."""

from __future__ import annotations

from rescueapp.i18n import mark, say

_TELEPHONE = mark("by telephone", "request")


def decider(name: str, code: str) -> str:
    """Who typed a code agreed to nothing: it was the superior bureau, over the telephone."""
    return say(_TELEPHONE) if code else name
