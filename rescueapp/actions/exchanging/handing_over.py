"""One case with its identity handed over in a package: asked by one, agreed to by another, once.

It goes to the office that is enrolled here, or to a station that is; sealed to its key and signed.
One for the office has its number in the sequence of packages like any other. One for a station has
its number in a series of that station's own, so that the office never finds a gap it must ask
about, and the station can tell a replay, a fork and a gap all the same. The office keeps the
package as it came and reads the case in words (`case_reading`); a station takes the case up
(`taking_up`). (decisions.md, "Audit, backup, packages"; decision 25; rules.md K-13, S7, S15, S40)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import packing
from rescueapp.actions.exchanging.case_reading import (
    NO_CASE_IN_IT,
    NOT_HERE,
    HandedOver,
    ReadRecord,
    read_case,
)
from rescueapp.actions.exchanging.enrolment import keys_of
from rescueapp.actions.exchanging.exchange import APART, NO_OFFICE, Exported
from rescueapp.actions.exchanging.going_out import Going, going
from rescueapp.actions.family import folding
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import NOT_YOUR_CASE
from rescueapp.actions.outward import disclosure, receivers, releases
from rescueapp.actions.two_people import requests
from rescueapp.actions.watch import anchors, clock_watch
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import bundle, receipts
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import IDENTIFIED, NO_PREVIOUS
from rescueapp.exchange.whole_case import WholeCase
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, mark
from rescueapp.identity import uid
from rescueapp.progress import Progress
from rescueapp.storage import audit, cases, exchange_log, files, merges
from rescueapp.storage import hand_overs as stored
from rescueapp.storage.exchange_log import Correspondent, Export
from rescueapp.storage.hand_overs import HandOver
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

__all__ = [
    "NOT_HERE",
    "NO_CASE_IN_IT",
    "HandedOver",
    "ReadRecord",
    "Sent",
    "ask",
    "hand_over",
    "need",
    "of_case",
    "preview",
    "preview_asked",
    "read_case",
    "recipient_by",
    "recipients",
    "sent",
]

NEEDS_ANOTHER = mark(
    "A case leaves with its identity only when a second person has agreed. Ask for it; the package"
    " can then be made once, within seven days.",
    "exchange",
)
WAITS = mark(
    "It was asked for on {day} whether this case may be handed over. Somebody else has to agree.",
    "exchange",
)
NO_SUCH_CASE = mark("This case is not in the vault (any more).", "retention")
NO_SUCH_RECIPIENT = mark(
    "Nobody is enrolled here under this code. Take in the key file of the station and confirm the"
    " words first.",
    "exchange",
)
SEVERAL = mark(
    "Several are enrolled under this code. Name the one you mean by its key id.", "exchange"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A hand-over as it is listed: to whom, of which case ("" where that was destroyed since), and
    what was answered (`HandOver.verdict`)."""

    hand_over: HandOver
    recipient: str
    case_uid: str
    number: str

    @property
    def accepted(self) -> bool:
        """Whether the other side has signed that it took the case."""
        return self.hand_over.verdict == receipts.TAKEN


# --- to whom --------------------------------------------------------------------------------------


def recipients(ws: Workspace) -> list[Correspondent]:
    """To whom a case can be handed over: the office first, then the stations by code."""
    found = exchange_log.correspondents(ws.db)
    return sorted(found, key=lambda each: each.kind != "office")


def recipient_by(ws: Workspace, code: str) -> str:
    """The key id of who is enrolled under a code or key id. Raises Refused for nobody and for
    several."""
    found = [each for each in recipients(ws) if code in (each.key_id, each.code)]
    if not found:
        raise Refused(NO_SUCH_RECIPIENT)
    if len(found) > 1:
        raise Refused(SEVERAL)
    return found[0].key_id


def _recipient(ws: Workspace, to: str | None) -> Correspondent:
    """Who is enrolled under a key id; None: the office."""
    found = [c for c in recipients(ws) if (c.kind == "office" if to is None else c.key_id == to)]
    if not found:
        raise Refused(NO_OFFICE if to is None else NO_SUCH_RECIPIENT)
    return found[0]


def about(to: Correspondent) -> str:
    """What a request says it is for: an agreement for one station serves no other."""
    return "" if to.kind == "office" else to.key_id


# --- asking and handing over ----------------------------------------------------------------------


def ask(ws: Workspace, case_uid: str, reason: str, to: str | None = None) -> Request:
    """Ask a second person to agree that a case goes to the office, or to a station (key id), whose
    name stands in the reason that is signed. Raises Refused as `requests.ask`."""
    recipient = _recipient(ws, to)
    if recipient.kind == "station":
        reason = f"{requests.long_enough(reason)} → {recipient.name}"
    return requests.ask(ws, Kind.HAND_OVER, case_uid, reason, about(recipient))


def need(ws: Workspace, case_uid: str, to: str | None = None) -> Need | None:
    """What a hand-over of this case waits for; None when it can be made now."""
    said = about(_recipient(ws, to))
    if requests.usable(ws, Kind.HAND_OVER, case_uid, said) is not None:
        return None
    asked = requests.waiting_for(ws, Kind.HAND_OVER, case_uid, said)
    if asked is None:
        return Need(Kind.HAND_OVER, NEEDS_ANOTHER(), about=said)
    day = clock.local(asked.asked_at).date().isoformat()
    return Need(Kind.HAND_OVER, WAITS(day=day), asked.uid, said)


def hand_over(
    ws: Workspace,
    case_uid: str,
    out_dir: Path,
    progress: Progress | None = None,
    *,
    to: str | None = None,
) -> Exported:
    """Write the package of one identified case into a folder; the grant is spent by it.

    `to`: the key id of an enrolled station, or None for the office. Raises NeedsTwo before a
    second person has agreed to this recipient; Refused for one that is on the case's unsafe list,
    or not enrolled, for a case that is only stored and for one that no package
    holds; Damaged for a grant made by hand. The number, the register and the file as in
    `exchange.export_package`.
    """
    ws.check(Act.EXPORT)
    clock_watch.check_date(ws)
    recipient = _recipient(ws, to)
    _check_case(ws, case_uid)
    grant = _grant(ws, case_uid, recipient)
    goes, keys = _going(ws, case_uid, recipient), keys_of(recipient)
    whole, attached = goes.case, packing.attached(ws, case_uid, goes.case)
    head = audit.head(ws.db)
    frame = _frame(ws, keys, whole, head)
    path = out_dir / f"{uid()}{bundle.SUFFIX}"
    with files.finished_as(path) as target, ws.db.transaction():
        requests.use(ws, grant, case_uid)
        written = bundle.write_hand_over(
            target,
            frame,
            whole,
            attached,
            to=keys,
            signing_seed=ws.keys.grants[Grant.SIGNING],
            progress=progress,
        )
        _register(ws, keys, written, grant, whole)
        clocks.write(ws, case_uid)
    anchors.keep(ws, head)
    clocks.refresh(ws, case_uid)
    changed = Changed(cases=frozenset({case_uid}), exchange=True, copies=True)
    return Exported(path, frame.sequence, 1, changed, apart=_apart(ws, case_uid),
                    family=goes.family)  # fmt: skip


def preview(ws: Workspace, case_uid: str, to: str | None = None) -> tuple[Text, ...]:
    """What goes with a case, what stays and what is told of the family, in sentences, before the
    package is made. Raises Refused as `hand_over`."""
    ws.check(Act.EXPORT)
    return _preview(ws, case_uid, _recipient(ws, to))


def preview_asked(ws: Workspace, request: Request) -> tuple[Text, ...]:
    """The same for the second person, before they agree; as far as their keys open the case.
    Raises Refused for what no package would be made of either."""
    return _preview(ws, request.subject, _recipient(ws, request.about or None))


def _preview(ws: Workspace, case_uid: str, recipient: Correspondent) -> tuple[Text, ...]:
    _check_case(ws, case_uid)
    goes = _going(ws, case_uid, recipient)
    apart = _apart(ws, case_uid)
    return (*goes.told, *((APART(number=apart),) if apart else ()), *goes.family)


def _check_case(ws: Workspace, case_uid: str) -> None:
    if cases.row(ws.db, case_uid, reader=ws.holder) is None:
        raise Refused(NO_SUCH_CASE)
    restriction.refuse_release(ws, case_uid)


def _going(ws: Workspace, case_uid: str, to: Correspondent) -> Going:
    name = keys_of(to).name
    receivers.check(ws, case_uid, name)
    disclosure.refuse_recipient(ws, case_uid, name)
    goes = going(ws, case_uid, to)
    packing.check_size(ws, case_uid, goes.case)
    return goes


def _apart(ws: Workspace, case_uid: str) -> str:
    """The numbers of other files of the same person."""
    others = (each for each in merges.whole(ws.db, case_uid) if each != case_uid)
    return "、".join(folding.number(ws, each) for each in others)


def _grant(ws: Workspace, case_uid: str, recipient: Correspondent) -> Request:
    grant = requests.usable(ws, Kind.HAND_OVER, case_uid, about(recipient))
    if grant is None:
        waits = need(ws, case_uid, recipient.key_id)
        assert waits is not None
        raise NeedsTwo(waits)
    return grant


def _frame(ws: Workspace, to: KeyFile, whole: WholeCase, head: audit.Head) -> bundle.Frame:
    """The number of the package, and the one before it, in the series it belongs to."""
    if to.kind == "office":
        number, last = exchange_log.next_sequence(ws.db), exchange_log.last_export(ws.db)
        previous = last.manifest_hash if last else NO_PREVIOUS
    else:
        number, before = stored.last_sequence(ws.db, to.key_id) + 1, stored.last(ws.db, to.key_id)
        previous = before.manifest_hash if before else NO_PREVIOUS
    return bundle.Frame(
        sequence=number,
        previous=previous,
        period_from=clock.local(whole.opened_at).date().isoformat(),
        period_to=clock.today().isoformat(),
        training=ws.vault.training,
        audit_sequence=head.seq,
        audit_head=head.hash,
    )


def _register(
    ws: Workspace, to: KeyFile, written: bundle.Written, grant: Request, case: WholeCase
) -> None:
    manifest, by = written.manifest, grant.decided_by or ""
    if to.kind == "office":
        exchange_log.add_export(ws.db, _export(ws, to, written))
    hand_over = HandOver(
        uid=manifest.package,
        recipient=to.key_id,
        sequence=manifest.sequence,
        manifest_hash=written.manifest_hash,
        made_at=manifest.made_at,
        worker=ws.worker.uid,
    )
    stored.add(ws.db, hand_over, grant.subject)
    release = Release(
        uid=manifest.package,
        kind=releases.HAND_OVER,
        case_uid=grant.subject,
        number=str(manifest.sequence),
        what=IDENTIFIED,
        medium=releases.PACKAGE,
        recipient=to.name,
        reason=grant.reason,
        fields=tuple(sorted({*_fields(case)})),
        copies=1,
        worker=ws.worker.uid,
        approved_by=by,
        released_at=manifest.made_at,
    )
    releases.note(ws, release)
    ws.log("hand_over", manifest.package, case=grant.subject, sequence=manifest.sequence,
           to=to.key_id, request=grant.uid, approved_by=by)  # fmt: skip


def _fields(case: WholeCase) -> Iterator[str]:
    for record in case.records:
        if record.form in FORMS:
            for each in record.versions:
                yield from releases.fields_of(FORMS[record.form], each.answers)


def _export(ws: Workspace, office: KeyFile, written: bundle.Written) -> Export:
    manifest = written.manifest
    return Export(
        sequence=manifest.sequence,
        uid=manifest.package,
        office=office.key_id,
        level=manifest.level,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        cases=1,
        manifest_hash=written.manifest_hash,
        made_at=manifest.made_at,
        worker=ws.worker.uid,
    )


# --- what became of it ----------------------------------------------------------------------------


def sent(ws: Workspace) -> list[Sent]:
    """Every case that was handed over, the latest first, answered or not."""
    ws.check(Act.EXPORT)
    return _listed(ws, stored.everything(ws.db))


def of_case(ws: Workspace, case_uid: str) -> list[Sent]:
    """Where a case was handed over to, the latest first. Raises Refused for another's."""
    if not ws.case_keys(case_uid):
        raise Refused(NOT_YOUR_CASE)
    return _listed(ws, [(each, case_uid) for each in stored.of_case(ws.db, case_uid)])


def _listed(ws: Workspace, found: list[tuple[HandOver, str]]) -> list[Sent]:
    names = {c.key_id: c.name for c in exchange_log.correspondents(ws.db, retired=True)}
    numbers = cases.numbers_of(ws.db, {case_uid for _, case_uid in found})
    return [
        Sent(each, names.get(each.recipient, ""), case_uid, numbers.get(case_uid, ""))
        for each, case_uid in found
    ]
