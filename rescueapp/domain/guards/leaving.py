"""What stands against saving a record of leaving, and what ends assistance."""

from __future__ import annotations

from decimal import Decimal

from rescueapp.i18n import Text, mark

NOBODY_ALONE_UNDER = 16


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
    "Not completed: this way of leaving has a form of its own, which comes first and is complete"
    " (a rule of this program; MCA 2014 No. 132): {form}. It can be saved as incomplete.",
    "guard",
)


HOME_ON_PAPER = mark(
    "Not completed: a minor, a victim, and whoever fled those at home or is at high risk are taken"
    " home only after the own wish, the family assessment and the safety check (Lijiang plan,"
    " (3)8; MCA 2014 No. 132), whatever the way of leaving is called. Complete the handover"
    " of the return (F27) first. It can be saved as incomplete.",
    "guard",
)


SAY_WHERE = mark(
    "Not completed: say where to. This way of leaving does not tell whether somebody was taken"
    " home, and for a minor, a victim and others at risk the wish, the family assessment and the"
    " safety check come before that (Lijiang plan, (3)8; MCA 2014 No. 132). It can be"
    " saved as incomplete.",
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
    "Not completed: assistance ends by a written notice (MCA 2014 No. 132, annex 5), and here only"
    " after a review. Write what was looked at, when and by whom; it is somebody else than who"
    " proposed it.",
    "guard",
)


OWN_REVIEW = mark(
    "Not completed: whoever proposes that assistance ends does not review it (a rule of this"
    " program). Name somebody else as reviewer who looked at it anew.",
    "guard",
)


PRIVATELY = mark(
    "Not completed: who may have been trafficked, fled those at home or is at high risk leaves"
    " alone only after being asked in private whether somebody makes her or him go (a rule of this"
    " program). Write the declaration of leaving (F03) with that answer, and complete it first;"
    " who did not leave alone: say with whom. It can be saved as incomplete.",
    "guard",
)


STORY_CHANGED = mark(
    "Not completed: an account that changed or was not true ends no assistance of somebody who may"
    " have been trafficked (a rule of this program). Fear and drilled stories are usual. Give"
    " another reason, or go on helping.",
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


# L-left-with: relatives, a unit, our staff, the police, the receiving institution
_ACCOMPANIED = ("02", "03", "04", "05", "06")


_FETCHED = ("02", "03")  # L-left-with: relatives or a guardian, an employer or village


def left_alone(
    *, under_16: bool, signs: bool, mode: str | None, company: str | None
) -> Text | None:
    """The same of the station's record of leaving."""
    return leaving_alone(under_16=under_16, signs=signs) if _alone(mode, company) else None


def asked_in_private(
    *, at_risk: bool, asked: bool, mode: str | None, company: str | None
) -> Text | None:
    """Who is at risk goes off alone only after F03 and its private question (A-110, A-114)."""
    return PRIVATELY() if at_risk and _alone(mode, company) and not asked else None


def _alone(mode: str | None, company: str | None) -> bool:
    """Whether somebody left, with our knowledge, in nobody's company. Company that is not said is
    none, and who “other” is nobody knows."""
    return mode is not None and mode not in _NOT_LEFT_BY_US and company not in _ACCOMPANIED


_WITH_POLICE = "05"  # L-left-with


_RETURN, _RESETTLED = "return_handover", "resettlement"  # F27, F31


_PAPERS = {"5.6": "return_handover", "5.7": "return_handover", "5.4": "termination_notice",
           "6.2": "return_handover", "6.4": "cross_border"}  # fmt: skip


def paper_of_leaving(*, mode: str | None, company: str | None) -> str | None:
    """The form that a way of leaving (C-16) needs complete first (A-117, A-903, A-A01).

    What the police take over is theirs to write. Whoever is fetched is handed over on paper.
    """
    if mode is None or mode in ("5.8", "5.9") or _police_took_over(mode, company):
        return None
    if mode in _PAPERS:
        return _PAPERS[mode]
    if mode == "6.3" and company == "03":
        return _RESETTLED
    return _RETURN if company in _FETCHED else None


def taken_home(
    *, at_risk: bool, mode: str | None, company: str | None, to: str | None
) -> Text | None:
    """Who is at risk is taken home, in anybody's company, only after F27 (A-903).

    `at_risk`: or a minor, or somebody who may not go alone. Who goes alone declares it (A-114);
    what the police take over (6.2) is theirs, and abroad F32 is the paper. `to`: L-whereto.
    """
    if not at_risk or not _in_company(mode, company) or mode == _ABROAD:
        return None
    return HOME_ON_PAPER() if to in _HOME or mode in _BY_ONESELF else None


def where_unsaid(
    *, at_risk: bool, mode: str | None, company: str | None, to: str | None
) -> Text | None:
    """Where somebody at risk was taken is said, where the mode of leaving does not tell it."""
    untold = at_risk and _in_company(mode, company) and mode in _ANYWHERE and to is None
    return SAY_WHERE() if untold else None


_ABROAD = "6.4"  # C-16


_ANYWHERE = ("5.1", "5.4", "5.10")  # C-16: placed, assistance ended, other


_HOME = ("01", "02")  # L-whereto: back home, to relatives or friends


_SOMEBODY = "99"  # L-left-with: other


def _in_company(mode: str | None, company: str | None) -> bool:
    """Whether somebody else than the police, who took over, took the person along."""
    took_along = company in (*_ACCOMPANIED, _SOMEBODY) and mode not in (None, "5.8", "5.9")
    return took_along and not _police_took_over(mode, company)


def _police_took_over(mode: str | None, company: str | None) -> bool:
    return (mode, company) == ("6.2", _WITH_POLICE)


def cash(*, given: Decimal | None, cap: int, why: bool, signed: bool | None) -> Text | None:
    """Cash is small, and signed for (A-115). `cap`: yuan, as the rule table has it."""
    if not given:
        return None
    if given > cap and not why:
        return CASH_OVER(cap=cap)
    return None if signed else CASH_UNSIGNED()


_UNTRUE = "01"  # L-termination-reason


def termination(
    *, reasons: tuple[str, ...], victim: bool, reviewed: bool, by_proposer: bool = False
) -> Text | None:
    """Why assistance is not ended (A-117): without a review by somebody else than who proposed
    it, or a victim's for the story alone."""
    if victim and set(reasons) == {_UNTRUE}:
        return STORY_CHANGED()
    if not reviewed:
        return NO_REVIEW()
    return OWN_REVIEW() if by_proposer else None
