"""Made-up orders, payments and customers for the services' tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.codes.identity import national_check_digit
from dealer_app.domain.customers import CustomerFields, CustomerKind, RegisterCustomer
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.staff import Role, StaffRow
from dealer_app.services.customers.customers import register_customer
from dealer_app.services.staff.staff import list_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from tests.signed_on import of_staff
from tests.store import factories as rows

TODAY = date(2026, 11, 22)


def by_manager(unit: Unit) -> Unit:
    """Return the unit with a manager as its actor."""
    return replace(unit, actor=of_staff(unit, Role.MANAGER, unit.actor.counter))


def an_invited_order(unit: Unit, *, number: str = "R9900000001", penalty: int = 0, **charges: int) -> OrderId:
    """Write an order with an invitation and a ledger of the given entries (Rial by kind, signed)."""
    order_id = rows.an_order(
        unit, request_number=number, invitation_number=f"D{number[1:]}", status="دعوتنامه صادر شد", car="کی‌ام‌سی J7"
    )
    for kind, amount in charges.items():
        _enter(unit, order_id, "principal", kind, amount)
    if penalty:
        _enter(unit, order_id, "penalty", "penalty", penalty)
    unit.session.flush()
    return OrderId(order_id)


def _enter(unit: Unit, order_id: Any, account: str, kind: str, amount: int) -> None:
    unit.session.add(
        LedgerEntryRecord(order_id=order_id, account=account, kind=kind, amount=amount, entered_at=unit.now)
    )


def a_payment(order_id: OrderId, amount: int, **changes: Any) -> RecordPayment:
    values: dict[str, Any] = {
        "order_id": order_id,
        "account": Account.PRINCIPAL,
        "amount": Rial(amount),
        "method": "deposit",
        "bank_reference": "981244",
        "paid_on": TODAY,
        **changes,
    }
    return RecordPayment(**values)


def confirming(command: RecordPayment) -> RecordPayment:
    """Return ``command`` with every doubt about its amount confirmed."""
    doubts = frozenset({"amount_ten_times", "amount_a_tenth", "amount_more_than_remaining", "amount_far_more"})
    return replace(command, accepted_warnings=doubts, amount_again=command.amount)


def walk_in(**changes: Any) -> CustomerFields:
    """Return the fields of a person who is not in the demo."""
    values: dict[str, Any] = {
        "national_code": "0790419904",
        "given_name": "محمدرضا",
        "family_name": "چگینی",
        "mobile": "09133456789",
        "sheba": "IR820540102680020817909002",
        "is_sheba_own": True,
        **changes,
    }
    return CustomerFields(**values)


def nth_walk_in(at: int) -> CustomerFields:
    """Return the fields of the invented walk-in customer number ``at``."""
    first_nine = f"{234_567_800 + at:09}"
    code = f"{first_nine}{national_check_digit(first_nine)}"
    return walk_in(national_code=code, mobile=f"0913345{at:04}")


def a_foreigner(unit: Unit, at: int) -> CustomerId:
    """Register the invented foreign person number ``at`` and return the file."""
    person = replace(nth_walk_in(at), kind=CustomerKind.FOREIGN, national_code=f"1600123{at:05}")
    confirmed = frozenset({"mobile_unknown_operator"})
    return register_customer(unit, RegisterCustomer(person, confirmed)).customer_id


def clerk_of(counter: Desktop) -> StaffRow:
    """Return the demo's clerk."""
    (clerk,) = [one for one in counter.read(list_staff) if Role.CLERK in one.roles]
    return clerk
