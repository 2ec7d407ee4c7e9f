"""The ledger of an order: principal and penalty are separate, and every balance is the sum of its entries."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dealer_app.domain.ids import Rial


class Account(StrEnum):
    """The two accounts of an order; they are never netted against each other."""

    PRINCIPAL = "principal"
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry in Rial: a charge is positive, a discount or a payment negative.

    ``kind``: price, discount, taxes, insurance, registration, profit (participation), penalty,
    received (as imported), payment, reversal, included (a counter payment that ``received`` contains: counted once).
    """

    account: Account
    kind: str
    amount: Rial
    on: date | None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of one account in Rial: ``due`` is charges less discounts, ``remaining`` is ``due`` less ``paid``."""

    due: Rial
    paid: Rial
    remaining: Rial


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of an order and the balance of each account."""

    entries: tuple[LedgerEntry, ...]
    principal: Balance
    penalty: Balance


PAID_KINDS = frozenset({"received", "payment", "reversal", "included"})


def balance_of(entries: tuple[LedgerEntry, ...], account: Account) -> Balance:
    """Return the balance of ``account``: charges and discounts sum to ``due``, payments and reversals to ``paid``."""
    mine = [entry for entry in entries if entry.account is account]
    due = sum(entry.amount for entry in mine if entry.kind not in PAID_KINDS)
    paid = -sum(entry.amount for entry in mine if entry.kind in PAID_KINDS)
    return Balance(Rial(due), Rial(paid), Rial(due - paid))


def ledger_of(entries: tuple[LedgerEntry, ...]) -> Ledger:
    """Return the ledger of an order from its entries, in the given order."""
    return Ledger(entries, balance_of(entries, Account.PRINCIPAL), balance_of(entries, Account.PENALTY))
