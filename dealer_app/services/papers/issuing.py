"""What all papers share when they are issued: their number, the words of the order, holidays for a deadline."""

from datetime import date, timedelta
from typing import TypedDict

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.calendar.workdays import add_workdays
from dealer_app.domain.errors import Refusal
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.orders.statuses import current_status
from dealer_app.domain.settings import Settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.holidays import list_holidays, seed_holidays
from dealer_app.store.tables.leases import take_number
from dealer_app.store.tables.numbers import is_borne
from resources.texts.timeline import PAPERS

NO_CODE = "0000"
ENDED = frozenset({"withdrawn", "void"})
LONGEST_WAIT = timedelta(days=60)


class OrderWords(TypedDict):
    """The facts of an order that every money paper bears."""

    customer_name: str
    national_code: str
    request_number: str
    contract_number: str
    car: str
    color: str
    model_year: str


def refuse_ended(order: OrderDetails, paper: str) -> None:
    """Raise Refusal ``order_is_aside`` for an order that was withdrawn or made void: nobody owes its price."""
    status = current_status(order.fields)
    if status is not None and status.code in ENDED:
        raise Refusal("order_is_aside", status=status.name, paper=PAPERS[paper])


def take_paper_number(unit: Unit, kind: str, settings: Settings) -> str:
    """Return the next number of a paper, «1405/2606/00871»: Jalali year, dealership, leased serial.

    Where head office leases the numbers, the dealership is the one that it enrolled this counter for. A number that a
    document bears already (a copied PC took it from the same range) is passed over: nobody has to wait for that.
    """
    enrolment = current_enrolment(unit.session)
    code = enrolment.dealership if enrolment is not None else settings.dealership.code
    while True:
        number = f"{to_jalali(unit.today)[0]}/{code or NO_CODE}/{take_number(unit, kind):05d}"
        if not is_borne(unit.session, kind, number):
            return number


def order_words(order: OrderDetails) -> OrderWords:
    """Return the order's facts as papers print them."""
    return OrderWords(
        customer_name=order.customer_name,
        national_code=order.customer_national_code,
        request_number=order.fields.request_number,
        contract_number=order.fields.contract_number,
        car=order.fields.car,
        color=order.fields.color,
        model_year=order.fields.model_year,
    )


def pay_by_day(unit: Unit, settings: Settings) -> date:
    """Return today and the working days of the rule, on the Iranian calendar with the table of holidays."""
    last = unit.today + LONGEST_WAIT
    seed_holidays(unit, tuple(range(unit.today.year, last.year + 1)))
    holidays = frozenset(row.day for row in list_holidays(unit.session, unit.today, last))
    rules = settings.rules
    return add_workdays(unit.today, rules.invitation_pay_workdays, holidays, rules.is_thursday_workday)
