"""Test rulings across batches that the oracle found: dependents, references, and disputes that end."""

import json
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerFields
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import rows
from dealer_app.hub.office.publishing import Published
from dealer_app.services.freezing import freeze
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office, a_counter

Heard = tuple[str, str]


def send(counter: Counter, kind: str, body: dict[str, Any], *, base: int | None = None) -> Heard:
    """Write one entry, push it alone, and return the ruling."""
    line = counter.write(kind, body, base=base)
    outcome = counter.talk().push(counter.batch(line.n)).outcomes[-1]
    return outcome.state, outcome.code


def a_file(counter: Counter, **changes: str) -> str:
    row_id = str(uuid7())
    fields = freeze(CustomerFields(national_code="0790419904", city="یزد", **changes))  # type: ignore[arg-type]
    send(
        counter,
        "customer.register",
        {"id": row_id, "number": "1405/2606/00001", "registration_id": "", "fields": fields},
    )
    return row_id


def a_payment(order_id: str, reference: str) -> dict[str, Any]:
    facts = {"order_id": order_id, "number": "", "amount": 5, "request_number": "", "contract_number": ""}
    return whole("payment.record", **facts, bank_reference=reference, settled_bills=[])


def the_file(office: Office) -> tuple[int, dict[str, Any]]:
    """Return the seq and the document of the only customer."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        row = tx.connection.execute(select(rows).where(rows.c.kind == "customer")).one()
    return row.seq, json.loads(row.doc)


def test_commands_on_a_refused_registration_are_refused_in_a_later_batch(office: Office) -> None:
    counter, row_id = a_counter(office), str(uuid7())
    assert send(counter, "customer.register", {"id": row_id, "fields": None}) == ("rejected", "malformed_body")

    assert send(counter, "customer.correct", {"id": row_id, "fields": {"city": "بم"}}) == ("rejected", "depends")
    assert send(counter, "customer.number", {"id": row_id, "number": "1405/2606/00001"}) == ("rejected", "depends")


def test_correction_of_an_unknown_file_is_deferred(office: Office) -> None:
    body = {"id": str(uuid7()), "fields": {"city": "بم"}}
    assert send(a_counter(office), "customer.correct", body) == ("deferred", "customer_unknown")


def test_reference_used_in_an_earlier_batch_is_found(office: Office) -> None:
    counter, order_id = a_counter(office), str(uuid7())
    doc = {"customer_id": str(uuid7()), "fields": {"request_number": "R1"}, "ledger": [], "included": [], "history": []}
    office.publish("2606", Published("order", order_id, doc))
    assert send(counter, "payment.record", a_payment(order_id, "981244")) == ("applied", "")

    assert send(counter, "payment.record", a_payment(order_id, "981244")) == ("deferred", "reference_used")
    assert send(counter, "payment.record", a_payment(order_id, "981245")) == ("applied", "")


def test_later_value_equal_to_head_offices_ends_the_dispute(office: Office) -> None:
    one, other = a_counter(office), a_counter(office)
    row_id = a_file(one)
    send(one, "customer.correct", {"id": row_id, "fields": {"city": "بم"}}, base=1_000_000)
    disputed = {"id": row_id, "fields": {"city": "کرمان"}}
    assert send(other, "customer.correct", disputed, base=1_000_000) == ("applied_with_change", "field_conflict")

    send(other, "customer.correct", {"id": row_id, "fields": {"city": "بم"}}, base=1_000_001)

    assert the_file(office)[1]["conflicts"] == []
    assert the_file(office)[1]["fields"]["city"] == "بم"


def test_value_equal_to_the_stored_one_is_no_change(office: Office) -> None:
    one, other = a_counter(office), a_counter(office)
    row_id = a_file(one)
    send(one, "customer.correct", {"id": row_id, "fields": {"city": "یزد", "job": "نجار"}}, base=1_000_000)

    assert send(other, "customer.correct", {"id": row_id, "fields": {"city": "بم"}}, base=1_000_000) == ("applied", "")


def test_repeated_proposals_move_no_row(office: Office) -> None:
    one, other = a_counter(office), a_counter(office)
    a_file(one, job="نجار")
    a_file(other, job="آهنگر")
    before = the_file(office)

    a_file(other, job="آهنگر")

    assert the_file(office) == before
