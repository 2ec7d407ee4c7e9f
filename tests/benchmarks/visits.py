"""Visits as commands: bodies written by the counter's services, with new ids, codes and numbers for each visit."""

import json
import tempfile
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.bills import IssueInvitation
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol.carriage import DEVICE_HEADER, SESSION_HEADER, SIGNATURE_HEADER, Call
from dealer_app.protocol.signing import request_text, sign
from dealer_app.services.demo.people import make_national_code
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.sync.session.talker import packed
from tests.benchmarks.head_office import DEALERSHIP
from tests.hub.head_office import Counter, open_office
from tests.sync.counters import SpoiltLine, new_order, open_counter, pay, register

Body = dict[str, Any]
LINES_OF_A_VISIT = 5
FIRST_LEASED = 1_000_000


def visit(counter: Counter, order: Published, at: int, dice: Random, *, is_paid: bool = True) -> None:
    """Write the commands of one visit: registration, bill and invitation; if paid, also payment and print."""
    assert order.doc is not None
    customer, paper, slip, receipt = (str(uuid7()) for _ in range(4))
    number = f"1405/{DEALERSHIP}/{FIRST_LEASED + at}"
    known = {"order_id": order.id, "request_number": order.doc["fields"]["request_number"], "number": number}
    person, registration = _bodies()["customer.register"], _bodies()["customer.register"]["registration"]
    fields = {**person["fields"], "national_code": make_national_code(dice)}
    registration = {**registration, "id": paper, "customer_id": customer, "number": number, "fields": fields}
    given = {"id": customer, "number": number, "registration_id": paper, "fields": fields}
    counter.write("customer.register", {**given, "registration": registration}, version=2)
    issued = {**_bodies()["bill.issue"], **known, "id": slip, "series_id": slip, "bill_id": f"{FIRST_LEASED + at}00097"}
    counter.write("bill.issue", issued, version=2)
    letter = {**_bodies()["invitation.issue"], **known, "id": str(uuid7()), "bills": [issued]}
    counter.write("invitation.issue", letter)
    if not is_paid:
        return
    counter.write("payment.record", {**_bodies()["payment.record"], **known, "id": receipt, **_money(slip, at)})
    print_ = {"id": str(uuid7()), "paper": "receipt", "paper_id": receipt, "number": number, "copy": 1}
    sealed = {"sha256": f"{dice.getrandbits(256):064x}", "state": "printed", "printer": "HP LaserJet"}
    counter.write("print.record", {**print_, **sealed}, version=2)


def _money(slip: str, at: int) -> Body:
    return {"bank_reference": f"REF{at:09}", "settled_bills": [slip]}


@cache
def _bodies() -> dict[str, Body]:
    """Return one body of each kind, written by a real counter on a real database."""
    with open_office(DEALERSHIP) as (office, _), tempfile.TemporaryDirectory() as folder:
        desktop = open_counter(Path(folder) / "counter", SpoiltLine(office))
        register(desktop, 1)
        order_id = new_order(desktop)
        desktop.write(partial(issue_invitation, command=IssueInvitation(order_id)))
        pay(desktop, order_id, "REF")
        bodies = desktop.read(_list_bodies)
        desktop.close()
    return bodies


def _list_bodies(unit: Unit) -> dict[str, Body]:
    lines = unit.session.execute(select(OutboxRecord.kind, OutboxRecord.body))
    return {line.kind: json.loads(line.body) for line in lines}


def pushes(counter: Counter, size: int) -> list[Call]:
    """Return the outbox as signed pushes of ``size`` entries, all in one open session."""
    session = counter.talk()
    ready: list[Call] = []
    for first in range(1, len(counter.lines) + 1, size):
        call = packed("/v1/push", counter.batch(first, first + size - 1))
        signature = sign(counter.signing_key, request_text(call.method, call.path, call.body, session.nonce))
        who = {DEVICE_HEADER: counter.device, SESSION_HEADER: session.token, SIGNATURE_HEADER: signature}
        ready.append(Call(call.method, call.path, {**call.headers, **who}, call.body))
    return ready
