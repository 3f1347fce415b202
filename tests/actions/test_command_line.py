"""The command line as a process: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import rescueapp
from rescueapp import cli, clock, i18n
from rescueapp.actions import cases, people, vaults
from rescueapp.crypto.keyring import TRAINING
from rescueapp.domain.worker import Role
from rescueapp.storage.lock import hold
from tests.actions.station import STATION, House, copy_of, save
from tests.exchange.spreadsheets import make, write_csv
from tests.output.paper import words_of

ROOT = Path(__file__).parents[2]
PERIOD = ("--level", "pseudonymous", "--from", "2020-01-01", "--to", "2040-01-01")
STATION_TOML = """
code = "LX09"
name = "青桥县救助管理站"
region = "530700"
training = true
people = [
    { login = "zhao", name = "赵管理", role = "administrator" },
    { login = "duan", name = "段文秀", role = "supervisor" },
    { login = "he", name = "和晓燕", role = "caseworker" },
]
"""
OFFICE_TOML = """
code = "YN00"
name = "云岭省救助管理工作办公室"
region = "530000"
training = true
people = [
    { login = "qian", name = "钱管理", role = "administrator" },
    { login = "wu", name = "吴明远", role = "office_officer" },
]
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Terminal:
    """Somebody at a terminal, signing in with passphrase files."""

    home: Path
    files: dict[str, Path] = field(default_factory=dict)  # of passphrases, by user

    def __call__(self, *words: str | Path, typed: str = "") -> Done:
        environment = {**os.environ, "HOME": str(self.home), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "ui", "--language", "en", *map(str, words)],
            cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, check=False,
            start_new_session=True,
        )  # fmt: skip
        for file in self.files.values():
            secret = file.read_text(encoding="utf-8").strip()
            assert secret not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def at(self, vault: Path, user: str, *words: str | Path) -> Done:
        """A command in a vault."""
        return self("--vault", vault, "--user", user, "--password-file", self.files[user], *words)

    def learn(self, lines: list[str]) -> None:
        """Note the passphrases that `init` shows."""
        for line in lines:
            if line.count("\t") == 2:
                login, passphrase, _ = line.split("\t")
                self.files[login] = self.home / f"passphrase-{login}"
                self.files[login].write_text(passphrase + "\n", encoding="utf-8")
                self.files[login].chmod(0o600)


@pytest.fixture(autouse=True)
def real_clock(now: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes have their own clock; what this one does beside them must not be in June."""
    monkeypatch.undo()
    i18n.choose("en")
    yield
    i18n.choose(i18n.DEFAULT)


@pytest.fixture
def rescue(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A training station, made once; the tests copy it."""
    folder = tmp_path_factory.mktemp("station")
    created = vaults.create_vault(folder / "station", STATION, kdf=TRAINING)
    return House(
        folder / "station", {login: said.pinyin for login, said in created.passphrases.items()}
    )


@pytest.fixture
def vault(made: House, rescue: Terminal, tmp_path: Path) -> Path:
    """A copy of the station, its people's passphrases with the terminal."""
    house = copy_of(made, tmp_path / "station")
    rescue.files = {login: house.passphrase_file(login, tmp_path) for login in house.passphrases}
    return house.folder


def initialised(rescue: Terminal, folder: Path, kind: str, settings: str) -> Done:
    file = rescue.home / f"{kind}.toml"
    file.write_text(settings, encoding="utf-8")
    done = rescue("init", folder, "--kind", kind, "--settings", file)
    rescue.learn(done.lines)
    return done


def test_from_two_settings_files_to_a_confirmed_package_and_a_restored_backup(
    rescue: Terminal, tmp_path: Path
) -> None:
    station, office = tmp_path / "a", tmp_path / "b"
    done = initialised(rescue, station, "station", STATION_TOML)
    assert (done.code, done.err, len(done.lines)) == (0, "", 6)
    assert done.lines[3].startswith("Recovery sheet 1: ")
    assert initialised(rescue, office, "office", OFFICE_TOML).code == 0

    keys = [
        rescue.at(folder, user, "key-file", "--out", tmp_path)
        for folder, user in ((station, "duan"), (office, "wu"))
    ]
    assert [len(done.lines) for done in keys] == [3, 3]
    for (folder, user), theirs in zip(
        ((office, "wu"), (station, "duan")), keys, strict=True
    ):  # fmt: skip
        done = rescue.at(folder, user, "enrol", theirs.lines[0], "--words", theirs.lines[1])
        assert done.lines[0].startswith("Enrolled: ")

    sheet = tmp_path / "sheet.csv"
    write_csv(make(12, 3), sheet, "gb18030")
    guessed = rescue.at(station, "he", "import", sheet, "--write-mapping", tmp_path / "m.toml")
    assert "Column 受助人姓名 becomes: Name" in guessed.lines
    dry = rescue.at(station, "he", "import", sheet, "--mapping", tmp_path / "m.toml", "--dry-run")
    done = rescue.at(station, "he", "import", sheet, "--mapping", tmp_path / "m.toml")
    assert dry.lines == done.lines
    assert done.lines[-1] == "9 taken in, 0 were here already, 3 rows not taken."

    exported = rescue.at(station, "duan", "--json", "export", *PERIOD, "--out", tmp_path / "stick")
    assert (exported.json["sequence"], exported.json["cases"]) == (1, 9)
    package = exported.json["path"]
    received = rescue.at(office, "wu", "receive", package, "--receipts", tmp_path / "back")
    assert received.lines == ["青桥县救助管理站: package 1 taken in, 9 cases."]
    (receipt,) = (tmp_path / "back").glob("*.rescuereceipt")
    done = rescue.at(station, "duan", "receipt", receipt)
    assert done.lines == ["The receipt is filed. The package is confirmed."]
    replayed = rescue.at(office, "wu", "receive", package, "--receipts", tmp_path / "back")
    assert (replayed.code, len(replayed.lines)) == (1, 2)

    done = rescue.at(station, "duan", "backup", tmp_path / "medium")
    (backup,) = (tmp_path / "medium").glob("rescue-backup-*")
    assert done.lines == [f"Backup made, and read again from the medium: {backup}"]
    again = tmp_path / "again"
    done = rescue("--user", "duan", "--password-file", rescue.files["duan"], "restore", backup,
                  again)  # fmt: skip
    assert done.lines[0].startswith(f"Restored into {again}: ")
    assert len(rescue.at(again, "he", "list").lines) == 9


def test_k13_one_case_is_handed_over_when_two_have_agreed(
    rescue: Terminal, made: House, tmp_path: Path
) -> None:
    house = copy_of(made, tmp_path / "station")
    rescue.files["duan"] = house.passphrase_file("duan", tmp_path)
    number = save(house.sign_in("he")).number
    house.leave()
    out = ("--out", tmp_path / "stick")
    for wrong in (("--level", "identified"), ("--level", "pseudonymous", "--case", number)):
        assert rescue.at(house.folder, "duan", "export", *wrong, *out).code == 2
    asked = ("export", "--level", "identified", "--case", number, *out)
    refused = rescue.at(house.folder, "duan", *asked)
    assert refused.code == 1
    assert "second person" in refused.err
    assert not (tmp_path / "stick").exists()
    why = ("--reason", "移交户籍地救助管理机构继续安置")
    done = rescue.at(house.folder, "duan", "ask", "hand-over", "--case", number, *why)
    assert done.lines == ["Asked for. Somebody else has to agree at their next sign-in."]
    assert rescue.at(house.folder, "duan", "ask", "names", "--case", number, *why).code == 2
    assert rescue.at(house.folder, "duan", "names", "--out", tmp_path / "n.pdf").code == 1


def test_lists_cases_records_and_what_is_due_read_as_lines_and_as_json(
    rescue: Terminal, tmp_path: Path
) -> None:
    done = rescue("demo", tmp_path / "demo", "--cases", "3")
    assert done.lines == [
        str(tmp_path / "demo" / p) for p in ("station", "province", "passphrases")
    ]
    rescue.files = {path.name: path for path in (tmp_path / "demo" / "passphrases").iterdir()}
    station = tmp_path / "demo" / "station"

    listed = rescue.at(station, "duan", "list")
    assert [line.split("\t")[0][-4:] for line in listed.lines] == ["0001", "0002", "0003"]
    as_json = rescue.at(station, "duan", "--json", "list").json
    assert [row["number"] for row in as_json] == [line.split("\t")[0] for line in listed.lines]
    number = as_json[0]["number"]

    shown = rescue.at(station, "duan", "show", number)
    assert shown.lines[0] == listed.lines[0]
    assert any("F01\tIntake registration\tComplete\t和晓燕" in line for line in shown.lines)
    assert rescue.at(station, "duan", "--json", "show", number).json["case"] == as_json[0]

    due = rescue.at(station, "duan", "today")
    days = [line.split("\t")[0] for line in due.lines]
    assert days == sorted(days)
    assert len(rescue.at(station, "duan", "--json", "today").json) == len(days)
    for typed in (number, "苏小禾", "suxiaohe"):
        found = rescue.at(station, "duan", "list", "--find", typed, "--stage", as_json[0]["stage"])
        assert found.lines == listed.lines[:1]
    assert rescue.at(station, "duan", "list", "--due", "-3650").lines == []

    out = tmp_path / "file.pdf"
    paper = ("print", number, "--profile", "next_institution", "--recipient", "某县医院",
             "--purpose", "就医", "--out", out)  # fmt: skip
    printed = rescue.at(station, "duan", *paper)
    assert printed.code == 0
    assert str(out) in printed.lines[0]
    assert out.stat().st_mode & 0o077 == 0
    assert "苏小禾" not in words_of(out.read_bytes())
    refused = rescue.at(station, "he", *paper)
    assert (refused.code, refused.out) == (1, "")
    assert "does not include this" in refused.err


def test_a_sound_vault_is_verified_and_its_audit_proved(rescue: Terminal, vault: Path) -> None:
    done = rescue.at(vault, "duan", "verify")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0].startswith("In order: every page of the database, ")
    proved = rescue.at(vault, "duan", "audit", "--verify")
    assert proved.lines[0].startswith("The account is whole: ")
    as_json = rescue.at(vault, "duan", "--json", "audit", "--verify").json
    assert set(as_json) == {"entries", "head"}
    entries = rescue.at(vault, "duan", "audit")
    assert entries.lines[0].split("\t")[3] == "unlock"
    assert entries.lines[-1].split("\t")[3] == "vault_created"


def test_what_the_program_is_made_of_is_listed(rescue: Terminal) -> None:
    done = rescue("self-check")
    assert done.code == 0
    assert "MISSING" not in done.out
    assert rescue("--json", "self-check").json["found"][0]["name"] == "version"
    assert rescue("--version").out.strip() == rescueapp.__version__


def test_two_recovery_sheets_make_a_new_head_and_one_does_not(
    rescue: Terminal, tmp_path: Path
) -> None:
    created = initialised(rescue, tmp_path / "a", "station", STATION_TOML).lines
    sheets = [line.split(": ", 1)[1] for line in created if line.startswith("Recovery sheet")]
    file = tmp_path / "sheets"
    file.write_text(f"{sheets[0]}\n\n{sheets[2]}\n", encoding="utf-8")
    recover = ("recover", tmp_path / "a", "--login", "newhead", "--sheets", file)
    file.chmod(0o644)
    open_to_others = rescue(*recover)
    assert (open_to_others.code, open_to_others.out) == (1, "")
    assert "can be read by others" in open_to_others.err
    file.chmod(0o600)

    rescue.learn(rescue(*recover).lines)

    assert rescue.at(tmp_path / "a", "newhead", "audit", "--verify").code == 0
    file.write_text(sheets[0], encoding="utf-8")
    refused = rescue("recover", tmp_path / "a", "--login", "another", "--sheets", file)
    assert (refused.code, refused.out) == (1, "")


# --- exit codes --------------------------------------------------------------------------------


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


def test_an_inspector_lists_masked_cases_and_reads_the_account(
    rescue: Terminal, made: House, vault: Path
) -> None:
    house = House(vault, made.passphrases)
    save(house.sign_in("he"))
    until = (clock.today() + timedelta(days=7)).isoformat()
    new = people.add_user(house.key_desk(), login="xun", role=Role.INSPECTOR, until=until)
    ws = house.sign_in("duan")
    people.grant_access(ws, people.uid_of(ws, "xun"), display_name="荀督导")
    house.leave()
    house = House(vault, {**made.passphrases, "xun": new.pinyin})
    rescue.files["xun"] = house.passphrase_file("xun", vault.parent)
    [line] = rescue.at(vault, "xun", "list").lines
    number, alias, stage, worker = line.split("\t")
    assert rescue.at(vault, "he", "list").lines[0].split("\t")[:3] == [number, alias, stage]
    assert worker == "和晓燕"
    assert rescue.at(vault, "xun", "audit", "--verify").code == 0
    assert rescue.at(vault, "xun", "show", number).code == 1


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
    assert "(KeyError at actions/test_command_line.py:" in shown.err
    with hold(vault):  # it was locked all the same
        pass


# --- passphrases ---------------------------------------------------------------------------------


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


# --- settings files ---------------------------------------------------------------------------


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


# --- where lines go -------------------------------------------------------------------------


def test_words_come_in_the_language_asked_for(rescue: Terminal, vault: Path) -> None:
    done = rescue.at(vault, "zhao", "--language", "zh_Hans", "list")
    assert done.code == 1
    assert "管理" in done.err
    assert "administrator" not in done.err


def test_a_terminal_that_lacks_a_character_is_no_bug(
    made: House, vault: Path, rescue: Terminal, monkeypatch: pytest.MonkeyPatch
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
