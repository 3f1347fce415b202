"""What a new vault asks of the place: name, code, region, folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rescueapp.i18n import Text, mark, say
from ui import messages, texts
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.cut import CutWords
from ui.widgets.place_field import PlaceField
from ui.widgets.words import plain

_TITLE = {
    "station": mark("The station", "first start"),
    "office": mark("The office", "first start"),
}
_NAME = mark("&Name, as it stands on papers", "first start")
_CODE = mark("&Code, as it begins the case numbers", "first start")
_REGION = mark("&Region: type any part of it", "first start")
_FOLDER = mark("&Folder for the vault (new or empty)", "first start")
_MISSING = mark("Please fill in the name, the code and the region.", "first start")
_CODE_SHAPE = mark("The code has 2 to 12 letters and digits.", "first start")


class SetupPlace(Card):
    """`problem()` is "" when everything needed is there."""

    def __init__(self, kind: str, folder: Path) -> None:
        super().__init__(say(_TITLE[kind]), name="setupPlace")
        self._name, self._code, self._folder = QLineEdit(), QLineEdit(), QLineEdit(str(folder))
        self._name.setMaxLength(60)
        self._code.setMaxLength(12)
        self._region = PlaceField("setupRegion", plain(say(_REGION)))
        self.column.addLayout(_labelled(_NAME, self._name, "setupName"))
        beside = QHBoxLayout()
        beside.setSpacing(2 * GRID)
        beside.addLayout(_labelled(_CODE, self._code, "setupCode"), 1)
        beside.addLayout(_labelled(_REGION, self._region, "setupRegionBox"), 1)
        self.column.addLayout(beside)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        choose = Button(say(texts.CHOOSE), "setupFolderChoose", self._choose)
        label = QLabel(say(_FOLDER))
        label.setBuddy(self._folder)
        self._folder.setObjectName("setupFolder")
        self._folder.setAccessibleName(plain(say(_FOLDER)))
        self.column.addWidget(label)
        row.addWidget(self._folder, 1)
        row.addWidget(choose)
        self.column.addLayout(row)
        self.column.addWidget(CutWords(self._name, self._code))
        self.setFocusProxy(self._name)

    def problem(self) -> str:
        if not (self.name and self.code and self.region):
            return say(_MISSING)
        return (
            ""
            if self.code.isalnum() and self.code.isascii() and len(self.code) >= 2
            else (say(_CODE_SHAPE))
        )

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def code(self) -> str:
        return self._code.text().strip().upper()

    @property
    def region(self) -> str:
        return self._region.code()

    @property
    def folder(self) -> Path:
        return Path(self._folder.text().strip())

    def _choose(self) -> None:
        messages.choose_folder(
            self, plain(say(_FOLDER)), lambda path: self._folder.setText(str(path))
        )


def _labelled(words: Text, field: QWidget, name: str) -> QVBoxLayout:
    label = QLabel(say(words))
    label.setBuddy(field)
    field.setObjectName(name)
    field.setAccessibleName(plain(say(words)))
    column = QVBoxLayout()
    column.setSpacing(GRID)
    column.addWidget(label)
    column.addWidget(field)
    column.addStretch(1)
    return column
