"""A person's answer to an order from a plan that waited at head office, seen at the real counter that made it."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.head_office import AnswerState
from dealer_app.domain.plans.requests import RequestDetails
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import ledger, money, numbers, rows
from dealer_app.hub.office.decisions import Decision
from dealer_app.hub.office.verbs import decide
from dealer_app.services.head_office.answers import list_answer_ids
from tests.hub.head_office import Office
from tests.hub.plan_orders import PLAN, answer, bill_states, order, order_at, pay, publish
from tests.sync.counters import register

Wait = Callable[[Office, Desktop, Engine], RequestDetails]


def with_an_unknown_file(_office: Office, counter: Desktop, owner: Engine) -> RequestDetails:
    """Make an order whose customer's file head office lost, as after a restore; the slip is paid."""
    customer_id = register(counter, 1)
    assert counter.talk().trouble == ""
    with owner.begin() as connection:
        connection.execute(rows.delete().where(rows.c.kind == "customer"))
    request = order(counter, customer_id=customer_id)
    pay(counter, request)
    return request


def with_a_day_that_cannot_be(office: Office, counter: Desktop, _owner: Engine) -> RequestDetails:
    """Make an order three days after head office's own day; the slip is paid."""
    office.clock.pass_by(days=3)
    request = order(counter)
    pay(counter, request)
    office.clock.pass_by(days=-3)
    return request


BOTH = pytest.mark.parametrize("wait", [with_an_unknown_file, with_a_day_that_cannot_be])


def decide_request(office_database: OfficeDatabase, owner: Engine, *, is_accepted: bool) -> str:
    """Decide on the order that waits and return the code of the decision."""
    with owner.begin() as connection:
        query = select(ledger.c.device, ledger.c.n).where(ledger.c.kind == "request.make", ledger.c.state == "deferred")
        entry = connection.execute(query).one()
    return decide(office_database, entry.device, entry.n, Decision(is_accepted, "رضایی", "با شعبه گفت‌وگو شد"))


def money_at_head_office(owner: Engine) -> list[tuple[int, str]]:
    with owner.begin() as connection:
        return [(row.amount, row.state) for row in connection.execute(select(money.c.amount, money.c.state))]


def places_taken(owner: Engine) -> int:
    with owner.begin() as connection:
        query = select(func.count()).where(numbers.c.kind.startswith("plan_orders"))
        return connection.scalar(query) or 0


@BOTH
def test_no_sets_the_order_aside_and_keeps_the_money(
    office: Office, counter: Desktop, office_database: OfficeDatabase, owner_engine: Engine, wait: Wait
) -> None:
    publish(office, PLAN)
    counter.talk()
    request = wait(office, counter, owner_engine)
    assert counter.talk().trouble == ""
    assert answer(counter) == ("made", "")

    assert decide_request(office_database, owner_engine, is_accepted=False) == "by_person"
    assert counter.talk().trouble == ""
    made = order_at(counter, request)
    assert answer(counter) == ("refused", "by_person")
    assert (made.fields.status, bill_states(counter)) == ("ابطال", ["void"])
    assert (made.ledger.principal.paid, made.ledger.principal.remaining) == (request.prepayment, -request.prepayment)
    assert "پس از بررسی رد شد" in made.card.spoken
    assert "۵٬۳۷۶٬۰۰۰٬۰۰۰" in made.card.spoken
    assert len(counter.read(lambda unit: list_answer_ids(unit, AnswerState.REFUSED))) == 1
    assert [amount for amount, _ in money_at_head_office(owner_engine)] == [-request.prepayment]
    assert places_taken(owner_engine) == 0


@BOTH
def test_yes_makes_the_order_and_takes_its_place(
    office: Office, counter: Desktop, office_database: OfficeDatabase, owner_engine: Engine, wait: Wait
) -> None:
    publish(office, PLAN)
    counter.talk()
    request = wait(office, counter, owner_engine)
    counter.talk()

    assert decide_request(office_database, owner_engine, is_accepted=True) == ""
    assert counter.talk().trouble == ""
    made = order_at(counter, request)
    assert answer(counter) == ("accepted", "")
    assert (made.fields.status, made.ledger.principal.remaining) == ("ثبت درخواست", 0)
    assert bill_states(counter) == ["paid"]
    with owner_engine.begin() as connection:
        docs = connection.scalars(select(rows.c.doc).where(rows.c.id == str(request.order_id))).all()
    assert len(docs) == 1
    assert places_taken(owner_engine) == 1


def test_slip_that_comes_after_the_no_is_void(
    office: Office, counter: Desktop, office_database: OfficeDatabase, owner_engine: Engine
) -> None:
    publish(office, PLAN)
    counter.talk()
    with_an_unknown_file(office, counter, owner_engine)
    counter.talk()
    decide_request(office_database, owner_engine, is_accepted=False)
    with owner_engine.begin() as connection:
        waiting = select(ledger.c.kind, ledger.c.code).where(ledger.c.state == "deferred")
        assert connection.execute(waiting).all() == []
    assert {state for _, state in money_at_head_office(owner_engine)} == {"entered"}
