"""Whatever coded facts the forms of the catalogue have can leave, and nothing else of them."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.exchange.coded import CodedCase, CodedRecord, line, read_lines
from rescueapp.forms import answers, codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.none_codes import NONE_CODES
from rescueapp.forms.schema import Field, Form, Kind

CANARY = "某某某"
SAMPLES: dict[Kind, list[Any]] = {
    Kind.DATE: ["2026-03-05", "2026-03", "2026", "2026-01/2026-05"],
    Kind.DATE_TIME: ["2026-03-05T06:30:00Z"],
    Kind.NUMBER: [0, 3, 36.5, 120],
    Kind.MONEY: ["12.50", "1000000.00", "0.00"],
    Kind.YES_NO: [True, False],
    Kind.COUNTRY: ["CN", "MM"],
    Kind.PLACE: [{"code": "530721", "text": CANARY}, {"code": "", "text": CANARY}],
    Kind.SCALE: [1],
}


def _values(field: Field) -> list[Any]:
    nones = [{"none": code} for code in NONE_CODES] if field.personal else []
    if field.kind is Kind.CHOICE:
        return [code.code for code in codes.codes(field.codes)] + nones
    if field.kind is Kind.CHOICES:
        return [[code.code for code in codes.codes(field.codes)], *nones]
    if field.kind is Kind.ROWS:
        return [[{inner.key: _values(inner)[0] for inner in field.rows}]]
    return SAMPLES.get(field.kind, [CANARY]) + nones


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_the_coded_facts_of_every_form_go_out_and_come_back(form: Form) -> None:
    for field in answers.fields(form):
        for value in _values(field):
            found = answers.coded(form, {field.key: value})
            record = CodedRecord(form.key, form.version, "2026-03-05", found)
            data = line(CodedCase("0" * 32, (record,)))
            assert CANARY not in data.decode()
            (back,) = read_lines([data], cases=1, records=1)
            assert set(back.records[0].answers) == set(found)
