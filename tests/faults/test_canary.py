"""What is told about a person lies in the vault, sealed, and nowhere else.

Words nobody else uses are entered by several people, through the acts and through commands run
as processes with a home and a temporary folder of their own. Then every file, every file name,
every line on a stream and every exception is searched for them. The windows are searched the
same way after the journey (`tests/journeys/test_station_to_office.py`).
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rescueapp import i18n, logs
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import drafts, identity, imports, records
from rescueapp.actions.vault import vaults
from rescueapp.actions.watch import tries
from rescueapp.errors import Problem
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.storage.database import StatementError
from tests.actions.station import House, Pair, attach_file, make_pair, save
from tests.faults.figures import Figures
from tests.journeys.sweep import ENCODINGS, shapes

ROOT = Path(__file__).parents[2]
ARRIVED = "2026-01-15T13:40:00Z"

CANARIES = {
    "name": "祝望舒",
    "other name": "月牙子",
    "number": "990101200904180460",
    "address": "云水山明月平安村九十九號",
    "contact": "19900009471",
    "narrative": "天明前在山中木橋等候同伴",
    "process notes": "夢中反覆出現的紅色木門",
    "diagnosis": "右腕舊傷未癒",
    "relative": "祝長庚",
    "attachment": "信中所寫的山谷",
    "label": "寫給母親的信",
    "draft": "尚未寫完的一句心事",
    "name in the sheet": "柳聞鶯",
    "number in the sheet": "990101198703120648",
    "remark in the sheet": "隨身帶著半枚玉佩",
    "cell that cannot be read": "立春後三日黃昏",
}


def hits(data: bytes, words: dict[str, str]) -> list[str]:
    """Which canaries some bytes hold, in whatever shape."""
    return [what for what, word in words.items() if any(way in data for way in shapes(word))]


@dataclass
class Apart:
    """A folder with everything the program can reach, and what its processes said."""

    folder: Path
    pair: Pair
    said: dict[str, subprocess.CompletedProcess[bytes]] = field(default_factory=dict)
    problems: list[BaseException] = field(default_factory=list)
    open_files: list[str] = field(default_factory=list)  # hits while a session was open

    @property
    def medium(self) -> Path:
        return self.folder / "medium"

    @property
    def given(self) -> Path:
        """What the person already has in clear: sheets, a paper, passphrases."""
        return self.folder / "given"

    def files(self) -> Iterator[Path]:
        """Every file but those given, and the paper that was asked for."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and self.given not in path.parents and path.suffix != ".pdf":
                yield path

    def found(self) -> list[str]:
        secrets = CANARIES | {f"passphrase of {k}": v for k, v in self.passphrases().items()}
        return [f"{path.name}: {hits(data, secrets)}" for path in self.files()
                if hits(data := path.read_bytes(), secrets)]  # fmt: skip

    def passphrases(self) -> dict[str, str]:
        return {**self.pair.station.passphrases, **self.pair.office.passphrases}

    def environment(self) -> dict[str, str]:
        home = self.folder / "home"
        kept = {k: os.environ[k] for k in ("PATH", "VIRTUAL_ENV") if k in os.environ}
        kinds = ("CONFIG", "CACHE", "DATA", "STATE")
        places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
        return {**kept, **places, "HOME": str(home), "TMPDIR": str(self.folder / "tmp"),
                "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip

    def run(self, house: House, login: str, *words: str | Path, secret: str = "") -> bytes:
        """A command in a vault, as a process; its standard output."""
        file = self.given / f"passphrase-{login}"
        file.write_text(secret or house.passphrases[login], encoding="utf-8")
        file.chmod(0o600)
        command = [sys.executable, "-m", "ui", "--language", "en", "--vault", house.folder,
                   "--user", login, "--password-file", file, *words]  # fmt: skip
        done = subprocess.run(
            list(map(str, command)), cwd=ROOT, env=self.environment(), check=False,
            capture_output=True, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.said[f"{len(self.said)} {login} {words[0]} {words[-1]}"] = done
        return done.stdout

    def tried(self, work: Callable[[], Any]) -> None:
        """An act that should not go through; what it raises is kept."""
        try:
            work()
        except Exception as problem:
            self.problems.append(problem)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Apart:
    """The folder after everybody has worked."""
    folder = tmp_path_factory.mktemp("apart")
    for name in ("home", "tmp", "medium", "given"):
        (folder / name).mkdir()
    i18n.choose("en")
    apart = Apart(folder, make_pair(folder / "vaults"))
    write_sheets(apart)
    case = enter(apart)
    fail(apart, case)
    apart.pair.leave()
    command(apart, case)
    i18n.choose(i18n.DEFAULT)
    return apart


@pytest.fixture(autouse=True)
def now() -> None:
    """No standing clock: processes have their own."""


def write_sheets(apart: Apart) -> None:
    """A good row, a row with a cell that cannot be read, and a file that is no sheet."""
    said = CANARIES
    with (apart.given / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([
            ["姓名", "性别", "身份证号码", "入站时间", "备注"],
            [said["name in the sheet"], "女", said["number in the sheet"], "2026-01-10",
             said["remark in the sheet"]],
            [said["name in the sheet"], "女", "", said["cell that cannot be read"], ""],
            [said["name in the sheet"], said["cell that cannot be read"], "99", "2026-01-10", ""],
        ])  # fmt: skip
    words = "".join(said.values())
    (apart.given / "broken.csv").write_text(words, encoding="gb18030")
    (apart.given / "broken.xlsx").write_bytes(b"PK\x03\x04" + words.encode())
    (apart.given / "paper.txt").write_text(said["attachment"] * 50, encoding="utf-8")


def enter(apart: Apart) -> str:
    """Everybody writes what is theirs to write; the uid of the case."""
    said, station = CANARIES, apart.pair.station
    ws = station.sign_in("he")
    saved = save(ws, answers={
        "arrived_at": ARRIVED, "sex": "2", "name": said["name"],
        "other_names": said["other name"], "home_address": said["address"],
        "id_document": {"type": "01", "number": said["number"]}, "brief": said["narrative"],
        "contact_channel": "01", "contact_number": said["contact"],
    })  # fmt: skip
    case = saved.case_uid
    save(ws, "relative", {"relation": "52", "relative_name": said["relative"]}, case=case)
    paper = apart.given / "paper.txt"
    attach_file(ws, case_uid=case, compartment=Compartment.LEGAL, path=paper,
                       label=said["label"])  # fmt: skip
    drafts.keep_draft(ws, draft_uid=None, form="intake", case_uid=None, record_uid=None,
                      based_on=0, answers={"brief": said["draft"]})  # fmt: skip
    ws = station.sign_in("li")
    notes = {"session_number": 1, "process_notes": said["process notes"]}
    save(ws, "psychological_record", notes, case=case)
    ws = station.sign_in("duan")
    care = {"sent_at": ARRIVED, "diagnosis": said["diagnosis"], "sent_because": said["narrative"]}
    save(ws, "medical_care", care, case=case)
    identity.reveal(ws, case, next(iter(identity.REASONS)))
    cases.find_cases(ws, cases.Query(text=said["name"]))
    records.open_record(ws, saved.record_uid)
    apart.open_files = apart.found()
    return case


def fail(apart: Apart, case: str) -> None:
    """What is refused, and what a fault of the program would raise, with canaries in hand."""
    said, station = CANARIES, apart.pair.station
    ws, words = station.sign_in("he"), "".join(CANARIES.values())
    intake = {"arrived_at": ARRIVED, "sex": "2", "name": said["name"]}
    number = {"type": "01", "number": said["number"][:-1] + "1"}
    for answers in (
        {"sex": "2", "name": said["name"]},
        intake | {"id_document": number},
        intake | {"birth_date": words},
        intake | {"sex": words},
        intake | {"arrived_at": words},
        intake | {"brief": words * 10},
        intake | {"name": words * 10},
        intake | {"height": words},
        intake | {"home_county": {"code": words, "text": words}},
    ):
        apart.tried(lambda answers=answers: save(ws, answers=answers))
    apart.tried(lambda: save(ws, "relative", {"relative_name": words}, case=words))
    apart.tried(lambda: save(ws, words, {}, case=case))
    apart.tried(lambda: records.open_record(ws, words))
    apart.tried(lambda: drafts.open_draft(ws, words))
    apart.tried(lambda: cases.case(ws, words))
    apart.tried(lambda: identity.reveal(ws, case, words))
    for name in ("broken.csv", "broken.xlsx"):
        apart.tried(lambda name=name: imports.import_cases(ws, apart.given / name))
    for statement in (
        f"SELECT '{words}' FROM nowhere", f"INSERT INTO cases (id) VALUES ('{words}')",
        f"SELECT {words}", f"PRAGMA {words}",
    ):  # fmt: skip
        apart.tried(lambda statement=statement: ws.db.read(statement))
    with ws.db.transaction():
        apart.tried(lambda: ws.db.execute("UPDATE audit SET act = ?", (words,)))
        apart.tried(lambda: ws.log(words, words, name=1.5))
    station.leave()
    for login in (words, "he"):
        apart.tried(lambda login=login: vaults.unlock(station.folder, login, words))
        tries.succeeded(station.folder)  # the processes that follow wait for no clock


def command(apart: Apart, case: str) -> None:
    """The same person through the command line."""
    station, office, given = apart.pair.station, apart.pair.office, apart.given
    number = cases.case(station.sign_in("duan"), case).number
    station.leave()
    at = apart.run
    at(station, "he", "import", given / "sheet.csv", "--dry-run")
    at(station, "he", "import", given / "sheet.csv")
    at(station, "he", "import", given / "sheet.csv", "--write-mapping", apart.medium / "map.toml")
    for name in ("broken.csv", "broken.xlsx", "gone.csv"):
        at(station, "he", "import", given / name)
    at(station, "duan", "list", "--find", CANARIES["name"])
    at(station, "duan", "--json", "list")
    at(station, "duan", "--json", "show", number)
    at(station, "duan", "show", CANARIES["number"])
    at(station, "he", "--json", "today")
    paper = ("--profile", "internal", "--purpose", "存档", "--recipient", "本站",
             "--abroad", "no", "--identity")  # fmt: skip
    at(station, "duan", "print", number, *paper, "--out", apart.medium / "file.pdf")
    at(station, "duan", "print", number, *paper, "--out", apart.medium)
    period = ("--from", "2020-01-01", "--to", "2040-01-01")
    at(station, "duan", "export", "--level", "pseudonymous", *period, "--out", apart.medium)
    for package in apart.medium.glob("*.age"):
        at(office, "wu", "receive", package, "--receipts", apart.medium)
        package.with_name("cut.age").write_bytes(package.read_bytes()[:-9])
        at(office, "wu", "receive", apart.medium / "cut.age", "--receipts", apart.medium)
    at(station, "duan", "backup", apart.medium / "backups")
    at(station, "duan", "verify")
    at(station, "duan", "--json", "audit")
    at(station, "he", "list", secret="".join(CANARIES.values()))
    at(station, "he", "list", secret=station.passphrases["mu"])


def test_everything_that_was_to_happen_did(left: Apart) -> None:
    codes = [done.returncode for done in left.said.values()]
    assert codes == [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 4, 0, 0, 1, 0, 0, 0, 1, 1]
    said = {words: done.stdout.decode() for words, done in left.said.items()}
    assert "1 taken in, 0 were here already, 2 rows not taken." in said["1 he import " + str(
        left.given / "sheet.csv")]  # fmt: skip
    assert len(said[next(words for words in said if words.startswith("6 "))].splitlines()) == 1
    names = {path.name for path in left.files()}
    assert {"case.db", "keyring.json", "map.toml", "manifest.json", "cut.age"} <= names
    assert (left.medium / "file.pdf").stat().st_size > 10_000


@pytest.mark.fault(10, what="sweeps of every file after the work")
def test_k11_no_file_holds_a_word_of_it_after_the_work(left: Apart) -> None:
    assert left.found() == []


@pytest.mark.fault(10, what="sweeps of every file during the work")
def test_k11_no_file_held_a_word_of_it_while_somebody_worked(left: Apart) -> None:
    assert left.open_files == []


@pytest.mark.fault(10, what="looks into the temporary folder and the home")
def test_k05_nothing_is_left_in_the_temporary_folder_or_the_home(left: Apart) -> None:
    assert [path for path in (left.folder / "tmp").rglob("*") if path.is_file()] == []
    assert [path for path in (left.folder / "home").rglob("*") if path.is_file()] == []


@pytest.mark.fault(10, what="sweeps of every file name")
def test_k05_no_file_name_tells_of_it(left: Apart) -> None:
    names = [str(path.relative_to(left.folder)) for path in left.folder.rglob("*")]
    assert [name for name in names if hits(name.encode(), CANARIES)] == []


@pytest.mark.fault(10, what="commands whose streams were searched")
def test_k05_no_line_on_a_stream_tells_of_it(left: Apart, figures: Figures) -> None:
    figures.put("commands whose streams were searched", len(left.said))
    secrets = CANARIES | left.passphrases()
    found = {words: hits(done.stdout + done.stderr, secrets) for words, done in left.said.items()}
    assert {words: what for words, what in found.items() if what} == {}
    assert [words for words, done in left.said.items() if b"Traceback" in done.stderr] == []


@pytest.mark.fault(10, what="errors whose texts were searched")
def test_k05_no_exception_and_no_log_tells_of_it(
    left: Apart, caplog: pytest.LogCaptureFixture, figures: Figures
) -> None:
    figures.put("errors whose texts were searched", len(left.problems))
    assert len(left.problems) > 20
    for problem in left.problems:
        shown = [logs.fault(problem)]  # all that is ever shown of a fault of the program
        if isinstance(problem, Problem | StatementError):
            shown += [str(problem), *map(str, problem.args)]
        if isinstance(problem, Problem):
            shown.append(say(problem.words))
        assert hits("\n".join(shown).encode(), CANARIES) == [], type(problem)
    assert hits(caplog.text.encode(), CANARIES) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_sweep_would_find_a_word_in_any_encoding(encoding: str) -> None:
    planted = {what: word.encode(encoding, errors="ignore") for what, word in CANARIES.items()}
    whole = [what for what, word in CANARIES.items() if planted[what].decode(encoding) == word]
    assert "name" in whole
    for what in whole:
        assert what in hits(b"\x00\x01" + planted[what] + b"\xff", CANARIES)
