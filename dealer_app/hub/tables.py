"""Head office's small tables from xlsx: dealerships, holidays, plans, rules, statuses, staff.

The headings are the fields' own names (``resources/tables/hub_tables.csv`` gives their Persian words); every row is
checked before the first is published.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.jalali import parse_jalali
from dealer_app.domain.persian import ascii_digits, clean_text, normalise
from dealer_app.hub.database import transaction
from dealer_app.hub.house import House
from dealer_app.hub.publishing import Published, publish_rows
from dealer_app.hub.roles import add_dealership
from dealer_app.hub.schema import BROADCAST
from dealer_app.services.imports_sheet import list_tables
from resources.tables import read_table

KEYS = {"dealership": "code", "holiday": "day", "status": "code", "plan": "code", "rule": "name", "staff": "name"}
"""Kind -> the field by which a row is known."""


def publish_table(house: House, kind: str, path: Path, *, dealership: str = "") -> int:
    """Publish the rows of a sheet to all (staff: to one dealership) and return how many really differed.

    Raises FieldErrors with the number of each row that cannot stand, Refusal ``hub_table_headings``.
    """
    docs = _read(house, kind, path)
    scope = dealership if kind == "staff" else BROADCAST
    rows = [Published(kind, str(uuid5(NAMESPACE_URL, f"bajeh:{scope}:{kind}:{doc[KEYS[kind]]}")), doc) for doc in docs]
    if kind == "dealership":
        for doc in docs:
            with transaction(house.engine, doc["code"], house.now()) as tx:
                add_dealership(tx.connection, doc["code"])
    with transaction(house.engine, scope, house.now()) as tx:
        return publish_rows(tx, rows)


def _read(house: House, kind: str, path: Path) -> list[dict[str, Any]]:
    names = {normalise(row["heading"]): row["field"] for row in read_table("hub_tables") if row["kind"] == kind}
    table = list_tables(path)[0]
    lines = [cells for _, cells in table.read()]
    header = [names.get(normalise(str(cell or "")), "") for cell in (lines[0] if lines else ())]
    if KEYS[kind] not in header:
        raise Refusal("hub_table_headings", needed=next(h for h, f in names.items() if f == KEYS[kind]))
    docs, errors = [], []
    for number, cells in enumerate(lines[1:], start=2):
        try:
            doc = _row(house, kind, header, cells)
        except (FieldError, ValueError):
            errors.append(FieldError("hub_table_row", KEYS[kind], row=ascii_digits(str(number))))
            continue
        if doc:
            docs.append(doc)
    if errors:
        raise FieldErrors(errors)
    return docs


def _row(house: House, kind: str, header: Sequence[str], cells: Sequence[object]) -> dict[str, Any]:
    """Return a row's document, empty for an empty row; raises FieldError or ValueError for one that cannot stand."""
    texts = {name: _text(cell) for name, cell in zip(header, cells, strict=False) if name}
    if not any(texts.values()):
        return {}
    if not texts.get(KEYS[kind]):
        raise ValueError(kind)
    if kind == "holiday":
        day = parse_jalali(texts["day"], house.now().date())
        return {**texts, "day": day.isoformat(), "is_holiday": texts.get("is_holiday") != "0", "is_estimated": False}
    if kind == "staff":
        if texts.get("role") not in {"clerk", "manager"}:
            raise ValueError(kind)
        return {"name": texts["name"], "role": texts["role"], "is_active": texts.get("is_active") != "0", "pin": ""}
    return texts


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_text(ascii_digits(str(cell if cell is not None else "")))
