"""Every dialog of the program goes with the idle lock. A new one is opened here, or is told here
to need what only its own page has; then it may not have a word in how it is left."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

import ui
from rescueapp.actions.two_people.telephone_codes import Sheet
from rescueapp.actions.vault.people import Colleague
from rescueapp.domain.family import Member
from rescueapp.domain.retention import Type
from rescueapp.domain.worker import Role
from tests.ui.windows.conftest import Driver
from ui import texts
from ui.arrivals import ArrivalReader
from ui.case.access_desk import AskWhy
from ui.case.case_consents import Withdraw
from ui.case.clock_dialog import ClockDialog
from ui.case.family_dialogs import JoinAsking, MemberAsking
from ui.case.merge_desk import Undoing
from ui.case.merge_dialog import MergeDialog
from ui.case.refused_matches import WhyNot
from ui.case.rights_desk import KeepStored
from ui.desks.abroad_desk import AskAbroad
from ui.desks.code_desk import CodeSheet
from ui.desks.hand_over_desk import CaseReader, GoesAlong
from ui.desks.letter_desk import ChooseChannel
from ui.desks.papers_desk import AskForPapers
from ui.desks.rules_file_card import TakeRules
from ui.forms.attachment_viewer import AttachmentViewer
from ui.forms.blur_dialog import BlurDialog
from ui.forms.relative_dialog import RelativeDialog
from ui.forms.second_word import AskSecond, TypeCode
from ui.papers.emergency_card import EmergencyCard
from ui.papers.her_papers import TakeAlong
from ui.papers.making_papers import MakingPapers
from ui.papers.names_window import NamesWindow
from ui.papers.paper_dialog import PaperDialog
from ui.papers.report_loss import ReportLoss
from ui.papers.service_card import CardDialog
from ui.today.before_part import Through
from ui.today.station_card import _Done
from ui.two_people.decision_desk import Decide as DecideRequest
from ui.vault.fault_card import _Reports
from ui.vault.own_passphrase import OwnPassphrase
from ui.vault.recovering import RecoverDialog
from ui.widgets.asking import Asking
from ui.widgets.key_desk import EnrolDialog
from ui.widgets.lending_out import LendingOut
from ui.widgets.outside_dialog import OutsideDialog
from ui.widgets.papers_dialog import PapersDialog
from ui.widgets.people_dialogs import (
    AccessUntil,
    GrantAccess,
    NewColleague,
    NewPassphrase,
    SexOf,
    VettedUntil,
    _AsksDay,
)
from ui.widgets.pin_dialog import PinDialog
from ui.widgets.retention_dialogs import Decide, OnCase, OwnPeriod, Sort, WhyAsking
from ui.widgets.rule_dialogs import ChangeRule
from ui.widgets.team import TeamDialog
from ui.windows.unlock import Unlock

_LEFT_BY = {"reject", "accept", "done", "close", "closeEvent", "hideEvent", "setVisible"}
_COLLEAGUE = Colleague("1", "mu", Role.CASEWORKER, active=True, granted=False)
_OUTSIDE = replace(_COLLEAGUE, role=Role.INSPECTOR)
_SHEET = Sheet("1", ("123456",))


def _nothing(*_: Any) -> None:
    """What a dialog of these tests leads to."""


Opened = Callable[[Driver, Any], QDialog]

OPENED: dict[type[QDialog], Opened] = {
    AccessUntil: lambda _, over: AccessUntil(over, _OUTSIDE, _nothing),
    AskForPapers: lambda _, over: AskForPapers(over, _nothing),
    AskWhy: lambda _, over: AskWhy(over, texts.CANCEL, texts.CLOSE, _nothing),
    CardDialog: lambda on, over: CardDialog(over, on.frame.session, []),
    CodeSheet: lambda _, over: CodeSheet(over, _SHEET),
    Decide: lambda _, over: Decide(over, "?", "?", "?", _nothing, with_day=date(2030, 1, 1)),
    EmergencyCard: lambda on, over: EmergencyCard(
        over, on.frame.session, on.frame.navigator, case_open=False, beneath=False
    ),
    GrantAccess: lambda _, over: GrantAccess(over, _COLLEAGUE, _nothing),
    KeepStored: lambda _, over: KeepStored(over, _nothing),
    LendingOut: lambda _, over: LendingOut(over, _nothing, _nothing),
    MakingPapers: lambda on, over: MakingPapers(over, on.frame.session, _nothing),
    MemberAsking: lambda _, over: MemberAsking(over, "?", "?", Member("1", "child"), _nothing),
    MergeDialog: lambda on, over: MergeDialog(over, on.frame.session, on.case_row().uid),
    NewColleague: lambda _, over: NewColleague(over, (Role.CASEWORKER,), _nothing),
    NewPassphrase: lambda _, over: NewPassphrase(over, _COLLEAGUE, _nothing),
    OnCase: lambda _, over: OnCase(over, "?", "?", "?", _nothing),
    OutsideDialog: lambda _, over: OutsideDialog(over, _OUTSIDE, _nothing),
    OwnPassphrase: lambda on, over: OwnPassphrase(over, on.frame.session, _nothing),
    PapersDialog: lambda _, over: PapersDialog(over, _nothing),
    PinDialog: lambda _, over: PinDialog(over, _nothing, None),
    RecoverDialog: lambda on, over: RecoverDialog(
        over, on.program.tasks, on.program.folder, _nothing
    ),
    ReportLoss: lambda _, over: ReportLoss(over, _nothing),
    SexOf: lambda _, over: SexOf(over, "?", _nothing),
    Sort: lambda _, over: Sort(over, "?", Type, next(iter(Type)), _nothing),
    TakeAlong: lambda _, over: TakeAlong(over, _nothing),
    TeamDialog: lambda _, over: TeamDialog(over, _nothing, _nothing),
    Through: lambda _, over: Through(over, [], _nothing),
    TypeCode: lambda _, over: TypeCode(over, _nothing),
    Undoing: lambda _, over: Undoing(over, "?", _nothing),
    VettedUntil: lambda _, over: VettedUntil(over, "?", _nothing),
    WhyNot: lambda _, over: WhyNot(over, _nothing),
    _Reports: lambda _, over: _Reports(over, "?"),
}  # fmt: skip

# What their own page gives them is opened by the tests of those pages. They are left as Qt leaves
# any dialog; but for `RelativeDialog`, which asks about what is typed in it.
OF_THEIR_PAGES: set[type[QDialog]] = {
    ArrivalReader, AskAbroad, AskSecond, AttachmentViewer, BlurDialog, CaseReader, ChangeRule,
    ChooseChannel, ClockDialog, DecideRequest, EnrolDialog, GoesAlong, JoinAsking, NamesWindow,
    OwnPeriod, PaperDialog, RelativeDialog, TakeRules, Withdraw, _Done,
}  # fmt: skip

BASES: set[type[QDialog]] = {Asking, WhyAsking, _AsksDay}


def _below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("ui."):
            yield each
        yield from _below(each)


@pytest.fixture(scope="module")
def every_dialog() -> set[type[QDialog]]:
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        if found.name.split(".")[-1] not in {"__main__", "windows_desktop"}:
            importlib.import_module(found.name)
    return set(_below(QDialog))


def test_every_dialog_of_the_program_is_told_here(every_dialog: set[type[QDialog]]) -> None:
    assert every_dialog == OPENED.keys() | OF_THEIR_PAGES | BASES
    assert not OPENED.keys() & OF_THEIR_PAGES


def test_no_dialog_has_a_word_in_how_it_is_left(every_dialog: set[type[QDialog]]) -> None:
    assert {each for each in every_dialog if _LEFT_BY & vars(each).keys()} == {RelativeDialog}


def test_k11_every_dialog_goes_with_the_idle_lock(station: Driver) -> None:
    """Over the window, which stays: a dialog over a page would go with its page."""
    station.sign_in("duan")
    program = station.program
    dialogs = {kind: make(station, program.window) for kind, make in OPENED.items()}
    for dialog in dialogs.values():
        dialog.open()
    station.settle()
    assert [kind for kind, each in dialogs.items() if not each.isVisible()] == []
    program._guard.idle_s = 0
    QTimer.singleShot(0, program._guard.look)
    station.until(lambda: isinstance(program._screen, Unlock))
    station.settle()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [program.window]
    assert [kind for kind, each in dialogs.items() if shiboken6.isValid(each)] == []
    assert program.session is None
    assert station.failures == []
