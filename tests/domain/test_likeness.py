"""Who may be somebody who is missed: what gives points, what rules out, and that words are few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rescueapp.domain.likeness import LEAST, Traits, fit

HERE = Traits(
    names=("小满",),
    sex="2",
    born=(date(2008, 1, 1), date(2010, 12, 31)),
    height=150,
    home="530721",
    account="说家在山上，门口有石桥和大核桃树，阿婆会织布",
    accent="滇西北口音",
    marks="左眉上有小痣，右手背旧疤",
    clothes="蓝色外套、布鞋",
    looks={"face": "01", "build": "02"},
    seen=date(2026, 6, 29),
)
MISSED = Traits(
    names=("林春山",),
    sex="2",
    born=(date(2009, 5, 1), date(2009, 5, 1)),
    home="530721",
    account="村口有石桥，门前核桃树",
    marks="左眉有痣",
    seen=date(2019, 3, 1),
)


def said(here: Traits, missed: Traits) -> list[str]:
    found = fit(here, missed)
    return [] if found is None else [words.msgid for words in found.reasons]


def test_what_fits_is_told_with_the_strongest_first() -> None:
    assert said(HERE, MISSED)[:2] == ["same county", "home and family are told alike"]
    assert "marks are told alike" in said(HERE, MISSED)
    assert "age fits" in said(HERE, MISSED)


@pytest.mark.parametrize(
    "changed",
    [
        {"sex": "1"},
        {"born": (date(1990, 1, 1), date(1990, 12, 31))},
        {"seen": date(2026, 7, 15)},  # missed only after she was here
    ],
)
def test_what_cannot_be_rules_out(changed: dict[str, object]) -> None:
    assert fit(HERE, replace(MISSED, **changed)) is None  # type: ignore[arg-type]


def test_an_estimated_age_may_be_some_years_wrong() -> None:
    assert "age nearly fits" in said(HERE, replace(MISSED, born=(date(2013, 1, 1),) * 2))


def test_sex_age_and_looks_alone_show_nobody() -> None:
    here = Traits(sex="2", born=HERE.born, looks=HERE.looks)

    assert fit(here, Traits(sex="2", born=MISSED.born)) is None
    assert fit(here, Traits(sex="2", born=MISSED.born, looks=HERE.looks)) is None


def test_an_unknown_sex_or_age_rules_nobody_out() -> None:
    assert fit(replace(HERE, sex=None, born=(None, None)), MISSED) is not None


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        (("林春山",), ("林春山",), "same name"),
        (("林春珊",), ("林春山",), "name sounds the same"),
        (("林春山",), ("木阿朵",), ""),
        (("山",), ("山",), ""),  # one character is no name
    ],
)
def test_names_fit_by_writing_or_by_sound(
    ours: tuple[str], theirs: tuple[str], reason: str
) -> None:
    told = said(replace(HERE, names=ours), replace(MISSED, names=theirs))
    assert ([each for each in told if "name" in each] or [""]) == [reason]


@pytest.mark.parametrize(
    ("home", "reason"),
    [("530721", "same county"), ("530724", "same prefecture"), ("530102", "same province")],
)
def test_places_fit_as_near_as_they_are(home: str, reason: str) -> None:
    assert reason in said(HERE, replace(MISSED, home=home))


def test_another_province_speaks_against_it_and_rules_nobody_out() -> None:
    found = fit(HERE, replace(MISSED, home="460200", names=HERE.names))

    assert found is not None
    assert [each.msgid for each in found.against] == ["another province"]


def test_clothes_and_a_childs_height_count_only_when_she_was_missed_not_long_ago() -> None:
    then = replace(MISSED, clothes="蓝色外套", height=110)
    assert "clothes are told alike" not in said(HERE, then)
    assert "clothes are told alike" in said(HERE, replace(then, seen=date(2026, 5, 1)))
    against = fit(HERE, replace(then, seen=date(2026, 5, 1)))
    assert against is not None
    assert "height does not fit" in [each.msgid for each in against.against]


def test_words_that_everybody_uses_tell_nothing() -> None:
    here = Traits(sex="2", account="她说家里有一个人，记得是在那里的")

    assert fit(here, Traits(sex="2", account="她说家里有一个人，记得是在那里的")) is None


def test_nobody_is_shown_below_the_least() -> None:
    found = fit(HERE, MISSED)

    assert found is not None
    assert found.points >= LEAST
