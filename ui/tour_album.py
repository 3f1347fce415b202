"""The pictures of the tour: numbered files, each with a line that says what it shows."""

from __future__ import annotations

from pathlib import Path

from rescueapp.errors import Unavailable
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress
from ui.tour_hand import Hand

EXPECTED = 46  # pictures of a whole tour; for the progress alone
NOT_WRITTEN = mark("The picture {name} cannot be written.", "tour")


class Album:
    """`keep` takes a picture; `lines` say in the language in use what was kept."""

    def __init__(self, folder: Path, progress: Progress, first: int = 1) -> None:
        self._folder = folder
        self._progress = progress
        self._number = first - 1
        self.lines: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, hand: Hand, name: str, words: Text) -> None:
        """Take a picture of the hand's window as `NN-name.png`."""
        hand.step = say(words)
        self._number += 1
        self._progress.report(self._number, EXPECTED)
        file = self._folder / f"{self._number:02d}-{name}.png"
        if not hand.picture().save(str(file)):
            raise Unavailable(NOT_WRITTEN(name=file.name))
        self.lines.append(f"{file.name}\t{say(words)}")
        hand.step = f"{say(words)} →"

    @property
    def next(self) -> int:
        """The number of the next picture."""
        return self._number + 1
