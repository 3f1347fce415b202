"""Fictional forms and answers for the tests of paper, and ways to read what was printed."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from rescueapp.forms.schema import Compartment, Field, Form, Kind, Level, Section, Topic
from rescueapp.printing.case_file import write_case_file
from rescueapp.printing.filed import CaseFile, FiledRecord
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.preview import Preview
from rescueapp.printing.profiles import INTERNAL, Choice

IDENTITY, CARE, MEDICAL = Compartment.IDENTITY, Compartment.CARE, Compartment.MEDICAL

HANDOVER = Form(
    key="test_handover",
    number="F98",
    title="交接测试表",
    version=1,
    topic=Topic.ARRIVAL,
    sheet=True,
    archive_order=30,
    signatures=("Handed over by", "Unit (seal)", "Received by"),
    sections=(
        Section(
            "person",
            "被护送人",
            (
                Field("name", "姓名", Kind.TEXT, Level.L4, IDENTITY),
                Field("sex", "性别", Kind.CHOICE, codes="C-01"),
                Field("birth", "出生日期", Kind.DATE, Level.L2),
                Field("document", "身份证件", Kind.ID_DOCUMENT, Level.L4, IDENTITY),
                Field("mode", "来站方式", Kind.CHOICE, codes="C-13"),
                Field("reasons", "求助原因", Kind.CHOICES, Level.L3, CARE, codes="C-14"),
                Field("count", "人员数", Kind.NUMBER),
                Field("checked", "是否已比对", Kind.YES_NO),
                Field("story", "发现经过", Kind.LONG_TEXT, Level.L3, CARE, lines=5),
                Field(
                    "things",
                    "随身物品",
                    Kind.ROWS,
                    rows=(
                        Field("what", "品名", Kind.TEXT),
                        Field("number", "数量", Kind.NUMBER),
                        Field("back", "领回", Kind.YES_NO),
                    ),
                ),
            ),
        ),
    ),
)

HEALTH = Form(
    key="test_health",
    number="F99",
    title="健康测试表",
    version=1,
    topic=Topic.CARE,
    compartment=MEDICAL,
    archive_order=70,
    sections=(Section("body", "检查", (Field("found", "检查所见", Kind.LONG_TEXT, Level.L3),)),),
)

NARRATIVE = Form(
    key="test_narrative",
    number="F97",
    title="回访测试表",
    version=1,
    topic=Topic.AFTER,
    archive_order=150,
    sections=(
        Section(
            "visit",
            "回访",
            (
                Field("on", "实际日期", Kind.DATE),
                Field("text", "回访情况", Kind.LONG_TEXT, Level.L3, CARE),
                Field("wish", "本人意见", Kind.LONG_TEXT, Level.L2),
            ),
        ),
    ),
)

ANSWERS: dict[str, Any] = {
    "name": "阿依古丽·买买提·阿卜杜热合曼",
    "sex": "2",
    "birth": "2004-05-17",
    "document": {"type": "01", "number": "990101200405170028"},
    "mode": "01",
    "reasons": ["01", "12"],
    "count": 1,
    "checked": True,
    "story": "群众在客运站候车厅发现其独自徘徊。",
    "things": [
        {"what": "手机", "number": 1, "back": False},
        {"what": "Nguyễn Thị Thanh Hương 的复印件", "number": 2, "back": {"none": "unknown"}},
    ],
}

HEAD = SheetHead(
    print_id="7F3K29QD",
    who="王晓梅",
    when=datetime(2026, 3, 5, 7, 2, tzinfo=UTC),
    copy=1,
    copies=2,
    audit_words=("山河", "云树", "春水", "石桥"),
    institution="云山市救助管理站",
    case_number="9901-2026-0042",
    alias="青桥七二",
    written_by="王晓梅",
    written_on="2026-03-05",
)


def squeezed(text: str) -> str:
    """Text without white space: what can be compared whatever the line breaks."""
    return "".join(text.split())


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page, squeezed."""
    with Preview(pdf) as preview:
        return [squeezed(preview.text(n)) for n in range(len(preview))]


def words_of(pdf: bytes) -> str:
    """All words of a print, squeezed."""
    return "".join(page_texts(pdf))


def visit(text: str, on: str = "2026-01-11", number: str = "F97") -> FiledRecord:
    """A filed follow-up record with a narrative."""
    answers = {"on": on, "text": text, "wish": "愿意继续回访。"}
    return FiledRecord(NARRATIVE, lambda: answers, on, "王晓梅", on)


def handover(answers: dict[str, Any] | None = None) -> FiledRecord:
    """A filed handover."""
    given = ANSWERS if answers is None else answers
    return FiledRecord(HANDOVER, lambda: given, "2026-03-05", "王晓梅", "2026-03-05")


def case_file(*records: FiledRecord, **changed: Any) -> CaseFile:
    """A case file of fictional records, internal, all but identity held."""
    given: dict[str, Any] = {
        "head": HEAD,
        "profile": INTERNAL,
        "choice": Choice(held=frozenset({IDENTITY, CARE})),
        "records": records,
        "retention": "长期",
    }
    return CaseFile(**{**given, **changed})


def printed(file: CaseFile) -> bytes:
    """The file as PDF bytes."""
    target = BytesIO()
    write_case_file(target, file)
    return target.getvalue()
