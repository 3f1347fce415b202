"""What the access of a partner's social worker rests on: asked when it is granted, and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp.actions.vault.people import Colleague
from rescueapp.actions.workers.outside_workers import Outside, Partner
from rescueapp.i18n import Text, mark, say
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.day_field import DayField
from ui.widgets.people_dialogs import SEX, sex_box
from ui.widgets.words import Words, plain

_TITLE = mark("{login}: a social worker from outside", "outside")
_WORDS = mark(
    "Without a partner that signed, an undertaking of their own, vetting and training there is no "
    "access. It ends by itself with the first of these days.",
    "outside",
)
_NO_PARTNER = mark(
    "No partner of the register has an undertaking that holds. Enter it in Registers first.",
    "outside",
)
_PARTNER = mark("Works &for", "outside")
_CHOOSE = mark("Choose the partner", "outside")
_NOT_SIGNED = mark("{name} (undertaking missing or over)", "outside")
_NAME = mark("&Name, as colleagues see it", "people")
_SIGNED = mark("Confidentiality undertaking &signed on", "outside")
_HOLDS = mark("The undertaking holds &until", "outside")
_VETTED = mark("&Vetted for work with minors until", "outside")
_TRAINED = mark("&Trained in confidentiality and this work on", "outside")
_ENTER = mark("Enter", "people")


class OutsideDialog(Asking):
    """`enter(display name, sex, Outside)`; `show_known` once it is read."""

    def __init__(
        self, parent: QWidget, colleague: Colleague, enter: Callable[[str, str, Outside], object]
    ) -> None:
        super().__init__(parent, "outsideWorker", say(_TITLE(login=colleague.login)), say(_ENTER))
        self._enter = enter
        self.fields.addWidget(Words(say(_WORDS), "muted"))
        self._name, self._sex, self._partner = QLineEdit(), sex_box(), Choice()
        self._name.setMaxLength(40)
        self.add_beside(_NAME, self._name, "outsideName")
        self.add_beside(SEX, self._sex, "outsideSex")
        self.add_beside(_PARTNER, self._partner, "outsidePartner")
        self._signed = self._day(_SIGNED, "outsideSigned")
        self._until = self._day(_HOLDS, "outsideUntil")
        self._vetted = self._day(_VETTED, "outsideVetted")
        self._trained = self._day(_TRAINED, "outsideTrained")
        self._name.setFocus()

    def _day(self, words: Text, name: str) -> DayField:
        field = DayField(name, plain(say(words)), None)
        self.add_beside(words, field, name)
        return field

    def show_known(
        self, partners: Sequence[Partner], known: Outside | None, name: str, sex: str
    ) -> None:
        """The partners to choose from, and what was entered before."""
        self._partner.addItem(say(_CHOOSE), "")
        for each in partners:
            words = each.name if each.holds else say(_NOT_SIGNED(name=each.name))
            self._partner.addItem(words, each.uid)
        self._name.setText(name)
        self._sex.setCurrentIndex(max(0, self._sex.findData(sex)))
        if known is not None:
            self._partner.setCurrentIndex(max(0, self._partner.findData(known.partner)))
            for field, day in (
                (self._signed, known.undertaking_on),
                (self._until, known.undertaking_until),
                (self._vetted, known.vetted_until),
                (self._trained, known.trained_on),
            ):
                field.setText(day)
        if not any(each.holds for each in partners):
            self.refuse(say(_NO_PARTNER))

    def act(self) -> None:
        self._enter(
            self._name.text().strip(),
            str(self._sex.currentData()),
            Outside(
                partner=str(self._partner.currentData() or ""),
                undertaking_on=_iso(self._signed.day),
                undertaking_until=_iso(self._until.day),
                vetted_until=_iso(self._vetted.day),
                trained_on=_iso(self._trained.day),
            ),
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
