"""What commands do, from an empty computer to a confirmed package: lines, JSON, files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl

import rescueapp
from rescueapp import clock
from rescueapp.actions.vault import people
from rescueapp.domain.worker import Role
from tests.actions.station import House, save
from tests.command_line.terminal import STATION_TOML, Terminal
from tests.exchange.spreadsheets import make, write_csv
from tests.output.paper import words_of

PERIOD = ("--level", "pseudonymous", "--from", "2020-01-01", "--to", "2040-01-01")
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


def test_from_two_settings_files_to_a_confirmed_package_and_a_restored_backup(
    rescue: Terminal, tmp_path: Path
) -> None:
    station, office = tmp_path / "a", tmp_path / "b"
    done = rescue.init(station, "station", STATION_TOML)
    assert (done.code, done.err, len(done.lines)) == (0, "", 6)
    assert done.lines[3].startswith("Recovery sheet 1: ")
    assert rescue.init(office, "office", OFFICE_TOML).code == 0

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
    made, warned = done.lines
    assert made == f"Backup made, and read again from the medium: {backup}"
    assert "does not count" in warned  # it lies on the vault's own disk
    again = tmp_path / "again"
    done = rescue("--user", "duan", "--password-file", rescue.files["duan"], "restore", backup,
                  again)  # fmt: skip
    assert done.lines[0].startswith(f"Restored into {again}: ")
    assert len(rescue.at(again, "he", "list").lines) == 9


def test_k13_one_case_is_handed_over_when_two_have_agreed(
    rescue: Terminal, house: House, vault: Path, tmp_path: Path
) -> None:
    number = save(house.sign_in("he")).number
    house.leave()
    out = ("--out", tmp_path / "stick")
    for wrong in (("--level", "identified"), ("--level", "pseudonymous", "--case", number)):
        assert rescue.at(vault, "duan", "export", *wrong, *out).code == 2
    office = tmp_path / "office"
    assert rescue.init(office, "office", OFFICE_TOML).code == 0
    key = rescue.at(office, "wu", "key-file", "--out", tmp_path).lines
    assert rescue.at(vault, "duan", "enrol", key[0], "--words", key[1]).code == 0
    asked = ("export", "--level", "identified", "--case", number, *out)
    refused = rescue.at(vault, "duan", *asked)
    assert refused.code == 1
    assert "second person" in refused.err
    assert not (tmp_path / "stick").exists()
    why = ("--reason", "移交户籍地救助管理机构继续安置")
    done = rescue.at(vault, "duan", "ask", "hand-over", "--case", number, *why)
    assert done.lines == ["Asked for. Somebody else has to agree at their next sign-in."]
    assert rescue.at(vault, "duan", "ask", "names", "--case", number, *why).code == 2
    assert rescue.at(vault, "duan", "names", "--out", tmp_path / "n.pdf").code == 1


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
    assert len({line.split("\t")[0] for line in listed.lines}) == 3
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
             "--abroad", "no", "--purpose", "就医", "--out", out)  # fmt: skip
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
    created = rescue.init(tmp_path / "a", "station", STATION_TOML).lines
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


def test_an_inspector_lists_masked_cases_and_reads_the_account(
    rescue: Terminal, house: House, vault: Path, tmp_path: Path
) -> None:
    save(house.sign_in("he"))
    until = (clock.today() + timedelta(days=7)).isoformat()
    new = people.add_user(house.key_desk(), login="xun", role=Role.INSPECTOR, until=until)
    ws = house.sign_in("duan")
    people.grant_access(ws, people.uid_of(ws, "xun"), display_name="荀督导")
    house.leave()
    house.passphrases["xun"] = new.pinyin
    rescue.files["xun"] = house.passphrase_file("xun", tmp_path)
    [line] = rescue.at(vault, "xun", "list").lines
    number, alias, stage, worker = line.split("\t")
    assert rescue.at(vault, "he", "list").lines[0].split("\t")[:3] == [number, alias, stage]
    assert worker == "和晓燕"
    assert rescue.at(vault, "xun", "audit", "--verify").code == 0
    assert rescue.at(vault, "xun", "show", number).code == 1


def test_records_of_a_form_come_in_by_its_own_table(
    rescue: Terminal, house: House, vault: Path, tmp_path: Path
) -> None:
    number = save(house.sign_in("he")).number
    house.leave()
    empty = tmp_path / "visits.xlsx"
    made = rescue("form-table", "follow_up", "--out", empty)
    assert made.lines == [f"An empty table: {empty}"]
    again = rescue("form-table", "follow_up", "--out", empty)
    assert (again.code, again.err.strip()) == (
        1, "There is such a file already. Nothing was written over it.",
    )  # fmt: skip
    book = openpyxl.load_workbook(empty)
    sheet = book.worksheets[0]
    told = {"Case number": number, "Actual date": "2026-06-20", "Result of the visit": "完成"}
    sheet.append([told.get(str(cell.value)) for cell in sheet[1]])
    book.save(empty)
    take_in = ("import", empty, "--form", "follow_up")
    mapped = rescue.at(vault, "he", *take_in, "--write-mapping", tmp_path / "m.toml")
    assert (mapped.code, mapped.err.split(" needs")[0]) == (1, "A table of a form")
    done = rescue.at(vault, "he", *take_in)
    assert done.lines[-1] == "1 taken in, 0 were here already, 0 rows not taken."
    shown = rescue.at(vault, "he", "show", number)
    assert [line for line in shown.lines if "2026-06-20" in line]
