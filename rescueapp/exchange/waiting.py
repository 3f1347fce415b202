"""Lines that were made and not yet encrypted for the office.

They wait sealed, under a key that is only in memory, in a file without a name: no plaintext
touches a disk, and any number of lines takes the same memory.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from rescueapp.crypto import seal
from rescueapp.crypto.package import Measured
from rescueapp.crypto.package_shape import MAX_ENTRY
from rescueapp.errors import Refused, Unavailable
from rescueapp.i18n import mark

TOO_MUCH: Final = mark(
    "There is more in this period than one package holds. Choose a shorter one.", "package"
)
NO_ROOM: Final = mark("There is no room on the disk to make the package.", "package")
_BOUND = ("package lines",)


class Waiting:
    """Takes lines, then gives all of them as the content of a package. Use it in a `with`.

    Raises Unavailable when the disk does not serve.
    """

    def __init__(self) -> None:
        self._file = _nameless()
        self._key = seal.new_key()
        self._sealer = seal.Sealer(self._key, self._file, bound=_BOUND)
        self._hash = hashlib.sha256()

    def add(self, data: bytes) -> None:
        """One more line. Raises Refused for more than one package holds."""
        self._hash.update(data)
        try:
            self._sealer.write(data)
        except OSError:
            raise Unavailable(NO_ROOM) from None
        if self._sealer.size > MAX_ENTRY:
            raise Refused(TOO_MUCH)

    def finish(self) -> Measured:
        """Everything that was added; no line comes after this."""
        try:
            self._sealer.finish()
            self._file.flush()
        except OSError:
            raise Unavailable(NO_ROOM) from None
        return Measured(self._lines, self._sealer.size, self._hash.hexdigest())

    def _lines(self) -> Iterator[bytes]:
        self._file.seek(0)
        return seal.unseal_stream(self._key, self._file, bound=_BOUND)

    def __enter__(self) -> Waiting:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _nameless() -> BinaryIO:
    try:
        return cast(BinaryIO, tempfile.TemporaryFile())
    except OSError:
        raise Unavailable(NO_ROOM) from None
