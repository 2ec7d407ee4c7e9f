"""The actions of an order: what is due next comes first, and no bill for nothing is offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account, Ledger, LedgerEntry, ledger_of
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.orders.verbs import Verb, verbs_of
from resources.tables import read_table

NAMES = [row["name"] for row in read_table("statuses")]
ASIDE = {row["name"] for row in read_table("statuses") if row["is_aside"] == "1"}
amounts = st.sampled_from([-5, 0, 5]) | st.integers(-(10**12), 10**12)


def ledger(principal: int = 0, paid: int = 0, penalty: int = 0) -> Ledger:
    entries = [
        LedgerEntry(Account.PRINCIPAL, "price", Rial(principal), None),
        LedgerEntry(Account.PRINCIPAL, "payment", Rial(-paid), None),
        LedgerEntry(Account.PENALTY, "penalty", Rial(penalty), None),
    ]
    return ledger_of(tuple(entry for entry in entries if entry.amount))


@given(st.sampled_from([*NAMES, "وضعیت تازه"]), amounts, amounts, amounts)
def test_no_bill_for_nothing_is_offered(name: str, price: int, paid: int, penalty: int) -> None:
    book = ledger(price, paid, penalty)
    verbs = verbs_of(OrderFields("R1", status=name), book)
    assert (Verb.PRINCIPAL_SLIP in verbs) == (book.principal.remaining > 0)
    assert (Verb.PENALTY_SLIP in verbs) == (book.penalty.remaining > 0)
    assert (Verb.RECEIPT in verbs) == bool(book.principal.paid or book.penalty.paid)
    assert len(set(verbs)) == len(verbs)
    if name not in NAMES or name in ASIDE:
        assert verbs[0] is Verb.LEDGER


@pytest.mark.parametrize(
    ("name", "book", "first"),
    [
        ("دعوتنامه صادر شد", ledger(100, 40), Verb.PRINCIPAL_SLIP),
        ("دعوتنامه صادر شد", ledger(100, 40, 5), Verb.PRINCIPAL_SLIP),
        ("دعوتنامه صادر شد", ledger(100, 100, 5), Verb.PENALTY_SLIP),
        ("دعوتنامه صادر شد", ledger(100, 140), Verb.RECEIPT),
        ("ثبت درخواست", ledger(100), Verb.LEDGER),
        ("عقد قرارداد", ledger(100, 40), Verb.RECEIPT),
        ("دعوت به تحویل", ledger(100, 100), Verb.LETTER),
        ("دعوت به تحویل", ledger(100, 90), Verb.PRINCIPAL_SLIP),
        ("تحویل شد", ledger(100, 100), Verb.RECEIPT),
        ("انصراف", ledger(100, 40), Verb.LEDGER),
        ("وضعیت تازه", ledger(100, 40), Verb.LEDGER),
    ],
)
def test_first_action_is_due_next(name: str, book: Ledger, first: Verb) -> None:
    assert verbs_of(OrderFields("R1", status=name), book)[0] is first
