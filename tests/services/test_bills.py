"""Bills: amounts, ids, splitting, and issuing the same bill twice."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill
from dealer_app.domain.codes.bill_ids import MAX_BILL_RIAL, amount_of, make_payment_id, read_barcode
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import BillId, OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import BillDetails
from dealer_app.domain.settings import DealershipSettings, IssuerSettings, Settings
from dealer_app.services import settings
from dealer_app.services.bills import bills
from dealer_app.services.orders.orders import find_order_id
from dealer_app.services.papers import seals
from dealer_app.services.payments import payments
from dealer_app.services.search.search import find
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from tests.services.factories import TODAY, a_payment, an_invited_order, by_manager


def issue(
    counter: Desktop, order_id: OrderId, account: Account = Account.PRINCIPAL, **wish: object
) -> tuple[BillDetails, ...]:
    command = IssueBill(order_id, account, **wish)  # type: ignore[arg-type]
    return counter.write(lambda unit: bills.issue_bills(unit, command)).value


def order_of(counter: Desktop, **charges: Any) -> OrderId:
    return counter.write(lambda unit: an_invited_order(unit, **charges)).value


def states(unit: Unit, order_id: OrderId) -> list[tuple[str, str]]:
    rows = select(BillRecord).where(BillRecord.order_id == order_id).order_by(BillRecord.row)
    return [(row.state, row.number) for row in unit.session.scalars(rows)]


def test_bill_amount_is_the_remaining_amount_of_the_ledger(counter: Desktop, main_order: OrderId) -> None:
    (bill,) = issue(counter, main_order)

    assert (bill.amount, bill.total, bill.remainder) == (4_864_000_000, 4_864_000_000, 0)
    assert read_barcode(bill.barcode) == (bill.bill_id, bill.payment_id)
    assert amount_of(bill.payment_id) == bill.amount
    assert bill.number == "1405/2606/00001"
    assert (bill.customer_name, bill.national_code) == ("زهرا نوری‌فر", "0499370899")


def test_sample_issuer_makes_sample_bills_of_company_000(counter: Desktop) -> None:
    (bill,) = issue(counter, order_of(counter, price=7_000_000))

    assert bill.is_sample
    assert bill.bill_id[-5:-2] == "000"


def test_configured_issuer_makes_bills_with_its_own_code(counter: Desktop) -> None:
    issuer = IssuerSettings("345", "7", principal_period="05", is_sample=False)
    own = Settings(DealershipSettings(code="2606", is_sample=False), issuer)
    counter.write(lambda unit: settings.save_settings(by_manager(unit), own))
    (bill,) = issue(counter, order_of(counter, price=7_000_000))

    assert not bill.is_sample
    assert bill.bill_id[-5:-1] == "3457"
    assert bill.payment_id[-5:-2] == "505"  # 1405, period 05


def test_open_bill_is_returned_instead_of_a_second_one(counter: Desktop) -> None:
    order_id = order_of(counter, price=7_000_000)

    assert issue(counter, order_id) == issue(counter, order_id)


def test_outdated_bill_is_voided_and_keeps_its_number(counter: Desktop) -> None:
    order_id = order_of(counter, price=7_000_000)
    (old,) = issue(counter, order_id)
    counter.write(lambda unit: payments.record_payment(unit, a_payment(order_id, 1_000_000)))

    (new,) = issue(counter, order_id)

    assert new.amount == 6_000_000
    assert counter.read(lambda unit: states(unit, order_id)) == [("void", old.number), ("open", new.number)]
    assert counter.read(lambda unit: bills.get_bill_series(unit, old.id)) == (old,)


def test_another_due_day_makes_a_new_bill(counter: Desktop) -> None:
    order_id = order_of(counter, price=7_000_000)
    (old,) = issue(counter, order_id)

    (new,) = issue(counter, order_id, due_on=TODAY + timedelta(days=9))

    assert (new.due_on, new.number) == (TODAY + timedelta(days=9), "1405/2606/00003")
    assert old.number == "1405/2606/00002"


def test_amount_above_the_largest_bill_is_split(counter: Desktop) -> None:
    order_id = counter.read(lambda unit: find_order_id(unit, "R2606090009"))
    assert order_id is not None

    series = issue(counter, order_id)

    assert [bill.amount for bill in series] == [MAX_BILL_RIAL, 115_650_000_000 - MAX_BILL_RIAL]
    assert [(bill.part, bill.parts) for bill in series] == [(1, 2), (2, 2)]
    assert counter.read(lambda unit: bills.get_bill_series(unit, series[1].id)) == series


def test_remainder_below_1000_rial_is_kept(counter: Desktop) -> None:
    (bill,) = issue(counter, order_of(counter, price=1_234_567_890))

    assert (bill.amount, bill.remainder) == (1_234_567_000, 890)


def test_penalty_bill_is_a_separate_series(counter: Desktop) -> None:
    order_id = order_of(counter, price=7_000_000, penalty=250_000)
    (principal,) = issue(counter, order_id)

    (penalty,) = issue(counter, order_id, Account.PENALTY)

    assert (penalty.account, penalty.amount) == (Account.PENALTY, 250_000)
    assert penalty.payment_id[-4:-2] == "02"
    assert counter.read(lambda unit: bills.list_open_bills(unit, order_id, Account.PRINCIPAL)) == (principal,)


@pytest.mark.parametrize(
    ("charges", "code"),
    [({}, "nothing_remains"), ({"price": 999}, "bill_remainder_only"), ({"price": 0}, "nothing_remains")],
)
def test_order_with_nothing_to_bill_is_refused(counter: Desktop, charges: dict[str, int], code: str) -> None:
    order_id = order_of(counter, **charges)

    with pytest.raises(Refusal, match=code):
        issue(counter, order_id)


def test_ids_from_the_company_are_used_unchanged(counter: Desktop) -> None:
    order_id = order_of(counter, price=120_000)

    (bill,) = issue(counter, order_id, received_ids=(("1117753200140", "۱۲۰۷۰۱۶۰"),))

    assert (bill.bill_id, bill.payment_id) == ("1117753200140", "12070160")
    assert issue(counter, order_id) == (bill,)


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("1117753200140", "1770165"), "payment_id_pair"),
        (("2234322344613", "1070189"), "payment_id_pair"),
        (("9403272004129", "95570163"), "amount_differs"),
    ],
)
def test_ids_that_do_not_match_are_refused_with_the_reason(counter: Desktop, pair: tuple[str, str], code: str) -> None:
    order_id = order_of(counter, price=120_000)

    with pytest.raises(FieldError, match=code):
        issue(counter, order_id, received_ids=(pair,))


def test_ids_of_another_bill_are_refused(counter: Desktop) -> None:
    pair = ("1117753200140", "12070160")
    issue(counter, order_of(counter, price=120_000), received_ids=(pair,))
    other = counter.write(lambda unit: an_invited_order(unit, number="R9900000002", price=120_000)).value

    with pytest.raises(FieldError, match="bill_ids_used"):
        issue(counter, other, received_ids=(pair,))


def test_bill_is_sealed(counter: Desktop, main_order: OrderId) -> None:
    (bill,) = issue(counter, main_order)

    assert counter.read(lambda unit: seals.check_seal(unit, bill.authenticity)) == "genuine"


def test_received_bill_id_with_an_unusual_check_digit_is_a_doubt(counter: Desktop) -> None:
    bill_id = "1117753200141"  # the scheme's own check digit is 0
    pair = (bill_id, make_payment_id(bill_id, Rial(120_000), "5", "01"))
    order_id = order_of(counter, price=120_000)
    with pytest.raises(FieldErrors) as caught:
        issue(counter, order_id, received_ids=(pair,))
    (doubt,) = caught.value.errors
    assert (doubt.code, doubt.is_warning) == ("bill_id_unusual", True)
    assert counter.read(lambda unit: states(unit, order_id)) == []

    (bill,) = issue(counter, order_id, received_ids=(pair,), accepted_warnings=frozenset({"bill_id_unusual"}))
    assert (bill.bill_id, bill.payment_id) == pair
    (hit, *_) = counter.read(lambda unit: find(unit, bill.barcode))
    assert hit.order_id == order_id


@pytest.mark.parametrize(
    ("bill", "payment", "code"),
    [("11177532001400", "12070160", "bill_id_too_long"), ("1117753200140", "12070161", "payment_id_pair"),
     ("1117753200140", "12070150", "payment_id_check"), ("1117753200100", "12070160", "bill_id_service")],
)  # fmt: skip
def test_other_faults_of_received_ids_are_refused(counter: Desktop, bill: str, payment: str, code: str) -> None:
    order_id = order_of(counter, price=120_000)
    with pytest.raises(FieldError) as caught:
        issue(counter, order_id, received_ids=((bill, payment),), accepted_warnings=frozenset({code}))
    assert caught.value.code == code


def test_unknown_bill_is_refused(counter: Desktop, main_order: OrderId) -> None:
    with pytest.raises(Refusal, match="bill_not_found"):
        counter.read(lambda unit: bills.get_bill_series(unit, BillId(main_order)))


@given(price=st.integers(1_000, 5 * 10**11))
def test_parts_and_remainder_sum_to_the_remaining_amount(counter: Desktop, price: int) -> None:
    def issue_new(unit: Unit) -> tuple[BillDetails, ...]:
        order_id = an_invited_order(unit, number=f"R{uuid4().int}", price=price)
        return bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))

    made = counter.write(issue_new).value
    assert sum(bill.amount for bill in made) + made[0].remainder == price
    assert all(read_barcode(bill.barcode) == (bill.bill_id, bill.payment_id) for bill in made)
    assert len({bill.barcode for bill in made}) == len(made)
