"""Provide what all papers need when they are issued: the number, the order's facts, the deadline with holidays."""

from datetime import date, timedelta
from typing import TypedDict

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.calendar.workdays import add_workdays
from dealer_app.domain.errors import Refusal
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.orders.statuses import current_status
from dealer_app.domain.settings import Settings
from dealer_app.services.days.days import require_day
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.holidays import list_holidays, seed_holidays
from dealer_app.store.tables.leases import take_number
from dealer_app.store.tables.numbers import is_number_used
from resources.texts.timeline import PAPERS

NO_CODE = "0000"
ENDED = frozenset({"withdrawn", "void"})
LONGEST_WAIT = timedelta(days=60)


class OrderWords(TypedDict):
    """The facts of an order on every paper with an amount."""

    customer_name: str
    national_code: str
    request_number: str
    contract_number: str
    car: str
    color: str
    model_year: str


def refuse_ended(order: OrderDetails, paper: str) -> None:
    """Raise Refusal ``order_is_aside`` for a withdrawn or void order, because its price is not owed."""
    status = current_status(order.fields)
    if status is not None and status.code in ENDED:
        raise Refusal("order_is_aside", status=status.name, paper=PAPERS[paper])


def take_paper_number(unit: Unit, kind: str, settings: Settings) -> str:
    """Return the next number of a paper, «1405/2606/00871»: Jalali year, dealership, leased serial.

    If the counter is enrolled, the dealership is the one of its enrolment. A number that a document already has (a
    copied PC took it from the same range) is skipped, so that issuing does not have to wait.
    """
    require_day(unit)
    enrolment = current_enrolment(unit.session)
    code = enrolment.dealership if enrolment is not None else settings.dealership.code
    while True:
        number = f"{to_jalali(unit.today)[0]}/{code or NO_CODE}/{take_number(unit, kind):05d}"
        if not is_number_used(unit.session, kind, number):
            return number


def order_words(order: OrderDetails) -> OrderWords:
    """Return the order's facts that papers print."""
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
    """Return today plus the working days of the rule, by the Iranian calendar and the table of holidays."""
    last = unit.today + LONGEST_WAIT
    seed_holidays(unit, tuple(range(unit.today.year, last.year + 1)))
    holidays = frozenset(row.day for row in list_holidays(unit.session, unit.today, last))
    rules = settings.rules
    return add_workdays(unit.today, rules.invitation_pay_workdays, holidays, rules.is_thursday_workday)
