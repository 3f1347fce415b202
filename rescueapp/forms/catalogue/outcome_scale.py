"""P17 成效评估量表: how she stands in eleven domains, one to four, each step in a sentence.

At the beginning, at reviews, before leaving and after the return, so that two records can be held
against each other (`domain.outcomes`). Her own score stands beside ours; neither corrects the
other. The domains are those of the field (OSCaR, IJM), the sentences are our own.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Compartment,
    Field,
    Form,
    Kind,
    Level,
    Milestone,
    Part,
    Section,
    Topic,
    Voice,
)

FORM = Form(
    key="outcome_scale",
    number="P17",
    title="Outcome scales",
    version=1,
    topic=Topic.CASE,
    archive_order=83,
    reminder="Outcome scales again",
    signatures=("The person (may be left open)", "Assessed by", "Person in charge", "Date"),
    milestones=(Milestone("outcome_scored", at="scored_on"),),
    sections=(
        Section(
            "when",
            "When and by whom",
            (
                Field("scored_on", "Date", Kind.DATE, personal=False, required=True, listed=True,
                      coded=True, part=Part.ON_DATE, not_future=True),
                Field("score_occasion", "Occasion", Kind.CHOICE, codes="L-score-occasion",
                      personal=False, required=True, listed=True, coded=True),
                Field("scored_by", "Assessed by", Kind.TEXT, personal=False, max_length=60,
                      other=True),
            ),
            hint="Choose the sentence that fits best today. What nobody knows stays open; a low "
            "step is nobody's fault.",
        ),
        Section(
            "safe",
            "Safety and health",
            (
                Field("score_safety", "Safety", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-safety", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_safety", "Safety: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_body", "Physical health", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-body", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_body", "Physical health: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
            ),
        ),
        Section(
            "living",
            "Making a living",
            (
                Field("score_skills", "Work skills and schooling", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-skills", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_skills", "Work skills and schooling: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_income", "Income", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-income", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_income", "Income: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_money", "Handling money", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-money", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_money", "Handling money: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
            ),
        ),
        Section(
            "inner",
            "Recovery and own strength",
            (
                Field("score_recovery", "Recovery from what happened", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-recovery", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_recovery", "Recovery from what happened: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_resilience", "Coping with difficulties", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-resilience", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_resilience", "Coping with difficulties: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_aims", "Own values and aims", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-aims", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_aims", "Own values and aims: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
            ),
        ),
        Section(
            "others",
            "Others and rights",
            (
                Field("score_family", "Family relations", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-family", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_family", "Family relations: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_community", "Life with others", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-community", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_community", "Life with others: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
                Field("score_rights", "Knowing and using rights", Kind.CHOICE, Level.L3, Compartment.CARE,
                      codes="L-score-rights", personal=False, coded=True, voice=Voice.OURS),
                Field("own_score_rights", "Knowing and using rights: the person's own score", Kind.SCALE, Level.L3,
                      Compartment.CARE, coded=True, minimum=1, maximum=4, voice=Voice.HERS),
            ),
        ),
        Section(
            "view",
            "In words",
            (
                Field("score_own_words", "What has changed for the person", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, max_length=1000, lines=2, voice=Voice.HERS),
                Field("score_note", "Remarks", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=1000, lines=2),
                Field("score_again_on", "Again on", Kind.DATE, personal=False, listed=True,
                      part=Part.DUE_ON),
            ),
        ),
    ),
)  # fmt: skip
