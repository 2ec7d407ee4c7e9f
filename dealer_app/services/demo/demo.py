"""Build the demo database: a sample dealership with made-up staff, customers and orders, the same every time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Protocol, TypeVar

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from dealer_app.domain.bills import IssueInvitation
from dealer_app.domain.changes import Written
from dealer_app.domain.customers import CustomerFields, RegisterCustomer
from dealer_app.domain.directory.dealerships import parse_dealership
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.registration import normalise_fields
from dealer_app.domain.settings import CounterSettings, DealershipSettings, Settings
from dealer_app.domain.staff import Actor, parse_roles
from dealer_app.services.customers.customers import register_customer
from dealer_app.services.customers.lists import FIELDS
from dealer_app.services.demo.orders import DemoOrder, make_orders
from dealer_app.services.demo.people import make_people
from dealer_app.services.demo.plans import write_plans
from dealer_app.services.directory.directory import columns_of
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.orders.orders import FIELDS as ORDER_FIELDS
from dealer_app.services.settings import save_settings
from dealer_app.services.staff.staff import insert_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.dealerships import DealershipRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from resources.texts import demo as words

T = TypeVar("T")
DEMO_PIN = "222222"
"""The clerk's PIN, published in the README, because the demo contains no real data."""

PEOPLE = 40
MAIN_ORDER = 1  # index of the main order; the late one is before it, because search results show the newest order
SEED = 1405


class Database(Protocol):
    """The interface of the counter's database that the demo needs; ``dealer_app.desktop`` implements it."""

    actor: Actor

    def write(self, fn: Callable[[Unit], T], /) -> Written[T]:
        """Run ``fn`` in one transaction."""


def build_demo(database: Database) -> None:
    """Fill an empty database with the demo in one transaction; all dates are relative to today."""
    before = database.actor
    database.actor = replace(
        before, name=words.STAFF[1][0], roles=parse_roles(words.STAFF[1][1]), counter=words.COUNTER
    )
    try:
        database.write(fill)
    finally:
        database.actor = before


def fill(unit: Unit) -> None:
    """Write the whole demo in the unit's transaction."""
    dice = Random(SEED)  # noqa: S311 - made-up people need no cryptographic dice
    save_settings(unit, demo_settings(), source="demo")
    staff = [insert_staff(unit, name, parse_roles(roles), pin) for name, roles, pin in words.STAFF]
    unit = replace(unit, actor=replace(unit.actor, staff_id=staff[1]))  # the clerk, whose name the papers have
    _write_dealerships(unit)
    write_plans(unit)
    people = make_people(unit.today, PEOPLE, dice)
    orders = make_orders(unit.today, len(people), dice)
    ids = [_write_person(unit, one, at) for at, one in enumerate(people)]
    order_ids = [_write_order(unit, order, ids[order.owner]) for order in orders]
    issue_invitation(unit, IssueInvitation(order_ids[MAIN_ORDER]))
    write_audit(unit, "demo_built", "settings", None, {"customers": len(ids), "orders": len(order_ids)})


def demo_settings() -> Settings:
    """Return the settings of the demo: a complete dealership, marked as a sample."""
    dealership = DealershipSettings(
        code="2606",
        name=words.DEALERSHIP_NAME,
        city=words.DEALERSHIP_CITY,
        address=words.DEALERSHIP_ADDRESS,
        phone=words.DEALERSHIP_PHONE,
        hours=words.DEALERSHIP_HOURS,
        is_sample=True,
    )
    return Settings(dealership, counter=CounterSettings(counter=words.COUNTER), is_demo=True)


def _write_person(unit: Unit, person: CustomerFields, at: int) -> CustomerId:
    """Write one person: the last two as registered here, all others as imported from head office's export."""
    if at >= PEOPLE - 2:
        accepted = frozenset({"mobile_unknown_operator", "postal_code_unusual", "sheba_unknown_bank"})
        return register_customer(unit, RegisterCustomer(person, accepted)).customer_id
    stored = normalise_fields(person)
    customer_id = CustomerId(uuid7())
    unit.session.add(
        CustomerRecord(
            id=customer_id,
            registered_at=unit.now - timedelta(days=300 - at),
            origin="import",
            is_identity_seen=at % 3 == 0,
            **{**{name: getattr(stored, name) for name in FIELDS}, "kind": stored.kind.value},
        )
    )
    unit.session.flush()
    return customer_id


def _write_order(unit: Unit, order: DemoOrder, customer_id: CustomerId) -> OrderId:
    """Write one order with its ledger and its status."""
    order_id = OrderId(uuid7())
    facts = {name: getattr(order.fields, name) for name in ORDER_FIELDS}
    seen_at = unit.now - timedelta(days=7)
    unit.session.add(OrderRecord(id=order_id, customer_id=customer_id, imported_at=seen_at, **facts))
    unit.session.flush()
    unit.session.add(StatusHistoryRecord(order_id=order_id, status=order.fields.status, changed_at=seen_at))
    entries = [
        {
            "order_id": order_id,
            "account": entry.account.value,
            "kind": entry.kind,
            "amount": entry.amount,
            "on": entry.on,
            "reference": entry.reference,
            "payment_id": None,
            "entered_at": seen_at,
        }
        for entry in order.entries
    ]
    if entries:
        unit.session.execute(insert(LedgerEntryRecord), entries)
    return order_id


def _write_dealerships(unit: Unit) -> None:
    """Write the demo's directory: the own dealership, that of the orders from elsewhere, and more in five provinces."""
    for raws in list_dealerships():
        unit.session.add(DealershipRecord(id=uuid7(), edited_by="", **columns_of(parse_dealership(raws))))
    unit.session.flush()


def list_dealerships() -> tuple[dict[str, str], ...]:
    """Return the made-up dealerships, by the fields of the directory's form."""
    own = ("2606", words.DEALERSHIP_NAME, words.DEALERSHIP_CITY, words.DEALERSHIP_ADDRESS, words.DEALERSHIP_PHONE)
    named = {code: (name, city, address, phone) for code, name, city, address, phone in (own, words.OTHER_DEALERSHIP)}
    rows = [(code, named[code][0], province, *named[code][1:], *rest) for code, province, *rest in words.DEALERSHIPS]
    names = ("code", "name", "province", "city", "address", "phones", "latitude", "longitude", "services")
    usual = {
        "hours": words.DIRECTORY_HOURS,
        "phone_hours": words.DEALERSHIP_PHONE_HOURS,
        "source": words.DEALERSHIP_SOURCE,
    }
    return tuple({**dict(zip(names, row, strict=True)), **usual} for row in (*rows, *words.MORE_DEALERSHIPS))
