"""What a clerk does at a counter, chosen by whole numbers: each is a real verb in a real transaction."""

from dataclasses import replace
from datetime import date
from typing import Protocol
from uuid import uuid4

from sqlalchemy import select

from dealer_app.domain.bills import IssueBill, IssueInvitation, RecordPayment, ReversePayment
from dealer_app.domain.customers import CorrectCustomer, CustomerFields, RegisterCustomer
from dealer_app.domain.errors import FieldErrors
from dealer_app.domain.ids import CustomerId, OrderId, PaymentId, Rial
from dealer_app.domain.ledger import Account
from dealer_app.domain.papers import PaperKind, PaperRef
from dealer_app.services.bills import issue_bills
from dealer_app.services.customers import correct_customer, get_customer, register_customer
from dealer_app.services.invitations import issue_invitation
from dealer_app.services.payments import record_payment, reverse_payment
from dealer_app.services.prints import begin_print
from dealer_app.store.customers import CustomerRecord
from dealer_app.store.orders import OrderRecord
from dealer_app.store.payments import PaymentRecord
from dealer_app.store.unit import Unit
from tests.sync.counters import walk_in

CITIES = ("یزد", "کرمان", "شیراز", "تبریز")
PEOPLE = 12
"""So few that counters meet the same people again and again."""
_UNUSUAL = frozenset({"postal_code_unusual", "mobile_unknown_operator"})
_AMOUNTS = frozenset({"amount_tenth", "amount_tenfold", "amount_more_than_remaining", "magnitude"})


class Work(Protocol):
    """One verb; ``a`` chooses whom or what, ``b`` how. Raises what the trade refuses."""

    def __call__(self, unit: Unit, *, a: int, b: int) -> None: ...


def register(unit: Unit, *, a: int, b: int) -> None:
    """Register one of a few people, who may be known already."""
    register_customer(unit, RegisterCustomer(living_in(walk_in(a % PEOPLE), b), _UNUSUAL))


def correct(unit: Unit, *, a: int, b: int) -> None:
    """Let somebody live in another town."""
    ids = unit.session.scalars(select(CustomerRecord.id).order_by(CustomerRecord.national_code)).all()
    if ids:
        known = get_customer(unit, CustomerId(ids[a % len(ids)]))
        correct_customer(unit, CorrectCustomer(known.id, known.version, living_in(known.fields, b), _UNUSUAL))


def pay(unit: Unit, *, a: int, b: int) -> None:
    """Record a deposit; now and then with a bank reference that another counter may have taken too."""
    reference = f"REF{b}" if a % 5 == 0 else uuid4().hex[:10]
    amount, paid_on = Rial(1_000_000 * (b % 50 + 1)), date(2026, 11, 20)
    record_payment(
        unit, RecordPayment(_order(unit, a), Account.PRINCIPAL, amount, "deposit", reference, paid_on, _AMOUNTS)
    )


def reverse(unit: Unit, *, a: int, b: int) -> None:
    """Take back a payment of whichever counter."""
    del b
    own = select(PaymentRecord.id).where(PaymentRecord.state == "recorded").order_by(PaymentRecord.id)
    ids = unit.session.scalars(own).all()
    if ids:
        reverse_payment(unit, ReversePayment(PaymentId(ids[a % len(ids)]), "اشتباه"))


def bill(unit: Unit, *, a: int, b: int) -> None:
    """Issue the slips of what remains."""
    del b
    issue_bills(unit, IssueBill(_order(unit, a), Account.PRINCIPAL))


def invite(unit: Unit, *, a: int, b: int) -> None:
    """Issue an invitation letter."""
    del b
    issue_invitation(unit, IssueInvitation(_order(unit, a)))


def print_confirmation(unit: Unit, *, a: int, b: int) -> None:
    """Print somebody's registration confirmation."""
    del b
    ids = unit.session.scalars(select(CustomerRecord.id).order_by(CustomerRecord.id)).all()
    if ids:
        begin_print(unit, PaperRef(PaperKind.REGISTRATION, ids[a % len(ids)]))


WORKS: tuple[Work, ...] = (register, correct, pay, pay, reverse, bill, invite, print_confirmation)


def living_in(fields: CustomerFields, b: int) -> CustomerFields:
    """Return a person's fields with another town."""
    return replace(fields, city=CITIES[b % len(CITIES)])


def _order(unit: Unit, a: int) -> OrderId:
    ids = unit.session.scalars(select(OrderRecord.id).order_by(OrderRecord.request_number)).all()
    if not ids:
        raise FieldErrors([])
    return OrderId(ids[a % len(ids)])
