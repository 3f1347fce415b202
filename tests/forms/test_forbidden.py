"""State secrets (K-20), DNA data (K-21) and a minor's offences (K-23) are known by their form.

The second half of each list matters as much as the first: what people write in the night about
secrets, police samples and the trafficker's crimes must go through.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from rescueapp import i18n, paths
from rescueapp.forms import answers, tables
from rescueapp.forms.forbidden import Where, look, refusal
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Level, Section, Topic

TODAY = date(2026, 3, 5)
FIELD, FILE, NAME = Where.FIELD, Where.FILE, Where.NAME


def rule_of(text: str, *, minor: bool = True, where: Where = FIELD) -> str | None:
    """The rule by which a text is refused."""
    found = look(text, minor=minor, where=where)
    return found.rule if found is not None and found.blocking else None


# --- K-20 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "秘密★1年",
        "机密★",
        "機密★五年",
        "絕密☆長期",
        "绝密*长期",
        "文件 秘 密 ★ 十年",
        "秘\u200b密★1年",
        "秘密＊1年",
        "县公安局来函，秘密★1年，要求配合查找",
        "[绝密]",
        "【机密】关于解救行动的通知",
        "〔秘密〕",
        "密级：秘密",
        "密級：機密",
        "密级：【绝密】",
        "定为密级秘密",
        "机密",
        "絕密",
        "第一行\n绝密\n第三行",
        "（秘密）关于联合行动的通知",
        "（机密）公刑〔2026〕12号",
    ],
)
def test_k20_a_mark_of_secrecy_is_refused(text: str) -> None:
    assert rule_of(text) == "K-20"
    assert rule_of(f"先说一句。\n{text}") == "K-20"


@pytest.mark.parametrize(
    "text",
    [
        "保守秘密",
        "要求保守秘密，不愿告诉家人",
        "她说这是个秘密",
        "她說這是個秘密，不要告訴別人",
        "秘密",  # to a question: what she said
        "她叫我别说（秘密）",
        "秘密离家，没有告诉任何人",
        "老板以泄露商业机密为由扣押证件",
        "国家秘密不得存放在本系统",
        "商业机密",
        "《绝密》是她喜欢的电影",
        "涉密材料已退回公安局",
        "★ 她画的星星",
        "密码是秘密告诉她的",
        "手机密码不知道",  # 机 and 密 of two words
        "飞机密集起降，她很害怕",
        "随机密封的信封一个",
        "隔绝密接人员",
        "秘密花园 *1年级课本*",
        "",
    ],
)
def test_k20_the_everyday_word_is_no_mark(text: str) -> None:
    assert look(text, minor=True) is None
    assert rule_of(text, where=FILE) is None or text == "秘密"


def test_k20_a_line_of_a_paper_that_is_the_mark_alone_is_a_mark() -> None:
    assert rule_of("某县公安局\n\n秘密\n\n关于某案的函", where=FILE) == "K-20"
    assert rule_of("她只说了两个字：\n秘密\n再不开口") is None


@pytest.mark.parametrize("name", ["机密-名单", "秘密 通报", "[绝密]行动方案", "絕密_2026", "秘密"])
def test_k20_a_file_name_that_begins_with_the_mark_is_refused(name: str) -> None:
    assert rule_of(name, where=NAME) == "K-20"


@pytest.mark.parametrize("name", ["秘密花园读后感", "保密承诺书", "机密封条照片", "她的秘密日记"])
def test_k20_a_file_name_with_the_word_in_it_is_not(name: str) -> None:
    assert look(name, minor=True, where=NAME) is None


# --- K-21 ---------------------------------------------------------------------------------


def loci() -> list[tuple[str, str]]:
    _, rows = tables.read_rows(paths.resources("guards", "loci.tsv"))
    return [(row["locus"], row["writing"]) for row in rows]


@pytest.mark.parametrize(("locus", "writing"), loci())
def test_k21_every_locus_is_refused_however_it_is_written(locus: str, writing: str) -> None:
    values = " X/Y" if locus == "AMEL" else " 15/16"
    full = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in locus)
    for written in (locus, locus.lower(), locus.upper(), full, locus.replace("0", "O")):
        assert rule_of(f"结果{written}{values}，其余略") == "K-21", written
    if writing != "values":
        assert rule_of(f"检测{locus}位点") == "K-21"
        assert rule_of(locus, where=NAME) == "K-21"


@pytest.mark.parametrize(
    "text",
    [
        "D3S1358 15/16",
        "检测vWA为14/17",
        "ＦＧＡ 22",
        "FGA：22，24",
        "TH01基因座",
        "THO1 9/9.3",
        "D8 S1179",
        "D8-S1179",
        "D21S11",
        "D21-S11 29/30",
        "D18 S51 13,16",
        "Amelogenin XY",
        "AMEL X/Y",
        "Amel: X,X",
        "CSF1PO",
        "csf1po",
        "Penta E",
        "PENTA-D",
        "DYS391 10",
        "DYS385a/b 11/14",
        "DYS389II",
        "Y-GATA-H4",
        "DXS10135 21",
        "D2\u200bS1338",
        "SE33 18/27.2",
        "D4S9999 12/13",  # by its form alone
        "STR分型：vWA、FGA、TH01",
        "D3S1358\n15\n16\nFGA\n22\n24",
    ],
)
def test_k21_a_marker_of_a_dna_profile_is_refused(text: str) -> None:
    assert rule_of(text) == "K-21"


@pytest.mark.parametrize(
    "text",
    [
        "已采集DNA，未比中",
        "公安机关采集DNA日期2026年3月5日，等结果",
        "血样送市局，DNA编号由公安保存",
        "全國打拐DNA資訊庫未比中",
        "FGA组",
        "FGA组12人",
        "孕28周，FGA 28周",
        "产检：FGA 28+3周",
        "FGA 12例",
        "住TH01 9楼",
        "住别墅TH01，3-4人同住",
        "TH01-2-301室",
        "她叫Amel，缅甸人",
        "Amel 15岁",
        "住D3栋S135室",
        "服装品牌FGAB",
        "乘D21次列车S11座",
        "高铁D21 S11",
        "座位D8 S12",
        "车牌SE33",
        "穿XY牌上衣",
        "体重42/43公斤，身高150/152",
        "血压 90/60，体温 36.5",
        "vWF 检查正常，TPO 抗体正常",
        "D-二聚体 0.5",
        "药物 D3 800IU",
        "",
    ],
)
def test_k21_a_sentence_about_a_sample_or_a_house_is_not(text: str) -> None:
    assert look(text, minor=True) is None


# --- K-23 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "违法行为：盗窃",
        "違法行為：盜竊兩次",
        "犯罪记录：有",
        "前科：2次",
        "治安处罚记录：因卖淫被处罚",
        "该女童有犯罪前科",
        "受助人曾有违法记录",
        "受助人有案底",
        "卖淫女",
        "失足妇女",
        "違法犯罪人員",
    ],
)
def test_k23_a_minors_offence_is_not_recorded(text: str) -> None:
    assert rule_of(text) == "K-23"


@pytest.mark.parametrize(
    "text",
    [
        "违法行为：无",
        "犯罪记录：未发现",
        "前科：没有",
        "经查无犯罪记录",
        "人贩子有犯罪前科，曾因拐卖妇女被判刑",
        "嫌疑人王某犯罪记录：2019年因盗窃判刑",
        "买主有前科，她怕他",
        "他有前科",
        "被强迫卖淫三个月",
        "老板逼她偷东西，偷不到就打",
        "組織賣淫的人已被抓",
        "涉嫌拐卖妇女儿童罪，已立案",
        "犯罪嫌疑人已被拘留",
        "她说自己没有犯罪",
        "收买被拐卖的妇女罪",
        "其父有吸毒史",
        "",
    ],
)
def test_k23_what_was_done_to_her_and_who_did_it_is_told(text: str) -> None:
    assert look(text, minor=True) is None


def test_k23_is_about_minors_alone() -> None:
    for text in ("违法行为：盗窃", "受助人有犯罪前科", "卖淫女", "犯罪记录.pdf"):
        assert rule_of(text, minor=False) is None


@pytest.mark.parametrize("name", ["犯罪记录", "她的前科材料", "違法犯罪記錄"])
def test_k23_a_file_that_is_called_so_is_refused(name: str) -> None:
    assert rule_of(name, where=NAME) == "K-23"


@pytest.mark.parametrize("name", ["无犯罪记录证明", "嫌疑人前科情况", "判决书（王某拐卖案）"])
def test_k23_a_file_about_the_trafficker_or_the_staff_is_not(name: str) -> None:
    assert rule_of(name, where=NAME) is None


def test_k23_the_sealed_paper_of_a_minor_is_known_by_its_title() -> None:
    paper = "某县人民检察院\n犯罪记录封存决定书\n某检未〔2026〕3号"
    assert rule_of(paper, where=FILE) == "K-23"
    assert rule_of(paper, where=FILE, minor=False) is None


@pytest.mark.parametrize("text", ["买主说她是买来的媳妇", "鄰居叫她賣淫女", "有案底一说，待核"])
def test_k25_words_that_label_her_are_shown_and_may_stand(text: str) -> None:
    found = look(text, minor=True)
    assert found is not None
    assert (found.rule, found.blocking) == ("K-25", False)


# --- how it is told -----------------------------------------------------------------------


def test_a_refusal_names_what_was_found_and_nothing_around_it() -> None:
    words = refusal("王小花的样本 D3S1358 15/16", minor=True)
    assert words is not None
    assert words.values == {"found": "D3S1358"}
    with i18n.speaking("en"):
        assert "D3S1358" in i18n.say(words)


def test_a_refusal_goes_before_a_warning() -> None:
    found = look("邻居叫她卖淫女\n密级：秘密", minor=True)
    assert found is not None
    assert found.rule == "K-20"


def test_a_mark_on_the_seam_of_two_pieces_of_a_long_paper_is_found() -> None:
    for before in range(199_990, 200_003):
        assert rule_of("字" * before + "秘密★1年" + "字" * 300, where=FILE) == "K-20"


@pytest.mark.parametrize("blank", ["\n", "\r\n", " \n", "\t", "\u3000", " \u200b\n"])
def test_a_paper_of_empty_lines_is_looked_at_like_any_other(blank: str) -> None:
    """Every pattern tried against every pair of blanks would keep the program from ever
    answering."""
    empty = blank * 20_000
    assert look(f"第一段。{empty}第二段。", minor=True, where=FILE) is None
    assert rule_of(f"第一段。{empty}{empty}\n机密\n", where=FILE) == "K-20"


def test_the_table_is_sound_and_says_where_each_pattern_comes_from() -> None:
    _, rows = tables.read_rows(paths.resources("guards", "forbidden.tsv"))
    assert rows
    for row in rows:
        assert re.compile(row["pattern"])
        assert "" not in (row["source"], row["note"]), row


# --- in forms -----------------------------------------------------------------------------

FORM = Form(
    "test_one", "T03", "One", 1, Topic.CASE,
    (
        Section(
            "s", "S",
            (
                Field("line", "Line", Kind.TEXT),
                Field("story", "Story", Kind.LONG_TEXT),
                Field("unit", "Unit", Kind.INSTITUTION),
                Field("place", "Place", Kind.PLACE),
                Field("who", "Who", Kind.DEPARTMENT),
                Field("paper", "Paper", Kind.ATTACHMENT, Level.L3, Compartment.MEDICAL),
                Field("rows", "Rows", Kind.ROWS, rows=(Field("cell", "Cell", Kind.TEXT),)),
            ),
        ),
    ),
)  # fmt: skip
PAPER = {"blob": "0" * 32, "type": "application/pdf", "size": 9}
ASKED = {
    ("line",): lambda text: text,
    ("story",): lambda text: f"第一段。\n{text}",
    ("unit",): lambda text: text,
    ("place",): lambda text: {"code": "", "text": text},
    ("who",): lambda text: {"code": "02", "name": text},
    ("paper",): lambda text: {**PAPER, "label": text},
    ("rows", 0, "cell"): lambda text: [{"cell": text}],
}


@pytest.mark.parametrize("text", ["密级：秘密", "D3S1358 15/16", "违法行为：盗窃"])
@pytest.mark.parametrize("path", list(ASKED))
def test_k20_k21_k23_hold_for_every_kind_of_words_a_form_takes(
    path: tuple[str | int, ...], text: str
) -> None:
    told = {path[0]: ASKED[path](text)}
    (found,) = answers.problems(FORM, told, complete=False, today=TODAY, minor=True)
    assert (found.path, found.blocking) == (path, True)


def test_k23_a_warning_does_not_keep_anybody_from_saving() -> None:
    told = {"story": "买主说她是买来的媳妇"}
    (found,) = answers.problems(FORM, told, complete=True, today=TODAY, minor=True)
    assert not found.blocking
