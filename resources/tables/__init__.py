"""Reference tables as CSV: data with a source, edited without touching code."""

import csv
from pathlib import Path


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``<name>.csv`` in file order, each by column heading; a missing table raises OSError."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))
