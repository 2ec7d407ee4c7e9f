"""Orders from plans at head office, from real counters: accepted, or refused with no slip left and no money lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.deadlines.lists import DeadlineWish
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.head_office import AnswerState
from dealer_app.domain.ids import PlanId, Rial
from dealer_app.hub.office.plans import plan_row_id
from dealer_app.hub.office.publishing import Published
from dealer_app.services.deadlines.lists import list_deadlines
from dealer_app.services.deadlines.orders import list_clock_words
from dealer_app.services.head_office.answers import get_answer_rows, list_answer_ids
from dealer_app.services.plans.plans import StorePlans, list_plans, store_plans
from dealer_app.services.plans.records import record_of
from dealer_app.services.plans.sheet import SheetPlan
from tests.hub.head_office import Office
from tests.hub.plan_orders import PLAN, answer, bill_states, order, order_at, pay, publish
from tests.services.factories import by_manager
from tests.sync.counters import enrolled_counter


@pytest.fixture
def counter(office: Office, tmp_path: Path) -> Iterator[Desktop]:
    with enrolled_counter(tmp_path / "counter", office, "2606") as desktop:
        yield desktop


def test_order_is_accepted_and_seen_at_another_counter(office: Office, counter: Desktop, tmp_path: Path) -> None:
    publish(office, PLAN)
    counter.talk()
    request = order(counter)
    assert answer(counter) == ("made", "")
    assert counter.talk().trouble == ""

    assert answer(counter) == ("accepted", "")
    assert bill_states(counter) == ["open"]
    assert order_at(counter, request).fields.status == "ثبت درخواست"
    with enrolled_counter(tmp_path / "other", office, "2606") as other:
        assert other.talk().trouble == ""
        seen = order_at(other, request)
        assert (seen.fields, seen.ledger.principal.due) == (order_at(counter, request).fields, request.prepayment)
        assert answer(other) == ("accepted", "")
        assert bill_states(other) == ["open"]


@pytest.mark.parametrize("capacity", [1, 0])
def test_clock_of_an_order_runs_until_head_office_answers(office: Office, counter: Desktop, capacity: int) -> None:
    publish(office, PLAN)
    counter.talk()
    request = order(counter)
    wish = DeadlineWish(kind=ClockKind.REQUEST)
    (row,) = counter.read(lambda unit: list_deadlines(unit, wish)).rows
    assert (row.order_id, row.key.start_on) == (request.order_id, request.issued_on)
    names = counter.read(lambda unit: list_clock_words(unit, [request.order_id]))[request.order_id]
    assert row.words in names
    publish(office, replace(PLAN, capacity=capacity))
    counter.talk()
    assert answer(counter)[0] == ("accepted" if capacity else "refused")
    assert counter.read(lambda unit: list_deadlines(unit, wish)).rows == ()


def test_refused_order_voids_its_slip_and_keeps_the_money(office: Office, counter: Desktop) -> None:
    publish(office, PLAN)
    counter.talk()
    request = order(counter)
    pay(counter, request)
    publish(office, replace(PLAN, capacity=0))

    assert counter.talk().trouble == ""
    assert answer(counter) == ("refused", "plan_full")
    made = order_at(counter, request)
    assert bill_states(counter) == ["void"]
    assert made.fields.status == "ابطال"
    assert (made.ledger.principal.paid, made.ledger.principal.remaining) == (request.prepayment, -request.prepayment)
    assert "ظرفیت طرح پر شده بود" in made.card.spoken
    assert "۵٬۳۷۶٬۰۰۰٬۰۰۰" in made.card.spoken
    ids = counter.read(lambda unit: list_answer_ids(unit, AnswerState.REFUSED))
    rows = counter.read(lambda unit: get_answer_rows(unit, ids))
    assert [(row.kind, row.code, row.title) for row in rows] == [("request.make", "plan_full", request.number)]


def test_capacity_is_counted_over_all_dealerships(office: Office, counter: Desktop, tmp_path: Path) -> None:
    publish(office, PLAN)
    with enrolled_counter(tmp_path / "far", office, "2607") as far:
        for desktop in (counter, far):
            desktop.talk()
            order(desktop)
        for desktop in (counter, far):
            assert desktop.talk().trouble == ""
        assert (answer(counter), answer(far)) == (("accepted", ""), ("refused", "plan_full"))


def test_order_made_in_time_is_in_time_however_late_it_arrives(office: Office, counter: Desktop) -> None:
    publish(office, replace(PLAN, closes_at=counter.now() + timedelta(hours=1)))
    counter.talk()
    order(counter)
    office.clock.now += timedelta(hours=5)
    counter.talk()
    assert answer(counter) == ("accepted", "")


def test_order_made_after_the_closing_that_it_did_not_know_is_refused(office: Office, counter: Desktop) -> None:
    publish(office, PLAN)
    counter.talk()
    order(counter)
    publish(office, replace(PLAN, closes_at=counter.now() - timedelta(minutes=1)))
    counter.talk()
    assert answer(counter) == ("refused", "plan_closed")


def test_plan_of_a_sheet_is_the_plan_of_head_office(office: Office, counter: Desktop) -> None:
    with_sheet = StorePlans((SheetPlan(2, PLAN),), is_confirmed=True)
    counter.write(lambda unit: store_plans(by_manager(unit), with_sheet))
    order(counter)
    publish(office, PLAN)
    counter.talk()
    assert answer(counter) == ("accepted", "")
    assert [(str(plan.id), plan.ordered) for plan in counter.read(list_plans)] == [(plan_row_id(PLAN), 1)]


def test_plan_with_an_id_of_an_older_program_becomes_the_plan_of_head_office(office: Office, counter: Desktop) -> None:
    old = PlanId(uuid7())
    counter.write(lambda unit: unit.session.add(record_of(old, PLAN, "sheet", unit.now)))
    order(counter)
    publish(office, PLAN)
    counter.talk()
    assert answer(counter) == ("accepted", "")
    assert [(str(plan.id), plan.ordered) for plan in counter.read(list_plans)] == [(plan_row_id(PLAN), 1)]


def test_plan_with_another_price_is_refused(office: Office, counter: Desktop) -> None:
    publish(office, PLAN)
    counter.talk()
    order(counter)
    publish(office, replace(PLAN, price=Rial(PLAN.price + 1)))
    counter.talk()
    assert answer(counter) == ("refused", "plan_differs")


def test_plan_that_head_office_withdrew_is_refused(office: Office, counter: Desktop) -> None:
    publish(office, PLAN)
    counter.talk()
    order(counter)
    office.publish("*", Published("plan", plan_row_id(PLAN), None))
    counter.talk()
    assert answer(counter) == ("refused", "plan_withdrawn")
