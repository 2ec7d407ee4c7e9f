"""Helpers that read from a counter and from head office, and that write at a counter."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer, CustomerFields
from dealer_app.domain.ids import CustomerId
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import devices, ledger
from dealer_app.services.customers.customers import correct_customer, get_customer
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import EnrolmentRecord, current_enrolment
from dealer_app.store.tables.outbox import OutboxRecord
from tests.hub.head_office import Office


def me(desktop: Desktop) -> EnrolmentRecord:
    """Return the counter's current enrolment."""
    found = desktop.read(lambda unit: current_enrolment(unit.session))
    assert found is not None
    return found


def states(desktop: Desktop) -> list[str]:
    """Return the states of all outbox entries, oldest first."""

    def read(unit: Unit) -> list[str]:
        return list(unit.session.scalars(select(OutboxRecord.state).order_by(OutboxRecord.n)))

    return desktop.read(read)


def ledger_lines(office: Office) -> list[str]:
    """Return the ids of the commands in head office's ledger."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        query = select(ledger.c.command_id).where(ledger.c.dealership == "2606", ledger.c.is_first)
        return list(tx.connection.scalars(query))


def count_devices(office: Office) -> int:
    """Return how many devices the dealership has at head office."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        query = select(func.count()).select_from(devices).where(devices.c.dealership == "2606")
        return tx.connection.scalars(query).one()


def correct(desktop: Desktop, customer_id: CustomerId, **changes: object) -> None:
    """Correct fields of a customer's file."""
    known = desktop.read(partial(get_customer, customer_id=customer_id))
    fields = replace(known.fields, **changes)  # type: ignore[arg-type]
    wish = CorrectCustomer(customer_id, known.version, fields)
    desktop.write(partial(correct_customer, command=wish))


def fields_of(desktop: Desktop, customer_id: CustomerId) -> CustomerFields:
    """Return the fields of a customer's file."""
    return desktop.read(partial(get_customer, customer_id=customer_id)).fields


class UndoneError(Exception):
    """Raised to undo a transaction."""


def undone(desktop: Desktop, work: Callable[[Unit], None]) -> None:
    """Run ``work`` in a transaction and roll it back."""

    def run(unit: Unit) -> None:
        work(unit)
        raise UndoneError

    with pytest.raises(UndoneError):
        desktop.write(run)
