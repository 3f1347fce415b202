"""`rescueapp`: alone it opens the window, with a command it hands over to the command line."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

from rescueapp import process
from rescueapp.progress import Progress

_VAULT, _AGAIN = "--vault", "--again"


def main() -> int:
    """The exit code. Qt is loaded only when the window is wanted."""
    process.close_to_others()
    arguments = sys.argv[1:]
    if not arguments:
        return _window(None)
    if len(arguments) == 2 and arguments[0] == _VAULT:
        return _window(Path(arguments[1]))
    if len(arguments) == 4 and arguments[::2] == [_VAULT, _AGAIN]:  # after a lock
        return _window(Path(arguments[1]), arguments[3])
    from rescueapp import cli  # the window does not wait for the command line

    return cli.main(arguments, tour=_tour)


def _window(folder: Path | None, again: str = "") -> int:
    gc.disable()  # what is loaded now is no garbage; later the window looks for it (`garbage`)
    from ui import ending, start  # the command line must not need Qt

    return start.run(folder, ending.Again.read(again))


def _tour(folder: Path, cases: int, progress: Progress) -> Any:
    from ui.tour import tour

    return tour.walk(folder, cases, progress)


if __name__ == "__main__":
    raise SystemExit(main())
