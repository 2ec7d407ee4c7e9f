"""An order from a sheet's plan that head office does not have yet waits with its slip and its money.

It is ruled on when head office publishes the plan or a person decides.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import Rial
from dealer_app.domain.plans.requests import RequestDetails
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import ledger
from dealer_app.hub.office.decisions import Decision, retry_all
from dealer_app.hub.office.plans import plan_row_id
from dealer_app.hub.office.publishing import Published
from dealer_app.hub.office.verbs import decide, publish
from dealer_app.services.plans.plans import StorePlans, store_plans
from dealer_app.services.plans.sheet import SheetPlan, read_plan_sheet
from tests.hub import plan_orders
from tests.hub.head_office import Office
from tests.hub.plan_orders import PLAN, answer, bill_states, order, order_at, pay
from tests.hub.sheets import a_sheet
from tests.plan_samples import SHEET_ROW
from tests.services.factories import by_manager
from tests.sync.counters import HUB_URL, SpoiltLine, enrolled_counter, open_counter


def take_sheet(desktop: Desktop) -> None:
    """Store PLAN as the plan of a sheet, as head office's own sheet has it."""
    wish = StorePlans((SheetPlan(2, PLAN),), is_confirmed=True)
    desktop.write(lambda unit: store_plans(by_manager(unit), wish))


def waiting(office: Office) -> list[tuple[str, str, str]]:
    with transaction(office.engine, "2606", office.clock()) as tx:
        query = select(ledger.c.kind, ledger.c.state, ledger.c.code).where(ledger.c.state == "deferred")
        return [tuple(row) for row in tx.connection.execute(query.order_by(ledger.c.n))]


def test_order_waits_with_its_slip_and_its_money(office: Office, counter: Desktop) -> None:
    counter.talk()
    take_sheet(counter)
    request = order(counter)
    pay(counter, request)
    assert counter.talk().trouble == ""
    assert waiting(office)[0] == ("request.make", "deferred", "plan_unknown")
    assert (answer(counter), bill_states(counter)) == (("made", ""), ["paid"])
    made = order_at(counter, request)
    assert (made.fields.status, made.ledger.principal.remaining) == ("ثبت درخواست", 0)


def test_orders_of_before_the_enrolment_wait(office: Office, tmp_path: Path) -> None:
    desktop = open_counter(tmp_path / "fresh", SpoiltLine(office))
    try:
        take_sheet(desktop)
        request = order(desktop)
        pay(desktop, request)
        desktop.enrol(HUB_URL, office.code("2606"))
        for _ in range(2):
            assert desktop.talk().trouble == ""
        assert (answer(desktop), bill_states(desktop)) == (("made", ""), ["paid"])
        assert order_at(desktop, request).fields.status == "ثبت درخواست"
    finally:
        desktop.close()


@pytest.mark.parametrize("is_paid", [True, False])
def test_publishing_the_plan_settles_the_order_at_both_counters(
    office: Office, office_database: OfficeDatabase, counter: Desktop, tmp_path: Path, *, is_paid: bool
) -> None:
    sheet = a_sheet(tmp_path / "plans.xlsx", "plan", SHEET_ROW)
    plans = read_plan_sheet(sheet, counter.today()).plans
    counter.write(lambda unit: store_plans(by_manager(unit), StorePlans(plans, is_confirmed=True)))
    request = order(counter, fields=plans[0].fields)
    if is_paid:
        pay(counter, request)
    counter.talk()
    with enrolled_counter(tmp_path / "other", office, "2606") as other:
        assert other.talk().trouble == ""
        assert publish(office_database, "plan", sheet, is_confirmed=True).changed == 1
        assert waiting(office) == []
        for desktop in (counter, other):
            assert desktop.talk().trouble == ""
            assert (answer(desktop), bill_states(desktop)) == (("accepted", ""), ["paid" if is_paid else "open"])
            paid = request.prepayment if is_paid else 0
            assert order_at(desktop, request).ledger.principal.paid == paid


def withdraw(office: Office) -> None:
    plan_orders.publish(office, PLAN)
    office.publish("*", Published("plan", plan_row_id(PLAN), None))


CHANGES: list[tuple[Callable[[Office], object], str]] = [
    (lambda office: plan_orders.publish(office, replace(PLAN, capacity=0)), "plan_full"),
    (lambda office: plan_orders.publish(office, replace(PLAN, price=Rial(PLAN.price + 1))), "plan_differs"),
    (withdraw, "plan_withdrawn"),
]


@pytest.mark.parametrize(("change", "code"), CHANGES)
def test_plan_that_is_another_one_refuses_the_order_that_waited(
    office: Office, office_database: OfficeDatabase, counter: Desktop, change: Callable[[Office], object], code: str
) -> None:
    counter.talk()
    take_sheet(counter)
    request = order(counter)
    pay(counter, request)
    counter.talk()
    change(office)
    assert retry_all(office_database) == 3
    assert counter.talk().trouble == ""
    assert (answer(counter), bill_states(counter)) == (("refused", code), ["void"])
    made = order_at(counter, request)
    assert made.ledger.principal.remaining == -request.prepayment
    assert "۵٬۳۷۶٬۰۰۰٬۰۰۰" in made.card.spoken
    assert retry_all(office_database) == 0
    assert answer(counter) == ("refused", code)


@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_person_decides_without_the_plan(
    office: Office, office_database: OfficeDatabase, counter: Desktop, *, is_accepted: bool
) -> None:
    counter.talk()
    take_sheet(counter)
    request: RequestDetails = order(counter)
    pay(counter, request)
    counter.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        entry = tx.connection.execute(select(ledger).where(ledger.c.kind == "request.make")).one()
    decide(office_database, entry.device, entry.n, Decision(is_accepted, "رضایی", "با شعبه گفت‌وگو شد"))
    assert counter.talk().trouble == ""
    wanted = ("accepted", "") if is_accepted else ("refused", "by_person")
    assert (answer(counter), bill_states(counter)) == (wanted, ["paid" if is_accepted else "void"])
