"""The ledger: each balance is the sum of its entries; principal and penalty are never netted."""

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import PAID_KINDS, Account, Ledger, LedgerEntry, ledger_of

charges = st.builds(
    LedgerEntry,
    st.sampled_from(Account),
    st.sampled_from(["price", "taxes", "insurance", "registration", "penalty"]),
    st.integers(0, 10**12).map(Rial),
    st.none(),
)
reductions = st.builds(
    LedgerEntry,
    st.sampled_from(Account),
    st.sampled_from(["discount", "received", "payment"]),
    st.integers(-(10**12), 0).map(Rial),
    st.none(),
)
ledgers = st.lists(charges | reductions, max_size=20).map(tuple)


def _remaining(ledger: Ledger) -> int:
    return ledger.principal.remaining + ledger.penalty.remaining


@given(ledgers)
def test_balances_are_the_sum_of_the_entries(entries: tuple[LedgerEntry, ...]) -> None:
    ledger = ledger_of(entries)
    assert _remaining(ledger) == sum(entry.amount for entry in entries)
    for balance in (ledger.principal, ledger.penalty):
        assert balance.remaining == balance.due - balance.paid


@given(ledgers, st.integers(1, 10**12))
def test_principal_payment_never_lowers_the_penalty(entries: tuple[LedgerEntry, ...], amount: int) -> None:
    before = ledger_of(entries)
    after = ledger_of((*entries, LedgerEntry(Account.PRINCIPAL, "payment", Rial(-amount), None)))
    assert after.penalty == before.penalty
    assert after.principal.remaining == before.principal.remaining - amount
    assert after.principal.due == before.principal.due


@given(ledgers, st.integers(1, 10**12), st.sampled_from(Account))
def test_reversal_restores_the_balance(entries: tuple[LedgerEntry, ...], amount: int, account: Account) -> None:
    payment = LedgerEntry(account, "payment", Rial(-amount), None)
    reversal = LedgerEntry(account, "reversal", Rial(amount), None)
    before, after = ledger_of(entries), ledger_of((*entries, payment, reversal))
    assert (after.principal, after.penalty) == (before.principal, before.penalty)
    assert len(after.entries) == len(entries) + 2


def test_empty_ledger_owes_nothing() -> None:
    assert _remaining(ledger_of(())) == 0


def test_discount_lowers_the_due_amount_and_not_the_paid_amount() -> None:
    price = LedgerEntry(Account.PRINCIPAL, "price", Rial(1_000), None)
    discount = LedgerEntry(Account.PRINCIPAL, "discount", Rial(-100), None)
    balance = ledger_of((price, discount)).principal
    assert (balance.due, balance.paid, balance.remaining) == (900, 0, 900)
    assert "discount" not in PAID_KINDS
