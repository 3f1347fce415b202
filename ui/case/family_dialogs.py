"""Short questions about a family: who comes into it, and what each of them is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from rescueapp.domain.family import CODES, Joining, Member
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import Text, mark, say
from ui.forms.editor import Desk
from ui.forms.person_editors import PersonEditor
from ui.session import Session
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.words import Words

_OTHER = mark("What the &other person is in the family", "family")
_OWN = mark("What &this person is in the family", "family")
_CASE = mark("&Case: number, alias or name", "family")
_HEAD = mark("&Speaks for the others", "family")
_NO_CASE = mark("Choose the case from those that are offered.", "family")
_WHICH = Field("family_case", "Case", Kind.PERSON, context="family")
_SIBLING = "04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The words of one such question. `begins`: the case has no family yet, so it is asked, too,
    what its own person is; `finds`: an existing case is looked for."""

    name: str
    heading: Text
    words: Text
    act: Text
    begins: bool = False
    finds: bool = False


class JoinAsking(Asking):
    """`then(box, joining, other)`: who comes into the family of a case; `other` is the uid of the
    case that was chosen, "" of somebody new."""

    def __init__(
        self, parent: QWidget, session: Session, case_uid: str, question: Question,
        then: Callable[[JoinAsking, Joining, str], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, question.name, say(question.heading), say(question.act))
        self._of, self._then = case_uid, then
        self.fields.addWidget(Words(say(question.words), "muted"))
        self._find: PersonEditor | None = None
        if question.finds:
            desk = Desk(FORMS["intake"], session, case_uid)
            self._find = PersonEditor(_WHICH, desk, self)
            self.add_field(_CASE, self._find, f"{question.name}Case")
        self._relation = _choice(_SIBLING)
        self.add_field(_OTHER, self._relation, f"{question.name}Relation")
        self._own: Choice | None = None
        if question.begins:
            self._own = _choice(_SIBLING)
            self.add_field(_OWN, self._own, f"{question.name}Own")
        (self._find or self._relation).setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        other = self._find.value() if self._find is not None else ""
        if self._find is not None and not isinstance(other, str):
            self.refuse(say(_NO_CASE))
            return
        relation = self._relation.currentData() or ""
        own = (self._own.currentData() or "") if self._own is not None else ""
        self._then(self, Joining(self._of, relation, own), other)


class MemberAsking(Asking):
    """`then(box, relation, head)`: what somebody is in the family."""

    def __init__(
        self, parent: QWidget, heading: str, act: str, member: Member,
        then: Callable[[MemberAsking, str, bool], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, "familyMember", heading, act)
        self._then = then
        self._relation = _choice(member.relation)
        self.add_field(_OTHER, self._relation, "familyMemberRelation")
        self._head = QCheckBox(say(_HEAD))
        self._head.setObjectName("familyMemberHead")
        self._head.setChecked(member.head)
        self.fields.addWidget(self._head)
        self._relation.setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        self._then(self, self._relation.currentData() or "", self._head.isChecked())


def _choice(chosen: str) -> Choice:
    box = Choice()
    for code in codes.codes(CODES):
        box.addItem(code.label, code.code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
