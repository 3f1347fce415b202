"""Every row of rules.md A.1 to A.12, with the rules of the table that run it, or why none does.

A row that names a trigger and a time is a clock. What has no time is a gate, a form, a figure or
a note; what has a time elsewhere (vetting, retention, incidents) is counted there, and named.
"""

from __future__ import annotations

# Row: the rules that run it.
RUN = {
    "A-105": ("A-105", "A-105.2"),
    "A-106": ("A-106", "A-106.2"),
    "A-107": ("A-107",),
    "A-108": ("A-105", "A-107"),
    "A-111": ("A-111",),
    "A-112": ("A-112",),
    "A-201": ("A-201",),
    "A-202": ("A-202",),
    "A-203": ("A-203",),
    "A-204": ("A-204",),
    "A-208": ("A-208",),
    "A-209": ("A-209",),
    "A-210": ("A-210.1", "A-210.2"),
    "A-211": ("A-211",),
    "A-214": ("A-214.1", "A-214.2", "A-214.3"),
    "A-307": ("A-307.1", "A-307.2"),
    "A-312": ("A-312.1", "A-312.2"),
    "A-409": ("A-409",),
    "A-501": ("A-501",),
    "A-503": ("A-503",),
    "A-504": ("A-504",),
    "A-603": ("A-603.1", "A-603.2", "A-603.3"),
    "A-707": ("A-707.1", "A-707.2"),
    "A-801": ("A-801",),
    "A-802": ("A-802",),
    "A-803": ("A-803",),
    "A-804": ("A-804",),
    "A-810": ("A-810",),
    "A-812": ("A-812.1", "A-812.2", "A-812.3"),
    "A-902": ("A-902",),
    "A-904": ("A-904",),
    "A-905": ("A-905.1", "A-905.2", "A-905.3", "A-905.4"),
    "A-907": ("A-907", "A-907.2"),
    "A-B01": ("A-B01",),
    "A-B02": ("A-B02",),
    "A-B09": ("A-B09",),
    "A-B11": ("A-B11",),
}

# Rules of no row: periods that the forms of part B set.
OF_FORMS = (
    "F17.1", "F17.2", "F18", "F18.2", "F19", "F21.1", "F21.2", "F22", "F23.1", "F23.2", "F25",
    "F25.2", "F25.3", "F26", "F26.2", "F27", "P07", "P07.2", "P17.1", "P17.2", "P17.3", "P24",
    "P24.2",
)  # fmt: skip

GATE = "a condition that a gate holds, no time"
FORM = "a form or its printed sheet, no time"
NOTE = "says what is so or how it is done, no time"
CODE = "a code or a field, no time"

# Row: why no clock runs.
NOT_RUN = {
    "A-010": CODE, "A-011": GATE, "A-012": NOTE, "A-013": GATE, "A-014": GATE,
    "A-015": "its time is the school term of A-603", "A-016": GATE, "A-017": GATE, "A-018": GATE,
    "A-019": GATE, "A-01A": GATE, "A-01B": NOTE,
    "A-101": FORM, "A-102": NOTE, "A-103": FORM, "A-104": FORM, "A-109": GATE,
    "A-110": "the return of papers kept is planned by the record itself (belongings)",
    "A-113": "at once, and nothing but the form F17 says that it happened", "A-114": FORM,
    "A-115": "a limit of the table, and no clock: the gate of leaving reads it",
    "A-116": "no recordings are kept here", "A-117": GATE, "A-118": CODE,
    "A-205": "no time is set for the answer", "A-206": "a duty of the police without a time",
    "A-207": FORM, "A-212": "promptly, without a time; a gate holds where she may not go",
    "A-213": GATE, "A-215": CODE,
    "A-301": NOTE, "A-302": CODE, "A-303": GATE, "A-304": NOTE, "A-305": GATE, "A-306": NOTE,
    "A-308": "the sum of A-211 and A-307, which run", "A-309": FORM, "A-310": NOTE,
    "A-311": FORM, "A-313": "no time is set", "A-314": "of staff: counted with their vetting",
    "A-315": NOTE, "A-316": GATE,
    "A-401": NOTE, "A-402": NOTE, "A-403": GATE, "A-404": NOTE,
    "A-405": "thirty years of the medical institution's own records", "A-406": GATE,
    "A-407": GATE, "A-408": NOTE, "A-410": GATE,
    "A-411": "a card in F13, never a law; nobody is asked for the hour it would count from",
    "A-502": FORM, "A-505": GATE,
    "A-506": "its month counts from a birth, and a foundling's is estimated; F22 is due by itself",
    "A-507": CODE, "A-508": NOTE, "A-509": NOTE,
    "A-601": "its time is the school term of A-603", "A-602": NOTE, "A-604": GATE, "A-605": NOTE,
    "A-606": GATE,
    "A-701": "help first, without a time", "A-702": NOTE, "A-703": NOTE, "A-704": NOTE,
    "A-705": FORM, "A-706": NOTE,
    "A-805": NOTE, "A-806": NOTE, "A-807": "a ground of F20, its time is the court's",
    "A-808": NOTE, "A-809": NOTE,
    "A-811": "begins at 18, and the row sets no end", "A-813": NOTE, "A-814": NOTE,
    "A-815": "counted from a disappearance, read the other way round: nothing of hers is due",
    "A-901": GATE, "A-903": GATE,
    "A-906": GATE, "A-908": GATE,
    "A-A01": NOTE, "A-A02": NOTE, "A-A03": CODE, "A-A04": NOTE, "A-A05": GATE, "A-A06": GATE,
    "A-A07": GATE,
    "A-B03": "no time is set for an evaluation", "A-B04": "regularly, without a time",
    "A-B05": "counted with what is kept and let go (retention)",
    "A-B06": "counted with what is kept and let go (retention)",
    "A-B07": "counted with what is kept and let go (retention)", "A-B08": NOTE,
    "A-B10": "the audit is never shortened", "A-B12": "counted with each incident",
    "A-B13": "planned by the record of the request itself", "A-B14": NOTE,
}  # fmt: skip
