"""Each test of forms chooses its language; the default is Chinese."""

from __future__ import annotations

import pytest

from rescueapp import i18n


@pytest.fixture(params=i18n.LANGUAGES)
def language(request):
    """Once in every language of the program."""
    with i18n.speaking(request.param):
        yield request.param


@pytest.fixture
def english():
    with i18n.speaking("en"):
        yield
