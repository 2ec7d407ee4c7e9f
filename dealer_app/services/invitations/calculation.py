"""Make the calculation of a letter: ledger entries by kind, in a fixed order; their sum is exactly the amount due."""

from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account, Ledger
from dealer_app.domain.papers.papers import PaperItem
from resources.texts.issuing import LINE_LABELS, OTHER_LINE

JOINED = {"reversal": "payment", "included": "payment"}
"""Kinds summed into another item: the letter shows payments less reversals and less what ``received`` contains."""


def make_items(ledger: Ledger) -> tuple[PaperItem, ...]:
    """Return the items of the principal, without items of zero; their sum is ``ledger.principal.remaining`` in Rial."""
    sums: dict[str, int] = dict.fromkeys([*LINE_LABELS, ""], 0)
    for entry in ledger.entries:
        if entry.account is Account.PRINCIPAL:
            kind = JOINED.get(entry.kind, entry.kind)
            sums[kind if kind in LINE_LABELS else ""] += entry.amount
    return tuple(PaperItem(LINE_LABELS.get(kind, OTHER_LINE), Rial(amount)) for kind, amount in sums.items() if amount)
