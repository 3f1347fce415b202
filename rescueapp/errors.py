"""Every exception the program raises on purpose.

Each carries `words`, a marked text for the person at the screen. The words never hold a
name, an address, an answer or a key: they name the field, the rule or the file kind.
`str(error)` is the English sentence of the same words, safe for a log.
"""

from __future__ import annotations

from rescueapp.i18n import Text


class Problem(Exception):
    """Root of the intended errors; not raised itself."""

    exit_code = 70

    def __init__(self, words: Text) -> None:
        super().__init__(words.msgid)
        self.words = words


class Refused(Problem):
    """The person can put it right: a rule, a role, a wrong passphrase, a bad row."""

    exit_code = 1


class Damaged(Problem):
    """What was read must not be trusted: cut off, changed, not ours."""

    exit_code = 3


class Unavailable(Problem):
    """The machine could not do it now: disk full, folder read-only, in use elsewhere."""

    exit_code = 4


class Cancelled(Exception):
    """The person stopped a long act. Not an error: nothing is reported, nothing is kept."""
