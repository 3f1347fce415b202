"""The copy of a photograph for a notice: a file of its own, and the original stays (K-22)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rescueapp.actions.attached import attachments, blurring
from rescueapp.actions.recording import identity
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.storage import blobs
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, attach_file, save

AREA = (0.0, 0.0, 0.5, 0.5)
LABEL = "公告照片"


def picture(folder: Path) -> Path:
    """Black and white by turns, so that a blurred part is neither."""
    drawn = Image.new("L", (80, 80))
    drawn.putdata([255 * ((x + y) % 2) for y in range(80) for x in range(80)])
    path = folder / "photo.png"
    drawn.save(path)
    return path


def attached(ws: Workspace, case: str | None, folder: Path) -> dict[str, Any]:
    return attach_file(
        ws, case_uid=case, compartment=Compartment.IDENTITY, path=picture(folder), label="照片",
        photograph=True,
    )  # fmt: skip


@pytest.fixture
def case(ws: Workspace, tmp_path: Path) -> str:
    """A woman's case; her photograph is kept with the intake."""
    return save(ws, answers=INTAKE | {"photo": attached(ws, None, tmp_path)}).case_uid


def opened(ws: Workspace, value: dict[str, Any]) -> Image.Image:
    return Image.open(io.BytesIO(attachments.attachment(ws, value["blob"])))


def test_k22_the_copy_is_another_file_and_the_photograph_stays_as_it_was(
    ws: Workspace, case: str
) -> None:
    original = blurring.known_photograph(ws, case)
    before = attachments.attachment(ws, original["blob"])

    copy = blurring.blurred_copy(ws, original["blob"], [AREA], label=LABEL)
    assert copy["blob"] != original["blob"]
    assert (copy["type"], copy["label"]) == ("image/png", LABEL)
    assert attachments.attachment(ws, original["blob"]) == before
    assert set(opened(ws, copy).crop((0, 0, 40, 40)).getdata()) <= set(range(120, 136))
    assert set(opened(ws, copy).crop((40, 40, 80, 80)).getdata()) == {0, 255}


def test_k22_the_copy_is_sealed_in_the_same_part_of_the_same_case(
    ws: Workspace, case: str, station: House
) -> None:
    original = blurring.known_photograph(ws, case)
    copy = blurring.blurred_copy(ws, original["blob"], [AREA], label=LABEL)

    kept = blobs.by_uid(ws.db, copy["blob"])
    assert kept is not None
    assert (kept.case_uid, kept.compartment) == (case, Compartment.IDENTITY)
    with pytest.raises(Refused):
        attachments.attachment(station.sign_in("mu"), copy["blob"])


def test_without_the_key_no_copy_is_made(station: House, ws: Workspace, case: str) -> None:
    blob = blurring.known_photograph(ws, case)["blob"]

    with pytest.raises(Refused):
        blurring.blurred_copy(station.sign_in("mu"), blob, [AREA], label=LABEL)


def test_k06_where_photographs_are_refused_no_copy_is_made(ws: Workspace, case: str) -> None:
    blob = blurring.known_photograph(ws, case)["blob"]
    save(ws, "consent", {"consent_on": "2026-06-29", "agrees_photo": "02"}, case=case)

    with pytest.raises(Refused, match="photograph"):
        blurring.blurred_copy(ws, blob, [AREA], label=LABEL)


def test_a_case_without_a_photograph_says_so(ws: Workspace) -> None:
    with pytest.raises(Refused, match="No photograph"):
        blurring.known_photograph(ws, save(ws).case_uid)


def test_k05_a_veiled_photograph_is_not_handed_out(
    station: House, ws: Workspace, case: str
) -> None:
    duan = station.sign_in("duan")
    with pytest.raises(Refused, match="veiled"):
        blurring.known_photograph(duan, case)

    identity.reveal(duan, case, "police")
    assert blurring.known_photograph(duan, case)["type"] == "image/png"


def test_a_photograph_of_a_notice_not_saved_yet_can_be_blurred_too(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    fresh = attached(ws, case, tmp_path)
    copy = blurring.blurred_copy(ws, fresh["blob"], [AREA], label=LABEL)

    assert save(ws, "tracing_notice", {"notice_on": "2026-06-30", "notice_photo": copy},
                case=case)  # fmt: skip
