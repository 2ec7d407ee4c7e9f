"""Test rows that a device with valid keys spoils: each is refused or waits, and reaches no other counter as a fact."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from dealer_app.hub.database.database import transaction
from tests.attacks.attackers import MIB, Size
from tests.attacks.honest import Honest
from tests.hub.bodies import a_payment, a_person
from tests.hub.head_office import Office
from tests.hub.serving import HubProcess

pytestmark = pytest.mark.enable_socket
MARK = "زهر"
POISONS: tuple[dict[str, Any], ...] = (
    {"given_name": MARK + "\u202e" + "x"},
    {"given_name": MARK + "\0"},
    {"given_name": MARK * 10_000},
    {"given_name": [MARK]},
    {"national_code": "1111111111", "given_name": MARK},
    {"birth_on": "2026-02-30", "given_name": MARK},
)


def test_poisoned_rows_reach_no_other_counter(patient: HubProcess, office: Office, honest: Honest) -> None:
    thief = Honest(office)
    for fields in POISONS:
        thief.counter.write("customer.register", a_person("0790419904", **fields))
    for amount in (-1, 10**19, "9", 2.5, True):
        thief.counter.write("payment.record", a_payment(amount))
    size = Size(patient)
    with thief.session(patient) as talk:
        outcomes = [
            one
            for at in range(len(thief.counter.lines))
            for one in talk.push(thief.counter.batch(at + 1, at + 1)).outcomes
        ]

    assert {one.state for one in outcomes[: len(POISONS)]} == {"rejected"}
    assert {one.state for one in outcomes[len(POISONS) :]} == {"deferred"}
    assert size.grown < 32 * MIB
    with honest.session(patient) as talk:
        page = talk.pull(0, 0)
    assert page is not None
    payments = [json.loads(bytes(row.doc)) for row in page.rows if row.kind == "payment" and row.doc]
    assert {doc["state"] for doc in payments} <= {"deferred"}  # shown as money that a person must look at
    said = json.dumps([bytes(row.doc).decode() if row.doc else "" for row in page.rows], ensure_ascii=False)
    assert MARK not in said
    assert honest.works(patient)
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert tx.connection.scalar(text("SELECT count(*) FROM rows WHERE doc LIKE :mark"), {"mark": f"%{MARK}%"}) == 0
