"""Invitations: which orders get one, its contents, and when the existing one is returned again."""

from datetime import date

import pytest
from sqlalchemy import update

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueInvitation
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import InvitationId, OrderId
from dealer_app.domain.papers.papers import InvitationDetails
from dealer_app.services.invitations import invitations
from dealer_app.services.orders.orders import find_order_id, get_order
from dealer_app.services.papers import seals
from dealer_app.services.payments import payments
from dealer_app.store.tables.orders import OrderRecord
from tests.services.conftest import FakeClock
from tests.services.factories import a_payment, an_invited_order


def issue(counter: Desktop, order_id: OrderId, kind: str = "", pay_by_on: date | None = None) -> InvitationDetails:
    wish = IssueInvitation(order_id, kind, pay_by_on)
    return counter.write(lambda unit: invitations.issue_invitation(unit, wish)).value


def order_numbered(counter: Desktop, number: str) -> OrderId:
    found = counter.read(lambda unit: find_order_id(unit, number))
    assert found is not None
    return found


def test_invitation_shows_the_ledger_of_the_order(counter: Desktop, main_order: OrderId) -> None:
    letter = issue(counter, main_order)

    assert letter.kind == "payment"
    assert letter.number == "1405/2606/00001"
    assert [(line.label, line.amount) for line in letter.lines] == [
        ("قیمت مصوب", 12_800_000_000),
        ("مالیات و عوارض، بیمه و شماره‌گذاری", 756_000_000),
        ("سود مشارکت", -756_000_000),
        ("پیش‌پرداخت و واریزهای پیشین", -7_936_000_000),
    ]
    assert sum(line.amount for line in letter.lines) == letter.amount == 4_864_000_000
    assert (letter.honorific, letter.customer_name) == ("سرکار خانم", "زهرا نوری‌فر")
    assert letter.pay_by_on == date(2026, 11, 25)  # three working days: چهارشنبه ۴ آذر
    assert [bill.amount for bill in letter.bills] == [4_864_000_000]
    assert letter.bills[0].due_on == letter.pay_by_on
    assert (letter.is_expired, letter.is_sample) == (False, True)
    assert counter.read(lambda unit: seals.check_seal(unit, letter.authenticity)) == "genuine"
    assert counter.read(lambda unit: invitations.get_invitation(unit, letter.id)) == letter


def test_same_facts_on_the_same_day_give_the_same_invitation(counter: Desktop, main_order: OrderId) -> None:
    assert issue(counter, main_order) == issue(counter, main_order)


def test_changed_facts_give_a_new_number_and_new_bills(counter: Desktop, main_order: OrderId) -> None:
    first = issue(counter, main_order)
    counter.write(lambda unit: payments.record_payment(unit, a_payment(main_order, 1_000_000_000)))

    second = issue(counter, main_order)

    assert (second.number, second.amount) == ("1405/2606/00002", 3_864_000_000)
    assert [bill.amount for bill in second.bills] == [3_864_000_000]
    assert counter.read(lambda unit: invitations.get_invitation(unit, first.id)) == first


def test_invitation_on_a_later_day_keeps_the_deadline(counter: Desktop, clock: FakeClock, main_order: OrderId) -> None:
    clock.pass_time(days=10)

    letter = issue(counter, main_order)

    assert letter.number == "1405/2606/00002"
    assert (letter.pay_by_on, letter.is_expired) == (date(2026, 11, 25), True)
    card = counter.read(lambda unit: get_order(unit, main_order)).card
    assert (card.tone, card.deadline_on) == ("red", date(2026, 11, 25))


def test_requested_day_is_on_invitation_bill_and_card(counter: Desktop, main_order: OrderId) -> None:
    letter = issue(counter, main_order, pay_by_on=date(2026, 12, 10))

    assert letter.bills[0].due_on == letter.pay_by_on == date(2026, 12, 10)
    assert counter.read(lambda unit: get_order(unit, main_order)).card.deadline_on == date(2026, 12, 10)


def test_friday_and_holidays_are_not_counted(counter: Desktop, clock: FakeClock) -> None:
    clock.pass_time(days=4)  # پنجشنبه ۵ آذر
    order_id = counter.write(lambda unit: an_invited_order(unit, price=5_000_000)).value

    assert issue(counter, order_id).pay_by_on == date(2026, 11, 30)  # Saturday, Sunday, Monday


def test_paid_order_at_delivery_gets_a_delivery_invitation(counter: Desktop) -> None:
    order_id = order_numbered(counter, "R2606090003")

    letter = issue(counter, order_id)

    assert (letter.kind, letter.amount, letter.bills, letter.pay_by_on) == ("delivery", 0, (), None)


def test_order_that_is_not_invited_yet_is_refused(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="invitation_not_issued"):
        issue(counter, order_numbered(counter, "R2606090002"))


def test_paid_order_before_delivery_is_refused(counter: Desktop) -> None:
    order_id = order_numbered(counter, "R2606098731")

    with pytest.raises(Refusal, match="invitation_too_early"):
        issue(counter, order_id)
    with pytest.raises(Refusal, match="nothing_remains"):
        issue(counter, order_id, "payment")
    with pytest.raises(Refusal, match="invitation_kind_unknown"):
        issue(counter, order_id, "other")
    assert issue(counter, order_id, "delivery").kind == "delivery"


def test_withdrawn_order_is_refused(counter: Desktop) -> None:
    order_id = counter.write(lambda unit: an_invited_order(unit, price=5_000_000)).value
    counter.write(lambda unit: unit.session.execute(update(OrderRecord).values(withdrawal_state="انصراف")))

    with pytest.raises(Refusal, match="order_is_aside"):
        issue(counter, order_id)


def test_invitation_of_a_split_amount_has_every_bill(counter: Desktop) -> None:
    letter = issue(counter, order_numbered(counter, "R2606090009"))

    assert [(bill.part, bill.parts) for bill in letter.bills] == [(1, 2), (2, 2)]
    assert sum(bill.amount for bill in letter.bills) == letter.amount


def test_company_is_addressed_by_its_own_name(counter: Desktop) -> None:
    letter = issue(counter, order_numbered(counter, "R2606090004"), "delivery")

    assert (letter.honorific, letter.customer_name) == ("", "شرکت نگین نوری‌فر کرمان")


def test_unknown_invitation_is_refused(counter: Desktop, main_order: OrderId) -> None:
    with pytest.raises(Refusal, match="invitation_not_found"):
        counter.read(lambda unit: invitations.get_invitation(unit, InvitationId(main_order)))
