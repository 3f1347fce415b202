"""`rescueapp`: alone it opens the window, with a command it hands over to the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from rescueapp.progress import Progress

_VAULT = "--vault"


def main() -> int:
    """The exit code. Qt is loaded only when the window is wanted."""
    arguments = sys.argv[1:]
    if not arguments:
        return _window(None)
    if len(arguments) == 2 and arguments[0] == _VAULT:
        return _window(Path(arguments[1]))
    from rescueapp import cli  # the window does not wait for the command line

    return cli.main(arguments, tour=_tour)


def _window(folder: Path | None) -> int:
    from ui import program  # the command line must not need Qt

    return program.run(folder)


def _tour(folder: Path, cases: int, progress: Progress) -> Any:
    from ui import tour

    return tour.walk(folder, cases, progress)


if __name__ == "__main__":
    raise SystemExit(main())
