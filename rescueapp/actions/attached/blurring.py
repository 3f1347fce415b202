"""The copy of a photograph that goes into a notice: blurred where nothing may be made out (K-22).

The photograph it is made of stays where it was. The copy is drawn anew in the limited child
(`printing.apart`) and encrypted like any attachment; what was blurred is not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rescueapp.actions.attached import attachments
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import consents
from rescueapp.domain.consent import Use
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark
from rescueapp.printing import apart
from rescueapp.printing.photo import Area
from rescueapp.storage import blobs
from rescueapp.workspace import Workspace

_TELLS = "intake"  # the form that asks for the photograph of the person
NONE_OPEN = mark(
    "No photograph of the person can be opened here: none is kept, or the identity is veiled.",
    "attachment",
)


def known_photograph(ws: Workspace, case_uid: str | None) -> dict[str, Any]:
    """The answer that names the photograph by which she is known. Raises Refused without one."""
    reading = Reading(ws)
    known = reading.known(FORMS[_TELLS], case_uid, reading.readable(case_uid)).get("photo")
    if known is None:
        raise Refused(NONE_OPEN)
    return dict(known.value)


def blurred_copy(
    ws: Workspace, blob_uid: str, areas: Sequence[Area], *, label: str
) -> dict[str, Any]:
    """A new attachment beside this one, coarse in some areas; the answer that names it.

    Raises Refused without the key, without consent to photographs (K-06), for what is no picture.
    """
    ws.check(Act.SAVE_RECORD)
    blob = blobs.by_uid(ws.db, blob_uid)
    if blob is None:
        raise Refused(attachments.GONE)
    if blob.case_uid is not None:
        restriction.refuse_change(ws, blob.case_uid)
        consents.refuse_without(ws, blob.case_uid, Use.PHOTO)
    content = attachments.attachment(ws, blob_uid)
    data = apart.blurred(content, blob.media_type, areas)
    return attachments.keep(ws, blob.case_uid, blob.compartment, blob.media_type, data, label)
