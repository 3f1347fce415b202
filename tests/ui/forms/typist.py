"""Types into a form and waits to be killed: `python -m tests.ui.forms.typist FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rescueapp import i18n
from rescueapp.actions.vault import vaults
from rescueapp.workspace import Workspace
from tests.ui.forms.keyboard import write
from ui.forms.form_view import FormView
from ui.session import Session
from ui.tasks import Tasks


def main(folder: Path, login: str, passphrase: str) -> int:
    i18n.choose("en")
    application = QApplication([])
    tasks = Tasks(lambda _, error: sys.exit(str(error)))
    views: list[FormView] = []

    def unlocked(workspace: Workspace) -> None:
        session = Session(tasks, workspace, worker=workspace.worker, vault=workspace.vault)
        view = FormView(session, form="intake", case_uid=None, record_uid=None, draft_uid=None)
        view.ready.connect(lambda: type_a_name(view))
        view.keeper.kept.connect(lambda _: sys.stdout.write("kept\n") and sys.stdout.flush())
        view.show()
        views.append(view)

    tasks.in_database(
        lambda _: vaults.unlock(folder, login, passphrase), unlocked, owner=application
    )
    return application.exec()


def type_a_name(view: FormView) -> None:
    editor = view.pad.row("name").editor
    assert editor is not None
    if editor.value() is None:
        write(editor.focusProxy(), "石小溪")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
