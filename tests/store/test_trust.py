"""Append-only tables, hash chains of audit and outbox, and document numbers without gaps or repeats."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord, write_audit
from dealer_app.store.tables.leases import LeaseRecord, add_lease, is_provisional, list_kinds_to_refill, take_number
from dealer_app.store.tables.outbox import OutboxRecord, count_queued, enqueue, is_queued
from tests.store.factories import a_customer, a_payment, a_print, an_order


def _refused(desktop: Desktop, statement: str) -> str:
    with pytest.raises(IntegrityError) as caught:
        desktop.write(lambda unit: unit.session.execute(text(statement)))
    return str(caught.value.orig)


def _filled(unit: Unit) -> None:
    order_id = an_order(unit)
    customer_id = a_customer(unit)
    a_payment(unit, order_id)
    a_print(unit, customer_id, sha256="ab")
    write_audit(unit, "registered", "customers", customer_id, {"warnings": ["mobile"]})
    enqueue(unit, "register_customer", {"at": datetime(2026, 1, 1, tzinfo=UTC)}, subject_id=customer_id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'x'",
        "DELETE FROM audit",
        "UPDATE outbox SET body = '{}'",
        "UPDATE outbox SET actor = NULL, at = at",
        "DELETE FROM outbox",
        "UPDATE prints SET copy_number = 2",
        "UPDATE prints SET sha256 = 'cd'",
        "DELETE FROM prints",
        "UPDATE payments SET amount = 1",
        "DELETE FROM payments",
        "UPDATE ledger_entries SET amount = 0",
        "DELETE FROM ledger_entries",
    ],
)
def test_written_rows_cannot_be_changed(desktop: Desktop, statement: str) -> None:
    desktop.write(_filled)
    assert "_keep_" in (why := _refused(desktop, statement)) or "append_only" in why


def test_state_of_an_outbox_entry_may_change(desktop: Desktop) -> None:
    desktop.write(_filled)
    desktop.write(lambda unit: unit.session.execute(text("UPDATE outbox SET state = 'applied'")))
    assert desktop.read(lambda unit: count_queued(unit.session)) == 0


def test_state_of_a_print_may_change(desktop: Desktop) -> None:
    desktop.write(_filled)
    desktop.write(lambda unit: unit.session.execute(text("UPDATE prints SET state = 'queued', printer = 'PDF'")))


@pytest.mark.parametrize("record", [AuditRecord, OutboxRecord])
def test_each_row_has_the_hash_of_the_row_before(
    desktop: Desktop, record: type[AuditRecord] | type[OutboxRecord]
) -> None:
    for _ in range(3):
        desktop.write(lambda unit: write_audit(unit, "seen", "customers", None))
        desktop.write(lambda unit: enqueue(unit, "seen", {}))
    rows = desktop.read(lambda unit: unit.session.execute(select(record.n, record.previous_hash, record.hash)).all())
    assert [row.n for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == [GENESIS, rows[0].hash, rows[1].hash]


def test_rollback_returns_the_number_and_removes_the_command(desktop: Desktop) -> None:
    def fail(unit: Unit) -> None:
        take_number(unit, "receipt")
        enqueue(unit, "pay", {})
        raise KeyError

    with pytest.raises(KeyError):
        desktop.write(fail)
    assert desktop.write(lambda unit: take_number(unit, "receipt")).value == 1
    assert desktop.read(lambda unit: count_queued(unit.session)) == 0


def test_row_is_queued_until_its_command_is_answered(desktop: Desktop) -> None:
    subject = uuid7()
    desktop.write(lambda unit: enqueue(unit, "register_customer", {}, subject_id=subject))
    waiting: Callable[[UUID], bool] = lambda row: desktop.read(lambda unit: is_queued(unit.session, row))  # noqa: E731
    assert waiting(subject)
    assert not waiting(uuid7())
    desktop.write(lambda unit: unit.session.execute(text("UPDATE outbox SET state = 'rejected'")))
    assert not waiting(subject)


def test_numbers_of_each_kind_have_no_gaps(desktop: Desktop) -> None:
    taken = [desktop.write(lambda unit: take_number(unit, "bill")).value for _ in range(5)]
    assert taken == [1, 2, 3, 4, 5]
    assert desktop.write(lambda unit: take_number(unit, "invitation")).value == 1


def test_local_range_is_followed_by_the_next(desktop: Desktop) -> None:
    desktop.write(lambda unit: take_number(unit, "bill"))
    desktop.write(lambda unit: unit.session.execute(text("UPDATE leases SET next = last + 1")))
    assert desktop.write(lambda unit: take_number(unit, "bill")).value == 10_001


def test_exhausted_lease_of_head_office_gives_a_provisional_number(desktop: Desktop) -> None:
    desktop.write(lambda unit: add_lease(unit, "receipt", 500, 501))
    taken = [desktop.write(lambda unit: take_number(unit, "receipt")).value for _ in range(4)]
    assert taken[:2] == [500, 501]
    assert [is_provisional(number) for number in taken] == [False, False, True, True]
    assert taken[3] == taken[2] + 1


def test_lease_is_refilled_at_half(desktop: Desktop) -> None:
    desktop.write(lambda unit: add_lease(unit, "receipt", 1, 4))
    desktop.write(lambda unit: take_number(unit, "receipt"))
    assert desktop.read(lambda unit: list_kinds_to_refill(unit.session)) == ()
    desktop.write(lambda unit: take_number(unit, "receipt"))
    assert desktop.read(lambda unit: list_kinds_to_refill(unit.session)) == ("receipt",)


@pytest.mark.parametrize(("first", "last"), [(50, 150), (120, 130), (200, 300), (90, 210)])
def test_two_ranges_never_overlap(desktop: Desktop, first: int, last: int) -> None:
    desktop.write(lambda unit: add_lease(unit, "bill", 100, 200))
    with pytest.raises(IntegrityError, match="leases_never_overlap"):
        desktop.write(lambda unit: add_lease(unit, "bill", first, last))


def test_taken_number_is_never_returned(desktop: Desktop) -> None:
    desktop.write(lambda unit: [take_number(unit, "bill") for _ in range(3)])
    assert _refused(desktop, "UPDATE leases SET next = 1") == "leases_never_return"
    assert desktop.read(lambda unit: unit.session.scalars(select(LeaseRecord.next)).one()) == 4
