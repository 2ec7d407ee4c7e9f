"""Spoil bodies and documents leaf by leaf: with values that no field may hold, and with any others."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]
ABSENT = object()
DAYS = ("2026-02-30", "0001-01-01", "9999-12-31", "1405/09/01", "20261122", "2026-11-22T00:00:00")
CODES = ("1111111111", "0000000000", "1234567890", "12345678901", "09800000000", "IR000000000000000000000000")
LETTERS = ("x\u202ey", "\u202dx", "x\x00", "x\x07y", "\x1f", "x\u2028")
MARKS = ("\u2066x\u2069", "\u202ax\u202c")
"""Marks of direction that keep the order of the letters."""
PASTED = frozenset({"code", "phone", "company_phone"})
"""Fields of a dealership in which older counters kept such marks as they were pasted."""
UNSTATED = frozenset({"delivery_days", "delivery_months", "transfers", "capacity"})
"""Whole numbers of a plan that a circular may leave out."""
LONG = "x" * 100_000
NUMBERS = ("", " ", "NaN", "sNaN", "Infinity", "-Infinity", "1e999", "1e-999", "1.", ".5", "+1", "٣", "²", "9" * 5_000)
"""Texts that a reader of numbers may take, or fail on."""
AMOUNTS = (-1, 10**16, -(10**16), 2**62, 10**30)
OTHERS: tuple[Any, ...] = (
    None,
    True,
    0,
    1,
    7.5,
    "",
    "x",
    [],
    {},
    ["x"],
    {"x": 1},
    *AMOUNTS,
    *NUMBERS,
    *DAYS,
    *CODES,
    *LETTERS,
    *MARKS,
    LONG,
    ABSENT,
)
ANY = st.sampled_from(OTHERS) | st.integers(-(2**70), 2**70) | st.text(max_size=8)
"""What a leaf is replaced by."""


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield each leaf of a JSON value with its path; of a list only the first item; an empty one is a leaf."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list) and value:
        yield from leaves(value[0], (*path, 0))
    else:
        yield path, value


def replaced(value: Any, path: Path, new: Any) -> Any:
    """Return ``value`` with another leaf at ``path``, or without it."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, list):
        return [replaced(value[0], tuple(rest), new), *value[1:]] if rest or new is not ABSENT else value[1:]
    if not rest and new is ABSENT:
        return {name: inner for name, inner in value.items() if name != first}
    return {**value, first: replaced(value[first], tuple(rest), new)}


def never(value: Any, name: str) -> Iterator[Any]:
    """Yield values that can never stand in the place of the leaf called ``name``."""
    yield from ({}, {"x": 1}) if not isinstance(value, dict) else ("x", [])
    if isinstance(value, str):
        yield from ([], 7.5, True, LONG, *LETTERS, *(MARKS if name not in PASTED else ()))
        yield from DAYS if name.endswith("_on") else ()
    if isinstance(value, bool):
        yield from (None, 2, "x", 0.5, [])
    elif isinstance(value, int):
        yield from () if name in UNSTATED else (None,)
        yield from ("7", 7.5, True, 10**16, -(10**16), 2**62, 10**30)
