"""Test that a person's rows leave with the last order, so that no confirmation stays in a foreign feed."""

import json
from typing import Any

from sqlalchemy import Engine, select

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import rows
from dealer_app.hub.office.moves import move_order
from dealer_app.hub.office.publishing import Published
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office

PERSON, SECOND, ORDER, PAPER = (f"0192f0c1-0000-7000-8000-00000000000{at}" for at in range(4))
FIELDS = {"national_code": "0499370899", "given_name": "سارا", "family_name": "نادری"}


def test_confirmation_leaves_with_its_person(hub_url: str, hub_engine: Engine) -> None:
    office, counter = _office(hub_engine)
    counter.write("registration.issue", paper(SECOND))
    counter.talk().push(counter.batch())
    move_order(OfficeDatabase(hub_url, hub_engine, office.keys), "R2606100412", "2606", "2607")
    assert _ops(office, "2606") == {
        ("customer", PERSON): "revoke",
        ("alias", SECOND): "revoke",
        ("order", ORDER): "revoke",
        ("registration", PAPER): "revoke",
    }
    assert set(_ops(office, "2607").values()) == {"upsert"}
    assert _ops(office, "2607").keys() == _ops(office, "2606").keys()


def test_confirmation_of_a_person_who_left_is_deferred(hub_url: str, hub_engine: Engine) -> None:
    office, counter = _office(hub_engine)
    move_order(OfficeDatabase(hub_url, hub_engine, office.keys), "R2606100412", "2606", "2607")
    counter.write("registration.issue", paper(PERSON))
    answer = counter.talk().push(counter.batch())
    assert [(said.state, said.code) for said in answer.outcomes[-1:]] == [("deferred", "customer_unknown")]


def paper(customer_id: str) -> dict[str, Any]:
    return whole("registration.issue", id=PAPER, number="1405/2606/00001", customer_id=customer_id)


def _office(engine: Engine) -> tuple[Office, Counter]:
    """Return a head office that knows a person with an order, registered a second time at a counter of 2606."""
    office = Office(engine)
    office.add("2606", "2607")
    stated = {"registration_number": "", "registered_at": "", "activation": "pending", "conflicts": []}
    order = {"customer_id": PERSON, "fields": {"request_number": "R2606100412"}, "ledger": []}
    office.publish(
        "2606",
        Published("customer", PERSON, {"fields": FIELDS, **stated, "state": "applied", "code": ""}),
        Published("order", ORDER, {**order, "included": [], "history": []}),
    )
    counter = Counter(office)
    counter.enrol("2606")
    counter.write("customer.register", {"id": SECOND, "number": "", "registration_id": "", "fields": FIELDS})
    assert counter.talk().push(counter.batch()).outcomes[0].alias_of == PERSON
    return office, counter


def _ops(office: Office, dealership: str) -> dict[tuple[str, str], str]:
    with transaction(office.engine, dealership, office.clock()) as tx:
        found = tx.connection.execute(select(rows).where(rows.c.dealership == dealership)).all()
    owners = {json.loads(row.doc)["body"]["customer_id"] for row in found if row.kind == "registration" and row.doc}
    assert owners <= {PERSON}
    return {(row.kind, row.id): row.op for row in found}
