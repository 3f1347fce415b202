"""Above a new form: what was asked before and what is known, so that nobody asks again (K-07).

It stands before the first question, no higher than half of a small form, and scrolls by the
arrow keys; it goes up with the questions and folds away.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.domain.record import Brief, Told
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from ui import dates, texts, theme
from ui.forms.notice_bar import NoticeBar
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Facts, clear
from ui.widgets.notice import Notice

HEADING = mark("Known already: please do not ask again", "form view")
EARLIER = mark("{when} · {form}", "form view")
SAID = mark("{question}: {answer}", "form view")
NOTHING = mark("Nothing is known yet, and nobody has asked before.", "form view")

UNSCREENED = mark(
    "Nobody has assessed the risks yet (F15). That comes before a talk, unless care cannot wait.",
    "form view",
)

_HIGHEST = 18 * GRID


class BriefCard(QWidget):
    """Hidden where a form has no brief. `need`: where a button to ask a second person stands."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brief")
        self.need = NoticeBar("briefNeed")
        self._card = Card(name="briefCard")
        self._card.column.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        self._card.column.setSpacing(GRID // 2)
        self._head = Button(say(HEADING), "briefHead", kind="quiet")
        self._head.setCheckable(True)
        bold = self._head.font()
        bold.setBold(True)
        self._head.setFont(bold)
        self._head.toggled.connect(self._fold)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        self._card.column.addLayout(head)
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._body = QScrollArea()
        self._body.setObjectName("briefBody")
        self._body.setAccessibleName(say(HEADING))
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setWidget(self._inside)
        self._card.column.addWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(4)
        self._unscreened = Notice(say(UNSCREENED), "amber", name="briefUnscreened")
        column.addWidget(self._card)
        column.addWidget(self._unscreened)
        column.addWidget(self.need)
        self.hide()

    def show_brief(self, brief: Brief | None) -> None:
        """Show what is told; None hides the card."""
        self.setVisible(brief is not None)
        if brief is None:
            return
        self._unscreened.setVisible(not brief.screened)
        clear(self._lines)
        pairs = [*_earlier(brief.earlier), *brief.facts]
        facts = Facts("briefFacts")
        facts.show_pairs(pairs or [("", say(NOTHING))])
        self._lines.addWidget(facts)
        self._lines.addStretch(1)
        self._body.setAccessibleDescription("\n".join(" ".join(pair) for pair in pairs))
        self._head.setChecked(True)
        self._fit()

    def words(self) -> str:
        """Everything it tells, line by line."""
        return self._body.accessibleDescription()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: what wraps anew is higher or lower."""
        super().resizeEvent(event)
        self._fit()

    def _fold(self, is_open: bool) -> None:
        theme.dress(self._head, "down" if is_open else "right", "muted")
        self._body.setVisible(is_open)

    def _fit(self) -> None:
        """As high as what it tells, up to its highest."""
        width = self._body.viewport().width()
        wanted = self._lines.heightForWidth(width)
        self._body.setFixedHeight(min(wanted if wanted > 0 else _HIGHEST, _HIGHEST))


def _earlier(told: Iterable[Told]) -> list[tuple[str, str]]:
    return [
        (
            say(EARLIER(when=dates.day(each.on_date), form=texts.form_title(FORMS[each.form]))),
            " · ".join(
                say(SAID(question=question, answer=words)) for question, words in each.lines
            ),
        )
        for each in told
    ]
