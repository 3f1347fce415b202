"""A passphrase opens however a keyboard or an input method spells it, whatever it is made of."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.crypto.keyring import Keyring
from rescueapp.errors import Refused
from tests.crypto.rings import HE, LI, ring

pytestmark = pytest.mark.fault(18, what="passphrases opened in every spelling")

PASSPHRASES = {
    "Vietnamese": "Tên tôi là Hoa và mẹ tôi là Lan",
    "Burmese": "ကျွန်တော့်နာမည် မောင်လှ ဖြစ်သည်",
    "Hindi": "मेरा नाम कमला है और मैं यहाँ हूँ",
    "Chinese": "雨后青桥七二晚枫一八山河云树",
    "emoji": "👩‍🌾🏔️🌉 six words of a farmer 🌾",
    "256 characters": "caomei dadi " * 21 + "yunh",
    "blanks at the ends": "  shanpo huoche qingwa  ",
}


@pytest.mark.parametrize("said", PASSPHRASES.values(), ids=PASSPHRASES.keys())
def test_every_spelling_of_a_passphrase_opens_and_another_does_not(
    tmp_path: Path, said: str
) -> None:
    ring(tmp_path, LI, replace(HE, passphrase=said))
    keyring = Keyring.read(tmp_path)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        typed = unicodedata.normalize(form, said)
        for spelling in (typed, f" {typed}\n", typed.upper().lower()):
            assert keyring.unlock("he", spelling).grants
    with pytest.raises(Refused):
        keyring.unlock("he", said[:-3])
