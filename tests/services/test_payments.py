"""Payments, reversals and receipts; the ledger's sums are right after any sequence of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import RETYPED, IssueBill, RecordPayment, ReversePayment, payment_doubt
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from dealer_app.domain.ids import OrderId, PaymentId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import ReceiptDetails
from dealer_app.services.bills import bills
from dealer_app.services.orders.ledger import get_ledgers
from dealer_app.services.papers import seals
from dealer_app.services.payments import payments
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from tests.services.factories import TODAY, a_payment, an_invited_order, by_manager, confirming


def order_of(counter: Desktop, **charges: int) -> OrderId:
    return counter.write(lambda unit: an_invited_order(unit, number=f"R{uuid4().int}", **charges)).value


def pay(counter: Desktop, order_id: OrderId, amount: int, **changes: object) -> ReceiptDetails:
    wish = a_payment(order_id, amount, **changes)
    return counter.write(lambda unit: payments.record_payment(unit, wish)).value


def reverse(counter: Desktop, payment_id: PaymentId, reason: str = "اشتباه") -> ReceiptDetails:
    return counter.write(
        lambda unit: payments.reverse_payment(by_manager(unit), ReversePayment(payment_id, reason))
    ).value


def errors_of(counter: Desktop, wish: RecordPayment) -> dict[str, FieldError]:
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: payments.record_payment(unit, wish))
    return {error.field: error for error in caught.value.errors}


def states(unit: Unit, order_id: OrderId) -> list[str]:
    rows = select(BillRecord.state).where(BillRecord.order_id == order_id).order_by(BillRecord.row)
    return list(unit.session.scalars(rows))


def test_payment_lowers_its_account_and_shows_the_remaining_amounts(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000, penalty=300_000)

    receipt = pay(counter, order_id, 4_000_000)

    ledger = counter.read(lambda unit: get_ledgers(unit, (order_id,))[order_id])
    assert (receipt.principal_remaining, receipt.penalty_remaining) == (6_000_000, 300_000)
    assert (ledger.principal.paid, ledger.penalty.remaining) == (4_000_000, 300_000)
    assert receipt.number == "1405/2606/00001"
    assert counter.read(lambda unit: payments.get_receipt(unit, receipt.id)) == receipt
    assert counter.read(lambda unit: payments.latest_payment_id(unit, order_id)) == receipt.id
    assert counter.read(lambda unit: seals.check_seal(unit, receipt.authenticity)) == "genuine"


def test_repeated_reference_is_refused_with_the_earlier_receipt(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000)
    first = pay(counter, order_id, 4_000_000, bank_reference="98-12 44")

    error = errors_of(counter, a_payment(order_id, 1_000_000, bank_reference="۹۸۱۲۴۴"))["bank_reference"]

    assert first.number in sentence(error)
    assert counter.read(lambda unit: get_ledgers(unit, (order_id,))[order_id]).principal.paid == 4_000_000


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"amount": 0}, "amount", "amount_not_positive"),
        ({"amount": -5}, "amount", "amount_not_positive"),
        ({"method": "imported"}, "method", "method_unknown"),
        ({"bank_reference": " - "}, "bank_reference", "bank_reference_empty"),
        ({"paid_on": TODAY + timedelta(days=1)}, "paid_on", "paid_on_in_future"),
        ({"amount": 100_000_000}, "amount", "amount_ten_times"),
        ({"amount": 1_000_000}, "amount", "amount_a_tenth"),
        ({"amount": 10_000_001}, "amount", "amount_more_than_remaining"),
    ],
)
def test_wrong_value_of_a_payment_is_reported(counter: Desktop, changes: dict[str, Any], field: str, code: str) -> None:
    order_id = order_of(counter, price=10_000_000)
    wish = replace(a_payment(order_id, 5_000_000), **changes)

    assert errors_of(counter, wish)[field].code == code


def test_confirmed_overpayment_is_recorded(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000)

    receipt = pay(counter, order_id, 10_000_001, accepted_warnings=frozenset({"amount_more_than_remaining"}))

    assert receipt.principal_remaining == -1


@given(amount=st.integers(1, 10**15), remaining=st.integers(-(10**9), 10**15))
def test_payment_above_twice_the_balance_needs_the_amount_again(amount: int, remaining: int) -> None:
    doubt = payment_doubt(Rial(amount), Rial(remaining), Account.PRINCIPAL)
    owed = max(remaining, 0)
    assert (doubt is None) == (amount <= owed and amount * 10 != owed)
    if doubt is not None:
        assert doubt.is_warning
        assert (doubt.code in RETYPED) == (amount > 2 * owed)
        marked = a_payment(OrderId(uuid4()), amount, accepted_warnings=frozenset({doubt.code}))
        assert marked.confirms(doubt) == (doubt.code not in RETYPED)
        assert not replace(marked, amount_again=Rial(amount + 1)).confirms(doubt) or doubt.code not in RETYPED
        assert replace(marked, amount_again=Rial(amount)).confirms(doubt)


def test_mark_alone_does_not_record_a_payment_above_twice_the_balance(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000)
    marked = replace(confirming(a_payment(order_id, 30_000_000)), amount_again=None)
    assert errors_of(counter, marked)["amount"].code == "amount_far_more"
    pay(counter, order_id, 30_000_000, accepted_warnings=marked.accepted_warnings, amount_again=Rial(30_000_000))


def test_full_payment_settles_open_bills_and_reversal_reopens_them(counter: Desktop) -> None:
    order_id = order_of(counter, price=150_000_000_000)
    series = counter.write(lambda unit: bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))).value

    receipt = pay(counter, order_id, 150_000_000_000)
    assert counter.read(lambda unit: states(unit, order_id)) == ["paid", "paid"]

    reverse(counter, receipt.id)
    assert counter.read(lambda unit: states(unit, order_id)) == ["open", "open"]
    assert counter.write(lambda unit: bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))).value == series


def test_payment_of_one_part_settles_only_that_part(counter: Desktop) -> None:
    order_id = order_of(counter, price=150_000_000_000)
    series = counter.write(lambda unit: bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))).value

    pay(counter, order_id, series[1].amount, method="bill")

    assert counter.read(lambda unit: states(unit, order_id)) == ["open", "paid"]
    assert counter.write(lambda unit: bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))).value == series


def test_payment_is_reversed_once_by_a_new_entry(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000)
    receipt = pay(counter, order_id, 4_000_000)

    back = reverse(counter, receipt.id)

    ledger = counter.read(lambda unit: get_ledgers(unit, (order_id,))[order_id])
    assert [entry.kind for entry in ledger.entries] == ["price", "payment", "reversal"]
    assert (ledger.principal.remaining, back.principal_remaining) == (10_000_000, 10_000_000)
    assert (back.is_reversal, back.amount, back.number) == (True, 4_000_000, "1405/2606/00002")
    assert counter.read(lambda unit: payments.get_receipt(unit, receipt.id)) == receipt
    with pytest.raises(Refusal, match="payment_already_reversed") as caught:
        reverse(counter, receipt.id)
    assert back.number in sentence(caught.value)
    with pytest.raises(Refusal, match="payment_is_reversal"):
        reverse(counter, back.id)


def test_reversed_reference_may_be_recorded_again(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000)
    reverse(counter, pay(counter, order_id, 4_000_000).id)

    assert pay(counter, order_id, 4_500_000).amount == 4_500_000


def test_reversal_needs_a_reason(counter: Desktop) -> None:
    receipt = pay(counter, order_of(counter, price=10_000_000), 4_000_000)

    with pytest.raises(FieldError, match="reason_empty"):
        reverse(counter, receipt.id, "  ")


def test_imported_payment_gets_one_receipt_and_no_second_entry(counter: Desktop, main_order: OrderId) -> None:
    first = counter.write(lambda unit: payments.receipt_of_imported(unit, main_order)).value
    again = counter.write(lambda unit: payments.receipt_of_imported(unit, main_order)).value

    ledger = counter.read(lambda unit: get_ledgers(unit, (main_order,))[main_order])
    assert first == again
    assert (first.amount, first.principal_remaining) == (7_936_000_000, 4_864_000_000)
    assert (first.method, first.bank_reference) == ("imported", "")
    assert ledger.principal.paid == 7_936_000_000
    with pytest.raises(Refusal, match="payment_not_here"):
        reverse(counter, first.id)


def test_order_without_payments_is_refused(counter: Desktop) -> None:
    order_id = order_of(counter, price=10_000_000)

    assert counter.read(lambda unit: payments.latest_payment_id(unit, order_id)) is None
    with pytest.raises(Refusal, match="nothing_received"):
        counter.write(lambda unit: payments.receipt_of_imported(unit, order_id))


steps = st.lists(st.tuples(st.sampled_from(Account), st.integers(1, 3 * 10**9), st.booleans()), min_size=1, max_size=5)


@given(price=st.integers(0, 10**10), penalty=st.integers(1, 10**8), taken=steps)
def test_ledger_sums_to_the_shown_balance_of_each_account(
    counter: Desktop, price: int, penalty: int, taken: list[tuple[Account, int, bool]]
) -> None:
    def play(unit: Unit) -> tuple[OrderId, ReceiptDetails]:
        order_id = an_invited_order(unit, number=f"R{uuid4().int}", price=price, penalty=penalty)
        for account, amount, is_undone in taken:
            wish = a_payment(order_id, amount, account=account, bank_reference=str(uuid4()))
            last = payments.record_payment(unit, confirming(wish))
            if is_undone:
                last = payments.reverse_payment(by_manager(unit), ReversePayment(last.id, "آزمون"))
        return order_id, last

    order_id, last = counter.write(play).value
    kept = {
        account: sum(amount for one, amount, undone in taken if one is account and not undone) for account in Account
    }
    ledger = counter.read(lambda unit: get_ledgers(unit, (order_id,))[order_id])
    assert (last.principal_remaining, last.penalty_remaining) == (ledger.principal.remaining, ledger.penalty.remaining)
    assert ledger.principal.remaining == price - kept[Account.PRINCIPAL]
    assert ledger.penalty.remaining == penalty - kept[Account.PENALTY]
    assert counter.read(lambda unit: total(unit, order_id)) == ledger.principal.remaining + ledger.penalty.remaining


def total(unit: Unit, order_id: OrderId) -> int:
    return (
        unit.session.scalar(select(func.sum(LedgerEntryRecord.amount)).where(LedgerEntryRecord.order_id == order_id))
        or 0
    )
