"""Exit codes and where words go: 1 the person, 2 the line, 3 the data, 4 the machine, 70 us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rescueapp import cli
from rescueapp.actions.finding import cases
from rescueapp.storage.lock import hold
from tests.command_line.terminal import ROOT, STATION_TOML, Terminal


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("list", "--sort", "x"),
        ("list",),
        ("--vault", "x", "today"),
        ("init", "x"),
        ("init", "x", "--kind", "hospital", "--settings", "x"),
        ("restore", "x", "y"),
        ("--pass", "x", "self-check"),
        ("demo", "x", "--headles"),
    ],
)
def test_2_what_cannot_be_understood(words: tuple[str, ...], capfd: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(words))
    assert ended.value.code == 2
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "usage: rescueapp" in shown.err


def test_1_what_the_person_can_put_right(rescue: Terminal, vault: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another passphrase\n")
    wrong.chmod(0o600)
    rescue.files["stranger"] = wrong
    refused = {
        "passphrase": rescue("--vault", vault, "--user", "he", "--password-file", wrong, "list"),
        "user": rescue.at(vault, "stranger", "list"),
        "role": rescue.at(vault, "he", "backup", tmp_path / "stick"),
        "administrator": rescue.at(vault, "zhao", "list"),
        "statistician": rescue.at(vault, "zhou", "today"),
        "number": rescue.at(vault, "he", "show", "LX01-2026-9999"),
        "folder": rescue.at(tmp_path, "he", "list"),
        "file": rescue.at(vault, "he", "import", tmp_path / "gone.csv"),
    }
    for name, done in refused.items():
        assert (done.code, done.out) == (1, ""), name
        assert len(done.err.splitlines()) == 1, name
    assert refused["passphrase"].err == refused["user"].err
    assert "people and keys, not on cases" in refused["administrator"].err
    assert not (tmp_path / "stick").exists()


def test_3_what_must_not_be_trusted(rescue: Terminal, vault: Path) -> None:
    database = vault / "case.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:-2000] + bytes([whole[-2000] ^ 1]) + whole[-1999:])
    assert rescue.at(vault, "duan", "verify").code == 3
    for name in ("keyring.json", "keyring.2.json"):
        (vault / name).write_bytes(b"{}")
    done = rescue.at(vault, "duan", "list")
    assert (done.code, done.out) == (3, "")


def test_4_what_the_machine_cannot_do_now(rescue: Terminal, vault: Path, tmp_path: Path) -> None:
    with hold(vault):
        done = rescue.at(vault, "he", "list")
    assert (done.code, done.out) == (4, "")
    assert "open in another window" in done.err
    (tmp_path / "stick").write_text("")
    assert rescue.at(vault, "duan", "backup", tmp_path / "stick").code == 4
    assert rescue.at(vault, "he", "list").code == 0


def test_70_a_mistake_of_the_program_is_said_without_a_word_of_the_data(
    vault: Path, rescue: Terminal, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("苏小禾 990101201004180240")

    monkeypatch.setattr(cases, "today", broken)
    file = str(rescue.files["he"])
    code = cli.main(["--vault", str(vault), "--user", "he", "--password-file", file, "today"])
    shown = capfd.readouterr()
    assert code == 70
    assert "苏小禾" not in shown.err + shown.out
    assert "(KeyError at command_line/test_exits.py:" in shown.err
    with hold(vault):  # it was locked all the same
        pass


@pytest.mark.parametrize(
    "settings",
    [
        "code = ",
        "",
        'code = "X"\nname = "x"\nregion = "530000"\npeople = 3',
        STATION_TOML.replace('"supervisor"', '"director"'),
        STATION_TOML.replace('login = "he"', "login = 7"),
        STATION_TOML.replace('code = "LX09"', "code = 9"),
        STATION_TOML.replace('"supervisor"', '"caseworker"'),
        STATION_TOML.replace('login = "he"', 'login = "duan"'),
    ],
)
def test_a_settings_file_that_is_wrong_is_refused_and_makes_nothing(
    tmp_path: Path, settings: str, capfd: Any
) -> None:
    file = tmp_path / "station.toml"
    file.write_text(settings, encoding="utf-8")
    folder = tmp_path / "new"
    code = cli.main(["init", str(folder), "--kind", "station", "--settings", str(file)])
    assert code == 1
    assert capfd.readouterr().out == ""
    assert not folder.exists()


def test_words_come_in_the_language_asked_for(rescue: Terminal, vault: Path) -> None:
    done = rescue.at(vault, "zhao", "--language", "zh_Hans", "list")
    assert done.code == 1
    assert "管理" in done.err
    assert "administrator" not in done.err


def test_a_terminal_that_lacks_a_character_is_no_bug(
    vault: Path, rescue: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = rescue.at(vault, "zhao", "--language", "zh_Hans", "list")
    assert done.code == 1
    assert "\\u" in done.err


def test_a_reader_that_has_seen_enough_is_no_bug(rescue: Terminal, vault: Path) -> None:
    command = f"{sys.executable} -m ui --vault {vault} --user duan --password-file " \
              f"{rescue.files['duan']} audit | true; echo ${{PIPESTATUS[0]}}"  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("0", "")
