"""Mistakes of the program: type, file and line, never their text, which may quote what was typed.

What people do is in the audit; this is all there is of logs. A mistake is written to standard
error as one line, and handed on as a `Fault` to whoever listens (the window keeps it, sealed, in
the vault).
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rescueapp import __version__, clock

_logger = logging.getLogger("rescueapp")
_MOST_FRAMES = 40
_MOST_CAUSES = 4
_IN_LINE = 6  # places in the one line that people see
_listeners: list[Callable[[Fault], None]] = []


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake without a value: when, in which version, and for the error and each error it
    came from its type and the places (file:line function), the innermost first."""

    at: str  # an instant
    version: str
    errors: tuple[tuple[str, tuple[str, ...]], ...]

    def line(self) -> str:
        """What is said and logged: type and the innermost places."""
        kind, places = self.errors[0]
        shown = " < ".join(place.split(" ")[0] for place in places[:_IN_LINE])
        return f"{kind} at {shown}"

    def lines(self) -> list[str]:
        """The whole report, for the file that is given to whoever looks after the program."""
        out = [f"{self.at} {self.version}"]
        for kind, places in self.errors:
            out += [kind, *(f"  {place}" for place in places)]
        return out


def fault(error: BaseException) -> str:
    """Log a mistake without its text; returns the line that was logged. From any thread."""
    found = of(error)
    line = found.line()
    _logger.error("fault %s", line)
    for listener in tuple(_listeners):
        listener(found)
    return line


def of(error: BaseException) -> Fault:
    """What is told of an error."""
    errors = tuple((type(each).__name__, _places(each)) for each in _causes(error))
    return Fault(at=clock.stamp(), version=__version__, errors=errors)


def listen(listener: Callable[[Fault], None]) -> Callable[[], None]:
    """Have each mistake handed to `listener`, in the thread it happens in; call the result to
    end it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in seen and len(seen) < _MOST_CAUSES:
        seen.append(each)
        yield each
        each = each.__cause__ or each.__context__


def _places(error: BaseException) -> tuple[str, ...]:
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    return tuple(f"{_file(f.filename)}:{f.lineno} {f.name}" for f in reversed(frames))


def _file(name: str) -> str:
    """Folder and file of the source: the folders above are this computer's and may name people."""
    return "/".join(Path(name).parts[-2:])
