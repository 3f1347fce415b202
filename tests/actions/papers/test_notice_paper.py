"""The notice as it goes out: public words, blurred photograph, nothing of the station."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from rescueapp.actions.attached import blurring
from rescueapp.actions.desk import release_papers
from rescueapp.actions.papers import notice_paper
from rescueapp.actions.recording import withdrawal
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.two_people import approving, requests
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, attach_file, save

NOTICE: dict[str, Any] = {
    "notice_on": "2026-06-30",
    "notice_name_known": "02",
    "notice_own_view": "不要登照片里的手",
    "notice_child_opinion": {"none": "not_asked"},
    "notice_name": "小满（化名）",
    "notice_age": "约三十岁",
    "height": 158,
    "notice_account": "记得家门口有石桥。",
    "notice_contact_kind": "01",
    "notice_contact": "12345转救助寻亲",
}


@pytest.fixture
def woman(ws: Workspace) -> str:
    uid = save(ws, answers=INTAKE | {"birth_date": "1995"}).case_uid
    save(ws, "consent", {"consent_on": "2026-06-29", "consenter": "01", "agrees_notice": "01"},
         case=uid)  # fmt: skip
    return uid


def completed(ws: Workspace, case: str, **more: Any) -> Saved:
    """A notice that somebody else approved: who that is, the tests of approvals try."""
    saved = save(ws, "tracing_notice", NOTICE | more, case=case, complete=True)
    assert saved.need is not None
    asked = requests.ask(ws, saved.need.kind, case, "公告内容已逐项核对", saved.need.about)
    with ws.db.transaction():
        approving.complete(ws, asked)
    return saved


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_it_tells_the_public_words_and_nothing_else(ws: Workspace, woman: str) -> None:
    made = notice_paper.prepare_notice(ws, completed(ws, woman).record_uid)

    (pdf,) = made.pdfs
    told = words(pdf)
    for said in ("小满（化名）", "约三十岁", "158 cm\r", "石桥", "12345转救助寻亲"):
        assert said in told
    for kept in ("不要登照片", "松岭县", "和晓燕", "LX01"):
        assert kept not in told
    assert "tracing_notice.notice_account" in made.fields
    assert "tracing_notice.notice_own_view" not in made.fields
    assert made.found == ()


def test_the_photograph_is_on_it(ws: Workspace, woman: str, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGB", (60, 90), (200, 30, 30)).save(path)
    original = attach_file(
        ws, case_uid=woman, compartment=Compartment.IDENTITY, path=path, label="照片"
    )
    copy = blurring.blurred_copy(ws, original["blob"], [(0.0, 0.0, 0.5, 0.5)], label="公告照片")
    saved = completed(ws, woman, notice_photo=copy)

    (pdf,) = notice_paper.prepare_notice(ws, saved.record_uid).pdfs
    shown = pypdfium2.PdfDocument(pdf)[0].render(scale=0.3).to_pil().convert("RGB")
    assert any(red > 150 and green < 80 for red, green, _ in shown.getdata())


def test_only_a_completed_notice_goes_out(ws: Workspace, woman: str) -> None:
    draft = save(ws, "tracing_notice", NOTICE, case=woman)
    with pytest.raises(Refused, match="completed"):
        notice_paper.prepare_notice(ws, draft.record_uid)


def test_k06_after_the_consent_was_taken_back_it_goes_out_no_more(
    ws: Workspace, woman: str
) -> None:
    saved = completed(ws, woman)
    withdrawal.withdraw(ws, woman, "03")

    with pytest.raises(Refused, match="Consent to the notice"):
        notice_paper.prepare_notice(ws, saved.record_uid)


def test_one_that_was_taken_down_goes_out_no_more(ws: Workspace, woman: str) -> None:
    saved = completed(ws, woman)
    save(ws, "tracing_notice", NOTICE | {"notice_withdrawn_on": "2026-06-30"}, case=woman,
         record=saved.record_uid, based_on=2, complete=True)  # fmt: skip

    with pytest.raises(Refused, match="taken down"):
        notice_paper.prepare_notice(ws, saved.record_uid)


def test_k13_whoever_became_unsafe_since_holds_it_back(ws: Workspace, woman: str) -> None:
    saved = completed(ws, woman)
    save(ws, "relative", {"relative_name": "小满", "contact_forbidden": True}, case=woman)

    made = notice_paper.prepare_notice(ws, saved.record_uid)
    assert [each.field for each in made.found] == ["notice_name"]
    assert made.held


def test_another_form_is_no_notice_and_another_case_is_closed(
    station: House, ws: Workspace, woman: str
) -> None:
    saved = completed(ws, woman)
    log = save(ws, "tracing_log", {"log_on": "2026-06-30"}, case=woman)
    with pytest.raises(Refused):
        notice_paper.prepare_notice(ws, log.record_uid)
    with pytest.raises(Refused):
        notice_paper.prepare_notice(station.sign_in("mu"), saved.record_uid)


def test_the_register_of_releases_has_its_name() -> None:
    assert release_papers.title(notice_paper.PAPER) == notice_paper.TITLE.msgid
