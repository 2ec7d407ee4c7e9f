"""Decide which actions an order offers, the one that is due next first; a bill for nothing is never offered."""

from enum import StrEnum

from dealer_app.domain.orders.ledger import Ledger
from dealer_app.domain.orders.orders import STAGES, OrderFields, Status
from dealer_app.domain.orders.statuses import current_status


class Verb(StrEnum):
    """An action on an order; the words are those of the commands of the customer's file."""

    PRINCIPAL_SLIP = "principal"
    LETTER = "letter"
    PENALTY_SLIP = "penalty"
    PAYMENT = "payment"
    RECEIPT = "receipt"
    LEDGER = "ledger"


_PAYABLE_FROM = STAGES.index("payment")


def verbs_of(fields: OrderFields, ledger: Ledger) -> tuple[Verb, ...]:
    """Return the actions of an order: the one that is due next, then the others in their usual order.

    A slip is offered only for an account that has something left to pay, a receipt only if something was paid.
    """
    offered = [verb for verb in Verb if _is_offered(verb, ledger)]
    first = _next(current_status(fields), ledger)
    return (first, *(verb for verb in offered if verb is not first))


def _is_offered(verb: Verb, ledger: Ledger) -> bool:
    if verb is Verb.PRINCIPAL_SLIP:
        return ledger.principal.remaining > 0
    if verb is Verb.PENALTY_SLIP:
        return ledger.penalty.remaining > 0
    return verb is not Verb.RECEIPT or _is_anything_paid(ledger)


def _next(status: Status | None, ledger: Ledger) -> Verb:
    """Return the action that is due next."""
    if status is None or status.is_aside:
        return Verb.LEDGER  # nothing may be paid before somebody has looked into it
    if ledger.principal.remaining > 0 and STAGES.index(status.stage) >= _PAYABLE_FROM:
        return Verb.PRINCIPAL_SLIP
    if ledger.penalty.remaining > 0:
        return Verb.PENALTY_SLIP
    if status.code == "delivery_invited":
        return Verb.LETTER
    return Verb.RECEIPT if _is_anything_paid(ledger) else Verb.LEDGER


def _is_anything_paid(ledger: Ledger) -> bool:
    return bool(ledger.principal.paid or ledger.penalty.paid)
