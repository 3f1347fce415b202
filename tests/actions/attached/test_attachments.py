"""Files that belong to a record: what is let in, what is left behind, who can open them."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen import canvas

from rescueapp.actions.attached import attachments
from rescueapp.actions.recording import identity, records
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.storage import blobs
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, attach_file, save

IDENTITY, MEDICAL = Compartment.IDENTITY, Compartment.MEDICAL
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def ws(station: House) -> Workspace:
    return station.sign_in("yang")


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws).case_uid


def photo(path: Path, *, kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> Path:
    """A picture with a place, a camera and words in it, to be turned by a quarter."""
    picture = Image.new("RGB", size, (200, 120, 40))
    exif = Image.Exif()
    exif[Base.Make] = "CanaryCamera"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (26.0, 52.0, 30.0)
    words = PngInfo()
    words.add_text("Comment", "CanaryComment")
    if kind == "JPEG":
        picture.save(path, kind, exif=exif, comment=b"CanaryComment", quality=95)
    else:
        picture.save(path, kind, exif=exif, pnginfo=words)
    with path.open("ab") as file:
        file.write(b"CanaryBehindTheEnd")
    return path


def attach(ws: Workspace, case: str | None, path: Path, part: Compartment = MEDICAL) -> str:
    value = attach_file(ws, case_uid=case, compartment=part, path=path, label="病历")
    return str(value["blob"])


@pytest.mark.fault(9, what="photos that tell where they were taken")
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_k22_a_picture_is_drawn_anew_upright_and_without_what_was_in_it(
    ws: Workspace, case: str, tmp_path: Path, kind: str, name: str
) -> None:
    path = photo(tmp_path / name, kind=kind)
    assert path.read_bytes().count(b"Canary") >= 2

    kept = attachments.attachment(ws, attach(ws, case, path))

    assert b"Canary" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert (picture.format, picture.size) == (kind, (40, 60))
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_answer_names_kind_size_and_question_and_no_file_name(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    path = tmp_path / "苏某某的病历.pdf"
    path.write_bytes(b"%PDF-1.7 fictional")
    value = attach_file(ws, case_uid=case, compartment=MEDICAL, path=path, label="病历")
    assert value == {"blob": value["blob"], "type": "application/pdf", "size": 18, "label": "病历"}
    assert attachments.attachment(ws, value["blob"]) == b"%PDF-1.7 fictional"


@pytest.mark.fault(9, what="files that are not what their names say: SVG, HTML, scripts")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", SVG),
        ("drawing.svg", SVG),
        ("page.html", b"<html></html>"),
        ("program.exe", b"MZ\x90\x00"),
        ("photo.jpg", b"GIF89a\x01\x00\x01\x00"),
        ("archive.txt", b"PK\x03\x04\x00\x00"),
        ("nothing.txt", b""),
    ],
)
def test_what_is_no_picture_pdf_or_text_is_refused_whatever_it_is_called(
    ws: Workspace, case: str, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match="Only JPEG, PNG, PDF"):
        attach(ws, case, path)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.fault(9, what="bombs")
@pytest.mark.parametrize("size", [(30_000, 30_000), (8000, 6000), (2_000_000_000, 2)])
def test_a_picture_that_would_fill_the_memory_is_refused(
    ws: Workspace, case: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb(*size))
    with pytest.raises(Refused, match=r"more than .* million points"):
        attach(ws, case, path)


def saved_as(path: Path, picture: Image.Image, kind: str, **more: object) -> Path:
    picture.save(path, kind, **more)
    return path


@pytest.mark.parametrize(
    ("kind", "mode", "kept_mode"),
    [
        ("JPEG", "L", "L"),
        ("JPEG", "CMYK", "RGB"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "I;16", "L"),
    ],
)
def test_every_kind_of_points_is_kept_as_it_looks(
    ws: Workspace, case: str, tmp_path: Path, kind: str, mode: str, kept_mode: str
) -> None:
    half = {"CMYK": (0, 0, 0, 128), "RGBA": (128,) * 4, "LA": (128, 128), "I;16": 32896}
    picture = Image.new(mode, (20, 20), half.get(mode, 1 if mode == "1" else 128))
    path = saved_as(tmp_path / "a", picture, kind)
    kept = Image.open(io.BytesIO(attachments.attachment(ws, attach(ws, case, path))))
    assert kept.mode == kept_mode
    shown = kept.convert("L").getpixel((10, 10))
    expected = Image.open(path).convert("L").getpixel((10, 10)) if mode != "I;16" else 128
    assert abs(int(str(shown)) - int(str(expected))) <= 3


def test_a_profile_and_a_preview_stay_behind(ws: Workspace, case: str, tmp_path: Path) -> None:
    picture = Image.new("RGB", (20, 20), (9, 9, 9))
    path = saved_as(tmp_path / "a.jpg", picture, "JPEG", icc_profile=b"CanaryProfile" * 9)
    kept = attachments.attachment(ws, attach(ws, case, path))
    assert b"Canary" not in kept
    assert "icc_profile" not in Image.open(io.BytesIO(kept)).info


@pytest.mark.fault(9, what="two files in one")
@pytest.mark.parametrize("behind", [b"PK\x03\x04Canary", b"<script>Canary</script>", b"%PDF-1.7"])
def test_of_two_files_in_one_only_the_picture_is_kept(
    ws: Workspace, case: str, tmp_path: Path, behind: bytes
) -> None:
    path = photo(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes() + behind * 50)
    kept = attachments.attachment(ws, attach(ws, case, path))
    assert behind not in kept
    assert Image.open(io.BytesIO(kept)).size == (40, 60)


@pytest.mark.fault(9, what="damaged pictures and papers, drawn apart")
@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff" + SVG,
        b"\x89PNG\r\n\x1a\n" + SVG,
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\xff\xd8\xff" * 9,
    ],
)
def test_what_only_begins_like_a_picture_is_refused(
    ws: Workspace, case: str, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    with pytest.raises(Refused, match="damaged or not what it says"):
        attach(ws, case, path)


def test_notes_nobody_can_read_keep_no_photo_out(ws: Workspace, case: str, tmp_path: Path) -> None:
    """Telephones write odd ones; they are left behind anyway."""
    picture = Image.new("RGB", (20, 20), (9, 9, 9))
    exif = b"Exif\x00\x00II*\x00\xff\xff\xff\x7f" + b"\xee" * 40
    path = saved_as(tmp_path / "a.jpg", picture, "JPEG", exif=exif)
    assert attachments.attachment(ws, attach(ws, case, path))


def test_no_picture_is_decoded_where_the_data_is(
    ws: Workspace, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = photo(tmp_path / "a.jpg")

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("decoded beside the keys")

    monkeypatch.setattr(Image, "open", forbidden)
    assert attach(ws, case, path)


def test_the_picture_as_it_came_is_written_nowhere(
    ws: Workspace, case: str, tmp_path: Path, station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "temporary"
    nowhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(nowhere))
    path = photo(tmp_path / "a.jpg")
    attach(ws, case, path)
    assert list(nowhere.iterdir()) == []
    station.leave()
    kept = [p.read_bytes() for p in station.folder.rglob("*") if p.is_file()]
    assert not [
        data for data in kept if b"Canary" in data or b"\xff\xd8\xff\xe0\x00\x10JFIF" in data
    ]


def test_a_case_and_a_station_hold_so_much_and_no_more(
    ws: Workspace, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("虚构", encoding="utf-8")
    monkeypatch.setattr(attachments, "MOST_OF_CASE", 2)
    for _ in range(2):
        attach(ws, case, path)
    with pytest.raises(Refused, match=r"at most .* attachments"):
        attach(ws, case, path)
    monkeypatch.setattr(attachments, "MOST_OF_VAULT", 13)
    with pytest.raises(Refused, match="have reached"):
        attach(ws, None, path)
    assert (attachments.LARGEST, blobs.total(ws.db)) == (25 << 20, 12)


@pytest.mark.fault(9, what="files that only begin like a picture")
def test_a_picture_cut_off_is_refused(ws: Workspace, case: str, tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", size=(400, 400))
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(Refused, match="damaged or not what it says"):
        attach(ws, case, path)


@pytest.mark.fault(9, what="files that are too large")
def test_a_file_of_more_than_25_mb_is_refused_before_it_is_read(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(attachments.LARGEST + 1)
    with pytest.raises(Refused, match="at most 25 MB"):
        attach(ws, case, path)


@pytest.mark.fault(9, what="files that are too large")
def test_a_file_that_grows_while_it_is_taken_in_is_not_read_to_its_end(
    ws: Workspace, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scanned just now.pdf"
    path.write_bytes(b"%PDF-1.7 fictional")
    asked = Path.stat

    def growing(self: Path, **how: Any) -> os.stat_result:
        about = asked(self, **how)
        if self == path:
            os.truncate(path, attachments.LARGEST + 1)
        return about

    monkeypatch.setattr(Path, "stat", growing)
    with pytest.raises(Refused) as refused:
        attach(ws, case, path)
    assert refused.value.words.msgid == attachments.TOO_LARGE.msgid


def test_a_file_that_is_not_there_is_said_in_words(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        attach(ws, case, tmp_path / "gone.pdf")


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    target = io.BytesIO()
    drawn = canvas.Canvas(target, encrypt="fictional")
    drawn.drawString(10, 10, "D3S1358 15/16")
    drawn.save()
    return target.getvalue()


def test_a_pdf_nobody_could_look_at_is_refused_while_one_can_still_ask_for_another(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(locked_pdf())
    with pytest.raises(Refused, match="password of its own"):
        attach(ws, case, path)
    assert blobs.of_case(ws.db, case) == []


def test_a_case_that_comes_is_not_refused_for_one(ws: Workspace) -> None:
    data = locked_pdf()
    put = attachments.carried(ws, MEDICAL, "application/pdf", data, minor=True)
    assert put.size == len(data)


def test_nothing_refused_leaves_a_file_or_a_row(
    ws: Workspace, case: str, tmp_path: Path, station: House
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(SVG)
    with pytest.raises(Refused):
        attach(ws, case, path)
    assert not (station.folder / "blobs").exists()
    assert blobs.of_case(ws.db, case) == []


def test_a_role_attaches_and_opens_only_in_its_parts(
    ws: Workspace, case: str, tmp_path: Path, station: House
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("检查所见（虚构）", encoding="utf-8")
    kept = attach(ws, case, path)
    for login in ("he", "li", "mu"):
        other = station.sign_in(login)
        with pytest.raises(Refused, match="do not hold the key"):
            attachments.attachment(other, kept)
        with pytest.raises(Refused, match="do not hold the key"):
            attach(other, case, path)
    assert attachments.attachment(station.sign_in("duan"), kept).decode() == "检查所见（虚构）"


def test_a_photo_taken_before_the_case_exists_becomes_the_cases(
    station: House, tmp_path: Path
) -> None:
    ws = station.sign_in("he")
    value = attach_file(
        ws, case_uid=None, compartment=IDENTITY, path=photo(tmp_path / "a.jpg"), label="照片"
    )
    assert attachments.attachment(ws, value["blob"])
    with pytest.raises(Refused, match="do not hold the key"):
        attachments.attachment(station.sign_in("duan"), value["blob"])

    saved = save(station.sign_in("he"), answers=INTAKE | {"photo": value})

    doctor = station.sign_in("yang")
    assert attachments.attachment(doctor, value["blob"])[:2] == b"\xff\xd8"
    identity.reveal(doctor, saved.case_uid, "care")
    assert records.open_record(doctor, saved.record_uid).answers["photo"] == value


def test_somebody_elses_unfinished_photo_cannot_be_taken(station: House, tmp_path: Path) -> None:
    value = attach_file(
        station.sign_in("yang"), case_uid=None, compartment=IDENTITY,
        path=photo(tmp_path / "a.jpg"), label="照片",
    )  # fmt: skip
    with pytest.raises(Refused, match="do not hold the key"):
        save(station.sign_in("he"), answers=INTAKE | {"photo": value})


@pytest.mark.fault(5, what="attachments changed, cut, missing or of another length")
def test_an_altered_or_missing_file_is_damage_and_never_an_empty_picture(
    ws: Workspace, case: str, tmp_path: Path, station: House
) -> None:
    kept = attach(ws, case, photo(tmp_path / "a.jpg"))
    place = blobs.place(station.folder, kept)
    whole = place.read_bytes()
    place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(Damaged):
        attachments.attachment(ws, kept)
    place.unlink()
    with pytest.raises(Damaged):
        attachments.attachment(ws, kept)
