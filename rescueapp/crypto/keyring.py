"""The keyring of a vault: who can open it, with which keys."""

from __future__ import annotations

from rescueapp.crypto.slots import Grant, NewUser, UserSlot

__all__ = ["Grant", "NewUser", "UserSlot"]
