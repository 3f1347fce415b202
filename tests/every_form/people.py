"""Invented people: the same number is always the same person.

Identity numbers carry an area that does not exist (99) and a right check digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rescueapp.forms import codes

TODAY = date(2026, 3, 20)
STAFF = ("段静", "李敏", "和丽梅", "张蓉", "木兰", "赵琳")

_SURNAMES = "和木杨李王张陈刘赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁"
_GIVEN = (
    *("小满", "晚秋", "青禾", "若水", "雨桐", "素云", "春枝", "秋月", "兰心", "银花"),
    *("腊梅", "阿朵", "巧珍", "玉竹", "冬妮", "采薇", "红霞", "思远", "念安", "静姝"),
    *("桂芳", "润秀", "菊英", "阿依", "雪晴", "凤仪", "丽春", "海棠", "明珠", "佳宁"),
)
_BOYS = ["小军", "天佑", "晓峰", "石头", "冬生", "有福", "春雷", "志远"]
_HOME = ("530721", "530722", "530724", "460100", "530702", "530723", "469001", "460200")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(born: date, sequence: int) -> str:
    """A resident identity number of the area 990101, which no place has, rightly checked."""
    digits = f"990101{born:%Y%m%d}{sequence % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist. `sex` as in C-01, `home` a division's code."""

    number: int
    name: str
    sex: str
    born: date
    home: str
    nationality: str
    document: str
    today: date
    cases: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()

    @property
    def minor(self) -> bool:
        return (self.today - self.born).days < 18 * 365.25

    @property
    def days_here(self) -> int:
        """Since the arrival."""
        return 6 + self.number * 13 % 300

    def staff(self, offset: int = 0) -> str:
        """Who of the station looks after her."""
        return STAFF[(self.number + offset) % len(STAFF)]

    def days_ago(self, days: int) -> str:
        return (self.today - timedelta(days=days + self.number % 5)).isoformat()

    def in_days(self, days: int) -> str:
        """A day to come; for every sixth person it is past already: something is overdue."""
        late = self.number % 6 == 5
        return (self.today + timedelta(days=-3 if late else days + self.number % 9)).isoformat()

    def at(self, days: int, clock: str = "13:40") -> str:
        return f"{self.days_ago(days)}T{clock}:00Z"

    def code(self, list_id: str, offset: int = 0) -> str:
        rows = codes.codes(list_id)
        return rows[(self.number + offset) % len(rows)].code


def person(number: int, today: date = TODAY) -> Person:
    """The invented person of this number."""
    boy = number % 7 == 6
    age = (29, 16, 34, 9, 22, 13, 5, 41, 19, 26)[number % 10]
    born = date(today.year - age, 1 + number % 12, 1 + number * 3 % 27)
    given = _BOYS if boy else _GIVEN
    surname = _SURNAMES[(number * 11 + number // 30) % len(_SURNAMES)]
    sequence = 100 + number * 2 + (1 if boy else 0)
    return Person(
        number=number,
        name=surname + given[(number + number // len(given)) % len(given)],
        sex="1" if boy else "2",
        born=born,
        home=_HOME[number % len(_HOME)],
        nationality="MM" if number % 9 == 8 else "CN",
        document=resident_id(born, sequence),
        today=today,
    )
