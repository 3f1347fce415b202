"""Texts people bring: read in the encoding they are in, shown without what hides in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.attached import attached_text, attachments
from rescueapp.actions.attached.attached_text import PAGE, pages, text_of
from rescueapp.errors import Damaged, Refused
from rescueapp.forms.schema import Compartment
from tests.actions.station import House, attach_file, save

WORDS = "接报后由民警护送到站，身体状况良好，随身携带衣物两件。"
OLD_WORDS = "接報後由民警護送到站，身體狀況良好，隨身攜帶衣物兩件。"


@pytest.mark.parametrize(
    ("codec", "words", "encoding"),
    [
        ("utf-8", WORDS, "UTF-8"),
        ("utf-8-sig", WORDS, "UTF-8"),
        ("utf-16", WORDS, "UTF-16"),
        ("gb18030", WORDS, "GB18030"),
        ("cp950", OLD_WORDS, "Big5"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_is_in(codec: str, words: str, encoding: str) -> None:
    found = text_of(words.encode(codec))
    assert (found.text, found.encoding) == (words, encoding)


def test_the_reader_may_say_the_encoding() -> None:
    assert text_of(OLD_WORDS.encode("cp950"), "Big5").text == OLD_WORDS
    with pytest.raises(Damaged):
        text_of(b"\xff\xfe\xff", "UTF-8")


def test_what_hides_or_turns_letters_around_is_written_out() -> None:
    assert pages("甲\u202e乙\u200b丙") == ["甲[U+202E]乙[U+200B]丙"]


@pytest.mark.parametrize("text", ["", "行\n" * 40_000, "长" * (3 * PAGE + 7), "a\r\nb\rc"])
def test_pages_hold_every_line_and_are_never_too_long(text: str) -> None:
    made = pages(text)
    assert all(len(page) <= PAGE for page in made)
    assert sum(page.count("长") for page in made) == text.count("长")
    assert sum(page.count("行") for page in made) == text.count("行")


def test_a_text_in_an_older_encoding_is_let_in_and_its_bytes_stay(
    station: House, tmp_path: Path
) -> None:
    ws = station.sign_in("yang")
    file = tmp_path / "记录.txt"
    file.write_bytes(WORDS.encode("gb18030"))
    case = save(ws).case_uid
    value = attach_file(ws, case_uid=case, compartment=Compartment.MEDICAL, path=file, label="病历")
    kept = attachments.attachment(ws, str(value["blob"]))
    assert attached_text.text_of(kept).text == WORDS


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00\x03", b"a\x07b", "日\x1b[2J".encode()])
def test_what_is_no_text_is_not_let_in_as_one(station: House, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    ws = station.sign_in("yang")
    with pytest.raises(Refused):
        attach_file(ws, case_uid=None, compartment=Compartment.MEDICAL, path=file, label="病历")
