"""Strange files are drawn in a child that cannot reach the work, and may die of it."""

from __future__ import annotations

import io
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from rescueapp import paths
from rescueapp.errors import Damaged, Refused
from rescueapp.printing import apart_child
from rescueapp.printing.apart import Apart
from rescueapp.printing.apart_child import JPEG, MOST_PIXELS, PDF, PNG
from rescueapp.printing.sheet import sheet
from tests.output.paper import ANSWERS, HANDOVER, HEAD

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
# A page of so many points; its pixels would not fit into any memory.
HUGE = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]>> endobj
trailer <</Root 1 0 R>>
"""


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (9, 90, 9)).save(target, kind)
    return target.getvalue()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return sheet(HANDOVER, {**ANSWERS, "story": "她说要回家。" * 900}, HEAD)


def test_every_page_of_a_pdf_is_drawn(pdf: bytes) -> None:
    with Apart(pdf, PDF) as shown:
        assert len(shown) > 1
        width, height = shown.size(1)
        picture = shown.picture(1, 1.5)
    assert (round(width), round(height)) == (595, 842)
    assert abs(picture.width - width * 1.5) <= 1
    assert len(picture.rgb) == picture.width * picture.height * 3
    assert picture.rgb[:3] == b"\xff\xff\xff"
    assert min(picture.rgb) < 100


def test_the_words_of_a_page_are_read_apart_too(pdf: bytes) -> None:
    with Apart(pdf, PDF) as shown:
        assert "她说要回家" in shown.text(0) + shown.text(1)
        assert shown.picture(0, 0.1).width > 0
        with pytest.raises(IndexError):
            shown.text(len(shown))
    with Apart(photo(), JPEG) as shown:
        assert shown.text(0) == ""


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", JPEG), ("PNG", PNG)])
def test_a_photo_is_one_page_of_its_pixels(kind: str, media_type: str) -> None:
    with Apart(photo(kind), media_type) as shown:
        assert (len(shown), shown.size(0)) == (1, (400.0, 300.0))
        picture = shown.picture(0, 0.5)
    assert (picture.width, picture.height) == (200, 150)


def test_clear_parts_of_a_photo_are_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(target, "PNG")
    with Apart(target.getvalue(), PNG) as shown:
        assert set(shown.picture(0, 1).rgb) == {255}


@pytest.mark.fault(9, what="damaged pictures and papers, drawn apart")
@pytest.mark.parametrize(
    "broken",
    [
        lambda pdf: (pdf[:200], PDF),
        lambda pdf: (b"%PDF-1.7 fictional", PDF),
        lambda pdf: (b"", PDF),
        lambda pdf: (photo()[:300], JPEG),
        lambda pdf: (photo("PNG"), JPEG),
        lambda pdf: (SVG, PNG),
        lambda pdf: (SVG, JPEG),
        lambda pdf: (SVG, "image/svg+xml"),
    ],
)
def test_a_damaged_file_is_said_to_be_damaged(
    pdf: bytes, broken: Callable[[bytes], tuple[bytes, str]]
) -> None:
    with pytest.raises(Damaged):
        Apart(*broken(pdf))


def test_a_pdf_with_a_password_says_so() -> None:
    from reportlab.pdfgen import canvas

    target = io.BytesIO()
    drawn = canvas.Canvas(target, encrypt="fictional")
    drawn.drawString(10, 10, "x")
    drawn.save()
    with pytest.raises(Refused, match="password"):
        Apart(target.getvalue(), PDF)


@pytest.mark.fault(9, what="bombs")
def test_a_page_too_large_for_memory_is_drawn_smaller() -> None:
    with Apart(HUGE, PDF) as shown:
        picture = shown.picture(0, 10.0)
    assert 0 < picture.width * picture.height <= MOST_PIXELS


@pytest.mark.fault(9, what="damaged pictures and papers, drawn apart")
def test_a_child_that_dies_is_a_damaged_file(pdf: bytes) -> None:
    shown = Apart(pdf, PDF)
    shown._child.kill()
    shown._child.wait()
    with pytest.raises(Damaged):
        shown.picture(0, 1)


@pytest.mark.fault(9, what="damaged pictures and papers, drawn apart")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
def test_a_child_that_says_nothing_is_not_waited_for(pdf: bytes) -> None:
    with Apart(pdf, PDF) as shown:
        shown._child.send_signal(signal.SIGSTOP)
        shown._patience_s = 0.05
        with pytest.raises(Damaged, match="too long"):
            shown.picture(0, 1)
        assert shown._child.wait(20) is not None


def test_what_was_closed_is_gone(pdf: bytes) -> None:
    with Apart(pdf, PDF) as shown:
        child = shown._child
        assert child.poll() is None
    assert child.wait(20) is not None


def test_no_file_is_written(pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Apart(pdf, PDF) as shown:
        shown.picture(0, 1)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(9, what="children that want too much")
@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")
@pytest.mark.parametrize(
    "act",
    [
        "open(sys.argv[1], 'wb', buffering=0).write(b'x')",
        "bytearray(3 << 30)",
    ],
)
def test_the_child_may_neither_write_nor_take_all_memory(act: str, tmp_path: Path) -> None:
    target = tmp_path / "written"
    code = f"import sys; from {apart_child.__name__} import limit; limit(); {act}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        cwd=paths.resources().parent,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert not target.exists() or target.read_bytes() == b""


def _own_networks() -> bool:
    """Whether this system gives a process a network of its own."""
    unshare = shutil.which("unshare")
    asked = [unshare or "unshare", "--user", "--net", "true"]
    if unshare is None:
        return False
    return not subprocess.run(asked, check=False, capture_output=True).returncode


@pytest.mark.fault(9, what="children that want too much")
@pytest.mark.skipif(not _own_networks(), reason="this system gives nobody a network of their own")
@pytest.mark.parametrize("before", ["", "limit(); "])
def test_the_child_reaches_no_network(before: str) -> None:
    """Not even one who listens on this computer; without the limit it would."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        code = f"import socket; from {apart_child.__name__} import limit; {before}"
        code += f"socket.create_connection(('127.0.0.1', {port}), 5)"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=paths.resources().parent,
            capture_output=True,
            check=False,
        )
    assert (done.returncode == 0) is (before == "")
