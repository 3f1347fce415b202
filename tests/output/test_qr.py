"""The code on a recovery paper holds what is printed in words beside it."""

from __future__ import annotations

import pytest

from rescueapp.printing import qr

FINDER = (
    "1111111",
    "1000001",
    "1011101",
    "1011101",
    "1011101",
    "1000001",
    "1111111",
)
SHARE = " ".join(f"WORD{chr(65 + n % 26)}" for n in range(33))


def test_it_has_the_three_marks_a_reader_looks_for() -> None:
    code = qr.squares(SHARE)
    size = len(code)
    assert (size - 17) % 4 == 0
    assert {len(row) for row in code} == {size}
    for down, right in ((0, 0), (0, size - 7), (size - 7, 0)):
        found = tuple(
            "".join("01"[code[down + row][right + at]] for at in range(7)) for row in range(7)
        )
        assert found == FINDER
    timing = [code[6][at] for at in range(8, size - 8)]
    assert timing == [at % 2 == 0 for at in range(8, size - 8)]


def test_other_words_give_another_code_and_the_same_the_same() -> None:
    assert qr.squares(SHARE) == qr.squares(SHARE)
    assert qr.squares(SHARE) != qr.squares(SHARE.replace("WORDB", "WORDX"))


def test_capitals_take_less_room() -> None:
    assert len(qr.squares(SHARE)) < len(qr.squares(SHARE.lower()))


def test_what_no_code_holds_is_said() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.squares("x" * 5000)
