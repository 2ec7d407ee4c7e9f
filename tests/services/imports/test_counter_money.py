"""Payments of the counter that head office's total contains later are counted once."""

import shutil
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import RecordPayment, ReversePayment
from dealer_app.domain.ids import OrderId, PaymentId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.services.imports.received import WaitingMoney, match_received
from dealer_app.services.imports.run import import_orders
from dealer_app.services.orders.ledger import get_ledgers
from dealer_app.services.payments.payments import record_payment, reverse_payment
from dealer_app.store.tables.payments import PaymentRecord
from tests.services.factories import confirming
from tests.services.imports.contents import all_rows, balance, the_order
from tests.services.imports.sheets import a_row, as_table, write_csv

REQUEST = "R260000001"
FIRST, PRICE, DISCOUNT = 4_000_000_000, 10_000_000_000, 500_000_000


class Counter:
    """One order at one counter: imports exports, records payments and reverses them."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self.desktop, self.folder = desktop, folder
        self.export(FIRST)

    def export(self, received: int) -> None:
        row = a_row(1, received=received, remaining=PRICE - DISCOUNT - received)
        assert import_orders(self.desktop, write_csv(self.folder / "a.csv", as_table([row]))).refused == ()

    def pay(self, amount: int, reference: str, account: Account = Account.PRINCIPAL) -> PaymentId:
        order_id = OrderId(the_order(self.desktop, REQUEST).id)
        day = self.desktop.today()
        wish = RecordPayment(order_id, account, Rial(amount), "deposit", reference, day)
        return self.desktop.write(lambda unit: record_payment(unit, confirming(wish))).value.id

    def give_back(self, payment: PaymentId) -> None:
        self.desktop.write(lambda unit: reverse_payment(unit, ReversePayment(payment, "اشتباه")))

    def paid(self) -> int:
        """Return the paid amount (Rial), and check that the ledger and the sum of its entries agree."""
        order_id = OrderId(the_order(self.desktop, REQUEST).id)
        principal = self.desktop.read(lambda unit: get_ledgers(unit, (order_id,))[order_id]).principal
        assert principal.remaining == balance(self.desktop, REQUEST)
        assert principal.due == PRICE - DISCOUNT
        return principal.paid


@pytest.fixture
def counter(desktop: Desktop, tmp_path: Path) -> Counter:
    """Open a counter with one order, of which four milliards are received."""
    return Counter(desktop, tmp_path)


def test_payment_is_not_counted_again_by_the_export_that_contains_it(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1")
    assert counter.paid() == 5_000_000_000
    counter.export(FIRST)
    assert counter.paid() == 5_000_000_000
    counter.export(5_000_000_000)
    assert counter.paid() == 5_000_000_000
    counter.export(6_000_000_000)
    assert counter.paid() == 6_000_000_000


def test_two_payments_are_contained_in_any_order(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1")
    counter.pay(2_000_000_000, "T2")
    assert counter.paid() == 7_000_000_000
    counter.export(6_000_000_000)
    assert counter.paid() == 7_000_000_000
    counter.export(7_000_000_000)
    assert counter.paid() == 7_000_000_000


def test_rise_that_has_a_payment_and_other_money(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1")
    counter.export(5_500_000_000)
    assert counter.paid() == 5_500_000_000


def test_payment_that_head_office_books_in_parts_is_counted_once(counter: Counter) -> None:
    counter.pay(2_000_000_000, "T1")
    counter.export(4_500_000_000)
    assert counter.paid() == 6_000_000_000
    counter.export(5_200_000_000)
    assert counter.paid() == 6_000_000_000
    counter.export(6_000_000_000)
    assert counter.paid() == 6_000_000_000
    counter.export(6_500_000_000)
    assert counter.paid() == 6_500_000_000


def test_reversal_of_a_half_contained_payment_is_counted_once(counter: Counter) -> None:
    payment = counter.pay(2_000_000_000, "T1")
    counter.export(5_000_000_000)
    counter.give_back(payment)
    assert counter.paid() == FIRST
    counter.export(FIRST)
    assert counter.paid() == FIRST
    counter.export(5_000_000_000)
    assert counter.paid() == 5_000_000_000


def test_payment_keeps_the_total_received_before_it(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1")
    counter.export(5_000_000_000)
    counter.pay(1_000_000_000, "T2")
    query = select(PaymentRecord.received_before).order_by(PaymentRecord.row)
    assert counter.desktop.read(lambda unit: list(unit.session.scalars(query))) == [FIRST, 5_000_000_000]


def test_rise_is_counted_from_the_total_at_the_payment() -> None:
    money = WaitingMoney(uuid7(), Rial(20), Rial(40))
    assert match_received(Rial(45), Rial(47), [money]) == (WaitingMoney(money.id, Rial(7), Rial(40)),)


def test_payment_reversed_before_an_export_does_not_wait(counter: Counter) -> None:
    counter.give_back(counter.pay(1_000_000_000, "T1"))
    assert counter.paid() == FIRST
    counter.export(5_000_000_000)
    assert counter.paid() == 5_000_000_000


def test_payment_reversed_after_an_export_is_subtracted_once(counter: Counter) -> None:
    payment = counter.pay(1_000_000_000, "T1")
    counter.export(5_000_000_000)
    counter.give_back(payment)
    assert counter.paid() == FIRST
    counter.export(FIRST)
    assert counter.paid() == FIRST


def test_export_may_lower_the_received_total(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1")
    counter.export(5_000_000_000)
    counter.export(3_000_000_000)
    assert counter.paid() == 3_000_000_000


def test_penalty_payment_is_not_in_the_total_of_the_principal(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1", Account.PENALTY)
    counter.export(5_000_000_000)
    assert counter.paid() == 5_000_000_000


def test_repeated_export_that_contains_a_payment_changes_nothing(counter: Counter) -> None:
    counter.pay(1_000_000_000, "T1")
    counter.export(5_000_000_000)
    before = all_rows(counter.desktop)
    counter.export(5_000_000_000)
    after = all_rows(counter.desktop)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before


@settings(max_examples=12)
@given(st.lists(st.integers(1, 1_000_000_000), min_size=1, max_size=5))
def test_payment_split_in_any_parts_is_counted_once(
    empty_home: Path, tmp_path_factory: pytest.TempPathFactory, parts: list[int]
) -> None:
    folder, whole = tmp_path_factory.mktemp("parts"), sum(parts)
    desktop = Desktop(Path(shutil.copytree(empty_home, folder / "home")))
    desktop.open()
    counter = Counter(desktop, folder)
    counter.pay(whole, "T1")
    for total in accumulate(parts, initial=FIRST):
        counter.export(total)
        assert counter.paid() == FIRST + whole
    assert balance(desktop, REQUEST) == PRICE - DISCOUNT - total
    counter.export(FIRST + whole + 7)
    assert counter.paid() == FIRST + whole + 7
    desktop.close()


amounts = st.integers(-9, 9).filter(bool)


@given(st.integers(-30, 30), st.lists(amounts, max_size=6))
def test_matched_amount_is_never_more_than_the_change(change: int, waiting: list[int]) -> None:
    money = [WaitingMoney(uuid7(), Rial(amount)) for amount in waiting]
    alike = sum(amount for amount in waiting if amount * change > 0)
    contained = match_received(Rial(100), Rial(100 + change), money)
    total = sum(one.amount for one in contained)
    assert abs(total) <= abs(change)
    assert total * change >= 0
    assert len({one.id for one in contained}) == len(contained)
    if abs(change) >= abs(alike):
        assert total == alike


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.data())
def test_no_payment_waits_after_the_total_contains_all(payments: list[int], data: st.DataObject) -> None:
    waiting = {uuid7(): amount for amount in payments}
    total, whole = 0, sum(payments)
    while total < whole:
        rise = data.draw(st.integers(1, whole - total))
        money = [WaitingMoney(id_, Rial(amount), Rial(total)) for id_, amount in waiting.items()]
        for part in match_received(Rial(total), Rial(total + rise), money):
            waiting[part.id] -= part.amount
            if not waiting[part.id]:
                del waiting[part.id]
        total += rise
        assert sum(waiting.values()) == whole - total
    assert waiting == {}
