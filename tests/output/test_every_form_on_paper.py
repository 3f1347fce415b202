"""Each form of the catalogue, blank, whole and empty: it fits its paper and asks everything."""

from __future__ import annotations

import pytest

from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.schema import Form
from rescueapp.i18n import LANGUAGES, lookup, speaking
from rescueapp.printing.sheet import sheet
from tests.output.paper import HEAD, page_texts, squeezed

PRINTED = (*FORMS.values(), INCIDENT)  # the entries of a register are no sheets
EVERY_FORM = pytest.mark.parametrize("form", PRINTED, ids=lambda form: form.key)


@EVERY_FORM
def test_the_whole_blank_asks_every_question(form: Form) -> None:
    words = "".join(page_texts(sheet(form, None, HEAD, whole=True)))
    assert squeezed(lookup(form.title, form.key)) in words
    for field in interpreter.fields(form):
        if not field.retired:
            by_heart = field.off_sheet and form.taken_along
            assert (squeezed(interpreter.label(form, field)) in words) is not by_heart


@EVERY_FORM
@pytest.mark.parametrize("language", LANGUAGES)
def test_blank_and_empty_sheets_print_in_each_language(form: Form, language: str) -> None:
    with speaking(language):
        assert 1 <= len(page_texts(sheet(form, None, HEAD))) <= 12
        assert 1 <= len(page_texts(sheet(form, {}, HEAD))) <= 12


@EVERY_FORM
def test_places_to_sign_are_on_the_last_page(form: Form) -> None:
    pages = page_texts(sheet(form, None, HEAD))
    for name in form.signatures:
        assert squeezed(lookup(name, form.key)) in pages[-1]


def test_the_day_is_no_signer() -> None:
    """Whoever signs writes the day beside the name: no place is left for a day alone."""
    with speaking("zh_Hans"):
        for form in PRINTED:
            if "Date" in form.signatures:
                assert "日期：" not in page_texts(sheet(form, {}, HEAD))[-1]


def test_the_first_hour_needs_two_sheets_of_paper_at_most() -> None:
    """F01, F06, F12: a page or two each, so that they are printed on one sheet (rules.md B.2)."""
    for form in FORMS.values():
        if form.number in ("F01", "F06", "F12"):
            assert len(page_texts(sheet(form, None, HEAD))) <= 2
