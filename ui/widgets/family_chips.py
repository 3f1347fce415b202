"""The others of a family as chips in the head of a case; a press opens theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from rescueapp.actions.family import family_apart
from rescueapp.domain.family import Seen
from rescueapp.i18n import mark, say
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.flow import FlowBox

_CHIP = mark("{who} · {number}", "family")
_TIP = mark("Opens the case of {who}, {number}", "family")


class FamilyChips(FlowBox):
    """Hidden where nobody came along. `open_case(uid)`."""

    def __init__(self, open_case: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("familyChips")
        self._open = open_case
        self.hide()

    def show_family(self, family: Iterable[Seen], own: str) -> None:
        """Everybody but the case that is shown."""
        clear(self.flow)
        others = [each for each in family if each.member.case_uid != own]
        for number, each in enumerate(others):
            words = {"who": family_apart.who(each), "number": each.number}
            act = partial(self._open, each.member.case_uid)
            chip = Button(say(_CHIP(**words)), f"familyChip{number}", act, icon="team",
                          kind="chip", tip=say(_TIP(**words)))  # fmt: skip
            self.flow.addWidget(chip)
        self.fit()
        self.setVisible(bool(others))
