"""A computer's print service with one printer, as far as the system's library asks it (IPP): what
is sent to it is kept, and no paper comes out."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_NAMES = {"printer-name", "printer-info", "printer-make-and-model"}
_PRINTER, _JOB = b"\x04", b"\x02"  # the group an answer tells of
_TEXT, _NUMBER, _ADDRESS, _FORMAT = 0x42, 0x21, 0x45, 0x49
_SEND_DOCUMENT = 0x0006
_OF_JOBS = {0x0002, 0x0005, _SEND_DOCUMENT}
_LOCAL = 0x0004  # of a printer-type: it prints black and white


class PrintService(ThreadingHTTPServer):
    """`documents`: every document it got, whole."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.documents: list[bytes] = []

    @property
    def address(self) -> str:
        """As CUPS_SERVER names it."""
        return f"127.0.0.1:{self.server_address[1]}"

    def answer(self, asked: bytes) -> bytes:
        """What the library is told."""
        operation, number = struct.unpack(">HI", asked[2:8])
        if operation == _SEND_DOCUMENT:
            self.documents.append(asked[asked.index(b"%PDF") :])
        told = self._job() if operation in _OF_JOBS else self._printer()
        return struct.pack(">BBHI", 2, 0, 0, number) + b"\x01" + _language() + told + b"\x03"

    def _printer(self) -> bytes:
        at = f"ipp://{self.address}/printers/tray"
        names = b"".join(_value(_TEXT, name, b"tray") for name in sorted(_NAMES))
        return b"".join([
            _PRINTER, names, _value(_ADDRESS, "printer-uri-supported", at.encode()),
            _value(0x23, "printer-type", struct.pack(">i", _LOCAL)),
            _value(0x23, "printer-state", struct.pack(">i", 3)),
            _value(0x22, "printer-is-accepting-jobs", b"\x01"),
            _value(_FORMAT, "document-format-supported", b"application/pdf"),
        ])  # fmt: skip

    def _job(self) -> bytes:
        return _JOB + _value(_NUMBER, "job-id", struct.pack(">i", 1))


def _language() -> bytes:
    return _value(0x47, "attributes-charset", b"utf-8") + _value(
        0x48, "attributes-natural-language", b"en"
    )


def _value(kind: int, name: str, value: bytes) -> bytes:
    named = struct.pack(">BH", kind, len(name)) + name.encode()
    return named + struct.pack(">H", len(value)) + value


class _Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PrintService

    def do_GET(self) -> None:
        """No description of the printer is kept in the old form."""
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        answer = self.server.answer(self._body())
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _body(self) -> bytes:
        if "Content-Length" in self.headers:
            return self.rfile.read(int(self.headers["Content-Length"]))
        body = b""
        while length := int(self.rfile.readline(), 16):
            body += self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, format: str, *args: object) -> None:
        """Override BaseHTTPRequestHandler.log_message: nobody reads along."""


@contextmanager
def printing() -> Iterator[PrintService]:
    """The service while the block runs."""
    service = PrintService()
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    yield service
    service.shutdown()
    service.server_close()
    thread.join()
