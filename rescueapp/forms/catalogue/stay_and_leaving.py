"""F04 在站服务及离站登记表: what was done in the station, and how she left it (132号 annex 4).

Begun when a bed is given and completed on leaving. Cash stays under a small limit and is signed
for (A-115); how she left is C-16. Going home is handed over in F27, an end of assistance has its
notice F05, going abroad F32: this form only says so (`actions.gates.station_gates`).

Whoever collects her signs the sheet. What the care was about, what was seen of her, whom she wanted
to speak to and how she found it here stay in the file (L3, and her own view).
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks, sign_off_sheet
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Milestone,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_STAYS = ("5.9",)  # C-16: still in the station
_HOME = ("5.6", "5.7")
_WELFARE = ("6.1",)
_GIVEN_OVER = ("6.1", "6.2")  # to a child welfare institution, to the police or the parents
_ALONE = ("5.1", "5.10")  # placed, otherwise: where to, the code does not tell
_ELSEWHERE = ("6.3",)  # F31
_LEFT = AllOf((Answered("exit_mode"), Not(Is("exit_mode", _STAYS))))
_WENT_HOME = ("5.2", "5.3", "5.6", "5.7")  # C-16: by voucher, own means, escorted, collected

FORM = Form(
    key="stay_and_leaving",
    number="F04",
    title="Services in the station and leaving",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.SERVICES,
    sheet=True,
    archive_order=130,
    signatures=("The person assisted", "Collected or escorted by", "Institution (seal)"),
    milestones=(
        Milestone("left", at="left_at", when=_LEFT),
        Milestone("returned_home", at="left_at", when=Is("exit_mode", _WENT_HOME)),
        Milestone("moved_to_welfare", at="left_at", when=Is("exit_mode", _WELFARE)),
        Milestone("placed_outside", at="left_at", when=Is("exit_mode", _GIVEN_OVER)),
        Milestone("left_alone", at="left_at", when=Is("exit_mode", _ALONE)),
        Milestone("resettled", at="left_at", when=Is("exit_mode", _ELSEWHERE)),
    ),
    sections=(
        Section(
            "stay",
            "Stay and bed",
            (
                Field("stay_from", "In the station since", Kind.DATE_TIME, personal=False,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("stay_bed", "Room", Kind.ENTRY, Level.L4,
                      Compartment.IDENTITY, register="beds", personal=False, whereabouts=True,
                      hint="From the register of rooms, with the beds that are free."),
                Field("stay_room", "Bed, or another place to sleep", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=60, whereabouts=True,
                      other=True,
                      hint="Women's and men's rooms apart; women staff for women."),
                Field("stay_female_staff", "Looked after by women", Kind.YES_NO, personal=False,
                      cautions=(
                          Caution("A woman or girl is looked after by women staff.",
                                  Is("stay_female_staff", (False,)), of_female=True),
                      )),
                replace(blocks.NO_WOMAN_WHY, when=Is("stay_female_staff", (False,))),
                Field("stay_with", "Room shared with (aliases, own children)", Kind.TEXT,
                      Level.L2, Compartment.CARE, personal=False, max_length=100, other=True),
                Field("stay_extended_why", "Stay over ten days: why", Kind.TEXT, Level.L2,
                      Compartment.CARE, personal=False, max_length=200,
                      hint="Nobody is sent off for the number of days. A trafficked person "
                      "stays as long as it is needed."),
            ),
        ),
        Section(
            "care",
            "Daily care",
            (
                Field("stay_board", "Food", Kind.CHOICES, codes="L-board", personal=False),
                Field("stay_things", "Clothes and things given", Kind.CHOICES,
                      codes="L-things-given", personal=False),
                Field("stay_medical", "Medical care (details in F13, F17)", Kind.TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=200, off_sheet=True),
                Field("stay_psychological", "Counselling (details in F18)", Kind.TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=200, off_sheet=True),
                Field("stay_minor_services", "Lessons and services for the child", Kind.CHOICES,
                      Level.L3, Compartment.CARE, codes="L-minor-service", personal=False,
                      off_sheet=True, when=MayBeMinor()),
                Field("stay_tracing", "Tracing and identity (details in F38)", Kind.TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=200, off_sheet=True),
            ),
        ),
        Section(
            "contacts",
            "Contact with relatives",
            (
                Field("kin_contacts", "Contacts", Kind.ROWS, Level.L3, Compartment.CARE,
                      personal=False, off_sheet=True, other=True,
                      hint="Only at the person's wish, and after the relation was checked.",
                      rows=(
                          Field("kin_on", "Date", Kind.DATE, Level.L3, Compartment.CARE,
                                personal=False, not_future=True),
                          Field("kin_relation", "Relation", Kind.CHOICE, Level.L3,
                                Compartment.CARE, codes="C-07", personal=False, trusted=True),
                          Field("kin_wished", "At own wish", Kind.YES_NO, Level.L3,
                                Compartment.CARE, personal=False),
                          Field("kin_result", "Result", Kind.CHOICE, Level.L3, Compartment.CARE,
                                codes="L-kin-contact", personal=False),
                      )),
            ),
            folded=True,
        ),
        Section(
            "watch",
            "Rounds and outings",
            (
                Field("rounds", "Rounds and company", Kind.ROWS, Level.L3, Compartment.CARE,
                      personal=False, off_sheet=True,
                      rows=(
                          Field("round_at", "Time", Kind.DATE_TIME, Level.L3, Compartment.CARE,
                                personal=False, not_future=True),
                          Field("round_by", "By", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=40, other=True),
                          Field("round_seen", "What was seen and done", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=200),
                      )),
                Field("outings", "Outings", Kind.ROWS, Level.L3, Compartment.CARE,
                      personal=False, whereabouts=True, off_sheet=True,
                      hint="Going out is free; what is written here is how to be safe.",
                      rows=(
                          Field("outing_from", "Out", Kind.DATE_TIME, Level.L3,
                                Compartment.CARE, personal=False, not_future=True),
                          Field("outing_back", "Back", Kind.DATE_TIME, Level.L3,
                                Compartment.CARE, personal=False, not_future=True),
                          Field("outing_with", "With", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=60, trusted=True, other=True),
                          Field("outing_what", "What for", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=100),
                      )),
            ),
            folded=True,
        ),
        Section(
            "leaving",
            "Leaving",
            (
                Field("left_at", "Time of leaving", Kind.DATE_TIME, personal=False, listed=True,
                      coded=True, not_future=True),
                Field("exit_mode", "Mode of leaving", Kind.CHOICE, codes="C-16", personal=False,
                      listed=True, coded=True,
                      cautions=(
                          Caution("Home means F27: wish, family assessment and safety check come "
                                  "before it.", Is("exit_mode", _HOME)),
                          Caution("Write F05, which a second person sees first.",
                                  Is("exit_mode", ("5.4",))),
                          Caution("Who left without notice may be in danger: look for the "
                                  "person, tell the supervisor, think of a report to the police.",
                                  Is("exit_mode", ("5.5",))),
                          Caution("To parents or guardian only after an assessment, never to the "
                                  "buyer's family.", Is("exit_mode", ("6.2",))),
                          Caution("Write F32; nothing about the person goes abroad without it.",
                                  Is("exit_mode", ("6.4",))),
                      ), together=True),
                Field("exit_province", "Crosses the border of the province", Kind.YES_NO,
                      personal=False, coded=True, when=Is("exit_mode", _HOME)),
                Field("left_with", "With whom", Kind.CHOICE, codes="L-left-with", personal=False,
                      coded=True, when=_LEFT,
                      cautions=(
                          Caution("Under 16, or where the age is not known, nobody leaves alone.",
                                  AllOf((MayBeMinor(), Is("left_with", ("01",))))),
                      )),
                Field("left_to", "Where to", Kind.CHOICE, Level.L4, Compartment.IDENTITY,
                      codes="L-whereto", whereabouts=True, when=_LEFT,
                      hint="May stay empty where the person goes alone."),
                Field("left_receiver", "Collected by, or receiving unit", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, trusted=True,
                      whereabouts=True, other=True, when=_LEFT,
                      hint="How they were checked stands in F27."),
                Field("left_card", "Card with the safety plan", Kind.CHOICE, Level.L2,
                      Compartment.CARE, codes="L-safety-card", personal=False, off_sheet=True,
                      when=_LEFT),
            ),
        ),
        Section(
            "given",
            "Voucher, cash, belongings",
            (
                Field("voucher_kind", "Travel voucher", Kind.CHOICE, codes="L-vehicle",
                      personal=False, coded=True,
                      hint="Direct where there is a direct connection."),
                Field("voucher_from_to", "Train or bus, from and to", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, whereabouts=True,
                      other=True, when=Answered("voucher_kind")),
                Field("voucher_price", "Price of the voucher", Kind.MONEY, personal=False,
                      coded=True, when=Answered("voucher_kind")),
                Field("cash_given", "Cash for short public transport", Kind.MONEY,
                      personal=False, coded=True,
                      hint="As a rule none; at most 20 yuan, signed for."),
                Field("cash_signed", "Signed for", Kind.YES_NO, personal=False,
                      when=Answered("cash_given"),
                      cautions=(
                          Caution("Cash is given against a signature, which is kept.",
                                  Is("cash_signed", (False,))),
                      )),
                Field("cash_why", "More than the limit: why, and who agreed", Kind.TEXT,
                      personal=False, max_length=200, other=True, when=Answered("cash_given")),
                Field("stay_belongings_back", "All belongings and papers are back", Kind.YES_NO,
                      Level.L2, voice=Voice.HERS, when=_LEFT,
                      cautions=(
                          Caution("Papers and money are given back before leaving; see F12.",
                                  Is("stay_belongings_back", (False,))),
                      )),
            ),
        ),
        Section(
            "view",
            "The person's own view",
            (
                Field("stay_satisfaction", "How it was here", Kind.CHOICE,
                      codes="L-satisfaction", coded=True, off_sheet=True, voice=Voice.HERS,
                      hint="Asked by somebody else than who looked after the person."),
                Field("stay_view", "In own words", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
                      max_length=500, lines=2, off_sheet=True, voice=Voice.HERS),
            ),
            when=_LEFT,
        ),
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)  # fmt: skip
