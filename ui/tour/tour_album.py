"""The pictures of the tour: numbered files, each with a line that says what it shows."""

from __future__ import annotations

from pathlib import Path

from rescueapp import i18n
from rescueapp.errors import Unavailable
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress
from ui.tour.tour_hand import Hand

EXPECTED = 55  # pictures of a whole tour; for the progress alone
NOT_WRITTEN = mark("The picture {name} cannot be written.", "tour")


class Album:
    """`keep` takes a picture; `lines` say what each shows, in the language the tour began in.

    `crop`: device pixels; where a scale does not divide the screen, the window is a pixel larger.
    """

    def __init__(
        self,
        folder: Path,
        progress: Progress,
        *,
        first: int = 1,
        crop: tuple[int, int] | None = None,
    ) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self._progress = progress
        self._next = first
        self._crop = crop
        self._language = i18n.language()
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def next(self) -> int:
        """The number of the next picture."""
        return self._next

    def keep(self, hand: Hand, name: str, words: Text) -> None:
        """Take a picture of the hand's window as `NN-name.png`."""
        with i18n.speaking(self._language):
            said = say(words)
        picture = hand.picture()
        if self._crop is not None:
            picture = picture.copy(0, 0, *self._crop)
        file = self.folder / f"{self._next:02d}-{name}.png"
        if not picture.save(str(file)):
            raise Unavailable(NOT_WRITTEN(name=file.name))
        self.lines.append(f"{file.name}\t{said}")
        self._progress.report(self._next, EXPECTED)
        self._next += 1
        hand.step = said
