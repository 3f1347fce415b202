"""One look: contrast that can be read, an icon for every name, nothing left untinted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QRawFont
from PySide6.QtWidgets import QApplication

from rescueapp import paths
from ui import theme

_UI = Path(theme.__file__).parent
_LEAST = 4.5
_PAIRS = [
    ("text", "window"), ("text", "base"), ("text", "raised"), ("text", "accent_pale"),
    ("muted", "window"), ("muted", "base"), ("muted", "raised"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("amber", "base"), ("amber", "window"), ("amber", "amber_pale"),
    ("brick", "base"), ("brick", "window"), ("brick", "brick_pale"),
    ("training", "training_pale"), ("accent", "base"),
]  # fmt: skip


def _luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("named", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _PAIRS)
def test_text_can_be_read(named: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(named[ink], named[ground]) >= _LEAST


def test_both_sets_name_the_same_colours() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_the_style_uses_only_colours_that_exist() -> None:
    sheet = paths.resources("style", "rescueapp.qss").read_text(encoding="utf-8")
    used = set(re.findall(r"@([a-z_]+)", sheet)) - {"names", "mode", "style"}
    assert used <= theme.LIGHT.keys()


def test_every_icon_named_in_the_source_is_there() -> None:
    there = {file.stem for file in paths.resources("icons").glob("*.svg")}
    named: set[str] = set()
    for source in _UI.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        named |= set(re.findall(r'\bicon="([a-z_]+)"', text))
        named |= set(re.findall(r'(?:theme\.icon|pixmap)\("([a-z_]+)"', text))
    assert named <= there


def test_every_icon_can_be_tinted() -> None:
    for file in paths.resources("icons").glob("*.svg"):
        text = file.read_text(encoding="utf-8")
        assert "currentColor" in text
        assert not re.search(r"#[0-9a-fA-F]{3}", text), file.name


def test_the_bundled_font_is_in_use(qapp: QApplication) -> None:
    theme.start(qapp, "light")
    assert qapp.font().family() == theme.FONT_FAMILY
    assert qapp.font().pointSizeF() == theme.FONT_POINTS


@pytest.mark.parametrize(
    ("letter", "family"),
    zip("မខລท", theme.OTHER_SCRIPTS, strict=True),
    ids=["mya", "khm", "lao", "tha"],
)
def test_letters_of_the_neighbours_languages_are_in_the_bundled_fonts(
    qapp: QApplication, letter: str, family: str
) -> None:
    """Women write their names in them, and no office computer need have such a font."""
    theme.start(qapp, "light")
    assert family in qapp.font().families()
    font = QRawFont.fromFont(QFont(family))
    assert font.familyName() == family, "another stands in for it"
    assert font.supportsCharacter(ord(letter))


def test_choosing_another_theme_redraws_what_is_shown(qapp: QApplication) -> None:
    from ui.widgets.buttons import Button

    theme.start(qapp, "light")
    button = Button("x", "x", icon="lock")
    before = button.icon().pixmap(24, 24).toImage()
    theme.choose("dark")
    assert button.icon().pixmap(24, 24).toImage() != before
    theme.choose("light")
    assert button.icon().pixmap(24, 24).toImage() == before
