"""What the window remembers outside the vault: nothing of any case, nothing secret.

Language, theme, last vault folder, columns of lists. One small JSON file; a file that
cannot be read is as if it were not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rescueapp import paths

_FILE = "window.json"


class Settings:
    """Read at start, written at each change. `folder`: another place (the tour's own)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.settings()
        self._values = _read(self._folder / _FILE)

    def get(self, key: str, default: Any = None) -> Any:
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Remember a JSON value. A folder that cannot be written is no reason to stop."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _FILE).write_text(json.dumps(self._values), encoding="utf-8")
        except OSError:
            return


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
