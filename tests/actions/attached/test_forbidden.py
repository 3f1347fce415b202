"""What must not be kept is refused at the door: names, labels, texts, pages, answers, sheets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.recording import imports
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.printing.sheet import sheet
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, attach_file, save
from tests.output.paper import ANSWERS, HANDOVER, HEAD

PROFILE = "姓名 苏小禾\nD3S1358 15/16\nFGA 22/24\n"
GROWN = INTAKE | {"birth_date": "1990-05-01"}
WORDS = {"K-20": "State secrets", "K-21": "DNA data", "K-23": "minor's offences"}


def attach(ws: Workspace, path: Path, *, label: str = "材料", case: str | None = None) -> None:
    part = Compartment.CARE
    attach_file(ws, case_uid=case, compartment=part, path=path, label=label)


def text(path: Path, words: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(words.encode(encoding))
    return path


def paper(path: Path, words: str) -> Path:
    """A PDF with these words somewhere behind its first page."""
    path.write_bytes(sheet(HANDOVER, {**ANSWERS, "story": "她说要回家。" * 900 + words}, HEAD))
    return path


def refused(ws: Workspace, path: Path, **more: Any) -> str:
    with pytest.raises(Refused) as found:
        attach(ws, path, **more)
    assert ws.db.read("SELECT count(*) FROM blobs") == [(0,)]
    assert list((ws.folder / "blobs").rglob("*.bin")) == []
    return say(found.value.words)


@pytest.mark.parametrize(
    ("rule", "words"),
    [("K-20", "密级：机密\n关于某案"), ("K-21", PROFILE), ("K-23", "违法行为：盗窃\n")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_k20_k21_k23_a_text_file_is_read_before_it_is_let_in(
    ws: Workspace, tmp_path: Path, rule: str, words: str, encoding: str
) -> None:
    said = refused(ws, text(tmp_path / "材料.txt", words, encoding))
    assert WORDS[rule] in said
    assert "苏小禾" not in said


@pytest.mark.parametrize(
    ("rule", "words"),
    [("K-20", "（附件：秘密★1年）"), ("K-21", "D18S51 13,16"), ("K-23", "前科：2次")],
)
def test_k20_k21_k23_the_words_of_a_pdf_are_read_too_and_the_page_is_named(
    ws: Workspace, tmp_path: Path, rule: str, words: str
) -> None:
    said = refused(ws, paper(tmp_path / "材料.pdf", words))
    assert WORDS[rule] in said
    assert re.match("Page [2-9]: ", said)


@pytest.mark.parametrize(
    ("rule", "name"), [("K-20", "机密-名单"), ("K-21", "D3S1358结果"), ("K-23", "犯罪记录")]
)
def test_k20_k21_k23_the_name_and_the_label_of_a_file_are_read(
    ws: Workspace, tmp_path: Path, rule: str, name: str
) -> None:
    assert WORDS[rule] in refused(ws, text(tmp_path / f"{name}.txt", "无"))
    assert WORDS[rule] in refused(ws, text(tmp_path / "材料.txt", "无"), label=name)


def test_k23_what_is_refused_of_a_minor_is_not_of_a_woman(ws: Workspace, tmp_path: Path) -> None:
    case = save(ws, answers=GROWN).case_uid
    attach(ws, text(tmp_path / "材料.txt", "违法行为：盗窃"), case=case)


@pytest.mark.parametrize(
    "words",
    [
        "她要求保守秘密。已采集DNA，等结果。",
        "人贩子有犯罪前科，强迫她卖淫。",
        "产科：FGA组，孕28周，D-二聚体 0.5",
    ],
)
def test_k20_k21_k23_what_papers_usually_say_is_let_in(
    ws: Workspace, tmp_path: Path, words: str
) -> None:
    attach(ws, text(tmp_path / "病历.txt", words))
    attach(ws, paper(tmp_path / "病历.pdf", words))


def test_a_pdf_nobody_can_read_is_kept_as_it_is(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "旧病历.pdf"
    path.write_bytes(b"%PDF-1.7 fictional")
    attach(ws, path)


@pytest.mark.parametrize(
    ("rule", "brief"),
    [("K-20", "函件为秘密★1年"), ("K-21", "比对D21S11"), ("K-23", "该女童有犯罪前科")],
)
@pytest.mark.lives("S58")
def test_k20_k21_k23_an_answer_is_not_saved_and_the_field_is_named(
    ws: Workspace, rule: str, brief: str
) -> None:
    with pytest.raises(Refused) as found:
        save(ws, answers=INTAKE | {"brief": brief})
    said = say(found.value.words)
    assert WORDS[rule] in said
    assert "What happened, in brief" in said
    assert ws.db.read("SELECT count(*) FROM cases") == [(0,)]


@pytest.mark.lives("S58")
def test_k21_a_spreadsheet_with_a_profile_registers_nobody_of_that_row(
    ws: Workspace, tmp_path: Path
) -> None:
    path = text(
        tmp_path / "旧台账.csv",
        "姓名,性别,入站时间,D3S1358,备注\n"
        "苏小禾,女,2026-03-05 14:30,15/16,\n"
        "林月,女,2026-03-06 09:00,,已采集DNA\n",
    )
    report = imports.import_cases(ws, path)
    assert (report.done, [problem.number for problem in report.bad]) == (1, [2])
    assert any("DNA data" in line and "D3S1358" in line for line in report.lines())
