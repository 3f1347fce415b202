"""Where resources, translations and settings are: in a source tree, a wheel, a frozen program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


@cache
def _beside(name: str) -> Path:
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"the program is incomplete: no folder {name}")


def resources(*parts: str) -> Path:
    """A file or folder under `resources`."""
    return _beside("resources").joinpath(*parts)


def translations() -> Path:
    """The gettext folder: `<language>/LC_MESSAGES/rescueapp.mo`."""
    return _beside("translations")


def settings() -> Path:
    """The folder for settings that are not secret (language, theme, last vault folder)."""
    return Path(platformdirs.user_config_dir("rescueapp", appauthor=False))
