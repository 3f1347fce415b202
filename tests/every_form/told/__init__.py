"""What a caseworker would have written, by question. Every name, number and unit is invented.

One file a subject, with its `TOLD`; all of them are found here.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

SUBJECTS = tuple(import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
TOLD: dict[str, Any] = {key: said for subject in SUBJECTS for key, said in subject.TOLD.items()}
