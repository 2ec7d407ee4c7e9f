"""A series of many bills, or a price far from those of the same car, is asked about before anything is issued."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import MOST_UNASKED_BILLS, IssueBill, IssueInvitation, bill_doubts
from dealer_app.domain.errors import FieldErrors
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.orders import OrderRecord
from tests.services.factories import an_invited_order

LARGEST = 99_999_999_000


def bills_of(counter: Desktop, order_id: OrderId) -> int:
    count = select(func.count()).where(BillRecord.order_id == order_id)
    return counter.read(lambda unit: unit.session.scalar(count) or 0)


def codes(counter: Desktop, wish: IssueBill) -> list[str]:
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: issue_bills(unit, wish))
    assert all(error.is_warning for error in caught.value.errors)
    return [error.code for error in caught.value.errors]


@pytest.mark.parametrize(("parts", "is_asked"), [(MOST_UNASKED_BILLS, False), (MOST_UNASKED_BILLS + 1, True)])
def test_more_than_twenty_bills_are_asked_about(counter: Desktop, parts: int, is_asked: bool) -> None:
    order_id = counter.write(lambda unit: an_invited_order(unit, number="R77", price=parts * LARGEST)).value
    wish = IssueBill(order_id, Account.PRINCIPAL)
    if is_asked:
        assert codes(counter, wish) == ["bills_many"]
        assert bills_of(counter, order_id) == 0
        letter = IssueInvitation(order_id)
        with pytest.raises(FieldErrors, match="bills_many"):
            counter.write(lambda unit: issue_invitation(unit, letter))
        wish = IssueBill(order_id, Account.PRINCIPAL, accepted_warnings=frozenset({"bills_many"}))
    counter.write(lambda unit: issue_bills(unit, wish))
    assert bills_of(counter, order_id) == parts
    assert counter.read(last_confirmed) is is_asked
    counter.write(lambda unit: issue_invitation(unit, IssueInvitation(order_id)))  # the open bills are not asked again


def test_price_far_from_the_same_car_is_asked_about(counter: Desktop) -> None:
    def four(unit: Unit) -> list[OrderId]:
        orders = [an_invited_order(unit, number=f"R88{n}", price=20_000_000_000) for n in range(4)]
        orders.append(an_invited_order(unit, number="R889", price=200_000_000_000))
        for order_id, price in zip(orders, [20_000_000_000] * 4 + [200_000_000_000], strict=True):
            record = unit.session.scalars(select(OrderRecord).where(OrderRecord.id == order_id)).one()
            record.brand, record.car, record.model_year, record.price = "بهمن", "دیگنیتی", "1404", price
        return orders

    *usual, far = counter.write(four).value
    assert codes(counter, IssueBill(far, Account.PRINCIPAL)) == ["price_far"]
    counter.write(lambda unit: issue_bills(unit, IssueBill(usual[0], Account.PRINCIPAL)))
    confirmed = IssueBill(far, Account.PRINCIPAL, accepted_warnings=frozenset({"price_far"}))
    counter.write(lambda unit: issue_bills(unit, confirmed))
    assert bills_of(counter, far) == 3


@given(count=st.integers(1, 40), price=st.integers(0, 10**15), usual=st.integers(0, 10**15))
def test_doubts_are_those_of_the_rule(count: int, price: int, usual: int) -> None:
    found = {doubt.code for doubt in bill_doubts(count, Rial(price), Rial(price), Rial(usual))}
    assert ("bills_many" in found) == (count > MOST_UNASKED_BILLS)
    assert ("price_far" in found) == (usual > 0 and price > 0 and not usual < 5 * price < 25 * usual)


def last_confirmed(unit: Unit) -> bool:
    wanted = select(AuditRecord.detail).where(AuditRecord.action == "bill_issued").order_by(AuditRecord.n.desc())
    return "confirmed" in str(unit.session.scalars(wanted).first())
