"""What stands above the list of each register, and in it while it is empty."""

from __future__ import annotations

from rescueapp.i18n import mark

NONE = mark("Nothing is entered yet.", "register")

WORDS = {
    "interpreters": mark(
        "Who interprets for the people here, or goes with them. Chosen in the interview log, where"
        " it is compared whether they come from the same place or family.",
        "register",
    ),
    "services": mark(
        "Whom a person can turn to, here and after leaving. Printed as a card for the pocket, in"
        " the person's language.",
        "register",
    ),
    "partners": mark(
        "Hospitals, schools, lawyers, companies and volunteers who help from outside, and what each"
        " may be told. Chosen in the referral slip.",
        "register",
    ),
    "staff": mark(
        "Training and qualification of everybody who works here. The vetting of who has an account"
        " stands in Manage; of everybody else, here.",
        "register",
    ),
    "beds": mark(
        "Rooms and beds, those for transit and rehabilitation among them. Who sleeps where stands"
        " in the case.",
        "register",
    ),
    "money_given": mark("What was spent on which service. Of no case, without names.", "register"),
    "money_received": mark(
        "Budget, donations and goods: from whom, what for, used for which services.", "register"
    ),
    "training_held": mark(
        "Training of the staff, held here or elsewhere: hours and how many took part.", "register"
    ),
    "duty_log": mark(
        "Shift by shift: who was on duty and on call, rounds, incidents, what was handed over. The"
        " hand-over begins on the page Tonight.",
        "register",
    ),
    "missing_people": mark(
        "Whom police and families look for, from their lists. Each case compares itself with them,"
        " under Identity and family; whoever may be found is asked of the police.",
        "register",
    ),
    "offices": mark(
        "Which department leads or supports which service here. Offered before the plan's own where"
        " a department is asked for.",
        "register",
    ),
}
EMPTY = {
    "interpreters": mark(
        "Nobody is entered yet. Enter the interpreters you call at night before you need one.",
        "register",
    ),
    "services": mark("No service is entered yet.", "register"),
    "missing_people": mark("Nobody is entered yet. Take in a list, or type one.", "register"),
}
ICONS = {
    "interpreters": "team",
    "services": "compass",
    "partners": "exchange",
    "staff": "person",
    "beds": "intake",
    "money_given": "upload",
    "money_received": "download",
    "training_held": "training",
    "duty_log": "timeline",
    "missing_people": "find",
    "offices": "office",
}
