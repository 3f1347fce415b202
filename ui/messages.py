"""The only message boxes and file dialogs: one seam, for people and for tests.

Nothing here blocks: a dialog is opened and its answer is handed to `then`. `answer_next`
lets a test or the tour give the next answers instead of a person.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from rescueapp import logs
from rescueapp.errors import Problem
from rescueapp.i18n import mark, say
from ui import texts
from ui.desktop.not_learnt import nothing_learnt_in

_NOT_DONE = mark("This could not be done", "message title")
_FAULT = mark(
    "The program made a mistake here: {place}. What you typed is kept. "
    "Please tell this line to whoever looks after the program.",
    "message",
)
_FAULT_TITLE = mark("The program made a mistake", "message title")
_FAULT_KEPT = mark(
    "What you typed is kept, and you can go on. Please tell a supervisor: a report of the "
    "mistake, without anything of a case, is kept in the vault; under Administration it can be "
    "saved for whoever looks after the program.\n\n{place}",
    "message",
)
_OK = mark("OK", "button")
_NO_PRINTER = mark("No printer is found on this computer", "print")
_NO_PRINTER_WORDS = mark(
    "Connect a printer and switch it on, then print again. Until then it can be saved as a file "
    "on a medium you hand over yourself.",
    "print",
)

_next: deque[Any] = deque()
told: list[str] = []  # what was shown lately, newest last: in tests alone
_is_test = False
_faults_kept = False


def answer_next(*answers: Any) -> None:
    """Tests and the tour: the next dialogs are answered with these, in order, and not shown."""
    _next.extend(answers)


def forget_answers() -> None:
    """Tests: begin with no answers waiting and nothing told, and remember from now on."""
    global _is_test
    _is_test = True
    _next.clear()
    told.clear()


def words_of(error: BaseException) -> str:
    """An error for a person: its own words, or for a bug the type and place, never its text."""
    if isinstance(error, Problem):
        return say(error.words)
    words = _FAULT_KEPT if _faults_kept else _FAULT
    return say(words(place=logs.fault(error)))


def faults_are_kept(kept: bool) -> None:
    """Whether there is an open vault that keeps reports of mistakes."""
    global _faults_kept
    _faults_kept = kept


def is_open() -> bool:
    """Whether a message stands on the screen."""
    return any(w.isVisible() for w in QApplication.topLevelWidgets() if w.objectName() == _NAME)


def problem(owner: QObject, error: BaseException) -> None:
    """Present an error nobody else presents."""
    title = _NOT_DONE if isinstance(error, Problem) else _FAULT_TITLE
    tell(_window_of(owner), say(title), words_of(error), QMessageBox.Icon.Warning)


def tell(
    parent: QWidget | None,
    title: str,
    body: str,
    icon: QMessageBox.Icon = QMessageBox.Icon.Information,
) -> None:
    """Say something that needs no answer."""
    _remember(body)
    if _next:
        _next.popleft()
        return
    box = _box(parent, title, body, icon)
    _name(box.addButton(say(_OK), QMessageBox.ButtonRole.AcceptRole), "messageOk")
    box.open()


def ask(
    parent: QWidget | None,
    title: str,
    body: str,
    choices: dict[str, str],
    then: Callable[[str], None],
) -> None:
    """Ask for one of `choices` (key → words; the first is the safe one and has the focus).

    `then` gets the key; closing the box or Esc is the first choice.
    """
    _remember(body)
    if _next:
        then(_next.popleft())
        return
    box = _box(parent, title, body, QMessageBox.Icon.Question)
    buttons: dict[Any, str] = {}
    for number, (key, words) in enumerate(choices.items()):
        role = QMessageBox.ButtonRole.RejectRole if number == 0 else _ACT
        button = box.addButton(words, role)
        _name(button, f"choice_{key}")
        buttons[button] = key
        if number == 0:
            box.setDefaultButton(button)
            box.setEscapeButton(button)
    first = next(iter(choices))
    box.finished.connect(lambda _: then(buttons.get(box.clickedButton(), first)))
    box.open()


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for an existing folder; `then` does not run when the person closes the dialog."""
    _choose(parent, title, then, mode=QFileDialog.FileMode.Directory)


def choose_file(parent: QWidget, title: str, kinds: str, then: Callable[[Path], None]) -> None:
    """Ask for a file to read. `kinds` as Qt's name filter: "Receipt (*.receipt)"."""
    _choose(parent, title, then, mode=QFileDialog.FileMode.ExistingFile, kinds=kinds)


def choose_files(
    parent: QWidget, title: str, kinds: str, then: Callable[[list[Path]], None]
) -> None:
    """Ask for several files to read."""
    _choose(parent, title, then, mode=QFileDialog.FileMode.ExistingFiles, kinds=kinds)


def choose_target(
    parent: QWidget, title: str, kinds: str, name: str, then: Callable[[Path], None]
) -> None:
    """Ask where to write. `name` is the neutral name proposed."""
    _choose(parent, title, then, mode=QFileDialog.FileMode.AnyFile, kinds=kinds, name=name)


def choose_printer(parent: QWidget, printer: QPrinter, then: Callable[[], None]) -> None:
    """Ask which printer and how; `printer` is set up by the dialog. Where there is none, say so."""
    if _next:
        if _next.popleft():
            then()
        return
    if not QPrinterInfo.availablePrinterNames():
        tell(parent, say(_NO_PRINTER), say(_NO_PRINTER_WORDS))
        return
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.accepted.connect(then)
    QDialog.open(dialog)  # QPrintDialog hides it behind one for old-style slots


_NAME = "message"
_LINE = 360  # pixels: some twenty-five characters
_ACT = QMessageBox.ButtonRole.AcceptRole


def _box(parent: QWidget | None, title: str, body: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(icon, say(texts.PROGRAM), title, parent=parent)
    box.setInformativeText(body)
    box.setObjectName(_NAME)
    box.setAccessibleName(title)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    told = box.findChild(QLabel, "qt_msgbox_informativelabel")
    if told is not None:  # Qt makes it as wide as the title, which may be three characters
        told.setMinimumWidth(min(_LINE, told.fontMetrics().horizontalAdvance(body)))
    return box


def _choose(
    parent: QWidget,
    title: str,
    then: Callable[[Any], None],
    *,
    mode: QFileDialog.FileMode,
    kinds: str = "",
    name: str = "",
) -> None:
    many = mode is QFileDialog.FileMode.ExistingFiles
    if _next:
        answer = _next.popleft()
        if answer is not None:
            then([Path(a) for a in answer] if many else Path(answer))
        return
    dialog = QFileDialog(parent, title, str(Path.home()), kinds)
    dialog.setObjectName("fileDialog")
    # The system's own dialogs note which files were used in places we cannot tidy.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if mode is QFileDialog.FileMode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    if mode is QFileDialog.FileMode.AnyFile:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)

    def accepted() -> None:
        files = [Path(f) for f in dialog.selectedFiles()]
        then(files if many else files[0])

    nothing_learnt_in(dialog)
    dialog.accepted.connect(accepted)
    dialog.destroyed.connect(lambda _: forget_folders())  # that is when it writes them
    dialog.open()


def forget_folders() -> None:
    """Qt's own dialog writes the folders it showed into a plain file, or the registry."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()


def _window_of(owner: QObject) -> QWidget | None:
    return owner.window() if isinstance(owner, QWidget) else None


def _name(button: QPushButton, name: str) -> None:
    button.setObjectName(name)
    button.setAccessibleName(button.text())


def _remember(body: str) -> None:
    if _is_test:
        told.append(body)
