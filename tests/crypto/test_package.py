"""A transfer package opens only whole, for the right office, by an enrolled sender."""

from __future__ import annotations

import hashlib
import io
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto import package as package_module
from rescueapp.crypto import package_shape, primitives, sign
from rescueapp.crypto.package import Measured, Package, write_package
from rescueapp.errors import Cancelled, Damaged, Problem, Refused, Unavailable
from rescueapp.i18n import mark
from tests.faults.figures import Figures

CASES = b'{"case":1}\n' * 9000
MUTATIONS = int(os.environ.get("MUTATIONS", "1000"))  # 30,000 before a release
STRANGER = mark("Nobody enrolled this key.", "test")


@dataclass(frozen=True)
class Office:
    recipient: bytes
    identity: bytes
    seed: bytes

    def opened(self, path: Path, signer: Callable[[str], bytes] | None = None) -> Package:
        public = sign.public_of(self.seed)
        return Package.open(
            path, identity=self.identity, signer_public=signer or (lambda _: public)
        )


@pytest.fixture
def office() -> Office:
    return Office(*primitives.age_pair(), primitives.random())


@pytest.fixture
def sent(office: Office, tmp_path: Path) -> Path:
    path = tmp_path / "3f2a.age"
    entries = [("cases.jsonl", CASES), ("empty", b""), ("audit.jsonl", lambda: [b"ab", b"", b"c"])]
    with path.open("wb") as target:
        write_package(
            target, {"seq": 7}, entries, recipient=office.recipient, signing_seed=office.seed
        )
    return path


def changed(path: Path, data: bytes) -> Path:
    other = path.with_name("changed.age")
    other.write_bytes(data)
    return other


def test_what_was_sent_is_received(office: Office, sent: Path) -> None:
    with office.opened(sent) as package:
        assert package.manifest == {"seq": 7}
        assert package.signer == sign.key_id(sign.public_of(office.seed))
        assert package.names == ("cases.jsonl", "empty", "audit.jsonl")
        assert b"".join(package.read("cases.jsonl")) == CASES
        assert b"".join(package.read("empty")) == b""
        assert b"".join(package.read("audit.jsonl")) == b"abc"
        with pytest.raises(KeyError):
            package.read("other")


def test_entries_can_be_read_again_and_side_by_side(office: Office, sent: Path) -> None:
    with office.opened(sent) as package:
        first, second = package.read("cases.jsonl"), package.read("cases.jsonl")
        assert [a == b for a, b in zip(first, second, strict=True)] == [True, True]


def test_what_was_measured_while_it_was_made_is_read_once(office: Office, tmp_path: Path) -> None:
    path, read = tmp_path / "a.age", iter([CASES[:9], CASES[9:]])
    measured = Measured(lambda: read, len(CASES), hashlib.sha256(CASES).hexdigest())
    with path.open("wb") as target:
        write_package(
            target, {}, [("cases.jsonl", measured)],
            recipient=office.recipient, signing_seed=office.seed,
        )  # fmt: skip
    with office.opened(path) as package:
        assert b"".join(package.read("cases.jsonl")) == CASES


def test_sender_and_receiver_know_the_package_by_the_same_digest(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "a.age"
    with path.open("wb") as target:
        digest = write_package(
            target, {"seq": 1}, [], recipient=office.recipient.decode(), signing_seed=office.seed
        )
    with office.opened(path) as package:
        assert package.digest == digest


def test_the_outside_tells_nothing_and_is_never_twice_the_same(office: Office, sent: Path) -> None:
    data = sent.read_bytes()
    assert b"seq" not in data
    assert b"case" not in data
    assert data.startswith(b"age-encryption.org/v1\n")
    again = io.BytesIO()
    write_package(again, {"seq": 7}, [], recipient=office.recipient, signing_seed=office.seed)
    assert again.getvalue()[:100] != data[:100]


def test_an_age_program_opens_it_without_us(office: Office, sent: Path) -> None:
    plaintext = io.BytesIO()
    primitives.age_decrypt(io.BytesIO(sent.read_bytes()), plaintext, office.identity)
    assert plaintext.getvalue().startswith(b"RSCPKG\x01\n")
    assert plaintext.getvalue().endswith(CASES + b"abc")


@pytest.mark.fault(8, what="openings that left no plaintext")
def test_no_plaintext_reaches_the_disk(
    office: Office, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = (tmp_path / "kept").open("w+b")
    monkeypatch.setattr(package_module.tempfile, "TemporaryFile", lambda: kept)
    with office.opened(sent):
        kept.flush()
        stored = (tmp_path / "kept").read_bytes()
        assert len(stored) > len(CASES)
        assert b'{"case"' not in stored


@pytest.mark.fault(8, what="changed bytes")
def test_every_change_on_the_way_is_refused(office: Office, sent: Path, figures: Figures) -> None:
    data, chance = sent.read_bytes(), random.Random(8)
    places = [*range(0, 500, 3), *(chance.randrange(len(data)) for _ in range(MUTATIONS))]
    figures.put("changed bytes", len(places))
    for at in places:
        flipped = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        with pytest.raises((Damaged, Refused)):
            office.opened(changed(sent, flipped))


@pytest.mark.fault(8, what="cuts")
def test_every_cut_is_refused(office: Office, sent: Path, figures: Figures) -> None:
    data = sent.read_bytes()
    ends = [*range(0, 700, 7), *range(700, len(data), 1511), len(data) - 1]
    figures.put("cuts", len(ends))
    for end in ends:
        with pytest.raises(Problem):
            office.opened(changed(sent, data[:end]))


@pytest.mark.fault(8, what="strange senders")
def test_the_sender_is_asked_for_before_anything_is_taken_in(office: Office, sent: Path) -> None:
    asked = []

    def unknown(key_id: str) -> bytes:
        asked.append(key_id)
        raise Refused(STRANGER)

    with pytest.raises(Refused) as refused:
        office.opened(sent, unknown)
    assert refused.value.words == STRANGER
    assert asked == [sign.key_id(sign.public_of(office.seed))]


@pytest.mark.fault(8, what="strange senders")
def test_another_key_under_the_senders_id_is_not_believed(office: Office, sent: Path) -> None:
    with pytest.raises(Damaged):
        office.opened(sent, lambda _: sign.public_of(bytes(32)))


@pytest.mark.fault(8, what="links, pipes, devices")
def test_only_plain_files_are_looked_at(office: Office, sent: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.age"
    link.symlink_to(sent)
    os.mkfifo(tmp_path / "pipe.age")
    for path in (link, tmp_path / "pipe.age", tmp_path, tmp_path / "gone.age", Path("/dev/zero")):
        with pytest.raises((Damaged, Unavailable)):
            office.opened(path)


@pytest.mark.fault(8, what="files of 3 GiB")
def test_a_file_beyond_the_limit_is_not_read(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "huge.age"
    with path.open("wb") as file:
        file.write(b"age-encryption.org/v1\n")
        file.truncate(3 * 1024**3)  # sparse
    with pytest.raises(Damaged):
        office.opened(path)


def test_stopping_closes_everything(office: Office, sent: Path) -> None:
    class Stop:
        def report(self, done: int, total: int = 0) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        Package.open(sent, identity=office.identity, signer_public=lambda _: b"", progress=Stop())
    with pytest.raises(Cancelled):
        write_package(
            io.BytesIO(),
            {},
            [],
            recipient=office.recipient,
            signing_seed=office.seed,
            progress=Stop(),
        )


@pytest.mark.fault(4, what="packages opened on a full disk")
def test_a_full_disk_is_said_in_words(
    office: Office, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "no space left on device")

    monkeypatch.setattr(package_module.tempfile, "TemporaryFile", Full)
    with pytest.raises(Unavailable) as unavailable:
        office.opened(sent)
    assert unavailable.value.words == package_module.NO_ROOM


@pytest.mark.fault(4, what="packages written to a disk that fills up")
@pytest.mark.parametrize("room", [0, 100, 400, 70_000, 90_000])
def test_a_disk_that_fills_up_never_leaves_a_package_for_done(office: Office, room: int) -> None:
    class Filling(io.BytesIO):
        taken = 0

        def write(self, data: Any) -> int:
            if self.taken + len(data) > room:
                raise OSError(28, "no space left on device")
            self.taken += len(data)
            return len(data)

    with pytest.raises(OSError, match="no space"):
        write_package(
            Filling(),
            {},
            [("cases.jsonl", CASES)],
            recipient=office.recipient,
            signing_seed=office.seed,
        )


def test_progress_reaches_the_end(office: Office, sent: Path) -> None:
    class Seen:
        last = (0, 0)

        def report(self, done: int, total: int = 0) -> None:
            assert self.last[0] <= done <= total
            self.last = (done, total)

    seen = Seen()
    public = sign.public_of(office.seed)
    Package.open(
        sent, identity=office.identity, signer_public=lambda _: public, progress=seen
    ).close()
    assert seen.last[0] == seen.last[1] == sent.stat().st_size


@pytest.mark.parametrize(
    ("values", "entries"),
    [
        ({"container": {}}, []),
        ({"share": 0.5}, []),
        ({}, [("../x", b"")]),
        ({}, [("x", b""), ("x", b"")]),
        ({"text": "a" * package_shape.MAX_MANIFEST}, []),
    ],
)
def test_what_no_reader_takes_is_not_written(
    office: Office, values: dict[str, object], entries: list[tuple[str, bytes]]
) -> None:
    target = io.BytesIO()
    with pytest.raises((ValueError, TypeError)):
        write_package(target, values, entries, recipient=office.recipient, signing_seed=office.seed)
    assert target.getvalue() == b""


def test_an_entry_that_changes_while_it_is_written_is_an_error(office: Office) -> None:
    lengths = iter((3, 4))

    def grows() -> Iterator[bytes]:
        yield b"x" * next(lengths)

    with pytest.raises(ValueError, match="second time"):
        write_package(
            io.BytesIO(), {}, [("a", grows)], recipient=office.recipient, signing_seed=office.seed
        )
