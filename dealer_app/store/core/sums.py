"""Sum amounts in SQL without overflow: SQLite stops with an error if a sum leaves 64 bits."""

from typing import Any

from sqlalchemy import ColumnElement, cast, func
from sqlalchemy.types import BigInteger

_PART = 10**6


def sum_parts(amount: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return two sums over ``amount`` (Rial): of its millions and of the rest; ``join_parts`` makes the exact sum.

    At the ceiling of an amount (10^15 Rial) each part stays in 64 bits for nine milliard rows.
    """
    whole = cast(amount, BigInteger)
    return func.sum(whole // _PART), func.sum(whole % _PART)


def join_parts(millions: int | None, rest: int | None) -> int:
    """Return the exact sum of the two parts; 0 if there were no rows."""
    return (millions or 0) * _PART + (rest or 0)
