"""No text of the program labels the person it is about (K-25)."""

from __future__ import annotations

import pytest

from rescueapp import paths
from rescueapp.forms import forbidden
from rescueapp.forms.forbidden import Where
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.i18n import LANGUAGES
from tests.strings import form_texts

# Words nobody is called here, with what is written instead. From the rules (K-25), and what
# papers of other offices still say.
LABELS = {
    "卖淫女": "受害人", "失足妇女": "受害人", "三陪": "被强迫的事", "妓": "受害人",
    "痴呆": "智力残疾", "弱智": "智力残疾", "傻子": "智力残疾", "疯": "精神障碍",
    "残废": "残疾", "盲流": "流动人员", "黑户": "无户口", "聋哑人": "听力、言语残疾",
    "神经病": "精神障碍", "野孩子": "儿童", "私生子": "非婚生子女", "逃跑媳妇": "受害人",
    "被卖的女人": "受害人", "嫁给买主": "被收买",
    "賣淫女": "受害人", "癡呆": "智力殘疾", "殘廢": "殘疾",
}  # fmt: skip
# Where such a word is part of another one, or names the thing and nobody.
INNOCENT = ("痴呆症", "疯狂", "狂犬")


def labels_in(text: str) -> list[str]:
    for word in INNOCENT:
        text = text.replace(word, "")
    return [label for label in LABELS if label in text]


@pytest.mark.lives("S43")
def test_k25_no_question_and_no_code_labels_her() -> None:
    told = {f"{place}: {text}": labels_in(text) for place, _, text in form_texts()}
    for path in sorted(paths.resources().joinpath("codes").glob("*.tsv")):
        told |= {
            f"{path.name}: {line}": labels_in(line)
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
        }
    assert {where: found for where, found in told.items() if found} == {}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_k25_no_translation_labels_her(language: str) -> None:
    folder = paths.translations() / language
    found = {
        line: labels
        for file in folder.rglob("*.po")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith(("msgstr", '"')) and (labels := labels_in(line))
    }
    assert found == {}


def test_k25_a_refusal_is_no_error_in_any_text() -> None:
    """She may decline; nothing tells her or the worker that this is wrong."""
    blaming = ("拒不配合", "不配合", "态度恶劣", "交代", "老实", "撒谎")
    texts = [text for _, _, text in form_texts()]
    assert [text for text in texts if any(word in text for word in blaming)] == []


def test_k25_what_somebody_types_so_is_noticed_and_may_stand_as_a_quotation() -> None:
    found = forbidden.look("系卖淫女", where=Where.FIELD, minor=False)
    assert found is not None
    assert (found.rule, found.blocking) == ("K-25", False)


def test_the_words_of_an_incident_are_translated_with_the_others() -> None:
    collected = {text for place, _, text in form_texts() if place.endswith("incident.py")}
    assert {section.title for section in INCIDENT.sections} <= collected
