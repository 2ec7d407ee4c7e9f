"""A savepoint undoes its own rows, whichever way they were written, and keeps the rows before it."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.store.core.savepoints import savepoint
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from tests.store.factories import a_customer

OWN = ("row", "id")


class UndoneError(Exception):
    """Ends the block of a savepoint."""


def by_driver(unit: Unit) -> None:
    """Write a copy of the first customer without the session, as rows of an import and of head office are written."""
    names = ", ".join(column.name for column in CustomerRecord.__table__.columns if column.name not in OWN)
    statement = f"INSERT INTO customers (id, {names}) SELECT ?, {names} FROM customers LIMIT 1"
    unit.session.info["driver"].execute(statement, (uuid7().bytes,))


def by_session(unit: Unit) -> None:
    a_customer(unit)


def count(unit: Unit) -> int:
    return unit.session.query(CustomerRecord).count()


@pytest.mark.parametrize("write", [by_driver, by_session])
def test_failed_block_leaves_no_row(desktop: Desktop, write: Callable[[Unit], None]) -> None:
    desktop.write(a_customer)

    def work(unit: Unit) -> None:
        with suppress(UndoneError), savepoint(unit):
            write(unit)
            raise UndoneError

    desktop.write(work)
    assert desktop.read(count) == 1
    assert desktop.verify().problems == ()


@pytest.mark.parametrize("write", [by_driver, by_session])
def test_row_before_a_failed_block_is_kept_and_covered(desktop: Desktop, write: Callable[[Unit], None]) -> None:
    def work(unit: Unit) -> None:
        a_customer(unit)
        unit.session.add(CustomerRecord(id=uuid7(), given_name="علی", family_name="ب", registered_at=unit.now))
        with suppress(UndoneError), savepoint(unit):
            write(unit)
            raise UndoneError

    desktop.write(work)
    assert desktop.read(count) == 2
    assert desktop.verify().problems == ()


def test_written_block_stays(desktop: Desktop) -> None:
    desktop.write(a_customer)

    def work(unit: Unit) -> None:
        with savepoint(unit):
            by_driver(unit)

    desktop.write(work)
    assert desktop.read(count) == 2
    assert desktop.verify().problems == ()
