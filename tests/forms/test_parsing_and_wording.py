"""What people type becomes a value; a value reads naturally; one leads back to the other."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rescueapp import i18n
from rescueapp.errors import Refused
from rescueapp.forms import answers
from rescueapp.forms.schema import Compartment, Field, Kind, Level
from tests.forms.samples import NONES, VISIT, answers_of, field_of

TYPED = [
    Kind.TEXT,
    Kind.LONG_TEXT,
    Kind.INSTITUTION,
    Kind.NUMBER,
    Kind.MONEY,
    Kind.DATE,
    Kind.DATE_TIME,
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.YES_NO,
    Kind.PLACE,
    Kind.COUNTRY,
    Kind.ID_DOCUMENT,
    Kind.DEPARTMENT,
    Kind.SCALE,
]


@pytest.mark.parametrize("kind", TYPED)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_as_it_reads_is_parsed_back(kind, language, data):
    field = field_of(kind, personal=False)  # 「不详」 as a text would be a none-code
    value = data.draw(answers_of(kind))
    with i18n.speaking(language):
        assert answers.parse(field, answers.say(field, value)) == value


@pytest.mark.parametrize("list_id", ["C-23", "C-07", "C-24", "L-offence", "C-26", "C-16", "C-04"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_several_choices_are_parsed_back_though_labels_have_commas(list_id, language, data):
    field = field_of(Kind.CHOICES, codes=list_id)
    value = data.draw(answers_of(Kind.CHOICES, list_id))
    with i18n.speaking(language):
        words = answers.say(field, value)
        assert answers.parse(field, words) == value
        assert answers.parse(field, words.replace("；", "、")) == value


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("value", NONES)
def test_none_codes_read_in_words_and_are_parsed_back(kind, value, language):
    field = field_of(kind)
    words = answers.say(field, value)
    assert words
    assert answers.parse(field, words) == value


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_reads_as_nothing(kind):
    field = field_of(kind)
    assert answers.say(field, None) == ""
    if kind in TYPED:
        assert answers.parse(field, "  ") is None


@pytest.mark.parametrize("kind", list(Kind))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_every_sound_answer_reads_as_words(kind, english, data):
    value = data.draw(answers_of(kind))
    assert answers.say(field_of(kind), value).strip()


@pytest.mark.parametrize("kind", list(Kind))
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["code", "text", "number", "type", "none"]), inner)
        ),
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_of_a_wrong_shape_still_reads(kind, english, value):
    assert isinstance(answers.say(field_of(kind), value), str)


def in_all(field, value, **more):
    readings = []
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            readings.append(answers.say(field, value, **more))
    return readings


@pytest.mark.parametrize(
    ("kind", "value", "chinese", "english"),
    [
        (Kind.DATE, "2026-03-05", "2026年3月5日", "5 March 2026"),
        (Kind.DATE, "2026-03", "2026年3月", "March 2026"),
        (Kind.DATE, "2026", "2026年", "2026"),
        (Kind.DATE, "2026-01/2026-05", "2026年1月至2026年5月", "January 2026 to May 2026"),
        (Kind.DATE_TIME, "2026-03-05T06:30:00Z", "2026年3月5日 14:30", "5 March 2026, 14:30"),
        (Kind.MONEY, "1234.50", "1,234.50元", "1,234.50 yuan"),
        (Kind.NUMBER, 3, "3", "3"),
        (Kind.NUMBER, 36.5, "36.5", "36.5"),
        (Kind.SCALE, 4, "4 / 10", "4 / 10"),
        (Kind.YES_NO, True, "是", "Yes"),
        (Kind.YES_NO, False, "否", "No"),
        (Kind.CHOICES, ["02", "13"], "走失；其他", "Lost; Other"),
        (
            Kind.PLACE,
            {"code": "530702", "text": "大研"},
            "云南省 丽江市 古城区 大研",
            "大研, Gucheng District, Lijiang, Yunnan",
        ),
        (Kind.PLACE, {"code": "", "text": "山里"}, "山里", "山里"),
        (Kind.COUNTRY, "MM", "缅甸", "Myanmar"),
        (
            Kind.ID_DOCUMENT,
            {"type": "04", "number": "E12345678"},
            "普通护照 E12345678",
            "Ordinary passport E12345678",
        ),
        (Kind.ID_DOCUMENT, {"type": "99", "number": ""}, "无证件", "No document"),
        (
            Kind.DEPARTMENT,
            {"code": "02", "name": "甲县公安局"},
            "甲县公安局（公安机关）",
            "甲县公安局 (Public security)",
        ),
        (Kind.DEPARTMENT, {"code": "02", "name": ""}, "公安机关", "Public security"),
        (
            Kind.ATTACHMENT,
            {"blob": "0" * 32, "type": "application/pdf", "size": 1258291, "label": "出院证明"},
            "出院证明（PDF，1.2 MB）",
            "出院证明 (PDF, 1.2 MB)",
        ),
        (Kind.TEXT, {"none": "declined"}, "本人不愿回答", "Prefers not to answer"),
    ],
)
def test_answers_read_naturally(kind, value, chinese, english):
    readings = in_all(field_of(kind), value)
    assert (readings[0], readings[2]) == (chinese, english)


def test_linked_people_are_named_by_the_caller(english):
    uid = "0" * 32
    field = field_of(Kind.PERSON)
    assert answers.say(field, uid, {uid: "Green Bridge"}) == "Green Bridge"
    assert answers.say(field, uid) == "Another case"
    assert uid not in answers.say(field_of(Kind.RELATIVE), uid)
    entry = field_of(Kind.ENTRY)
    assert answers.say(entry, uid, {uid: "Wang Mei"}) == "Wang Mei"
    assert answers.say(entry, uid) == "An entry of a register of the station"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.NUMBER, "１６", 16),
        (Kind.NUMBER, "1,200", 1200),
        (Kind.NUMBER, "-3", -3),
        (Kind.NUMBER, "36.50", 36.5),
        (Kind.NUMBER, "5.0", 5),
        (Kind.MONEY, "12.5", "12.50"),
        (Kind.MONEY, "￥１，２００", "1200.00"),
        (Kind.MONEY, "20元", "20.00"),
        (Kind.MONEY, "RMB 20", "20.00"),
        (Kind.CHOICE, "01", "01"),
        (Kind.CHOICE, "被拐賣或被騙", "01"),
        (Kind.CHOICE, "LOST", "02"),
        (Kind.CHOICES, "01,02", ["01", "02"]),
        (Kind.CHOICES, "走失、流浪、走失", ["02", "08"]),
        (Kind.YES_NO, "是", True),
        (Kind.YES_NO, "无", False),
        (Kind.YES_NO, "Ｙ", True),
        (Kind.PLACE, "云南省丽江市玉龙县黄山镇", {"code": "530721", "text": "黄山镇"}),
        (Kind.PLACE, "山那边的村子", {"code": "", "text": "山那边的村子"}),
        (Kind.COUNTRY, "mm", "MM"),
        (Kind.COUNTRY, "越南", "VN"),
        (Kind.ID_DOCUMENT, "11010519491231002x", {"type": "01", "number": "11010519491231002X"}),
        (Kind.ID_DOCUMENT, "身份证：1101", {"type": "01", "number": "1101"}),
        (Kind.ID_DOCUMENT, "护照 E12345678", {"type": "04", "number": "E12345678"}),
        (Kind.ID_DOCUMENT, "passport E1234 5678", {"type": "04", "number": "E12345678"}),
        (Kind.ID_DOCUMENT, "E12345678", {"type": "04", "number": "E12345678"}),
        (Kind.ID_DOCUMENT, "H12345678", {"type": "05", "number": "H12345678"}),
        (Kind.ID_DOCUMENT, "无证件", {"type": "99", "number": ""}),
        (Kind.DEPARTMENT, "公安机关", {"code": "02", "name": ""}),
        (Kind.DEPARTMENT, "甲县公安局（公安机关）", {"code": "02", "name": "甲县公安局"}),
        (Kind.DEPARTMENT, "某某协会", {"code": "", "name": "某某协会"}),
        (Kind.SCALE, "4分", 4),
        (Kind.SCALE, "4 / 10", 4),
        (Kind.PERSON, "0" * 32, "0" * 32),
        (Kind.TEXT, " 拒绝回答 ", {"none": "declined"}),
        (Kind.NUMBER, "不详", {"none": "unknown"}),
    ],
)
def test_what_people_type_is_understood(kind, typed, value):
    assert answers.parse(field_of(kind), typed) == value


def test_a_number_may_be_typed_with_its_unit():
    field = field_of(Kind.NUMBER, unit="cm")
    assert answers.parse(field, "165cm") == 165
    assert answers.parse(field, "165 厘米") == 165
    with pytest.raises(Refused):
        answers.parse(field_of(Kind.NUMBER), "165cm")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.NUMBER, "several"),
        (Kind.NUMBER, "1e9"),
        (Kind.NUMBER, "nan"),
        (Kind.MONEY, "12.505"),
        (Kind.MONEY, "some"),
        (Kind.DATE, "5/3/2026"),
        (Kind.DATE, "农历三月初五"),
        (Kind.DATE_TIME, "14:30"),
        (Kind.CHOICE, "火星"),
        (Kind.CHOICES, "走失、火星"),
        (Kind.YES_NO, "perhaps"),
        (Kind.COUNTRY, "火星"),
        (Kind.ID_DOCUMENT, "12"),
        (Kind.ID_DOCUMENT, "某证 123"),
        (Kind.PERSON, "张三"),
        (Kind.RELATIVE, "母亲"),
        (Kind.ENTRY, "王梅"),
        (Kind.SCALE, "4.5"),
        (Kind.ROWS, "x"),
        (Kind.ATTACHMENT, "x"),
        (Kind.PHOTO, "x"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_that_do_not_repeat_it(kind, typed):
    with pytest.raises(Refused) as refused:
        answers.parse(field_of(kind), typed)
    assert refused.value.words.context == "answers"
    assert not refused.value.words.values


@pytest.mark.parametrize("kind", list(Kind))
@given(typed=st.text(max_size=20))
@settings(max_examples=60)
def test_typing_anything_gives_a_sound_value_or_is_refused(kind, typed):
    field = field_of(kind, max_length=100)
    try:
        value = answers.parse(field, typed)
    except Refused:
        return
    if not answers.answered(value):
        return
    words = (
        answers.say(field, value) if kind not in (Kind.PERSON, Kind.RELATIVE, Kind.ENTRY) else "-"
    )
    assert words.strip()


def test_staff_questions_have_no_none_codes():
    field = field_of(Kind.TEXT, personal=False)
    assert answers.parse(field, "不详") == "不详"


def test_an_own_code_wins_over_a_none_code():
    assert answers.parse(field_of(Kind.CHOICE, codes="C-12"), "不详") == "9"


def test_lines_follow_the_form_with_open_questions_and_old_answers(english):
    told = {
        "sex": "2",
        "reasons": ["01"],
        "old": "kept",
        "events": [{"when": "2026", "told": "went", "sure": True}, {"told": "unseen"}],
    }
    lines = list(answers.lines(VISIT, told, minor=False))
    by_key = {line.field_key: line for line in lines}
    assert by_key["sex"].words == "Female"
    assert by_key["on"].words == ""
    assert by_key["old"].words == "kept"
    assert "school" not in by_key
    assert by_key["wish"].section == "Wish"
    assert by_key["events"].words == "When: 2026; Told: went; Sure: Yes\n"
    assert by_key["name"].level is Level.L4
    assert by_key["name"].compartment is Compartment.IDENTITY


def test_rows_read_on_one_line_each(english):
    field = Field(
        "r", "R", Kind.ROWS, rows=(Field("a", "A", Kind.TEXT), Field("b", "B", Kind.DATE))
    )
    assert answers.say(field, [{"a": "x", "b": "2026"}, {"a": "y"}]) == "x; 2026\ny"
