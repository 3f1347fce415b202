"""A passphrase that somebody else made opens once: its owner takes one of their own first.

The administrator sees the words of each new colleague and of each reset, whoever sets a vault up
those of all. With words that stayed they could sign in as others for years, and an administrator
reads nothing (decisions.md, "Keys"; security.md C.1). Noted is which secret lies under such words:
another passphrase makes another secret. Who came first with the given words leaves the owner
outside, and so is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from rescueapp.crypto.keyring import Keyring
from rescueapp.i18n import mark
from rescueapp.storage import vault_values
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace

KEY = "given_passphrases"  # the vault value: by user uid, a digest of the secret under the words

TAKE_ONES_OWN = mark(
    "Somebody else made this passphrase and has seen it. Take one of your own first: in the window,"
    " or with the command “passphrase”.",
    "passphrase",
)


def noted(keyring: Keyring, uids: Iterable[str]) -> str:
    """What is kept where these users' passphrases, as they are now, were made by others."""
    marks = keyring.marks()
    return json.dumps({uid: marks[uid]["secret"] for uid in uids}, sort_keys=True)


def note(db: Database, keyring: Keyring, user_uid: str) -> None:
    """The same of one more user, inside the caller's transaction."""
    kept = _kept(db) | json.loads(noted(keyring, [user_uid]))
    vault_values.set(db, KEY, json.dumps(kept, sort_keys=True))


def given(ws: Workspace) -> bool:
    """Whether who signed in did so with words somebody else has seen. Never in a training vault,
    whose passphrases lie beside it."""
    mine = ws.keyring.marks()[ws.worker.uid]["secret"]
    return not ws.vault.training and _kept(ws.db).get(ws.worker.uid) == mine


def _kept(db: Database) -> dict[str, str]:
    return dict(json.loads(vault_values.get(db, KEY) or "{}"))
