"""Every form, lived: saved as the editor saves it, opened again, listed, found, printed, carried.

All forms of the catalogue stand in one case; the registers and F39, which are of no case, are lived
beside it. The stations are copied once for this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import pytest

from rescueapp import clock, i18n
from rescueapp.actions.exchanging import packing
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries, names
from rescueapp.actions.papers import incident_papers, prints
from rescueapp.actions.papers.incident_papers import Paper
from rescueapp.actions.recording import identity, records
from rescueapp.actions.vault import incidents
from rescueapp.domain.case import Query
from rescueapp.domain.worker import COMPARTMENTS, Role
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Field, Form, Kind
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.leaving import MOTHER, order
from tests.actions.partners import Partners, make_partners
from tests.actions.station import Clock, Pair, save
from tests.every_form.sample import answers_for
from tests.output.paper import page_texts

GIRL = 3  # of the invented people: nine years old
HIDDEN = (Compartment.IDENTITY, Compartment.AUTHOR)  # of an identity only names are found
FIRST = ("intake", "consent", "risk_and_needs", "relative")  # others wait for them or name them
LAST = ("closure", "reopening")
WRITERS = {"he": Role.CASEWORKER, "li": Role.PSYCHOLOGIST, "duan": Role.SUPERVISOR}
MAY_KNOW = {"partner_may_know": [each.code for each in codes.codes("L-referral-told")]}
REASON = next(iter(identity.REASONS))
MOTHERS = "mother"  # the key of a second record of P01
TEAM = ("he", "yang", "li")
NOT_SEARCHED = {"relative"}  # all its words are of the identity
NAMING = (Kind.ENTRY, Kind.RELATIVE)
SOMEBODY = "e" * 32  # in the place of whoever is named, until the question is looked at

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
every_register = pytest.mark.parametrize("form", REGISTERS.values(), ids=REGISTERS)


def word_of(form: Form) -> str:
    """A word that stands in what is written under this form alone."""
    place = [*FORMS, *REGISTERS, INCIDENT.key].index(form.key)
    return "记号" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{place:03}")


def with_word(form: Form, told: dict[str, Any]) -> dict[str, Any]:
    """The answers with the form's word in one that is words: rather in one that is searched, and
    rather in a long one."""
    worded = [each for each in interpreter.fields(form) if each.key in told and not each.part]
    searched = [each for each in worded if interpreter.compartment_of(form, each) not in HIDDEN]
    worded = searched or worded
    long = [each for each in worded if each.kind is Kind.LONG_TEXT]
    (first, *_) = [*long, *(each for each in worded if each.kind is Kind.TEXT)]
    return told | {first.key: word_of(form)}


def naming(form: Form, told: dict[str, Any], uids: dict[str, str]) -> dict[str, Any]:
    """The answers with the record or entry that each question is about where one is named."""
    asked = [each for field in interpreter.fields(form) for each in (field, *field.rows)]
    named = {each.key: uids[_named_by(each)] for each in asked if each.kind in NAMING}

    def value_of(key: str, value: Any) -> Any:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return [{key: value_of(key, each) for key, each in row.items()} for row in value]
        return named[key] if value == SOMEBODY else value

    return {key: value_of(key, value) for key, value in told.items()}


def _named_by(field: Field) -> str:
    """Whoever did her harm is the one of P01; everybody else is her mother."""
    return field.register or ("relative" if field.tells else MOTHERS)


def writer_of(form: Form) -> str:
    """The first who may write all of the form."""
    parts = {interpreter.compartment_of(form, each) for each in interpreter.fields(form)}
    sealed = parts - {None, Compartment.AUTHOR}  # one's own notes everybody writes
    return next(
        login
        for login, role in WRITERS.items()
        if role.value in form.writers and sealed <= set(COMPARTMENTS[role])
    )


class Lived:
    """A station with an entry in each register and one case that has a record of every form."""

    def __init__(self, partners: Partners) -> None:
        self.partners = partners
        self.told: dict[str, dict[str, Any]] = {}
        self.uids: dict[str, str] = {}  # of the records and entries, by form and register
        self.case = ""
        self._save_entries()
        self._save_records()

    def at_desk(self, login: str) -> Workspace:
        """Somebody here who finds cases by words and sees the identities."""
        ws = self.partners.here.sign_in(login)
        names.start_names(ws)
        if self.case:
            identity.reveal(ws, self.case, REASON)
        return ws

    def _save_entries(self) -> None:
        ws = self.partners.here.sign_in("duan")
        for key in sorted(REGISTERS, key=lambda key: key == "money_given"):  # out of a gift
            told = self._answers(REGISTERS[key])
            if key == "partners":  # the referral tells it everything
                told |= MAY_KNOW
            self.uids[key] = enter(ws, told, register=key).record_uid

    def _save_records(self) -> None:
        middle = [key for key in FORMS if key not in FIRST + LAST]
        middle.sort(key=lambda key: writer_of(FORMS[key]))
        login, ws = "he", self.at_desk("he")
        for form in (FORMS[key] for key in (*FIRST, *middle, *LAST)):
            if writer_of(form) != login:
                login, ws = writer_of(form), self.at_desk(writer_of(form))
            self.uids[form.key] = self._save_blank(ws, form)
            if form.key == "intake":
                self.uids[MOTHERS] = save(ws, "relative", MOTHER, case=self.case).record_uid

    def _save_blank(self, ws: Workspace, form: Form) -> str:
        """As the editor does: a blank form is opened, answered and saved."""
        case = self.case or None
        blank = records.blank(ws, form.key, case)
        saved = save(ws, form.key, self._answers(form), case=case, readable=blank.readable)
        self.case = saved.case_uid
        return saved.record_uid

    def _answers(self, form: Form) -> dict[str, Any]:
        told = answers_for(
            form, GIRL, today=clock.today(), relatives=[SOMEBODY], entries=[SOMEBODY]
        )
        self.told[form.key] = with_word(form, naming(form, told, self.uids))
        return self.told[form.key]

    @cached_property
    def opened(self) -> dict[str, dict[str, Any]]:
        """What each writer reads in the record again, on another day at the desk."""
        found = {}
        for login in WRITERS:
            ws = self.at_desk(login)
            for key in (key for key in FORMS if writer_of(FORMS[key]) == login):
                found[key] = records.open_record(ws, self.uids[key]).answers
        return found

    @cached_property
    def listed(self) -> set[tuple[str, str]]:
        """Form and record of every line that the case has."""
        return {(row.form, row.uid) for row in cases.records_of(self.at_desk("duan"), self.case)}

    @cached_property
    def found(self) -> dict[str, set[str]]:
        """The cases that each form's word finds for those on the team."""
        uids: dict[str, set[str]] = {key: set() for key in FORMS}
        for login in TEAM:
            ws = self.at_desk(login)
            for key, form in FORMS.items():
                ids = cases.find_cases(ws, Query(text=word_of(form)))
                uids[key] |= {row.uid for row in cases.case_rows(ws, ids)}
        return uids

    @cached_property
    def file(self) -> str:
        """The words of the printed case file."""
        asked = order(self.case, identity=True, l3_reason="虚构的理由")
        prepared = prints.prepare_file(self.at_desk("duan"), asked)
        return "".join(page_texts(prepared.pdfs[0]))

    @cached_property
    def arrived(self) -> dict[str, dict[str, Any]]:
        """What the other station has of each form and entry, after a package was taken up there."""
        up = self.partners.take_up(self.partners.hand_over(self.case).path)
        ws = self.partners.there.sign_in("duan")
        whole = packing.whole(ws, up.case_uid)
        mother = next(each for each in whole.records if each.answers == MOTHER)
        told = {each.form: each for each in whole.records if each is not mother}
        here = {each.uid: self.uids[form] for form, each in told.items()}
        here[mother.uid] = self.uids[MOTHERS]
        found = {form: renamed(each.answers, here) for form, each in told.items()}
        return found | {each.register: each.answers for each in whole.entries}


def renamed(value: Any, uids: dict[str, str]) -> Any:
    """An answer with every uid in it called by its other name."""
    if isinstance(value, dict):
        return {key: renamed(each, uids) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, uids) for each in value]
    return uids.get(value, value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def lived(made_pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    folder = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as patched, i18n.speaking("en"):
        patched.setattr(clock, "now", Clock())
        partners = make_partners(made_pair.copied(folder / "vaults"), folder / "partners")
        yield Lived(partners)
        partners.leave()


@every_form
def test_what_was_saved_is_opened_again(lived: Lived, form: Form) -> None:
    assert lived.opened[form.key] == lived.told[form.key]


@every_form
def test_its_record_stands_in_the_list_of_the_case(lived: Lived, form: Form) -> None:
    assert (form.key, lived.uids[form.key]) in lived.listed


@every_form
def test_its_words_find_the_case(lived: Lived, form: Form) -> None:
    assert (lived.case in lived.found[form.key]) is (form.key not in NOT_SEARCHED)


@every_form
def test_its_words_are_printed_in_the_case_file(lived: Lived, form: Form) -> None:
    assert (word_of(form) in lived.file) is bool(form.archive_order)


@every_form
def test_it_is_the_same_at_another_station(lived: Lived, form: Form) -> None:
    parts = interpreter.split(form, lived.told[form.key])
    parts.pop(Compartment.AUTHOR, None)
    assert lived.arrived[form.key] == interpreter.join(parts)


@every_register
def test_an_entry_stands_in_its_register_as_it_was_saved(lived: Lived, form: Form) -> None:
    ws = lived.at_desk("duan")
    uid, told = lived.uids[form.key], lived.told[form.key]
    assert entries.opened(ws, uid).answers == told
    assert uid in {each.uid for each in entries.entries(ws, form.key)}
    assert word_of(form) in entries.told(ws, uid)


def test_the_entries_that_a_case_names_come_with_it(lived: Lived) -> None:
    named = {"partners", "interpreters", "beds"}
    assert lived.arrived.keys() & REGISTERS.keys() == named
    for key in named - {"beds"}:  # a room tells elsewhere only that it was one
        assert lived.arrived[key] == lived.told[key]


def test_f39_is_kept_listed_and_printed_as_it_was_answered(lived: Lived) -> None:
    ws = lived.at_desk("duan")
    told = with_word(INCIDENT, answers_for(INCIDENT, GIRL, today=clock.today()))
    kept = incidents.keep(ws, replace(incidents.begin(ws), answers=told))
    ws = lived.at_desk("duan")
    assert [each.answers for each in incidents.incidents(ws)] == [told]
    paper = incident_papers.prepare(ws, kept.uid, Paper.REPORT)
    assert word_of(INCIDENT) in "".join(page_texts(paper.pdfs[0]))
