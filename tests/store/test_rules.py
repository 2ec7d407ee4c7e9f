"""Constraints of the database, whichever code writes to it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from tests.store.factories import a_customer, a_print, an_order


def _a_bill(unit: Unit, **changes: Any) -> None:
    values = {
        "id": uuid7(),
        "order_id": changes.pop("order_id", None) or an_order(unit),
        "series_id": uuid7(),
        "account": "principal",
        "number": "1",
        "bill_id": "9403272004129",
        "payment_id": "95570163",
        "amount": 955_000,
        "total": 955_000,
        "issued_on": date(2026, 11, 22),
        "issued_at": unit.now,
        "facts": {},
        **changes,
    }
    unit.session.execute(insert(BillRecord), values)


def test_national_code_is_unique(desktop: Desktop) -> None:
    desktop.write(lambda unit: a_customer(unit, national_code="0499370899"))
    with pytest.raises(IntegrityError, match=r"customers\.national_code"):
        desktop.write(lambda unit: a_customer(unit, national_code="0499370899"))


def test_many_customers_without_a_code_are_allowed(desktop: Desktop) -> None:
    desktop.write(lambda unit: (a_customer(unit, national_code=""), a_customer(unit, national_code="")))


def test_request_number_is_unique(desktop: Desktop) -> None:
    desktop.write(an_order)
    with pytest.raises(IntegrityError, match=r"orders\.request_number"):
        desktop.write(an_order)


@pytest.mark.parametrize("amount", [0, -1000, 1500, 100_000_000_000])
def test_bill_with_an_invalid_amount_is_refused(desktop: Desktop, amount: int) -> None:
    with pytest.raises(IntegrityError, match="ck_bills"):
        desktop.write(lambda unit: _a_bill(unit, amount=amount, total=10**12))


def test_pair_of_bill_ids_is_unique_until_void(desktop: Desktop) -> None:
    order_id = desktop.write(an_order).value
    desktop.write(lambda unit: _a_bill(unit, order_id=order_id, state="void"))
    desktop.write(lambda unit: _a_bill(unit, order_id=order_id, number="2"))
    with pytest.raises(IntegrityError, match=r"bills\.bill_id"):
        desktop.write(lambda unit: _a_bill(unit, order_id=order_id, number="3"))


def test_void_bill_keeps_its_number(desktop: Desktop) -> None:
    order_id = desktop.write(an_order).value
    desktop.write(lambda unit: _a_bill(unit, order_id=order_id, state="void"))
    with pytest.raises(IntegrityError, match=r"bills\.number"):
        desktop.write(lambda unit: _a_bill(unit, order_id=order_id, payment_id="1"))


def test_copy_number_of_a_paper_is_unique(desktop: Desktop) -> None:
    customer_id = desktop.write(a_customer).value
    desktop.write(lambda unit: a_print(unit, customer_id))
    desktop.write(lambda unit: a_print(unit, customer_id, copy_number=2))
    with pytest.raises(IntegrityError, match=r"prints\.copy_number"):
        desktop.write(lambda unit: a_print(unit, customer_id, copy_number=2))


def test_order_without_a_customer_is_refused(desktop: Desktop) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        desktop.write(lambda unit: an_order(unit, uuid7()))
