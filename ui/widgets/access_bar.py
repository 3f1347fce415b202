"""The bar of a case that is somebody else's: closed, asked for, or open for a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rescueapp.actions.two_people.emergency import Loan
from rescueapp.i18n import Text, mark, say
from ui import dates, texts
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button

_NOT_MINE = mark(
    "You are not on the team of this case: its content stays closed. A supervisor can put you "
    "on it, or you can ask to see it for a time.",
    "case",
)
_CLOSED = mark(
    "You are not on the team of this case: its content stays closed. "
    "A supervisor can put you on it.",
    "case",
)
_ASKED = mark(
    "You asked to see this case. Its worker or a supervisor decides at their next sign-in.",
    "access",
)
_LENT = mark("Somebody else's case, open to you until {time}.", "access")
_EMERGENCY = mark("Opened in an emergency, until {time}. Everything you look at counts.", "access")
_OWED = mark(
    "Opened in an emergency, until {time}. Say what it was by {by}.",
    "access",
)
_PARTS = mark("Open to you until {time}, besides your own part of the case: {parts}.", "access")
_ASKED_PART = mark(
    "You asked to read one part more of this case. A supervisor decides at their next sign-in.",
    "access",
)
_OUTSIDE = mark("Seen from outside: {who}", "access")
_ASK = mark("Ask to see it…", "access")
_GLASS = mark("Emergency…", "access")
_TELL = mark("Say what it was…", "access")
_BACK = mark("Give it back", "access")


class AccessBar(Bar):
    """Hidden on one's own cases, unless a part of one is lent or asked for."""

    def __init__(
        self,
        ask: Callable[[], None],
        break_glass: Callable[[], None],
        tell: Callable[[], None],
        give_back: Callable[[], None],
        take_back: Callable[[], None],
    ) -> None:
        super().__init__("accessBar")
        self._buttons = {
            "ask": Button(say(_ASK), "accessAsk", ask),
            "glass": Button(say(_GLASS), "accessEmergency", break_glass, icon="warning"),
            "tell": Button(say(_TELL), "accessTell", tell, kind="primary"),
            "back": Button(say(_BACK), "accessBack", give_back),
            "take": Button(say(texts.TAKE_BACK), "accessTakeBack", take_back),
        }
        for button in self._buttons.values():
            self.row.addWidget(button)
        self._offer()

    def show_access(
        self,
        mine: bool,
        loan: Loan | None,
        asked: bool,
        *,
        may_ask: bool,
        outside: Sequence[str] = (),
    ) -> None:
        """`outside`: in words, who from outside may see this case."""
        if loan is not None:
            self._show_loan(loan)
        elif mine and asked:
            self._say(_ASKED_PART, "teal", "take")
        elif mine and outside:
            self._say(_OUTSIDE(who=" ".join(outside)), "amber")
        elif mine:
            self.say("")
        elif not may_ask:
            self._say(_CLOSED, "plain")
        elif asked:
            self._say(_ASKED, "teal", "take", "glass")
        else:
            self._say(_NOT_MINE, "plain", "ask", "glass")

    def _show_loan(self, loan: Loan) -> None:
        until = dates.moment(loan.until)
        if loan.parts:
            parts = texts.listed(say(texts.PARTS[part]) for part in loan.parts)
            self._say(_PARTS(time=until, parts=parts), "teal", "back")
        elif loan.complete_by is not None:
            by = dates.moment(loan.complete_by)
            self._say(_OWED(time=until, by=by), "brick", "tell", "back")
        elif loan.emergency:
            self._say(_EMERGENCY(time=until), "brick", "back")
        else:
            self._say(_LENT(time=until), "amber", "back")

    def _say(self, words: Text, tone: str, *buttons: str) -> None:
        self._offer(*buttons)
        self.say(say(words), tone)

    def _offer(self, *names: str) -> None:
        for name, button in self._buttons.items():
            button.setVisible(name in names)
