"""Fill a trial head office with the demo's dealership, staff, people and orders: all made up, marked as samples."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.registration import normalise_fields
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.roles import add_dealership
from dealer_app.hub.database.schema import BROADCAST
from dealer_app.hub.devices.codes import new_code
from dealer_app.hub.office.directory_docs import dealership_doc
from dealer_app.hub.office.publishing import Published, publish_rows
from dealer_app.services.demo.demo import PEOPLE, SEED, list_dealerships
from dealer_app.services.demo.orders import OWN_DEALERSHIP, make_orders
from dealer_app.services.demo.people import make_people
from dealer_app.services.freezing import freeze
from dealer_app.services.staff.pins import hash_pin
from dealer_app.store.core.types import instant_text
from resources.texts import demo as words


def ready_trial(office: OfficeDatabase) -> str:
    """Fill the trial once and return a new enrolment code."""
    with transaction(office.engine, BROADCAST, office.now()) as tx:
        publish_rows(tx, [_dealership(raws, local_day(office.now())) for raws in list_dealerships()])
    with transaction(office.engine, OWN_DEALERSHIP, office.now()) as tx:
        add_dealership(tx.connection, OWN_DEALERSHIP)
    with transaction(office.engine, OWN_DEALERSHIP, office.now()) as tx:
        if not _is_filled(tx.connection):
            publish_rows(tx, list(_rows(office)))
        return new_code(tx, office.keys.public)


def _is_filled(connection: Any) -> bool:  # noqa: ANN401 - a connection
    from sqlalchemy import select

    from dealer_app.hub.database.schema import rows

    query = select(rows.c.id).where(rows.c.dealership == OWN_DEALERSHIP).limit(1)
    return connection.scalar(query) is not None


def _rows(office: OfficeDatabase) -> Iterator[Published]:
    """Yield staff, people and orders, parents first."""
    today, moment = local_day(office.now()), instant_text(office.now())
    for name, role, pin in words.STAFF:
        doc = {"name": name, "role": role, "is_active": True, "pin": hash_pin(pin)}
        yield Published("staff", _id("staff", name), doc)
    dice = Random(SEED)  # noqa: S311 - made-up people need no cryptographic randomness
    people = make_people(today, PEOPLE, dice)
    for at, person in enumerate(people):
        registered = instant_text(office.now() - timedelta(days=at % 90))
        doc = {
            "fields": freeze(normalise_fields(person)),
            "registration_number": "",
            "registered_at": registered,
            "activation": "pending",
            "conflicts": [],
            "state": "applied",
            "code": "",
        }
        yield Published("customer", _id("customer", str(at)), doc)
    for at, order in enumerate(make_orders(today, len(people), dice)):
        history = [{"status": order.fields.status, "at": moment}]
        entries = [freeze(entry) for entry in order.entries]
        owner = _id("customer", str(order.owner))
        doc = {
            "customer_id": owner,
            "fields": freeze(order.fields),
            "ledger": entries,
            "included": [],
            "history": history,
        }
        yield Published("order", _id("order", str(at)), doc)


def _dealership(raws: dict[str, str], today: date) -> Published:
    return Published("dealership", _id("dealership", raws["code"]), dealership_doc(raws, today))


def _id(kind: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"bajeh:trial:{kind}:{name}"))
