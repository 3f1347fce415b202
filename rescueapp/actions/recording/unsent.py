"""Words typed into a question that a lock cut short: kept sealed to who typed them alone, and given
back once, to the same question about the same object.

No drafts: nothing is listed, and nobody else can take them over. What nobody came back to for a
week goes with the next lock.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rescueapp import clock
from rescueapp.crypto import seal
from rescueapp.errors import Damaged
from rescueapp.storage import vault_values
from rescueapp.workspace import Workspace

Words = Mapping[str, str]  # of a question, by the name of the field

_LASTS = timedelta(days=7)
_AT, _WORDS = "at", "words"


def keep(ws: Workspace, typed: Mapping[str, Words]) -> None:
    """Before a lock: the words of each question that stands open, by what it asks about. Not
    audited: nothing happened yet."""
    kept = _kept(ws)
    oldest = clock.now() - _LASTS
    still = {about: each for about, each in kept.items() if clock.instant(each[_AT]) > oldest}
    at = clock.stamp()
    still |= {about: {_AT: at, _WORDS: dict(words)} for about, words in typed.items() if words}
    if still != kept:
        _put(ws, still)


def take(ws: Workspace, about: str) -> Words:
    """What this worker had typed there, which is kept no longer; nothing for most questions."""
    kept = _kept(ws)
    if about not in kept:
        return {}
    words: Words = kept.pop(about)[_WORDS]
    _put(ws, kept)
    return words


def _kept(ws: Workspace) -> dict[str, Any]:
    name, bound = _place(ws)
    sealed = vault_values.get(ws.db, name)
    if not sealed:
        return {}
    try:
        data = seal.unseal_for(ws.keys.box_secret, b64decode(sealed), bound=bound)
    except Damaged:  # sealed before they got new keys: nobody opens it any more
        return {}
    kept: dict[str, Any] = json.loads(data)
    return kept


def _put(ws: Workspace, kept: Mapping[str, Any]) -> None:
    name, bound = _place(ws)
    data = json.dumps(kept, ensure_ascii=False).encode()
    sealed = seal.seal_for((ws.keys.user.box_public,), data, bound=bound) if kept else b""
    with ws.db.transaction():
        vault_values.set(ws.db, name, b64encode(sealed).decode())


def _place(ws: Workspace) -> tuple[str, tuple[str, ...]]:
    """The name of the value, and what its seal is bound to."""
    return f"{vault_values.UNSENT}{ws.worker.uid}", ("unsent", ws.worker.uid)
