"""The catalogues of texts: collected from the code, merged, compiled; stale ones fail.

    python -m tests.strings update    collect, merge into each language, compile
    python -m tests.strings check     the same in memory; exit 1 and say what is stale or missing

Marked calls are `mark("text", "context")`; form titles and labels are read from the catalogue
itself, with the form's key (or the field's own context) as gettext context.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from rescueapp import paths
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import DOMAIN, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
# The third: a trailing comma counts as an argument.
KEYWORDS = parse_keywords(["mark:1,1t", "mark:1,2c,2t", "mark:1,2c,3t"])
Key = tuple[str, str]  # context, msgid
# The same texts give the same files, whenever they are compiled.
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
UNDATED = {"creation_date": _DAY, "revision_date": _DAY}


def form_texts() -> Iterator[tuple[str, str, str]]:
    """(file, context, msgid) of every title, label, hint, unit, signature and reminder."""
    placed = {f"rescueapp/forms/catalogue/{key}.py": form for key, form in FORMS.items()}
    placed |= {f"rescueapp/forms/registers/{key}.py": form for key, form in REGISTERS.items()}
    placed["rescueapp/forms/incident.py"] = INCIDENT  # of no case, so that it is not with them
    for place, form in placed.items():
        for context, msgid in _texts_of(form):
            if msgid:
                yield place, context, msgid


def _texts_of(form: Form) -> Iterator[Key]:
    why = form.approval.why if form.approval else ""
    for text in (form.title, form.reminder, why, *form.signatures):
        yield form.key, text
    for section in form.sections:
        yield form.key, section.title
        yield form.key, section.hint
        for field in section.fields:
            yield from _texts_of_field(form, field)


def _texts_of_field(form: Form, field: Field) -> Iterator[Key]:
    for text in (field.label, field.hint, *(caution.words for caution in field.cautions)):
        yield field.context or form.key, text
    yield "unit", field.unit
    for inner in field.rows:
        yield from _texts_of_field(form, inner)


def collected() -> Catalog:
    """All texts of the program, sorted, with the files they stand in."""
    catalog = Catalog(project=DOMAIN, charset="utf-8")
    found: dict[Key, set[str]] = {}
    for package in ("rescueapp", "ui"):
        rows = extract_from_dir(ROOT / package, [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, context in rows:
            if isinstance(message, str) and message:
                found.setdefault((context or "", message), set()).add(f"{package}/{name}")
    for place, context, message in form_texts():
        found.setdefault((context, message), set()).add(place)
    for (context, message), places in sorted(found.items()):
        locations = [(place, 0) for place in sorted(places)]
        catalog.add(message, context=context or None, locations=locations)
    return catalog


def merged(code: str, template: Catalog) -> Catalog:
    """A language's catalogue brought up to date; for English the msgid is the text."""
    path = _po(code)
    old = read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog()
    catalog = Catalog(locale=code, project=DOMAIN, charset="utf-8", fuzzy=False, **UNDATED)
    for message in template:
        if not message.id:
            continue
        before = old.get(message.id, message.context)
        words = message.id if code == "en" else (before.string if before else "")
        catalog.add(message.id, words, context=message.context, locations=message.locations)
    return catalog


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def written(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=98, omit_header=False, sort_output=False, include_lineno=False)
    lines = buffer.getvalue().splitlines(keepends=True)
    dates = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Language-Team')
    return b"".join(line for line in lines if not line.startswith(dates))


def update() -> int:
    template = collected()
    (paths.translations() / f"{DOMAIN}.pot").write_bytes(written(template))
    for code in LANGUAGES:
        catalog = merged(code, template)
        _po(code).parent.mkdir(parents=True, exist_ok=True)
        _po(code).write_bytes(written(catalog))
        _po(code).with_suffix(".mo").write_bytes(compiled(catalog))
    return check()


def check() -> int:
    """0 when all is complete and fresh; else says what is not, and 1."""
    template = collected()
    faults = []
    if (paths.translations() / f"{DOMAIN}.pot").read_bytes() != written(template):
        faults.append("rescueapp.pot is stale: run `make strings`")
    for code in LANGUAGES:
        catalog = merged(code, template)
        faults += [f"{code}: no text for [{c}] {m}" for c, m in untranslated(catalog)]
        faults += [f"{code}: other {{places}} in [{c}] {m}" for c, m in misplaced(catalog)]
        if _po(code).read_bytes() != written(catalog):
            faults.append(f"{code}.po is stale: run `make strings`")
        if _po(code).with_suffix(".mo").read_bytes() != compiled(catalog):
            faults.append(f"{code}.mo is stale: run `make strings`")
    sys.stdout.write("".join(f"{fault}\n" for fault in faults[:60]))
    sys.stdout.write(f"{len(template)} texts, {len(faults)} faults\n")
    return 1 if faults else 0


def untranslated(catalog: Catalog) -> list[Key]:
    return [(m.context or "", m.id) for m in catalog if m.id and not m.string]


def misplaced(catalog: Catalog) -> list[Key]:
    """Texts whose translation has other `{places}` than the original."""
    return [
        (m.context or "", m.id)
        for m in catalog
        if m.id and m.string and places(m.id) != places(m.string)
    ]


def places(text: str) -> set[str]:
    parts = text.split("{")[1:]
    return {part.split("}")[0] for part in parts if "}" in part}


def _po(code: str) -> Path:
    return paths.translations() / code / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
