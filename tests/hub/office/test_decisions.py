"""Test that deferred commands end: by what they waited for, or by a decision that reaches the counter."""

import json

import pytest
from sqlalchemy import Engine, select

from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import ledger, money, rows
from dealer_app.hub.office.decisions import Decision, decide, retry_all
from dealer_app.hub.office.publishing import Published
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office

ORDER, PAYMENT, SLIP, BACK = (f"0192f0c1-0000-7000-8000-00000000000{at}" for at in range(4))
_OF_ORDER = {
    "number": "1405/2606/1000001",
    "order_id": ORDER,
    "request_number": "R2606100412",
    "contract_number": "",
}
PAID = whole("payment.record", id=PAYMENT, **_OF_ORDER, amount=5_000_000, bank_reference="A1", settled_bills=[])
BILLED = whole("bill.issue", id=SLIP, **_OF_ORDER)


@pytest.fixture
def office(hub_engine: Engine) -> Office:
    """A head office that does not know the order."""
    office = Office(hub_engine)
    office.add("2606")
    return office


@pytest.fixture
def counter(office: Office) -> Counter:
    """A counter that has sent a payment and a bill of that order."""
    counter = Counter(office)
    counter.enrol("2606")
    counter.write("payment.record", PAID)
    counter.write("bill.issue", BILLED)
    said = counter.talk().push(counter.batch()).outcomes
    assert [(one.state, one.code) for one in said] == [("deferred", "order_unknown")] * 2
    return counter


def publish_order(office: Office) -> None:
    order = {"customer_id": "", "fields": {"request_number": "R2606100412"}, "ledger": []}
    office.publish("2606", Published("order", ORDER, {**order, "included": [], "history": []}))


def states(office: Office) -> dict[str, tuple[str, str]]:
    """Return state and code in the ledger of each kind."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        query = select(ledger.c.kind, ledger.c.state, ledger.c.code).where(ledger.c.dealership == "2606")
        return {row.kind: (row.state, row.code) for row in tx.connection.execute(query)}


def entries(office: Office) -> list[tuple[int, str]]:
    with transaction(office.engine, "2606", office.clock()) as tx:
        query = select(money.c.amount, money.c.state).where(money.c.dealership == "2606")
        return [(row.amount, row.state) for row in tx.connection.execute(query)]


def act(office: Office, counter: Counter, n: int, *, is_accepted: bool) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        decide(tx, counter.device, n, Decision(is_accepted, "رضایی", "رسید بانک دیده شد"))


def test_deferred_commands_are_applied_when_their_order_arrives(
    office: Office, counter: Counter, office_database: OfficeDatabase
) -> None:
    publish_order(office)
    assert retry_all(office_database) == 2
    assert set(states(office).values()) == {("applied", "")}
    assert entries(office) == [(-5_000_000, "entered")]
    assert retry_all(office_database) == 0


def test_commands_stay_deferred_while_the_order_is_unknown(
    office: Office, counter: Counter, office_database: OfficeDatabase
) -> None:
    assert retry_all(office_database) == 0
    assert entries(office) == [(-5_000_000, "reconcile")]


def test_decision_reaches_the_counter(office: Office, counter: Counter) -> None:
    seen = counter.talk().pull(0, 0)
    assert seen is not None
    act(office, counter, 1, is_accepted=True)
    act(office, counter, 2, is_accepted=False)
    page = counter.talk().pull(seen.cursor, 0)
    assert page is not None
    heard = {(row.kind, json.loads(bytes(row.doc))["state"]) for row in page.rows}  # type: ignore[arg-type]
    assert heard == {("outcome", "applied"), ("payment", "applied"), ("outcome", "rejected"), ("bill", "rejected")}
    assert entries(office) == [(-5_000_000, "entered")]


def test_refused_slip_is_void(office: Office, counter: Counter) -> None:
    act(office, counter, 2, is_accepted=False)
    with transaction(office.engine, "2606", office.clock()) as tx:
        doc = json.loads(tx.connection.scalars(select(rows.c.doc).where(rows.c.id == SLIP)).one())
    assert (doc["state"], doc["doc_state"], doc["void_reason"]) == ("rejected", "void", "by_person")


def test_payment_cannot_be_refused(office: Office, counter: Counter) -> None:
    with pytest.raises(Refusal, match="hub_payment_refused"):
        act(office, counter, 1, is_accepted=False)


def test_decision_keeps_who_decided_and_why(office: Office, counter: Counter) -> None:
    act(office, counter, 2, is_accepted=False)
    page = counter.talk().pull(0, 0)
    assert page is not None
    (outcome,) = [json.loads(bytes(row.doc)) for row in page.rows if row.kind == "outcome"]  # type: ignore[arg-type]
    with transaction(office.engine, "2606", office.clock()) as tx:
        kept = json.loads(tx.connection.scalars(select(ledger.c.outcome).where(ledger.c.n == 2)).one())
    for said in (outcome, kept):
        assert (said["by"], said["why"]) == ("رضایی", "رسید بانک دیده شد")


@pytest.mark.parametrize("why", ["", " ", "\u200c"])
def test_decision_without_a_reason_is_refused(office: Office, counter: Counter, why: str) -> None:
    with (
        pytest.raises(FieldError, match="reason_empty"),
        transaction(office.engine, "2606", office.clock()) as tx,
    ):
        decide(tx, counter.device, 2, Decision(is_accepted=True, by="رضایی", why=why))


def test_decision_cannot_be_taken_twice(office: Office, counter: Counter) -> None:
    act(office, counter, 2, is_accepted=True)
    with pytest.raises(Refusal, match="hub_not_waiting"):
        act(office, counter, 2, is_accepted=False)


def test_entry_sent_again_gets_the_decision(office: Office, counter: Counter) -> None:
    act(office, counter, 1, is_accepted=True)
    said = counter.talk().push(counter.batch()).outcomes
    assert said[0].state == "applied"
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert tx.connection.scalar(select(rows.c.version).where(rows.c.id == PAYMENT)) == 2


def test_reversal_deferred_with_its_payment_reverses_it_once(
    office: Office, counter: Counter, office_database: OfficeDatabase
) -> None:
    counter.write("payment.reverse", {**PAID, "id": BACK, "number": "1405/2606/1000002", "reversal_of": PAYMENT})
    assert counter.talk().push(counter.batch()).outcomes[-1].code == "order_unknown"
    publish_order(office)
    assert retry_all(office_database) == 3
    assert sorted(entries(office)) == [(-5_000_000, "entered"), (5_000_000, "entered")]
    assert set(states(office).values()) == {("applied", "")}
    with transaction(office.engine, "2606", office.clock()) as tx:
        doc = tx.connection.scalars(select(rows.c.doc).where(rows.c.id == PAYMENT)).one()
    assert json.loads(doc)["doc_state"] == "reversed"


def test_changed_number_is_not_changed_again(office: Office, counter: Counter, office_database: OfficeDatabase) -> None:
    counter.write("payment.record", {**PAID, "id": BACK, "bank_reference": "B2"})  # the number of the first
    final = counter.talk().push(counter.batch()).outcomes[-1].number
    assert final
    publish_order(office)
    retry_all(office_database)
    with transaction(office.engine, "2606", office.clock()) as tx:
        doc = tx.connection.scalars(select(rows.c.doc).where(rows.c.id == BACK)).one()
    assert json.loads(doc)["number"] == final


def test_money_under_a_taken_id_is_decided_separately(office: Office, counter: Counter) -> None:
    other = counter.write("payment.record", {**PAID, "number": "1405/2606/1000002", "amount": 7_000_000})
    broken = counter.write("payment.record", {"id": PAYMENT, "amount": "?"})
    said = counter.talk().push(counter.batch()).outcomes
    assert [one.state for one in said] == ["deferred"] * 4
    for line in (other, broken):
        act(office, counter, line.n, is_accepted=True)
    assert sorted(entries(office)) == [(-7_000_000, "entered"), (-5_000_000, "reconcile")]
