"""What was written cannot be written anew with the keys of a later day."""

from __future__ import annotations

import hashlib

import pytest

from rescueapp.crypto import forward
from rescueapp.errors import Damaged

FIRST = bytes(range(32))
LINKS = [hashlib.sha256(bytes([n])).digest() for n in range(6)]


def written() -> list[tuple[int, bytes, bytes | None]]:
    """Six entries, from number 4 on."""
    key, rows = FIRST, list[tuple[int, bytes, bytes | None]]()
    for seq, link in enumerate(LINKS, 4):
        rows.append((seq, link, forward.mac(key, link)))
        key = forward.after(key)
    return rows


def test_what_was_written_in_its_time_holds() -> None:
    assert forward.verify(FIRST, written()) == 6
    assert forward.verify(FIRST, []) == 0


def test_the_shape_is_frozen() -> None:
    assert (
        forward.after(FIRST).hex() == hashlib.sha256(b"rescueapp audit key 1\0" + FIRST).hexdigest()
    )
    assert written()[0][2] is not None
    assert len(written()[0][2] or b"") == 32


@pytest.mark.fault(14, what="pasts rewritten with the key of today")
@pytest.mark.parametrize("place", range(6))
def test_every_entry_written_anew_is_named(place: int) -> None:
    """By somebody who has the key as it is after all of them."""
    late = FIRST
    for _ in LINKS:
        late = forward.after(late)
    rows = written()
    seq, _, _ = rows[place]
    other = hashlib.sha256(b"other").digest()
    rows[place] = (seq, other, forward.mac(late, other))
    with pytest.raises(Damaged) as caught:
        forward.verify(FIRST, rows)
    assert caught.value.words.values["seq"] == seq


def test_an_entry_without_a_mac_is_named() -> None:
    rows = written()
    rows[2] = (6, LINKS[2], None)
    with pytest.raises(Damaged):
        forward.verify(FIRST, rows)


def test_another_first_key_proves_nothing() -> None:
    with pytest.raises(Damaged):
        forward.verify(bytes(32), written())
