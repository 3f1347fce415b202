"""The registers of the station: lists that belong to no case, each declared like a form.

One file a register, `FORM = Form(...)`; a record of it is an entry. Entries lie in clear inside
the encrypted database and everybody on duty reads them, so that a register has no compartment
and nothing above L2 (`soundness.check_register`). An entry is never deleted: it has a day since
which it is no longer in use, and whoever named it before still reads it.
"""

from __future__ import annotations

from rescueapp.forms.discovery import forms_in
from rescueapp.forms.schema import Form

REGISTERS: dict[str, Form] = forms_in(__name__, __path__)
