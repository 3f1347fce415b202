"""What the scales tell over time: ours and hers apart, the first and the last of each."""

from __future__ import annotations

from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import Change, Scored, better_and_worse, changes
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import speaking


def scored(ours: dict[str, int], hers: dict[str, int] | None = None) -> Scored:
    return Scored("r", "2026-01-01", "01", ours, hers or {})


def test_the_form_asks_each_domain_of_us_and_of_her_in_four_sentences() -> None:
    keys = [field.key for field in interpreter.fields(FORMS[outcomes.FORM])]
    for domain in outcomes.DOMAINS:
        assert {outcomes.OURS + domain, outcomes.HERS + domain} <= set(keys)
        assert [row.code for row in codes.codes(f"L-score-{domain}")] == ["1", "2", "3", "4"]
    assert len(outcomes.DOMAINS) == 11
    assert len([k for k in keys if k.startswith(outcomes.HERS) and k != "own_score_words"]) == 11


def test_what_was_left_open_or_declined_is_no_score() -> None:
    told = outcomes.scored(
        "r", "2026-01-01",
        {"score_safety": "2", "own_score_safety": 3, "score_body": {"none": "unknown"},
         "score_occasion": "01"},
    )  # fmt: skip
    assert told.ours == {"safety": 2}
    assert told.hers == {"safety": 3}


def test_a_change_is_from_the_first_score_there_is_to_the_last() -> None:
    found = changes([scored({"body": 1}), scored({"safety": 2}), scored({"body": 3}, {"body": 1})])
    assert found == (Change("safety", (2, 2), (None, None)), Change("body", (1, 3), (1, 1)))
    assert [change.step for change in found] == [0, 2]
    assert better_and_worse(found) == (1, 1, 0)


def test_worse_is_told_as_worse_and_her_score_corrects_nothing() -> None:
    (found,) = changes([scored({"income": 3}, {"income": 1}), scored({"income": 2}, {"income": 4})])
    assert found.step == -1
    assert found.hers == (1, 4)
    assert better_and_worse([found]) == (0, 0, 1)


def test_a_domain_is_called_as_in_the_form() -> None:
    with speaking("en"):
        assert outcomes.title(FORMS[outcomes.FORM], "rights") == "Knowing and using rights"
