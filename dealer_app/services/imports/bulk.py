"""Insert many rows into one table with one statement, with values converted by the types of the columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, insert, literal_column
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from dealer_app.store.core.types import Instant

_REMEMBERED = 4096
Converter = Callable[[Any], Any]


def table_of(record: type[DeclarativeBase]) -> Table:
    """Return the table of a mapped record."""
    return cast("Table", record.__table__)


def insert_rows(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert ``rows``, all with the same keys (names of columns), with the columns' own defaults; there may be none."""
    every = list(rows)
    if not every:
        return
    connection = session.connection()
    defaults = _defaults(table, every[0])
    names = [column.name for column in table.columns if column.name in every[0] or column.name in defaults]
    columns = [_column(every, name, defaults, _converter(table, name, connection.dialect)) for name in names]
    values = list(zip(*columns, strict=True))
    statement = insert(table).values(dict.fromkeys(names, literal_column("?")))
    connection.exec_driver_sql(str(statement.compile(connection)), values)


def _column(
    rows: Sequence[Mapping[str, Any]], name: str, defaults: Mapping[str, Any], convert: Converter | None
) -> list[Any]:
    """Return the values of one column, converted for the driver."""
    if name in defaults:
        value = defaults[name]
        return [convert(value) if convert else value] * len(rows)
    if convert is None:
        return [row[name] for row in rows]
    return [convert(row[name]) for row in rows]


def _defaults(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the constant defaults of the columns that ``row`` does not have."""
    left_out = (column for column in table.columns if column.name not in row)
    return {c.name: c.default.arg for c in left_out if isinstance(c.default, ScalarElementColumnDefault)}


def _converter(table: Table, name: str, dialect: Dialect) -> Converter | None:
    """Return SQLAlchemy's conversion for the values of a column; cached for instants, which mostly repeat."""
    kind = table.c[name].type
    convert = cast("Converter | None", kind.dialect_impl(dialect).bind_processor(dialect))
    return lru_cache(_REMEMBERED)(convert) if convert and isinstance(kind, Instant) else convert
