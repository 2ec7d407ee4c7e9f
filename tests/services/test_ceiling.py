"""The ceiling of an amount: payments and bills keep it, and sums of many ceilings are exact."""

import pytest
from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.ids import OrderId
from dealer_app.domain.money import MAX_RIAL
from dealer_app.domain.orders.ledger import Account
from dealer_app.services.bills import bills
from dealer_app.services.head_office.line_state import get_line_state
from dealer_app.services.orders.ledger import get_ledgers, get_remainings
from dealer_app.services.payments import payments
from dealer_app.store.core.unit import Unit
from dealer_app.sync.apply.outbox_entries import count_waiting
from tests.services.factories import a_payment, an_invited_order

MANY = 10_000  # 2^63 is 9,223 times the ceiling
_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
_ADD_ENTRIES = """
INSERT INTO ledger_entries (order_id, account, kind, amount, reference, entered_at)
SELECT :order_id, 'principal', 'taxes', :amount, '', '2026-11-22T08:30:00.000000+00:00' FROM n"""
_ADD_OUTBOX = """
INSERT INTO outbox (n, command_id, kind, kind_version, body, at, previous_hash, hash, state)
SELECT 1000000 + i, randomblob(16), 'payment.record', 1, json_object('amount', :amount),
'2026-11-22T08:30:00.000000+00:00', '', '', 'queued' FROM n"""


@pytest.fixture
def order_id(counter: Desktop) -> OrderId:
    return counter.write(lambda unit: an_invited_order(unit, price=MAX_RIAL)).value


def test_payment_above_the_ceiling_is_refused(counter: Desktop, order_id: OrderId) -> None:
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: payments.record_payment(unit, a_payment(order_id, MAX_RIAL + 1)))
    assert "amount_too_large" in {error.code for error in caught.value.errors}

    counter.write(lambda unit: payments.record_payment(unit, a_payment(order_id, MAX_RIAL)))
    assert counter.read(lambda unit: get_remainings(unit, [order_id])) == {order_id: 0}


@pytest.mark.parametrize("amount", [MAX_RIAL, -MAX_RIAL, -MAX_RIAL + 1])
def test_sums_of_many_ceilings_are_exact(counter: Desktop, order_id: OrderId, amount: int) -> None:
    def add(unit: Unit) -> None:
        values = {"many": MANY, "amount": amount, "order_id": order_id.bytes}
        unit.session.execute(text(_ADD_ENTRIES.replace("SELECT", f"{_COUNT} SELECT", 1)), values)

    counter.write(add)
    total = MAX_RIAL + MANY * amount
    assert counter.read(lambda unit: get_remainings(unit, [order_id])) == {order_id: total}
    assert counter.read(lambda unit: get_ledgers(unit, [order_id])[order_id].principal.remaining) == total


def test_bills_for_more_than_the_ceiling_are_refused(counter: Desktop) -> None:
    order_id = counter.write(lambda unit: an_invited_order(unit, price=MAX_RIAL, taxes=1_000)).value
    with pytest.raises(FieldError) as caught:
        counter.write(lambda unit: bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL)))
    assert caught.value.code == "amount_too_large"


def test_sum_of_waiting_payments_is_exact(counter: Desktop) -> None:
    def add(unit: Unit) -> None:
        values = {"many": MANY, "amount": MAX_RIAL}
        unit.session.execute(text(_ADD_OUTBOX.replace("SELECT", f"{_COUNT} SELECT", 1)), values)

    counter.write(add)
    state = counter.read(get_line_state)
    assert (state.waiting_payments, state.waiting_amount) == (MANY, MANY * MAX_RIAL)
    assert counter.read(lambda unit: count_waiting(unit, 0)).amount == MANY * MAX_RIAL
