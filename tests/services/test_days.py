"""While the clock is not believed, nothing is numbered, dated or paid; a manager confirms the day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill, IssueInvitation, RecordPayment, ReversePayment
from dealer_app.domain.customers import CorrectCustomer, RegisterCustomer
from dealer_app.domain.days import FIRST_MOMENT, LONGEST_PAUSE_DAYS, STEP_BACK, doubt_of
from dealer_app.domain.errors import Refusal, sentence
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.staff import Role, StaffRow
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.customers.customers import correct_customer, get_customer, register_customer
from dealer_app.services.days.confirming import confirm_day, confirm_day_with_pin
from dealer_app.services.days.days import find_doubt
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments.payments import receipt_to_show, record_payment, reverse_payment
from dealer_app.services.prints.prints import begin_print
from dealer_app.services.registrations.registrations import issue_registration
from dealer_app.services.settings import get_settings, save_settings
from dealer_app.services.staff import staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import audit_head, write_audit
from dealer_app.store.tables.outbox import outbox_head
from tests.services.conftest import NOON, FakeClock
from tests.services.factories import by_manager, nth_walk_in

Verb = Callable[[Unit, OrderId], Any]
WRONG = [
    ("empty battery", datetime(1970, 1, 1, tzinfo=UTC)),
    ("1387", datetime(2008, 6, 1, tzinfo=UTC)),
    ("yesterday", NOON - timedelta(days=1)),
    ("an hour ago", NOON - timedelta(hours=1)),
    ("a year ahead", NOON + timedelta(days=365)),
    ("decades ahead", NOON + timedelta(days=14_000)),
]


def _pay(unit: Unit, order_id: OrderId) -> Any:
    return record_payment(
        unit, RecordPayment(order_id, Account.PRINCIPAL, Rial(1_000_000_000), "deposit", "Q77", unit.today)
    )


def _correct(unit: Unit, order_id: OrderId) -> Any:
    customer = get_customer(unit, get_order(unit, order_id).customer_id)
    return correct_customer(unit, CorrectCustomer(customer.id, customer.version, customer.fields))


def _save(unit: Unit, _: OrderId) -> None:
    known = get_settings(unit)
    changed = type(known.dealership)(**{**_fields(known.dealership), "city": "شهر ساختگی"})
    save_settings(by_manager(unit), replace(known, dealership=changed))


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


VERBS: dict[str, Verb] = {
    "register": lambda unit, _: register_customer(unit, RegisterCustomer(nth_walk_in(5))),
    "correct": _correct,
    "bill": lambda unit, order_id: issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL)),
    "invite": lambda unit, order_id: issue_invitation(unit, IssueInvitation(order_id)),
    "pay": _pay,
    "reverse": lambda unit, order_id: reverse_payment(
        by_manager(unit), ReversePayment(receipt_to_show(unit, order_id), "اشتباه بود")
    ),
    "confirm registration": lambda unit, order_id: issue_registration(unit, get_order(unit, order_id).customer_id),
    "print": lambda unit, order_id: begin_print(
        unit, PaperRef(PaperKind.REGISTRATION, get_order(unit, order_id).customer_id)
    ),
    "settings": _save,
}


@pytest.mark.parametrize("at", [moment for _, moment in WRONG], ids=[name for name, _ in WRONG])
def test_no_verb_writes_while_the_clock_is_not_believed(
    counter: Desktop, clock: FakeClock, main_order: OrderId, at: datetime
) -> None:
    counter.write(lambda unit: _pay(unit, main_order))
    before = counter.read(_heads)
    clock.at = at
    for name, verb in VERBS.items():
        with pytest.raises(Refusal) as caught:
            counter.write(partial(_run, verb=verb, order_id=main_order))
        assert caught.value.code in {"clock_back", "clock_ahead"}, name
        assert sentence(caught.value)
    assert counter.read(_heads) == before


def _run(unit: Unit, verb: Verb, order_id: OrderId) -> object:
    return verb(unit, order_id)


def _heads(unit: Unit) -> tuple[object, object]:
    return audit_head(unit.session), outbox_head(unit.session)


def test_every_verb_works_again_after_the_manager_confirmed(
    counter: Desktop, clock: FakeClock, main_order: OrderId
) -> None:
    manager, clerk = (_of_role(counter, role) for role in (Role.MANAGER, Role.CLERK))
    clock.pass_time(days=200)
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(lambda unit: confirm_day_with_pin(unit, clerk.id, "222222"))
    with pytest.raises(Refusal, match="pin_wrong"):
        counter.write(lambda unit: confirm_day_with_pin(unit, manager.id, "000000"))
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(confirm_day)
    assert counter.read(find_doubt) is not None
    counter.write(lambda unit: confirm_day_with_pin(unit, manager.id, "111111"))
    assert counter.read(find_doubt) is None
    for verb in (VERBS[name] for name in ("register", "pay", "reverse", "settings")):
        counter.write(partial(_run, verb=verb, order_id=main_order))


def _of_role(counter: Desktop, role: Role) -> StaffRow:
    return next(one for one in counter.read(staff.list_staff) if role in one.roles)


def test_clock_that_was_ahead_for_a_while_is_confirmed_once_more(counter: Desktop, clock: FakeClock) -> None:
    clock.pass_time(days=3000)
    counter.write(lambda unit: write_audit(unit, "tracked", "orders", None))  # it is no verb: nothing is dated by it
    clock.at = NOON + timedelta(days=1)
    assert counter.read(find_doubt) is None  # what happened while nobody believed the clock moved nothing
    clock.pass_time(days=3000)
    counter.write(lambda unit: confirm_day(by_manager(unit)))
    clock.at = NOON + timedelta(days=1)
    assert counter.read(find_doubt) is not None


@settings(max_examples=200)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("pass"), st.integers(0, 3 * 86400)),
            st.tuples(st.just("turn"), st.integers(-(10**9), 10**9)),
            st.tuples(st.sampled_from(["work", "confirm"]), st.just(0)),
        ),
        max_size=30,
    )
)
def test_days_of_work_never_go_back_or_leap_without_a_confirmation(steps: list[tuple[str, int]]) -> None:
    now, believed = NOON, NOON
    for what, seconds in steps:
        if what in {"pass", "turn"}:
            now = min(max(now + timedelta(seconds=seconds), NOON - timedelta(days=20_000)), NOON + timedelta(20_000))
        elif what == "confirm":
            believed = now
        elif doubt_of(now, believed) is None:
            assert now >= believed - STEP_BACK
            assert now - believed <= timedelta(days=LONGEST_PAUSE_DAYS)
            believed = max(now, believed)
        else:
            assert now < believed or now - believed > timedelta(days=LONGEST_PAUSE_DAYS)


def test_borders() -> None:
    assert doubt_of(NOON - STEP_BACK, NOON) is None
    assert doubt_of(NOON - STEP_BACK - timedelta(seconds=1), NOON) is not None
    assert doubt_of(NOON + timedelta(days=LONGEST_PAUSE_DAYS), NOON) is None
    assert doubt_of(NOON + timedelta(days=LONGEST_PAUSE_DAYS, seconds=1), NOON) is not None
    midnight = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
    assert doubt_of(midnight - timedelta(minutes=1), midnight + timedelta(minutes=1)) is not None  # another day
    assert doubt_of(FIRST_MOMENT, None) is None
    assert doubt_of(FIRST_MOMENT - timedelta(seconds=1), None) is not None
