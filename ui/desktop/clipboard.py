"""What is copied here is a secret: marked as one, and gone after half a minute, at a lock, hidden.

The one place for it, whatever copied: a text field's own shortcut, its menu, a selection with the
mouse (X11 keeps that in a clipboard of its own, PRIMARY). Histories of clipboards leave out what
is marked so. What another program put there is never touched.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

KEPT_MS = 30_000
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# Klipper (and with it most of Linux), Windows (history, cloud, monitors), macOS.
MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\x01\x00\x00\x00",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\x00\x00\x00\x00",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\x00\x00\x00\x00",
    "application/x-nspasteboard-concealed-type": b"secret",
    "org.nspasteboard.ConcealedType": b"secret",
}
MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def secret(text: str) -> QMimeData:
    """A text as it may lie on a clipboard: without its looks, with every mark."""
    data = QMimeData()
    data.setText(text)
    for name, value in MARKS.items():
        data.setData(name, QByteArray(value))
    return data


class ClipboardKeeper(QObject):
    """From its making on, for the whole program."""

    def __init__(
        self, application: QApplication, parent: QObject, *, kept_ms: int = KEPT_MS
    ) -> None:
        super().__init__(parent)
        self._clipboard = application.clipboard()
        self._late = {}
        for mode in MODES:
            timer = QTimer(self, singleShot=True, interval=kept_ms)
            timer.timeout.connect(lambda mode=mode: self._clear(mode))
            self._late[mode] = timer
        self._clipboard.changed.connect(self._changed)

    def clear(self) -> None:
        """Take away what was copied here."""
        for mode in MODES:
            self._clear(mode)

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode not in self._late or not self._is_ours(mode):
            return
        data = self._clipboard.mimeData(mode)
        if not data.text():
            return
        if not data.hasFormat(next(iter(MARKS))):
            self._clipboard.setMimeData(secret(data.text()), mode)  # comes back here, marked
            return
        self._late[mode].start()

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._late[mode].stop()
        if self._is_ours(mode):
            self._clipboard.clear(mode)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
        return self._clipboard.ownsClipboard()
