"""On paper, for the signatures: the appraisal list and the certificates (A-B07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rescueapp import clock
from rescueapp.actions.keeping import destroying, retention
from rescueapp.actions.keeping.destroying import Kept
from rescueapp.actions.keeping.retention import Line
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain.retention import COUNTED, OUTCOMES, TYPES, Type
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import mark, say
from rescueapp.printing.listing import Listing
from rescueapp.workspace import Workspace

APPRAISAL, CERTIFICATE = "appraisal_list", "destruction_certificate"
LISTED = ("records", "attachments", "out")  # what decides of a case's worth, at a glance

LIST_TITLE = mark("Appraisal list of case files", "retention")
LIST_NOTE = mark(
    "Case files whose time of keeping is over by {day}: {count}. Each is kept longer, handed to the"
    " archive, or destroyed; two people sign for what is destroyed.",
    "retention",
)
NUMBER = mark("Case number", "print")
TYPE = mark("Type", "retention")
CLOSED = mark("Help ended", "retention")
OVER = mark("Kept until", "retention")
HOLDS = mark("Holds", "retention")
OPINION = mark("Opinion", "retention")
SERIAL = mark("No.", "print")
APPRAISED_BY = mark("Appraised by", "retention")
SECOND = mark("Second signature", "retention")
ARCHIVE = mark("Archivist", "retention")

CERTIFICATE_TITLE = mark("Certificate of destruction", "retention")
CERTIFICATE_NOTE = mark(
    "The file was destroyed by doing away with its keys and everything they opened. No word of it"
    " is kept; this paper says that it was.",
    "retention",
)
ASKED = mark("Asked for by", "retention")
AGREED = mark("Agreed to by", "retention")
BY_TELEPHONE = mark("the superior bureau, by telephone (code {code})", "retention")
DESTROYED = mark("Destroyed by", "retention")
WHO_WHEN = mark("{who}, {time}", "retention")
WHAT = mark("What was destroyed", "retention")
CHECK_WORDS = mark("Check words of the account", "retention")
COUNT = mark("{what}: {count}", "retention")
NO_CERTIFICATE = mark("There is no such certificate.", "retention")


def appraisal_paper(ws: Workspace) -> Prepared:
    """The appraisal list as a paper to sign; released like any print. Raises Refused."""
    lines = retention.appraisal_list(ws)
    day = clock.today().isoformat()
    paper = Listing(
        title=LIST_TITLE(),
        note=say(LIST_NOTE(day=day, count=len(lines))),
        columns=(
            (SERIAL(), 6),
            (NUMBER(), 22),
            (TYPE(), 16),
            (CLOSED(), 15),
            (OVER(), 15),
            (HOLDS(), 18),
            (OPINION(), 14),
        ),
        rows=[_row(number, line) for number, line in enumerate(lines, start=1)],
        signers=(APPRAISED_BY(), SECOND(), ARCHIVE()),
    )  # fmt: skip
    return papers.listed(ws, APPRAISAL, paper)


def _row(number: int, line: Line) -> tuple[str, ...]:
    opinion = say(OUTCOMES[line.appraisal.outcome]) if line.appraisal else ""
    return (str(number), line.number, say(TYPES[line.type]), line.closed_on, line.due_on,
            told(line.counts, LISTED), opinion)  # fmt: skip


def told(counts: Mapping[str, int], named: Iterable[str] = COUNTED) -> str:
    """What a case holds in words, a line each, without what it has none of."""
    return "\n".join(say(COUNT(what=COUNTED[k], count=counts[k])) for k in named if counts.get(k))


def certificate_paper(ws: Workspace, case_uid: str) -> Prepared:
    """The certificate of a destroyed case. Raises Refused when there is none."""
    ws.check(Act.READ_AUDIT)
    kept = next(
        (k for k in destroying.certificates(ws) if k.certificate.case_uid == case_uid), None
    )
    if kept is None:
        raise Refused(NO_CERTIFICATE)
    c = kept.certificate
    paper = Listing(
        title=CERTIFICATE_TITLE(),
        note=say(CERTIFICATE_NOTE),
        pairs=(
            (NUMBER(), c.number),
            (TYPE(), say(TYPES[Type(c.type)])),
            (CLOSED(), c.closed_on),
            (OVER(), c.due_on),
            (ASKED(), _who(kept.asked_by, c.asked_at)),
            (AGREED(), _agreed(kept)),
            (DESTROYED(), _who(kept.destroyed_by, c.destroyed_at)),
            (WHAT(), told(c.counts)),
            (CHECK_WORDS(), check_words(kept)),
        ),
        signers=(ASKED(), AGREED(), ARCHIVE()),
    )
    return papers.listed(ws, CERTIFICATE, paper)


def check_words(kept: Kept) -> str:
    """The words of the entry that tells of it in the account."""
    return " ".join(papers.check_words(bytes.fromhex(kept.certificate.audit_hash)))


def _agreed(kept: Kept) -> str:
    if kept.certificate.code:
        who = say(BY_TELEPHONE(code=kept.certificate.code))
    else:
        who = kept.decided_by
    return _who(who, kept.certificate.decided_at)


def _who(who: str, instant: str) -> str:
    return say(WHO_WHEN(who=who, time=clock.local(instant).strftime("%Y-%m-%d %H:%M")))
