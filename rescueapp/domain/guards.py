"""What stands against saving a record: pure questions, answered in words.

Each names its source. `actions.gates` asks them in the one place where records are saved;
none of them stands against the papers of the first hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rescueapp.domain.request import Kind
from rescueapp.domain.retention import years_after
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark

SECOND_INTERVIEW = mark(
    "A minor is not questioned again ({earlier} interviews so far) before a supervisor has agreed."
    " Ask for it; until then nothing is saved, and what is typed stays as a draft.",
    "guard",
)
SECOND_WAITING = mark(
    "It was asked for on {day} whether this minor may be questioned again ({earlier} interviews so"
    " far). Until a supervisor, or the superior bureau by telephone, has agreed, nothing is saved,"
    " and what is typed stays as a draft.",
    "guard",
)

REFERRAL_UNASKED = mark(
    "This referral rests on consent, and none to referral is written down in F26. Write it down"
    " first, name another ground, or save it as incomplete (K-06; PIPL 13, 23).",
    "guard",
)
REFERRAL_TELLS_MORE = mark(
    "This partner may be told less than this: see its entry in the register of partners. Take out"
    " what goes beyond it, ask another, or change the agreement (PIPL 6).",
    "guard",
)
REFERRAL_UNSIGNED = mark(
    "This partner has signed no confidentiality undertaking. Have it signed and entered in the"
    " register of partners, or save the referral as incomplete.",
    "guard",
)


@dataclass(frozen=True, slots=True)
class Need:
    """An act waits for a second person. `request_uid`: what was asked already; "" nothing."""

    kind: Kind
    words: Text
    request_uid: str = ""
    about: str = ""  # of an approval: "record uid/version"


class NeedsTwo(Refused):
    """Refused until a second person has agreed; the window offers to ask."""

    def __init__(self, need: Need) -> None:
        super().__init__(need.words)
        self.need = need


RECORDED_ONLY = "03"  # L-interview-footing: another unit's, which asked nobody here
NO_VERSION = ""  # of a record that is new


def second_interview(*, minor: bool, footing: str | None, before: str | None, earlier: int) -> bool:
    """Whether this interview of a minor waits for a second person's word (K-07, L01 art. 112).

    `footing`: as it is answered now, `before`: as the version before had it, or NO_VERSION.
    `earlier`: other interviews of the case in the log. What another unit did without asking is
    only written down; what was let through once stays so.
    """
    if not minor or earlier == 0 or footing == RECORDED_ONLY:
        return False
    return before in (NO_VERSION, RECORDED_ONLY)


def second_interview_need(*, earlier: int, asked_on: str, request_uid: str) -> Need:
    """What to say and to ask for. `asked_on`: the day it was asked for already, or ""."""
    words = SECOND_WAITING(day=asked_on) if request_uid else SECOND_INTERVIEW
    return Need(Kind.SECOND_INTERVIEW, words(earlier=earlier), request_uid)


# --- leaving, and what ends assistance --------------------------------------------------------
# What is missing stops only the completing: what happened can always be written down.

NOBODY_ALONE_UNDER = 16
CASH_CAP = Decimal(20)  # yuan; 132号

LEAVES_ALONE = mark(
    "Not completed: nobody under 16, or of an age that is not known, leaves the station alone (MCA"
    " 2014 No. 132). Relatives or a unit collect the person, or staff escort them: see F27. If the"
    " age is known, enter it in intake. It can be saved as incomplete.",
    "guard",
)
LEAVES_WITH_SIGNS = mark(
    "Not completed: who has a mental or intellectual disability, or signs of one, does not leave"
    " the station alone (MCA 2014 No. 132). Relatives or a unit collect the person, or staff escort"
    " them: see F27. It can be saved as incomplete.",
    "guard",
)
NEEDS_PAPER = mark(
    "Not completed: this way of leaving has a form of its own, which comes first and is complete:"
    " {form}. It can be saved as incomplete.",
    "guard",
)
CASH_OVER = mark(
    "Not completed: cash is given for short public transport only, as a rule at most {cap} yuan"
    " (MCA 2014 No. 132). Say why it was more and who agreed, or give a voucher.",
    "guard",
)
CASH_UNSIGNED = mark(
    "Not completed: cash is given against a signature (MCA 2014 No. 132). Say whether it was"
    " signed for.",
    "guard",
)
NO_REVIEW = mark(
    "Not completed: assistance ends only after a review (MCA 2014 No. 132, annex 5). Write what was"
    " looked at, when and by whom; it is somebody else than who proposed it.",
    "guard",
)
STORY_CHANGED = mark(
    "Not completed: an account that changed or was not true ends no assistance of somebody who may"
    " have been trafficked. Fear and drilled stories are usual. Give another reason, or go on"
    " helping.",
    "guard",
)


def leaving_alone(*, under_16: bool, signs: bool) -> Text | None:
    """Why somebody's own declaration of leaving is not completed (A-019); None: it may be.

    `under_16`: may be so, as far as the age is known. `signs`: of a mental or intellectual
    disability.
    """
    if under_16:
        return LEAVES_ALONE()
    return LEAVES_WITH_SIGNS() if signs else None


_NOT_LEFT_BY_US = ("5.5", "5.8", "5.9")  # C-16: without notice, death, still here
_BY_ONESELF = ("5.2", "5.3")  # C-16: a voucher, by own means
_ALONE = "01"  # L-left-with


def left_alone(*, under_16: bool, mode: str | None, company: str | None) -> Text | None:
    """The same of the station's record of leaving, where it is said how and with whom."""
    if not under_16 or mode is None or mode in _NOT_LEFT_BY_US:
        return None
    unsaid = company is None and mode in _BY_ONESELF
    return LEAVES_ALONE() if company == _ALONE or unsaid else None


_WITH_POLICE = "05"  # L-left-with
_PAPERS = {"5.6": "return_handover", "5.7": "return_handover", "5.4": "termination_notice",
           "6.2": "return_handover", "6.4": "cross_border"}  # fmt: skip


def paper_of_leaving(*, mode: str | None, company: str | None) -> str | None:
    """The form that a way of leaving (C-16) needs complete first (A-117, A-903, A-A01); what the
    police take over is theirs to write."""
    if mode == "6.2" and company == _WITH_POLICE:
        return None
    return _PAPERS.get(mode or "")


def cash(*, given: Decimal | None, why: bool, signed: bool | None) -> Text | None:
    """Cash is small, and signed for (A-115)."""
    if not given:
        return None
    if given > CASH_CAP and not why:
        return CASH_OVER(cap=CASH_CAP)
    return None if signed else CASH_UNSIGNED()


_UNTRUE = "01"  # L-termination-reason


def termination(*, reasons: tuple[str, ...], victim: bool, reviewed: bool) -> Text | None:
    """Why assistance is not ended (A-117): without a review, or a victim's for the story alone."""
    if victim and set(reasons) == {_UNTRUE}:
        return STORY_CHANGED()
    return None if reviewed else NO_REVIEW()


# --- decisions about her, and the end of help -----------------------------------------------------

NOT_FIT = mark(
    "The result cannot be fit while somebody of the household took part in the trafficking or knew"
    " of it. Choose postponed or not fit; where that was a mistake, correct it first.",
    "guard",
)
ONE_ASSESSOR = mark(
    "A family is assessed by two people. Name both, or save it as incomplete until the second has"
    " been there.",
    "guard",
)
NO_ASSESSMENT = mark(
    "A child goes back to a guardian or to relatives only after a complete assessment of the family"
    " (F28) with the result fit (Law on the Protection of Minors 93). Until then this can be saved"
    " as incomplete.",
    "guard",
)
NOT_LONG_TERM = mark(
    "Adoption is possible from long-term guardianship only, after the assessment (Law on the"
    " Protection of Minors 95). Enter the long-term guardianship first, or save this as"
    " incomplete.",
    "guard",
)
NOT_CONFIRMED = mark(
    "Resettlement is complete when the person has said yes to the whole plan. Until then it can be"
    " saved as incomplete.",
    "guard",
)
TOO_YOUNG_TO_WORK = mark(
    "Nobody under 16 is employed or introduced to work (State Council Order 364, 2). Of unknown age"
    " counts as younger. Choose school, or training at a school.",
    "guard",
)
NOT_LOST = mark(
    "A case is closed for lost contact after twelve months without any, counted to the day of"
    " closing. The last contact in its records or in this form was on {day}. Until then it stays in"
    " follow-up.",
    "guard",
)
NOT_CLOSED = mark(
    "This case is open: help goes on anyway, and nothing has to be opened again.", "guard"
)

_FIT = ("01", "02")  # L-family-result
_INVOLVED = "01"  # L-involved
_GUARDIANS = ("01", "02")  # C-27a: parents, another guardian
_ADOPTED, _LONG_TERM = "05", "04"  # C-27a
_AT_HOME = ("05", "09")  # C-27b: with relatives, at home
_AGREED = "01"  # L-agreement
_EMPLOYED = frozenset(("01", "04"))  # L-resettle-work: work, own business
_LOST = "08"  # C-25


def fit(result: object) -> bool:
    """Whether an assessment of the family came out fit, with support or without (F28)."""
    return result in _FIT


def family_result(*, result: object, involved: object) -> Text | None:
    """Who took part or knew makes it unfit, always (rules.md B.3 F28: veto)."""
    return NOT_FIT() if fit(result) and involved == _INVOLVED else None


def family_assessors(first: object, second: object) -> Text | None:
    """Two people assess (B.3 F28): the same name twice is one."""
    one, other = (str(name or "").strip() for name in (first, second))
    return ONE_ASSESSOR() if not one or not other or one == other else None


def back_to_guardian(
    *, minor: bool, custody: object, placement: object, assessed: bool
) -> Text | None:
    """A minor lives with a guardian again only after an assessment (A-303, L01 art. 93)."""
    goes_back = minor and custody in _GUARDIANS and placement in _AT_HOME
    return NO_ASSESSMENT() if goes_back and not assessed else None


def adoption(*, custody: object, earlier: Iterable[object]) -> Text | None:
    """Adoption follows long-term guardianship (A-305, L01 art. 95). `earlier`: C-27a, before."""
    return NOT_LONG_TERM() if custody == _ADOPTED and _LONG_TERM not in earlier else None


def resettled(*, confirmed: object) -> Text | None:
    """She has said yes to it (F31, A-904)."""
    return None if confirmed == _AGREED else NOT_CONFIRMED()


def resettled_to_work(*, under_16: bool, work: Iterable[object]) -> Text | None:
    """No employment under 16 (A-016); training and school are allowed."""
    return TOO_YOUNG_TO_WORK() if under_16 and _EMPLOYED & set(work) else None


def lost_contact(*, kind: object, closed_on: date | None, last: date | None) -> Text | None:
    """Closing for lost contact after twelve months (C-25, code 08). `last`: the latest day on
    which somebody met or spoke with her, of the records or of the form."""
    if kind != _LOST or closed_on is None or last is None:
        return None
    return NOT_LOST(day=last.isoformat()) if closed_on < years_after(last, 1) else None


def reopened(*, closed: bool) -> Text | None:
    """Only what was closed is opened again (A-908)."""
    return None if closed else NOT_CLOSED()


def referral_sent(
    *, urgent: bool, on_consent: bool, given: bool, tells_more: bool, signed: bool
) -> Text | None:
    """Why a referral cannot be written down as sent and complete; None: nothing is in the way.

    `tells_more`: more than the register allows the partner to be told. `signed`: the partner's
    undertaking, or nobody but an office is asked. What saves a life waits for no paper.
    """
    if tells_more:
        return REFERRAL_TELLS_MORE
    if urgent:
        return None
    if on_consent and not given:
        return REFERRAL_UNASKED
    return None if signed else REFERRAL_UNSIGNED
