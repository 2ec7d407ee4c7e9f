"""Publish head office's small tables from a sheet: dealerships, holidays, plans, rules, statuses, staff.

The headings are in ``resources/tables/hub_tables.csv``; every row is checked before the first is published. A rule or a
status has one row for each date: an old order keeps the rule of its day.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import ascii_digits, clean_name
from dealer_app.domain.staff import FORMER_ROLES, Roles, check_roles, parse_roles, roles_text
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.roles import add_dealership
from dealer_app.hub.database.schema import BROADCAST
from dealer_app.hub.office.directory_docs import DOCS_OF_CELLS, FIELDS_OF_COLUMN
from dealer_app.hub.office.plans import publish_plans
from dealer_app.hub.office.publishing import Published, office_working_set, publish_rows
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.services.imports.cells import read_flag
from dealer_app.services.imports.tables.small_tables import (
    SmallTable,
    errors_of,
    headings_of,
    read_small_table,
    refuse,
    repeated_errors,
)
from dealer_app.services.staff.pins import hash_pin, is_easy, is_pin, parse_pin
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


@dataclass(frozen=True, slots=True)
class TablePublished:
    """How many rows of a table differed, and the headings that were not read."""

    changed: int
    unknown: tuple[str, ...] = ()


def publish_table(
    office: OfficeDatabase, kind: str, path: Path, *, dealership: str = "", is_confirmed: bool = False
) -> TablePublished:
    """Publish the rows of a sheet to all (staff: to one dealership).

    A column that the sheet does not have keeps what is published; an empty cell empties it. Raises FieldErrors
    ``sheet_cell`` with the number of each invalid row, ``sheet_repeated``, and the refusals of ``read_small_table``.
    Plans: see ``publish_plans``; ``is_confirmed`` confirms the doubts about them.
    """
    if kind == "plan":
        return TablePublished(*publish_plans(office, path, is_confirmed=is_confirmed))
    table = read_small_table(path, kind, _needed(kind))
    docs = _read(office, kind, table)
    scope = dealership if kind == "staff" else BROADCAST
    if kind == "dealership":
        for doc in docs:
            with transaction(office.engine, doc["code"], office.now()) as tx:
                add_dealership(tx.connection, doc["code"])
    with transaction(office.engine, scope, office.now()) as tx:
        by_id = {_id(scope, kind, doc): doc for doc in docs}
        working = office_working_set(tx, by_id)
        missing = frozenset(headings_of(kind)) - table.fields
        for row_id, doc in by_id.items():
            known = working.row(kind, row_id).doc or {}
            by_id[row_id] = _with_pin(known, doc) if kind == "staff" else doc
            by_id[row_id] |= _kept(known, missing)
        return TablePublished(
            publish_rows(tx, [Published(kind, row_id, doc) for row_id, doc in by_id.items()]), table.unknown
        )


def _kept(known: Doc, missing: Iterable[str]) -> Doc:
    """Return what is published in the fields of columns that the sheet does not have."""
    names = [name for column in missing for name in FIELDS_OF_COLUMN.get(column, (column,))]
    return {name: known[name] for name in names if name in known}


def _with_pin(known: Doc, doc: Doc) -> Doc:
    """Return a member of staff with the hash of a first PIN: the stored hash, unless another PIN is given."""
    hashed = known.get("pin") or ""
    is_same = not doc["pin"] or is_pin(doc["pin"], hashed)
    return {**doc, "pin": hashed if is_same else hash_pin(doc["pin"])}


def _id(scope: str, kind: str, doc: Doc) -> str:
    return str(uuid5(NAMESPACE_URL, ":".join(("bajeh", scope, kind, *_key(kind, doc)))))


def _key(kind: str, doc: Doc) -> tuple[str, ...]:
    return tuple(str(doc.get(name) or "") for name in KEYS[kind])


def _needed(kind: str) -> tuple[str, ...]:
    return (KEYS[kind][0], *NEEDED.get(kind, ()))


def _read(office: OfficeDatabase, kind: str, table: SmallTable) -> list[Doc]:
    """Return the documents of the rows; raises FieldErrors with every bad cell of the table."""
    docs, errors, keys = list[Doc](), list[FieldError](), list[tuple[int, object]]()
    for row in table.rows:
        try:
            doc = _readable(kind, _doc(office, kind, row.raws))
        except FieldErrors as wrong:
            errors += errors_of(row, kind, wrong.errors)
            continue
        errors += errors_of(row, kind, ())
        keys.append((row.number, _key(kind, doc)))
        docs.append(doc)
    refuse(errors + repeated_errors(keys, KEYS[kind][0]))
    return docs


def _doc(office: OfficeDatabase, kind: str, raws: Mapping[str, str]) -> Doc:
    """Return a row's document; raises FieldErrors for an invalid one."""
    today = office.now().date()
    if kind in DOCS_OF_CELLS:
        return DOCS_OF_CELLS[kind](raws, today)
    texts = {name: _text(text, is_prose=name in _PROSE) for name, text in raws.items()}
    empty = [FieldError("hub_table_empty", name) for name in _needed(kind) if not texts.get(name)]
    if empty:
        raise FieldErrors(empty)
    if kind == "staff":
        return _member(texts)
    return {name: _day(text, today, name) if name in _DAYS and text else text for name, text in texts.items()}


def _member(texts: Mapping[str, str]) -> Doc:
    """Return the document of a member of staff."""
    read: Doc = {}
    errors = list[FieldError]()
    for name, parse in _MEMBER.items():
        try:
            read[name] = parse(texts.get(name, ""))
        except FieldError as error:
            errors.append(error.at(name))
    if errors:
        raise FieldErrors(errors)
    return {"name": texts["name"], **read.pop("role"), **read}


def _pin(text: str) -> str:
    pin = parse_pin(text) if text else ""
    if pin and is_easy(pin):
        raise FieldError("pin_too_easy", "pin")
    return pin


def _roles(text: str) -> Doc:
    """Return the roles of a person; a counter of an older version reads only the two roles that it knows."""
    held: Roles = frozenset()
    for word in re.split(f"[{words.ROLE_SEPARATORS}]", text):
        name = clean_name(word)
        held |= FORMER_ROLES.get(words.FORMER_ROLES.get(name, "")) or parse_roles(words.ROLES.get(name, name))
    check_roles(held)
    former = next((role for role, roles in FORMER_ROLES.items() if roles == held), "")
    return {"roles": roles_text(held), **({"role": former} if former else {})}


_MEMBER: Final[Mapping[str, Callable[[str], Any]]] = {
    "role": _roles,
    "is_active": partial(read_flag, field="is_active", if_empty=True),
    "pin": _pin,
}


def _readable(kind: str, doc: Doc) -> Doc:
    """Return a document that every counter can read; raises FieldErrors for another."""
    wrong = DOCS[kind].find_unfit(doc)
    if wrong:
        raise FieldErrors([FieldError("hub_table_value", wrong)])
    return doc


def _day(text: str, today: date, field: str) -> str:
    """Return a day in ISO form; a date cell of the sheet has it already, and no Jalali year is so high."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is not None and day.year > _LAST_JALALI_YEAR:
        return day.isoformat()
    try:
        return parse_jalali(text, today).isoformat()
    except FieldError as error:
        raise FieldErrors([error.at(field)]) from None


def _text(text: str, *, is_prose: bool) -> str:
    return clean_name(text) if is_prose else ascii_digits(clean_name(text))
