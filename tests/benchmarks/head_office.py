"""A head office for benchmarks: a real PostgreSQL with invented customers and orders in the form of an import."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.registration import normalise_fields
from dealer_app.hub.office.publishing import Published
from dealer_app.services.demo.orders import DemoOrder, make_orders
from dealer_app.services.demo.people import make_people
from dealer_app.services.freezing import freeze
from dealer_app.store.core.types import instant_text
from tests.hub.head_office import Office

DEALERSHIP = "2606"
PUBLISHED_AT_ONCE = 2_000
FULLY_KNOWN = 10
STATED = frozenset({"kind", "national_code", "given_name", "family_name", "mobile", "city", "postal_code"})
"""Fields of a customer in head office's export (`dealer_app/hub/office/imports.py`)."""
_BLANK = {item.name: freeze(item.default) for item in fields_of(CustomerFields)}
Doc = dict[str, Any]


def publish_orders(office: Office, dealership: str, count: int) -> list[Published]:
    """Publish ``count`` customers and the orders of nearly all of them; return the orders."""
    people, orders = rows_of(office, count)
    for rows in (people, orders):
        for start in range(0, len(rows), PUBLISHED_AT_ONCE):
            office.publish(dealership, *rows[start : start + PUBLISHED_AT_ONCE])
    return orders


def rows_of(office: Office, count: int) -> tuple[list[Published], list[Published]]:
    """Return ``count`` invented customers and their orders as head office publishes them, always with equal content."""
    today, moment, dice = office.clock().date(), instant_text(office.clock()), Random(1405)
    persons = make_people(today, count, dice)
    people = [
        Published("customer", str(uuid7()), _customer(_known(freeze(normalise_fields(one)), at), moment))
        for at, one in enumerate(persons)
    ]
    orders = [
        Published("order", str(uuid7()), _order(order, people[order.owner].id, moment, at))
        for at, order in enumerate(make_orders(today, count, dice))
    ]
    return people, orders


def _known(fields: Doc, at: int) -> Doc:
    """Return the known fields of a customer: all fields of a registration for every tenth, else those of an export."""
    if at % FULLY_KNOWN == 0:
        return fields
    return {name: value if name in STATED else _BLANK[name] for name, value in fields.items()}


def _customer(fields: Doc, moment: str) -> Doc:
    standing = {"activation": "pending", "conflicts": [], "state": "applied", "code": ""}
    return {"fields": fields, "registration_number": "", "registered_at": moment, **standing}


def _order(order: DemoOrder, owner: str, moment: str, at: int) -> Doc:
    asked_on = order.fields.request_on
    fields = replace(order.fields, request_on=asked_on and asked_on + timedelta(days=max(0, at - 900)))
    history = [{"status": fields.status, "at": moment}]
    entries = [freeze(entry) for entry in order.entries]
    return {"customer_id": owner, "fields": freeze(fields), "ledger": entries, "included": [], "history": history}
