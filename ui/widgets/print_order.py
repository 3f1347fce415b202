"""What a case file print needs to be told: for whom, what for, why, how many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from rescueapp.actions.outward.releases import BASES
from rescueapp.actions.papers.prints import MOST_COPIES, FileOrder
from rescueapp.forms.codes import codes
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.profiles import Profile
from ui.desktop.not_learnt import not_learnt
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Count
from ui.widgets.day_field import DayField
from ui.widgets.flow import FlowBox
from ui.widgets.words import Words, plain

_TITLE = mark("Case file", "print")
_PROFILE = mark("P&rofile", "print")
_RECIPIENT = mark("Who r&eceives it", "print")
_HERE = mark("In main&land China", "print")
_ABROAD = mark("A&broad", "print")
_IS_ABROAD = mark("Abroad is also Hong Kong, Macao, Taiwan, a mission here, a body from abroad.",
                  "print")  # fmt: skip
_PURPOSE = mark("What it is &for", "print")
_REASON = mark("&Why it leaves the file", "print")
_COPIES = mark("&Copies", "print")
_BASIS = mark("Legal &ground", "print")
_RETURN = mark("&To be returned or destroyed by (may stay empty)", "print")
_IDENTITY = mark("With name and &identity", "print")
_L3 = mark("Why highly sensitive facts go out too (empty: they stay)", "print")
_SHOW = mark("Show what goes out", "print")


class PrintOrder(Card):
    """`order(case_uid)` gives the filled `FileOrder`; `on_show` when the person asks for pages.

    Whoever shows the card places its `show_button`, where it is in sight however long the card.
    """

    def __init__(self, profiles: Sequence[Profile], on_show: Callable[[], object]) -> None:
        super().__init__(say(_TITLE), name="printOrder")
        self._profiles = {profile.key: profile for profile in profiles}
        self._profile = Choice()
        for profile in profiles:
            self._profile.addItem(say(profile.title), profile.key)
        self._recipient, self._purpose, self._reason = (not_learnt(QLineEdit()) for _ in range(3))
        self._l3 = not_learnt(QLineEdit())
        self._copies = Count()
        self._copies.setRange(1, MOST_COPIES)
        self._identity = QCheckBox(say(_IDENTITY))
        self._identity.setObjectName("printIdentity")
        self._add(_PROFILE, self._profile, "printProfile")
        self._add(_RECIPIENT, self._recipient, "printRecipient")
        self.column.addWidget(self._build_where())
        self.column.addWidget(Words(say(_IS_ABROAD), "muted"))
        self._add(_PURPOSE, self._purpose, "printPurpose")
        self._add(_REASON, self._reason, "printReason")
        self._basis = Choice()
        self._basis.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for code in codes(BASES):
            self._basis.addItem(code.label, code.code)
        self._add(_BASIS, self._basis, "printBasis")
        self._add(_COPIES, self._copies, "printCopies")
        self._return = DayField("printReturn", plain(say(_RETURN)), None)
        self._return.editingFinished.connect(
            lambda: self._return.say_wrong(bool(self._return.text()) and not self._return.day)
        )
        self._add(_RETURN, self._return, "printReturn")
        self.column.addWidget(self._identity)
        self._l3_label = self._add(_L3, self._l3, "printL3")
        self.show_button = Button(say(_SHOW), "printShow", on_show, icon="eye", kind="primary")
        self._profile.currentIndexChanged.connect(lambda _: self._follow_profile())
        self._follow_profile()

    def order(self, case_uid: str) -> FileOrder:
        return FileOrder(
            case_uid=case_uid,
            profile=self._profile.currentData(),
            recipient=self._recipient.text().strip(),
            abroad=self._abroad.isChecked() if self._where.checkedButton() else None,
            purpose=self._purpose.text().strip(),
            reason=self._reason.text().strip(),
            copies=self._copies.value(),
            basis=self._basis.currentData(),
            return_by=self._return.day.isoformat() if self._return.day else None,
            identity=self._identity.isChecked() and self._takes_identity(),
            l3_reason=self._l3.text().strip() if self._l3.isVisibleTo(self) else "",
        )

    def focus_first(self) -> None:
        self._profile.setFocus()

    def _build_where(self) -> FlowBox:
        """Where the recipient is: neither is chosen before somebody chooses."""
        line, self._where = FlowBox(), QButtonGroup(self)
        self._here, self._abroad = QRadioButton(say(_HERE)), QRadioButton(say(_ABROAD))
        for button, name in ((self._here, "printHere"), (self._abroad, "printAbroad")):
            button.setObjectName(name)
            self._where.addButton(button)
            line.flow.addWidget(button)
        return line

    def _takes_identity(self) -> bool:
        return Compartment.IDENTITY in self._chosen().compartments

    def _chosen(self) -> Profile:
        return self._profiles[self._profile.currentData()]

    def _follow_profile(self) -> None:
        """Only what the profile can take at all is asked."""
        self._identity.setVisible(self._takes_identity())
        self._basis.setCurrentIndex(self._basis.findData(self._chosen().basis))
        asks_l3 = self._chosen().open_only and bool(self._chosen().compartments)
        self._l3.setVisible(asks_l3)
        self._l3_label.setVisible(asks_l3)

    def _add(self, words: Text, field: QWidget, name: str) -> QLabel:
        label = Words(say(words)) if field is self._l3 else QLabel(say(words))
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(plain(say(words)))
        self.column.addWidget(label)
        self.column.addWidget(field)
        return label
