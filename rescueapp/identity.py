"""Identifiers of stored things: random, so that they tell nothing about order or person."""

from __future__ import annotations

import secrets


def uid() -> str:
    """A new identifier: 32 lower-case hex digits, 128 random bits."""
    return secrets.token_hex(16)
