"""How wide the columns of repeated rows have to be, so that no word of a list is cut in them.

Widths are of the form as it is on every desk, `_ROOM` pixels: where it is narrower, columns give
way alike. What a column needs is what may stand in it: the longest word of its list, a whole date.
"""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from rescueapp import clock
from rescueapp.forms import codes
from rescueapp.forms.schema import Field, Kind

_ROOM = 706  # of the column of questions, without what frames a question
GAP, NUMBER, REMOVE = 4, 20, 36  # between cells; the number of a row; the button that removes it
_HALF = (_ROOM - 40) // 2  # of a card

_ARROW = 50  # what a line that offers a list needs besides its words
_LEAST = {
    Kind.NUMBER: 64,
    Kind.MONEY: 88,
    Kind.DATE: 108,
    Kind.YES_NO: 112,
    Kind.COUNTRY: 130,
    Kind.DATE_TIME: 142,
    Kind.INSTITUTION: 150,
    Kind.PERSON: 150,
    Kind.RELATIVE: 150,
    Kind.ENTRY: 150,
}
_WORD, _SENTENCE = 110, 200  # a name or a remark; what is told
_TELLS = 150  # characters from which on a text is a sentence


def widths(columns: list[tuple[Field, str]]) -> dict[str, int] | None:
    """What each column of a table takes, by key, given the columns and their labels; None where
    they do not fit beside one another. Room that is left goes to the texts."""
    room = _ROOM - NUMBER - REMOVE - GAP * (len(columns) + 1)
    needs = {}
    for column, label in columns:
        need = _need(column)
        if need is None:
            return None
        needs[column.key] = max(need, _width(label))
    left = room - sum(needs.values())
    if left < 0:
        return None
    texts = [column.key for column, _ in columns if column.kind is Kind.TEXT] or list(needs)
    return {key: need + (left // len(texts) if key in texts else 0) for key, need in needs.items()}


def is_wide(column: Field) -> bool:
    """Whether a cell of a card takes its whole width."""
    need = _need(column)
    return need is None or need > _HALF or (column.kind is Kind.TEXT and need >= _SENTENCE)


def _need(column: Field) -> int | None:
    """The least width; None for what never stands beside others."""
    if column.kind is Kind.CHOICE:
        listed = codes.codes(column.codes, clock.today())
        words = (codes.label(column.codes, code.code) for code in listed)
        return max((_width(each) for each in words), default=0) + _ARROW
    if column.kind is Kind.TEXT:
        return _SENTENCE if (column.max_length or _TELLS) >= _TELLS else _WORD
    return _LEAST.get(column.kind)


def _width(words: str) -> int:
    return QFontMetrics(QApplication.font()).horizontalAdvance(words)
