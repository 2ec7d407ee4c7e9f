"""Publish head office's small tables from a sheet: dealerships, holidays, plans, rules, statuses, staff.

The headings are in ``resources/tables/hub_tables.csv``; every row is checked before the first is published. A rule or a
status has one row for each date: an old order keeps the rule of its day.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.persian import ascii_digits, clean_name, normalise
from dealer_app.domain.staff import FORMER_ROLES, Roles, check_roles, parse_roles, roles_text
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.roles import add_dealership
from dealer_app.hub.database.schema import BROADCAST
from dealer_app.hub.office.directory_docs import DOCS_OF_CELLS
from dealer_app.hub.office.plans import publish_plans
from dealer_app.hub.office.publishing import Published, office_working_set, publish_rows
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.services.directory.sheets import cell_errors, cell_text
from dealer_app.services.imports.sheets import list_tables
from dealer_app.services.staff.pins import hash_pin, is_easy, is_pin, parse_pin
from resources.tables import read_table
from resources.texts import hub_tables as words

Doc = dict[str, Any]
KEYS = {
    "dealership": ("code",),
    "holiday": ("day",),
    "status": ("code", "effective_from"),
    "rule": ("name", "effective_from"),
    "staff": ("name",),
}
"""Kind -> the fields that identify a row; the first is always required."""
NEEDED = {"dealership": ("name",), "rule": ("value", "effective_from", "source"), "staff": ("role",)}
"""Kind -> the other required fields; a rule must have its day and its source."""
_DAYS = frozenset({"effective_from"})
_PROSE = frozenset({"name", "source"})  # digits stay as written
_LAST_JALALI_YEAR = 1600


def publish_table(office: OfficeDatabase, kind: str, path: Path, *, dealership: str = "") -> int:
    """Publish the rows of a sheet to all (staff: to one dealership) and return how many differed.

    Raises FieldErrors with the number of each invalid row, Refusal ``hub_table_headings``; plans: ``publish_plans``.
    """
    if kind == "plan":
        return publish_plans(office, path)
    docs = _read(office, kind, path)
    scope = dealership if kind == "staff" else BROADCAST
    if kind == "dealership":
        for doc in docs:
            with transaction(office.engine, doc["code"], office.now()) as tx:
                add_dealership(tx.connection, doc["code"])
    with transaction(office.engine, scope, office.now()) as tx:
        by_id = {_id(scope, kind, doc): doc for doc in docs}
        if kind == "staff":
            working = office_working_set(tx, by_id)
            by_id = {row_id: _with_pin(working.row(kind, row_id).doc or {}, doc) for row_id, doc in by_id.items()}
        return publish_rows(tx, [Published(kind, row_id, doc) for row_id, doc in by_id.items()])


def _with_pin(known: Doc, doc: Doc) -> Doc:
    """Return a member of staff with the hash of a first PIN: the stored hash, unless another PIN is given."""
    hashed = known.get("pin") or ""
    is_same = not doc["pin"] or is_pin(doc["pin"], hashed)
    return {**doc, "pin": hashed if is_same else hash_pin(doc["pin"])}


def _id(scope: str, kind: str, doc: Doc) -> str:
    return str(uuid5(NAMESPACE_URL, ":".join(("bajeh", scope, kind, *_key(kind, doc)))))


def _key(kind: str, doc: Doc) -> tuple[str, ...]:
    return tuple(str(doc.get(name) or "") for name in KEYS[kind])


def _read(office: OfficeDatabase, kind: str, path: Path) -> list[Doc]:
    names = {normalise(row["heading"]): row["field"] for row in read_table("hub_tables") if row["kind"] == kind}
    lines = [cells for _, cells in list_tables(path)[0].read()]
    header = [names.get(normalise(str(cell or "")), "") for cell in (lines[0] if lines else ())]
    for needed in (KEYS[kind][0], *NEEDED.get(kind, ())):
        if needed not in header:
            raise Refusal("hub_table_headings", needed=next(h for h, f in names.items() if f == needed))
    docs, errors, seen = [], [], dict[tuple[str, ...], int]()
    for number, cells in enumerate(lines[1:], start=2):
        try:
            doc = _readable(kind, _row(office, kind, header, cells))
        except FieldErrors as wrong:
            errors += cell_errors(number, kind, wrong.errors)
            continue
        except (FieldError, ValueError):
            errors.append(FieldError("hub_table_row", KEYS[kind][0], row=str(number)))
            continue
        first = seen.setdefault(_key(kind, doc), number) if doc else number
        if first != number:
            errors.append(FieldError("hub_table_repeated", KEYS[kind][0], row=str(number), first=str(first)))
        docs += [doc] if doc else []
    if errors:
        raise FieldErrors(errors)
    return docs


def _row(office: OfficeDatabase, kind: str, header: Sequence[str], cells: Sequence[object]) -> Doc:
    """Return a row's document, empty for an empty row; raise FieldError or ValueError for an invalid one."""
    texts = {name: _text(cell, is_prose=name in _PROSE) for name, cell in zip(header, cells, strict=False) if name}
    if not any(texts.values()):
        return {}
    if kind in DOCS_OF_CELLS:
        raws = {name: cell_text(cell) for name, cell in zip(header, cells, strict=False) if name}
        return DOCS_OF_CELLS[kind](raws, office.now().date())
    if not all(texts.get(name) for name in (KEYS[kind][0], *NEEDED.get(kind, ()))):
        raise ValueError(kind)
    today = office.now().date()
    doc: Doc = {name: _day(text, today) if name in _DAYS and text else text for name, text in texts.items()}
    if kind == "staff":
        roles = _roles(texts["role"])
        pin = parse_pin(texts["pin"]) if texts.get("pin") else ""
        if pin and is_easy(pin):
            raise ValueError(kind)
        return {"name": doc["name"], **roles, "is_active": texts.get("is_active") not in words.NO, "pin": pin}
    return doc


def _roles(text: str) -> Doc:
    """Return the roles of a person; a counter of an older version reads only the two roles that it knows."""
    held: Roles = frozenset()
    for word in re.split(f"[{words.ROLE_SEPARATORS}]", text):
        name = clean_name(word)
        held |= FORMER_ROLES.get(words.FORMER_ROLES.get(name, "")) or parse_roles(words.ROLES.get(name, name))
    check_roles(held)
    former = next((role for role, roles in FORMER_ROLES.items() if roles == held), "")
    return {"roles": roles_text(held), **({"role": former} if former else {})}


def _readable(kind: str, doc: Doc) -> Doc:
    """Return a document that every counter can read; raises ValueError for another."""
    if doc and not DOCS[kind].fits(doc):
        raise ValueError(kind)
    return doc


def _day(text: str, today: date) -> str:
    """Return a day in ISO form; a date cell of the sheet has it already, and no Jalali year is so high."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return parse_jalali(text, today).isoformat()
    return day.isoformat() if day.year > _LAST_JALALI_YEAR else parse_jalali(text, today).isoformat()


def _text(cell: object, *, is_prose: bool) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = clean_name(str(cell if cell is not None else ""))
    return text if is_prose else ascii_digits(text)
