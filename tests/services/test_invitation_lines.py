"""Items of the letter: their sum is the amount due, for any ledger."""

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account, LedgerEntry, ledger_of
from dealer_app.services.invitations.calculation import make_items
from resources.texts.issuing import LINE_LABELS

KINDS = ("price", "discount", "taxes", "insurance", "registration", "profit", "received", "payment", "reversal", "new")
entries = st.builds(
    LedgerEntry,
    account=st.sampled_from(Account),
    kind=st.sampled_from(KINDS),
    amount=st.integers(-(10**12), 10**12).map(Rial),
    on=st.none(),
)


@given(st.lists(entries, max_size=12))
def test_items_sum_to_the_remaining_principal(some: list[LedgerEntry]) -> None:
    ledger = ledger_of(tuple(some))

    assert sum(item.amount for item in make_items(ledger)) == ledger.principal.remaining


def test_reversed_payment_has_no_item() -> None:
    paid = LedgerEntry(Account.PRINCIPAL, "payment", Rial(-500), None)
    back = LedgerEntry(Account.PRINCIPAL, "reversal", Rial(500), None)

    assert make_items(ledger_of((paid, back))) == ()


def test_items_are_in_the_order_of_the_letter() -> None:
    some = (
        LedgerEntry(Account.PRINCIPAL, "received", Rial(-5), None),
        LedgerEntry(Account.PRINCIPAL, "price", Rial(9), None),
    )

    assert [item.label for item in make_items(ledger_of(some))] == [LINE_LABELS["price"], LINE_LABELS["received"]]
