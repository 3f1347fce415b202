"""The case in a hand-over package: what no program of ours writes is damage, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.errors import Damaged
from rescueapp.exchange import whole_case

CASE = (Path(__file__).parents[1] / "vectors" / "case" / "v2.json").read_bytes()


@pytest.mark.parametrize(
    "answer",
    [b"1e999", b"-1e999", b"NaN", rb'"\ud800"', rb'{"\udfff": 1}', b"9" * 5000, b"[" * 5000],
    ids=["too large", "too small", "no number", "half a character", "half in a name", "digits",
         "nested"],
)  # fmt: skip
def test_what_no_vault_can_keep_is_refused_when_it_is_read(answer: bytes) -> None:
    assert whole_case.unpack(CASE)
    with pytest.raises(Damaged):
        whole_case.unpack(CASE.replace(b'"52"', answer))
