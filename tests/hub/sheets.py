"""Write small tables as an administrator does."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from resources.tables import read_table


def headings(kind: str) -> dict[str, str]:
    """Return field -> heading of a kind of table."""
    return {row["field"]: row["heading"] for row in read_table("hub_tables") if row["kind"] == kind}


def a_sheet(path: Path, kind: str, *rows: Mapping[str, object]) -> Path:
    """Write rows by field, as xlsx or CSV by the name's end, and return ``path``."""
    names = headings(kind)
    fields = tuple(rows[0]) if rows else tuple(names)
    return a_table(path, [names[field] for field in fields], *([row.get(f, "") for f in fields] for row in rows))


def a_table(path: Path, *lines: Sequence[object]) -> Path:
    """Write lines of cells and return ``path``."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(lines)
        return path
    workbook = Workbook()
    for line in lines:
        workbook.active.append(list(line))
    workbook.save(path)
    return path
