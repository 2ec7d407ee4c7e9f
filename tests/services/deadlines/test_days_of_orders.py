"""The days that triggers keep on an order follow its letters, its payments and its history."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueInvitation, ReversePayment
from dealer_app.domain.ids import OrderId
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.payments.payments import record_payment, reverse_payment
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.orders import OrderRecord
from tests.services.factories import TODAY, a_payment, by_manager


def _days(counter: Desktop, order_id: OrderId) -> dict[str, date | None]:
    columns = OrderRecord.pay_by_on, OrderRecord.first_paid_on, OrderRecord.won_on
    wanted = select(*columns).where(OrderRecord.id == order_id)
    return dict(counter.read(lambda unit: unit.session.execute(wanted).mappings().one()))


def _void(unit: Unit, order_id: OrderId, day: date) -> None:
    which: Any = InvitationRecord.order_id == order_id, InvitationRecord.pay_by_on == day
    unit.session.execute(update(InvitationRecord).where(*which).values(state="void"))


def test_last_day_of_the_newest_valid_letter_is_on_the_order(counter: Desktop, main_order: OrderId) -> None:
    early, late = TODAY + timedelta(days=2), TODAY + timedelta(days=9)
    counter.write(lambda unit: issue_invitation(unit, IssueInvitation(main_order, "payment", early)))
    assert _days(counter, main_order)["pay_by_on"] == early
    counter.write(lambda unit: issue_invitation(unit, IssueInvitation(main_order, "payment", late)))
    assert _days(counter, main_order)["pay_by_on"] == late
    counter.write(lambda unit: _void(unit, main_order, late))
    assert _days(counter, main_order)["pay_by_on"] == early
    assert counter.verify().is_sound


def test_first_payment_is_on_the_order_until_it_is_reversed(counter: Desktop, main_order: OrderId) -> None:
    earlier = TODAY - timedelta(days=3)
    counter.write(lambda unit: record_payment(unit, a_payment(main_order, 1_000_000_000)))
    first = a_payment(main_order, 2_000_000_000, paid_on=earlier, bank_reference="7")
    paid = counter.write(lambda unit: record_payment(unit, first)).value
    assert _days(counter, main_order)["first_paid_on"] == earlier
    counter.write(lambda unit: reverse_payment(by_manager(unit), ReversePayment(paid.id, "اشتباه")))
    assert _days(counter, main_order)["first_paid_on"] == TODAY
    assert counter.verify().is_sound
