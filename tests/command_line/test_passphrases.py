"""A passphrase comes from a file that is its owner's alone, and never from an option."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.command_line.terminal import Terminal
from tests.command_line.test_commands import STATION_TOML


@pytest.mark.skipif(os.name == "nt", reason="no modes of files")
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o777])
def test_a_passphrase_file_that_others_can_read_is_refused(
    rescue: Terminal, vault: Path, mode: int
) -> None:
    rescue.files["he"].chmod(mode)
    done = rescue.at(vault, "he", "list")
    assert (done.code, done.out) == (1, "")
    assert "can be read by others" in done.err


def test_a_passphrase_file_that_is_empty_or_not_there_is_refused(
    rescue: Terminal, vault: Path, tmp_path: Path
) -> None:
    said = "cannot be read|No passphrase was given"
    for name, content in (("empty", b""), ("binary", b"\xff\xfe\x00"), ("gone", None)):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
            path.chmod(0o600)
        done = rescue("--vault", vault, "--user", "he", "--password-file", path, "list")
        assert (done.code, done.out) == (1, ""), name
        assert re.search(said, done.err), name


def test_without_a_file_and_without_a_terminal_no_passphrase_is_a_refusal(
    rescue: Terminal, vault: Path
) -> None:
    done = rescue("--vault", vault, "--user", "he", "list")
    assert (done.code, done.out) == (1, "")
    assert "No passphrase was given." in done.err


def test_no_option_takes_a_passphrase(rescue: Terminal) -> None:
    options = set(rescue("--help").out.split())
    assert not options & {"--password", "--passphrase", "--pin", "-p"}


def test_words_that_somebody_else_made_open_nothing_but_ones_own(
    rescue: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "real"
    assert rescue.init(folder, "station", STATION_TOML.replace("training = true", "")).code == 0
    done = rescue.at(folder, "duan", "list")
    assert (done.code, done.out) == (1, "")
    assert "Take one of your own first" in done.err
    rescue.learn(rescue.at(folder, "duan", "passphrase").lines)
    assert rescue.at(folder, "duan", "list").code == 0
