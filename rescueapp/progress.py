"""How long work tells how far it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to every long piece of work. `total` 0 means: not known yet."""

    def report(self, done: int, total: int = 0) -> None:
        """Say how far the work is. Raises `errors.Cancelled` when the person stopped it."""


class Quiet:
    """Nobody watches and nobody stops."""

    def report(self, done: int, total: int = 0) -> None:
        pass
