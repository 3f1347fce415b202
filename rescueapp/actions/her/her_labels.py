"""The questions of her page in words for her: those of the forms are for whoever fills them.

A girl reads this page or hears it read. "The minor's view on the plan" is no way to speak to her.
Where a question is not here, its label is plain enough; the papers she takes along keep the forms'
own words, so that the two can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Mapping

from rescueapp.i18n import Text, mark

PLAIN: Mapping[str, Text] = {  # by key of the field
    "own_goals": mark("What you want", "her page"),
    "not_wanted": mark("What you do not want", "her page"),
    "child_view": mark("What you think of the plan", "her page"),
    "review_own_view": mark("What you think of how the plan went", "her page"),
    "own_assessment": mark("What you think is dangerous", "her page"),
    "strengths": mark("What you are good at, and who stands by you", "her page"),
    "safety_action": mark("What we do so that you are safe", "her page"),
    "services": mark("What we do with you", "her page"),
    "review_note": mark("What changes in the plan", "her page"),
    "plan_own_view": mark("What helps you and what does not", "her page"),
    "wishes": mark("What you wish", "her page"),
    "return_wish": mark("Whether you want to go back home", "her page"),
    "family_wish": mark("Whether you want to be in touch with your family", "her page"),
    "children_wish": mark("What you wish for your children", "her page"),
    "own_view": mark("What you think", "her page"),
    "not_again": mark("What you do not want to be asked again", "her page"),
    "own_addition": mark("What you want to add", "her page"),
    "conference_own_view": mark("What you wish", "her page"),
    "conference_child_view": mark("What you think", "her page"),
    "care_agreed": mark("Whether you want to live there", "her page"),
    "care_own_view": mark("What you think of where you live", "her page"),
    "care_child_view": mark("What you think of where you live", "her page"),
    "medical_own_view": mark("What you think of the treatment", "her page"),
    "health_own_view": mark("What you think of the check", "her page"),
    "note_own_view": mark("What you think", "her page"),
    "school_wish": mark("Whether you want to go to school", "her page"),
    "school_own_view": mark("What you hope and what worries you at school", "her page"),
    "school_view_told": mark("What others may be told of you", "her page"),
    "work_wish": mark("What work you want", "her page"),
    "work_own_view": mark("What you think of the work", "her page"),
    "course_own_view": mark("What you think of the training", "her page"),
    "job_own_view": mark("What you think of the work", "her page"),
    "resettle_words": mark("What you said", "her page"),
    "resettle_own_view": mark("What worries you and what should change", "her page"),
    "resettle_child_view": mark("What you think", "her page"),
    "closure_own_view": mark("What helped you and what is missing", "her page"),
    "closure_child_view": mark("What you think", "her page"),
    "reunion_wish": mark("Whether you want to meet them", "her page"),
    "claim_wish": mark("Whether you want to be in touch with them", "her page"),
    "own_opinion": mark("What you think", "her page"),
    "person_view": mark("What you think", "her page"),
    "score_own_words": mark("What you feel has changed", "her page"),
    "best_child_view": mark("What you said", "her page"),
    "child_live_words": mark("What you said", "her page"),
    "best_decision": mark("What was decided", "her page"),
    "best_reasons": mark("Why it was decided so", "her page"),
    "child_answer": mark("What can be done and what cannot, and why", "her page"),
    "closure_summary": mark("What we did with you", "her page"),
    "closure_visit_plan": mark("How we stay in touch", "her page"),
}
