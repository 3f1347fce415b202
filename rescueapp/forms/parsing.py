"""From what a person types or a spreadsheet holds to the value of an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from rescueapp.errors import Refused
from rescueapp.forms import codes, date_parsing, numbers, places
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import mark

_COMMA = re.compile(r"([、,，/])")

_NOT_NUMBER = mark("Please enter a number.", "answers")
_NOT_WHOLE = mark("Please enter a whole number.", "answers")
_NOT_MONEY = mark("Please enter an amount in yuan, such as 12.50.", "answers")
_NOT_DATE = mark("Please enter a date, such as 2026-03-05, 2026-03 or 2026.", "answers")
_LUNAR = mark("Please enter the date of the public calendar, not of the lunar one.", "answers")
_NOT_TIME = mark("Please enter date and time, such as 2026-03-05 14:30.", "answers")
_NOT_CODE = mark("This is not in the list.", "answers")
_NOT_YES_NO = mark("Please answer yes or no.", "answers")
_NOT_COUNTRY = mark("This country is not in the list.", "answers")
_NOT_DOCUMENT = mark("Please enter the kind of document and its number.", "answers")
_NOT_CASE = mark("Please choose the person from the list.", "answers")
_NOT_ENTRY = mark("Please choose an entry of the register.", "answers")
_NOT_TYPED = mark("This question cannot be answered with text.", "answers")

# Other words for none-codes that stand in the lists of stations.
_NONE_WORDS = {
    "不知道": "unknown",
    "未知": "unknown",
    "不清楚": "unknown",
    "拒绝回答": "declined",
    "拒绝透露": "declined",
    "不愿回答": "declined",
    "拒答": "declined",
    "没有问": "not_asked",
    "未问": "not_asked",
}
_YES = {"是", "有", "对", "√", "y", "yes", "true", "1"}
_NO = {"否", "无", "無", "没有", "不是", "×", "n", "no", "false", "0"}


def parse(field: Field, text: str) -> Any:
    """The value of what a person types or a spreadsheet holds; None for empty text.

    Full-width digits, 2026年3月5日, 2026.3.5, 2026/3/5, 20260305, 2026-3, ranges with 至;
    codes by code or by word in any language; none-codes in words. Clock times are the
    station's. Raises Refused, in words, for what cannot be read.
    """
    given = text.strip()
    if not given:
        return None
    missing = _none_code(field, given)
    return {"none": missing} if missing else _PARSE[field.kind](field, given)


def _none_code(field: Field, text: str) -> str | None:
    """A none-code in words, unless the field's own list has that word as an answer."""
    if not field.personal or field.kind is Kind.ROWS:
        return None
    if field.codes and codes.named(field.codes, text):
        return None
    found = codes.named("C-29", text)
    return found.code if found else _NONE_WORDS.get(text)


# --- by kind ----------------------------------------------------------------------------


def _text(_field: Field, text: str) -> str:
    return text


def _number(field: Field, text: str) -> int | float:
    bare = _without_unit(field, _half_width(text)).replace(",", "")
    if re.fullmatch(r"-?\d{1,15}", bare):
        return int(bare)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,10}", bare):
        value = float(bare)
        return int(value) if value.is_integer() else value
    raise Refused(_NOT_NUMBER)


def _without_unit(field: Field, text: str) -> str:
    """16岁, 165 cm → 16, 165: letters or one word after the digits."""
    return re.sub(r"(?<=\d)\s*(?:[^\W\d_]{1,12}|%|℃|°C)$", "", text) if field.unit else text


def _money(_field: Field, text: str) -> str:
    bare = re.sub(r"^[¥¥]|^(?:rmb|cny)|(?:元整?|圆|块|yuan)$", "", _half_width(text).casefold())
    bare = bare.strip().replace(",", "")
    if not re.fullmatch(r"-?\d{1,12}(?:\.\d{1,2})?", bare):
        raise Refused(_NOT_MONEY)
    return f"{Decimal(bare):.2f}"


def _date(_field: Field, text: str) -> str:
    value = date_parsing.read_date(text)
    if value is None:
        raise Refused(_LUNAR if date_parsing.looks_lunar(text) else _NOT_DATE)
    return value


def _date_time(_field: Field, text: str) -> str:
    value = date_parsing.read_instant(text)
    if value is None:
        raise Refused(_LUNAR if date_parsing.looks_lunar(text) else _NOT_TIME)
    return value


def _choice(field: Field, text: str) -> str:
    found = codes.named(field.codes, text)
    if found is None:
        raise Refused(_NOT_CODE)
    return found.code


def _choices(field: Field, text: str) -> list[str]:
    """Several, with ； or line breaks between them; 、 and , too, where no label has them."""
    whole = _label(field, text)
    if whole:
        return [whole]
    found: list[str] = []
    for part in re.split(r"[;；\n]", text):
        found.extend(_some(field, part.strip()))
    return list(dict.fromkeys(found))


def _some(field: Field, text: str) -> list[str]:
    """The codes of words with 、 between them: the longest run of parts that is a label wins."""
    parts = [part for part in _COMMA.split(text) if part]
    longest = _most_parts(field.codes)
    found: list[str] = []
    while parts:
        for length in range(min(longest, len(parts)), 0, -1):
            label = _label(field, "".join(parts[:length]))
            if label:
                found.append(label)
                parts = parts[length:]
                break
        else:
            if not _COMMA.fullmatch(parts[0]) and parts[0].strip():
                raise Refused(_NOT_CODE)
            parts = parts[1:]
    return found


@cache
def _most_parts(list_id: str) -> int:
    """Of how many parts, the 、 among them, the longest label is."""
    return max(len(_COMMA.split(word)) for code in codes.codes(list_id) for word in code.words)


def _label(field: Field, text: str) -> str | None:
    """The code of a label, where the text has as many 、 as it: 外甥、女 are two, 外甥女 is one."""
    named = codes.named(field.codes, text)
    commas = len(_COMMA.findall(text.strip()))
    if named is None or (commas and all(len(_COMMA.findall(w)) != commas for w in named.words)):
        return None
    return named.code


def _yes_no(_field: Field, text: str) -> bool:
    word = _half_width(text).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refused(_NOT_YES_NO)


def _place(_field: Field, text: str) -> dict[str, str]:
    """The division with which the address begins, and the rest; an unknown place stays text."""
    found, rest = places.locate(text)
    if found is None:
        found, rest = _english_place(text)
    return {"code": found.code if found else "", "text": rest}


def _english_place(text: str) -> tuple[places.Place | None, str]:
    """Smallest first, with commas: "Huangshan, Yulong …, Lijiang, Yunnan"."""
    parts = [part.strip() for part in text.split(",")]
    for start in range(len(parts)):
        wanted = [part.casefold() for part in parts[start:]]
        for each in places.find_places(parts[start], limit=100):
            above = [one.en.casefold() for one in reversed(places.path(each.code))]
            if above == wanted:
                return each, ", ".join(parts[:start])
    return None, text


def _country(_field: Field, text: str) -> str:
    wanted = text.strip().casefold()
    for each in places.countries():
        if wanted in (word.casefold() for word in (each.code, each.zh_hans, each.zh_hant, each.en)):
            return each.code
    raise Refused(_NOT_COUNTRY)


def _id_document(_field: Field, text: str) -> dict[str, str]:
    """A kind in words and a number, or a number that tells its kind."""
    half_width = _half_width(text)
    kind, number = _labelled(half_width) or _described(half_width)
    return {"type": kind, "number": numbers.normalise(number)}


def _labelled(text: str) -> tuple[str, str] | None:
    """The whole label of a kind, in any language, and what follows it."""
    folded = text.casefold()
    hits = [
        (len(word), row.code)
        for row in codes.codes("C-08")
        for word in map(_half_width, row.words)
        if folded.startswith(word.casefold())
    ]
    if not hits:
        return None
    length, code = max(hits)
    return code, text[length:].strip(" :")


def _described(text: str) -> tuple[str, str]:
    """身份证1101…, passport E123…, or a bare number."""
    found = re.fullmatch(r"(.*?)[\s:]*((?=[^\W\d_]{0,3}\d)[A-Za-z0-9()<\- ]+)", text)
    if not found:
        raise Refused(_NOT_DOCUMENT)
    kind, number = found.groups()
    if not kind:
        return _kind_of(numbers.normalise(number)), number
    hits = codes.find("C-08", kind)
    if not hits:
        raise Refused(_NOT_DOCUMENT)
    return hits[0].code, number


def _kind_of(number: str) -> str:
    """The kind of document whose form a bare number has (C-08)."""
    if re.fullmatch(r"\d{17}[\dX]|\d{15}", number):
        by_area = {"81": "07", "82": "07", "83": "08"}
        return by_area.get(number[:2], "01")
    if re.fullmatch(r"\d{17}[\dX]\d{2}(B\d+)?", number):
        return "13"
    if re.fullmatch(r"[HM]\d{8}(\d{2})?", number):
        return "05"
    if re.fullmatch(r"(E[A-Z]?|[GDSP])\d{7,8}", number):
        return "04"
    raise Refused(_NOT_DOCUMENT)


def _uid(field: Field, text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        raise Refused(_NOT_ENTRY if field.kind is Kind.ENTRY else _NOT_CASE)
    return text


def _department(_field: Field, text: str) -> dict[str, str]:
    """A kind of department, a name, or a name with the kind in brackets."""
    found = codes.named("C-24", text)
    if found:
        return {"code": found.code, "name": ""}
    both = re.fullmatch(r"(.+?)\s*[（(]([^（）()]+(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]", text)
    kind = codes.named("C-24", both[2]) if both else None
    if both and kind:
        return {"code": kind.code, "name": both[1]}
    return {"code": "", "name": text}


def _scale(_field: Field, text: str) -> int:
    bare = re.sub(r"\s*(?:/\s*\d+|分)$", "", _half_width(text))
    if not re.fullmatch(r"-?\d{1,9}", bare):
        raise Refused(_NOT_WHOLE)
    return int(bare)


def _not_typed(_field: Field, _text: str) -> Any:
    raise Refused(_NOT_TYPED)


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


_PARSE: dict[Kind, Callable[[Field, str], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INSTITUTION: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.PLACE: _place,
    Kind.COUNTRY: _country,
    Kind.ID_DOCUMENT: _id_document,
    Kind.PERSON: _uid,
    Kind.RELATIVE: _uid,
    Kind.ENTRY: _uid,
    Kind.DEPARTMENT: _department,
    Kind.SCALE: _scale,
    Kind.ROWS: _not_typed,
    Kind.ATTACHMENT: _not_typed,
    Kind.PHOTO: _not_typed,
}
