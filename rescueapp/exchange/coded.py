"""The content of a pseudonymous package: one line of canonical JSON for each case.

    {"case":"<pseudonym>","records":[{"answers":{…},"form":"intake","on":"2026-03-05","v":1},…]}

Codes, dates, places to the county, numbers; no name, no number of a document or telephone, no
sentence. `answers.coded` chooses what goes out; here it is checked once more by its shape, on
both sides, because what has left cannot be taken back. Lines stand in the order of their
pseudonyms, so that their order tells nothing either.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from rescueapp.crypto import canonical, seal
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import signed_file
from rescueapp.forms import catalogue
from rescueapp.forms.schema import Kind, Level
from rescueapp.i18n import mark

LONGEST_LINE: Final = 1024 * 1024  # bytes
MOST_RECORDS: Final = 2_000  # of one case
MOST_ANSWERS: Final = 500  # of one record
MOST_IN_A_LIST: Final = 200
DEEPEST: Final = 4
LARGEST_NUMBER: Final = 10_000_000

NOT_CODED: Final = mark(
    "The answer {field} of the form {form} is not a coded fact and does not leave the station. "
    "Tell those who maintain the program.",
    "package",
)
NO_SUCH_FORM: Final = mark(
    "Records of the form {form} are not known here and do not leave the station.", "package"
)

# A code, a date, a range of dates, an instant, an amount. Seven digits in a row are none of
# these: they would be a telephone or a document.
_WORD = re.compile(r"(?!.*\d{7})[0-9A-Za-z][0-9A-Za-z.:_/~+-]{0,47}")
_AMOUNT = re.compile(r"-?\d{1,9}(?:[.]\d{1,6})?")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_PSEUDONYM = re.compile(r"[0-9a-f]{32}")
_TEXT_KINDS = {
    Kind.TEXT, Kind.LONG_TEXT, Kind.INSTITUTION, Kind.ID_DOCUMENT, Kind.PERSON, Kind.RELATIVE,
    Kind.ENTRY, Kind.ATTACHMENT, Kind.PHOTO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedRecord:
    """The coded facts of one record: `answers.coded` of one form."""

    form: str
    version: int  # of the form
    on_date: str | None  # ISO date
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodedCase:
    """A case without a person: pseudonym (32 hex digits) and coded records in their order."""

    pseudonym: str
    records: tuple[CodedRecord, ...]


def pseudonym(key: bytes, case_uid: str) -> str:
    """The same for the same case in every package under one key; without the key it tells nothing.

    The key is the sender's and stays there: 32 bytes, for this use alone.
    """
    return seal.token(key, "package pseudonym", case_uid).hex()


# --- out -----------------------------------------------------------------------------


def line(case: CodedCase) -> bytes:
    """One case as a line with its newline. Raises Refused for anything that is no coded fact."""
    records = [_record_out(record) for record in case.records]
    return canonical.dumps({"case": case.pseudonym, "records": records}) + b"\n"


def _record_out(record: CodedRecord) -> dict[str, Any]:
    allowed = _coded_keys(record.form)
    answers: dict[str, Any] = {}
    for key, value in record.answers.items():
        exact = _exact(value)
        if key not in allowed or not _is_coded(exact, DEEPEST):
            raise Refused(NOT_CODED(field=key, form=record.form))
        answers[key] = exact
    return {"answers": answers, "form": record.form, "on": record.on_date, "v": record.version}


@cache
def _coded_keys(form_key: str) -> frozenset[str]:
    if form_key not in catalogue.FORMS:
        raise Refused(NO_SUCH_FORM(form=form_key))
    form = catalogue.form(form_key)
    return frozenset(
        field.key
        for section in form.sections
        for field in section.fields
        if field.coded and field.level < Level.L4 and field.kind not in _TEXT_KINDS
    )


def _exact(value: Any) -> Any:
    """Numbers with a fraction as text ("36.5"): canonical JSON has no other way."""
    if isinstance(value, float) and math.isfinite(value):
        return int(value) if value.is_integer() else f"{value:.6f}".rstrip("0")
    if isinstance(value, list | tuple):
        return [_exact(each) for each in value]
    if isinstance(value, dict):
        return {key: _exact(each) for key, each in value.items()}
    return value


def _is_coded(value: Any, depth: int) -> bool:
    if isinstance(value, str):
        return bool(_WORD.fullmatch(value) or (_AMOUNT.fullmatch(value) and "." in value))
    if isinstance(value, int):  # bool too
        return abs(value) < LARGEST_NUMBER
    if depth == 0 or not isinstance(value, list | dict) or len(value) > MOST_IN_A_LIST:
        return False
    if isinstance(value, list):
        return all(_is_coded(each, depth - 1) for each in value)
    return all(
        isinstance(key, str) and _KEY.fullmatch(key) and _is_coded(each, depth - 1)
        for key, each in value.items()
    )


# --- in ------------------------------------------------------------------------------


def read_lines(chunks: Iterable[bytes], *, cases: int, records: int) -> Iterator[CodedCase]:
    """The cases of the content, one at a time, in flat memory.

    Raises Damaged where a line is not exactly as `line` writes it, out of order or doubled, and
    at the end where there are not as many as the manifest says: who takes the cases throws them
    away then.
    """
    seen = found = 0
    last = ""
    for data in _lines(chunks):
        case = _case_in(canonical.loads(data, limit=LONGEST_LINE))
        seen, found = seen + 1, found + len(case.records)
        if case.pseudonym <= last or seen > cases:
            raise Damaged(canonical.UNREADABLE)
        last = case.pseudonym
        yield case
    if (seen, found) != (cases, records):
        raise Damaged(canonical.UNREADABLE)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for chunk in chunks:
        *whole, held = (held + chunk).split(b"\n")
        yield from whole
        if len(held) > LONGEST_LINE:
            raise Damaged(canonical.TOO_LARGE)
    if held:
        raise Damaged(canonical.UNREADABLE)


def _case_in(obj: Any) -> CodedCase:
    if not isinstance(obj, dict) or set(obj) != {"case", "records"}:
        raise Damaged(canonical.UNREADABLE)
    records = obj["records"]
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        raise Damaged(canonical.UNREADABLE)
    name = signed_file.text(obj["case"], _PSEUDONYM.pattern)
    return CodedCase(name, tuple(_record_in(each) for each in records))


def _record_in(obj: Any) -> CodedRecord:
    """A record of whatever form: a newer sender may have forms this program does not know."""
    if not isinstance(obj, dict) or set(obj) != {"answers", "form", "on", "v"}:
        raise Damaged(canonical.UNREADABLE)
    return CodedRecord(
        form=signed_file.text(obj["form"], _KEY.pattern),
        version=signed_file.whole_number(obj["v"], 1, 10_000),
        on_date=_day(obj["on"]),
        answers=_answers_in(obj["answers"]),
    )


def _answers_in(answers: Any) -> dict[str, Any]:
    if not isinstance(answers, Mapping) or len(answers) > MOST_ANSWERS:
        raise Damaged(canonical.UNREADABLE)
    for key, value in answers.items():
        if not _KEY.fullmatch(key) or not _is_coded(value, DEEPEST):
            raise Damaged(canonical.UNREADABLE)
    return dict(answers)


def _day(value: object) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(signed_file.text(value, r"\d{4}-\d{2}-\d{2}")).isoformat()
    except ValueError:
        raise Damaged(canonical.UNREADABLE) from None
