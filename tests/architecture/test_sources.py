"""Every text that refuses a save names the source of its rule in words, in three languages.

Such a text has the context `guard`, wherever it stands.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from rescueapp.domain import beds
from rescueapp.domain.guards import decisions, growth, tracing
from rescueapp.i18n import LANGUAGES, Text, lookup, speaking
from tests import strings
from tests.architecture import source, sources
from tests.architecture.source import ROOT, Found

CONTEXT = "guard"
GATES = ("rescueapp/domain/guards", "rescueapp/actions/gates", "rescueapp/actions/outward")
NO_RULE = (
    "Choose another file: this is the same one.",
    "The file that is to be kept was itself merged into {number}. Choose that one.",
    "This file is merged already, into {number}.",
    "This case is open: help goes on anyway, and nothing has to be opened again.",
)  # nothing is forbidden there: what is asked for is so already
NO_GATE = ("look again", "print", "exchange")  # told after a save; no such copy, no such dates
TEXTS = sorted(
    (Text(str(each.id), CONTEXT) for each in strings.collected() if each.context == CONTEXT),
    key=lambda text: text.msgid,
)
RULES = [text for text in TEXTS if text.msgid not in NO_RULE]


def _short(text: Text) -> str:
    return text.msgid[:50]


@pytest.mark.parametrize("text", RULES, ids=_short)
def test_a_refusal_names_its_source(text: Text) -> None:
    assert [*sources.named(text.msgid)] != []


@pytest.mark.parametrize("text", TEXTS, ids=_short)
def test_a_source_stands_in_brackets_as_all_do(text: Text) -> None:
    assert sources.beside(text.msgid) == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize("text", RULES, ids=_short)
def test_the_translation_names_the_same_source(text: Text, language: str) -> None:
    with speaking(language):
        words = lookup(text.msgid, text.context)

    for inside in sources.named(text.msgid):
        assert sources.in_chinese(inside, language) in words


def test_what_rests_on_no_rule_is_still_said() -> None:
    assert {*NO_RULE} <= {text.msgid for text in TEXTS}


def test_no_text_shows_an_id_that_only_we_know() -> None:
    """A caseworker knows laws, notices and plans, and the numbers of forms."""
    assert [words for words in _everything_shown() if sources.OWN_ID.search(words)] == []


def _everything_shown() -> Iterator[str]:
    for each in strings.collected():
        for language in LANGUAGES:
            with speaking(language):
                yield lookup(str(each.id), each.context or "")


def test_what_the_gates_refuse_with_is_marked_as_such() -> None:
    """Else nobody would ask it for its source."""
    other = [
        Found(path, line, f"{text.context}: {text.msgid[:60]}")
        for path in source.modules(*GATES)
        for line, text in _refusals(path)
        if text.context not in (CONTEXT, *NO_GATE)
    ]
    assert list(map(str, other)) == []


def _refusals(path: Path) -> Iterator[tuple[int, Text]]:
    """The texts that a module raises, or hands upward for it."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    for function in source.functions(path):
        may_return = function.returns is not None and "Text" in ast.unparse(function.returns)
        for node in ast.walk(function):
            for value in _values(node, may_return=may_return):
                text = _resolved(module, value)
                if isinstance(text, Text):
                    yield value.lineno, text


def _values(node: ast.AST, *, may_return: bool) -> Iterator[ast.expr]:
    """What may be the text of a refusal in a statement, taken out of its conditions and calls."""
    match node:
        case ast.Call(func=ast.Name(id="Refused"), args=[value, *_]):
            yield from _alternatives(value)
        case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value):
            if may_return:
                yield from _alternatives(value)


def _alternatives(value: ast.expr) -> Iterator[ast.expr]:
    match value:
        case ast.IfExp(body=one, orelse=other):
            yield from _alternatives(one)
            yield from _alternatives(other)
        case ast.BoolOp(values=values):
            for each in values:
                yield from _alternatives(each)
        case ast.Call(func=ast.Name() | ast.Attribute() as called):
            yield called
        case _:
            yield value


def _resolved(module: ModuleType, node: ast.expr) -> object:
    """What a name or a dotted name of a module stands for; None for anything else."""
    found: object = module
    for part in source.dotted(node).split("."):
        found = getattr(found, part, None)
    return found


def test_what_is_raised_returned_and_chosen_between_is_found() -> None:
    found = {text.msgid for path in source.modules(*GATES) for _, text in _refusals(path)}

    known = (growth.COUNSELLING, tracing.BEFORE_POLICE, beds.OTHER_SEX, decisions.CALLED_BUYER)
    assert {text.msgid for text in known} <= found


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Civil Code, art. 1104", "（《民法典》第一千一百零四条）"),
        ("Law on the Protection of Minors, art. 112", "（《未成年人保护法》第一百一十二条）"),
        (
            "Personal Information Protection Law, art. 6 and 38 to 41",
            "（《个人信息保护法》第六条、第三十八条至第四十一条）",
        ),
        (
            "State Council Order 364, art. 2 and 13; MCA 2014 No. 132, annex 5",
            "（国务院令第364号第二条、第十三条；民发〔2014〕132号附件5）",
        ),
        (
            "Hainan plan, 4(4)2(4); Lijiang plan, (2)2(3)",
            "（海南方案四（四）2（4）；丽江方案（二）2（3））",
        ),
    ],
)
def test_a_source_is_put_into_chinese(english: str, chinese: str) -> None:
    assert [*sources.named(f"So it is ({english}). Do that.")] == [english]
    assert sources.in_chinese(english, "zh_Hans") == chinese


@pytest.mark.parametrize("words", ["(A-213)", "(PIPL 6)", "(Law on the Protection of Minors 93)"])
def test_another_way_of_writing_a_source_is_none(words: str) -> None:
    assert [*sources.named(words)] == []
    assert sources.beside(words) != []
