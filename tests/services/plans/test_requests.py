"""Orders from a plan: number, slip and frozen price in one transaction; refused by the counter's clock."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldErrors, Refusal, sentence
from dealer_app.domain.ids import CustomerId, PlanId, Rial
from dealer_app.domain.papers.papers import BillDetails
from dealer_app.domain.persian import document_number
from dealer_app.domain.plans.plans import PlanFields, PlanStage, StageEvent
from dealer_app.domain.plans.requests import MakeRequest, RequestDetails
from dealer_app.services.bills.bills import get_bill_series
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.services.orders.orders import find_order_id, get_order, list_timeline
from dealer_app.services.plans.plans import StorePlans, find_newest_plan, list_plans, store_plans
from dealer_app.services.plans.records import record_of
from dealer_app.services.plans.requests import get_request, make_request
from dealer_app.services.plans.sheet import SheetPlan
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from tests.plan_samples import NOON, a_plan, a_staged_plan, an_instalment_plan
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager
from tests.store.factories import an_order


def sold(counter: Desktop, fields: PlanFields) -> PlanId:
    counter.write(lambda unit: store_plans(by_manager(unit), StorePlans((SheetPlan(2, fields),), is_confirmed=True)))
    return counter.read(lambda unit: find_newest_plan(unit, fields.code))


def customer(counter: Desktop) -> CustomerId:
    found = counter.read(lambda unit: find_customer_by_code(unit, "0499370899"))
    assert found is not None
    return found


def order(counter: Desktop, fields: PlanFields, **changes: Any) -> tuple[RequestDetails, tuple[BillDetails, ...]]:
    wish = replace(MakeRequest(sold(counter, fields), customer(counter), fields.price, "سفید"), **changes)
    return counter.write(lambda unit: make_request(unit, wish)).value


def requests_of(counter: Desktop) -> list[str]:
    return counter.read(lambda unit: list(unit.session.scalars(select(RequestRecord.number))))


def test_order_has_a_leased_number_and_a_slip_of_the_prepayment(counter: Desktop) -> None:
    request, slip = order(counter, a_staged_plan())

    made = counter.read(lambda unit: get_order(unit, request.order_id))
    assert (request.number, request.prepayment) == ("1405/2606/00001", 5_376_000_000)
    assert (made.fields.status, made.fields.price, made.fields.color) == ("ثبت درخواست", 12_800_000_000, "سفید")
    assert made.ledger.principal.remaining == sum(bill.amount for bill in slip) == 5_376_000_000
    assert counter.read(lambda unit: find_order_id(unit, request.number)) == request.order_id
    kinds = counter.read(lambda unit: list(unit.session.scalars(select(OutboxRecord.kind).order_by(OutboxRecord.n))))
    assert kinds[-2:] == ["request.make", "bill.issue"]
    assert counter.verify().problems == ()


def test_old_order_shows_the_old_price_after_the_plan_changed(counter: Desktop) -> None:
    plan = a_staged_plan()
    request, slip = order(counter, plan)
    closing = plan.closes_at
    dearer = replace(plan, version=2, price=Rial(15_000_000_000), opens_at=closing, closes_at=None)
    sold(counter, dearer)

    assert counter.read(lambda unit: get_request(unit, request.order_id)) == request
    assert counter.read(lambda unit: get_bill_series(unit, slip[0].id)) == slip
    assert counter.read(lambda unit: get_order(unit, request.order_id)).fields.price == plan.price


@pytest.mark.parametrize(
    ("fields", "minutes", "code"),
    [
        (a_staged_plan(closes_at=NOON + timedelta(hours=1)), 60, "plan_closed"),
        (a_plan(opens_at=NOON + timedelta(hours=1)), 0, "plan_not_yet"),
        (a_plan(capacity=0), 0, "plan_full"),
    ],
)
def test_plan_that_is_not_open_is_refused_by_the_counters_clock(
    counter: Desktop, clock: FakeClock, fields: PlanFields, minutes: int, code: str
) -> None:
    plan_id = sold(counter, fields)
    clock.pass_time(minutes=minutes)
    with pytest.raises(Refusal, match=code) as refused:
        counter.write(lambda unit: make_request(unit, MakeRequest(plan_id, customer(counter), fields.price)))
    assert fields.name in sentence(refused.value)
    assert requests_of(counter) == []


def test_last_minute_is_still_in_time(counter: Desktop, clock: FakeClock) -> None:
    fields = a_staged_plan(closes_at=NOON + timedelta(hours=1))
    plan_id = sold(counter, fields)
    clock.pass_time(minutes=59, seconds=59)
    counter.write(lambda unit: make_request(unit, MakeRequest(plan_id, customer(counter), fields.price)))
    assert len(requests_of(counter)) == 1


def test_capacity_counts_the_orders_of_this_counter(counter: Desktop) -> None:
    fields = a_plan(capacity=1)
    order(counter, fields)
    plan = next(one for one in counter.read(list_plans) if one.fields == fields)
    assert (plan.ordered, plan.left) == (1, 0)
    with pytest.raises(Refusal, match="plan_full"):
        order(counter, fields)
    assert len(requests_of(counter)) == 1


def test_timeline_names_the_plan_and_its_version_as_they_were_ordered(counter: Desktop) -> None:
    plan = a_staged_plan(version=3)
    request, _ = order(counter, plan)
    sold(counter, replace(plan, version=4, name="نام تازه", opens_at=plan.closes_at, closes_at=None))
    entries = counter.read(lambda unit: list_timeline(unit, request.customer_id))
    (made,) = [entry for entry in entries if entry.kind == "ordered"]
    assert plan.name in made.title
    assert "نسخهٔ ۳" in made.subtitle
    assert document_number(request.number) in made.subtitle
    assert made.mark == ""


BEFORE = frozenset({"plan_ordered_before"})


@pytest.mark.parametrize("version", [1, 2])
def test_second_order_of_a_customer_from_one_plan_is_a_doubt(counter: Desktop, clock: FakeClock, version: int) -> None:
    first = a_staged_plan(closes_at=NOON + timedelta(hours=1))
    request, _ = order(counter, first)
    clock.pass_time(days=1)
    again = replace(first, version=version, opens_at=first.closes_at, closes_at=None)
    if version == 1:
        again = replace(first, closes_at=None)
    with pytest.raises(FieldErrors) as caught:
        order(counter, again)
    (doubt,) = caught.value.errors
    assert (doubt.code, doubt.field, doubt.is_warning) == ("plan_ordered_before", "national_code", True)
    assert document_number(request.number) in sentence(doubt)
    assert "۱۴۰۵/۰۹/۰۱" in sentence(doubt)
    assert requests_of(counter) == [request.number]

    order(counter, again, accepted_warnings=BEFORE)
    assert len(requests_of(counter)) == 2
    query = select(AuditRecord.detail).where(AuditRecord.action == "request_made").order_by(AuditRecord.n.desc())
    detail = counter.read(lambda unit: unit.session.scalars(query).first())
    assert json.loads(detail or "")["confirmed"] == ["plan_ordered_before"]


def test_order_of_another_plan_or_after_one_that_ended_is_no_doubt(counter: Desktop) -> None:
    request, _ = order(counter, a_staged_plan())
    order(counter, a_plan())
    ended = update(OrderRecord).where(OrderRecord.id == request.order_id).values(status="انصراف")
    counter.write(lambda unit: unit.session.execute(ended))
    order(counter, a_staged_plan())
    assert len(requests_of(counter)) == 3


def test_all_doubts_about_an_order_are_asked_at_once(counter: Desktop) -> None:
    order(counter, a_staged_plan())
    cheap: dict[str, Any] = {"price": 128_000_000, "car": "کی‌ام‌سی J7", "model_year": "1405"}
    counter.write(lambda unit: [an_order(unit, request_number=f"R77{at}", **cheap) for at in range(3)])
    with pytest.raises(FieldErrors) as caught:
        order(counter, a_staged_plan())
    assert {one.code for one in caught.value.errors} == {"plan_ordered_before", "price_far"}
    order(counter, a_staged_plan(), accepted_warnings=BEFORE | {"price_far"})


def test_price_that_the_clerk_did_not_see_is_refused(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="plan_price_changed") as refused:
        order(counter, a_plan(), price=Rial(1))
    assert "۱۳٬۶۵۰٬۰۰۰٬۰۰۰" in sentence(refused.value)
    assert requests_of(counter) == []


NOTHING_DUE = [
    an_instalment_plan(stages=()),
    a_staged_plan(stages=(PlanStage(StageEvent.CONTRACT, amount=a_staged_plan().price), PlanStage(StageEvent.REQUEST))),
]


@pytest.mark.parametrize("fields", NOTHING_DUE)
def test_plan_with_nothing_due_at_the_request_is_refused(counter: Desktop, fields: PlanFields) -> None:
    plan_id = PlanId(uuid7())
    counter.write(lambda unit: unit.session.add(record_of(plan_id, fields, "hub", unit.now)))  # of an older program
    with pytest.raises(Refusal, match="plan_nothing_due") as refused:
        counter.write(lambda unit: make_request(unit, MakeRequest(plan_id, customer(counter), fields.price)))
    assert fields.name in sentence(refused.value)
    assert requests_of(counter) == []


def test_doubt_about_the_slip_is_asked_and_its_confirmation_is_audited(counter: Desktop) -> None:
    cheap = a_plan(capacity=None)
    for _ in range(3):
        order(counter, cheap, accepted_warnings=BEFORE)
    dear = a_plan(code="DEAR", price=Rial(cheap.price * 10))
    with pytest.raises(FieldErrors) as asked:
        order(counter, dear)
    assert [(error.code, error.is_warning) for error in asked.value.errors] == [("price_far", True)]
    assert len(requests_of(counter)) == 3
    request, slip = order(counter, dear, accepted_warnings=frozenset({"price_far"}))
    assert request.prepayment == sum(bill.amount for bill in slip) + slip[0].remainder
    last = select(AuditRecord.detail).where(AuditRecord.action == "bill_issued").order_by(AuditRecord.n.desc())
    assert "price_far" in str(counter.read(lambda unit: unit.session.scalars(last).first()))
