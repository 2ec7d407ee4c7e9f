"""A slow calculation of the deadlines in plain Python, and the orders on which both calculations are compared.

Nothing here uses the rules of the product: statuses, working days and rules are spelled out once more.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from dealer_app.domain.ids import OrderId
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.holidays import HolidayRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.phone.calls import CallBackRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.store.factories import a_customer, a_payment, an_order

FIRST, LAST = date(2024, 3, 20), date(2027, 3, 20)
"""1403/01/01 to 1405/12/29."""
STATUSES = (
    "ثبت درخواست",
    "عقد قرارداد",
    "در انتظار دعوتنامه",
    "دعوتنامه صادر شد",
    "دعوتنامه صادر شد",
    "دعوتنامهٔ منقضی",
    "دعوتنامه منقضي",
    "برنده",
    "تخصیص شاسی",
    "تحویل شد",
    "انصراف",
    "ابطال",
    "وضعیت تازهٔ دفتر مرکزی",
)
ENDED = {"تحویل شد", "انصراف", "ابطال", "دعوتنامهٔ منقضی", "دعوتنامه منقضي"}
KINDS = ("pay", "unpaid", "winner", "papers", "invitation", "delivery", "call_back", "deed", "request")
LENGTHS = {
    "unpaid": [(date(2024, 3, 20), 15, "work"), (date(2025, 9, 1), 4, "work"), (date(2026, 6, 1), 20, "calendar")],
    "winner": [(date(2024, 3, 20), 3, "work"), (date(2026, 1, 1), 7, "work")],
    "papers": [(date(2024, 10, 22), 2, "calendar")],
    "request": [(date(2024, 3, 20), 2, "work"), (date(2025, 12, 1), 5, "calendar")],
}
"""Kind -> (first day, length, what it counts); the first of each is the program's, the others a manager's."""


def make_orders(unit: Unit, count: int) -> None:
    """Write ``count`` orders with days spread over the three years, with letters, payments, history and a ledger."""
    chance = random.Random(1403)
    customer_id = a_customer(unit)
    for number in range(count):
        status = STATUSES[number % len(STATUSES)]
        order_id = an_order(
            unit,
            customer_id,
            request_number=f"R{number}",
            status=status,
            sale_type=chance.choice(("فروش اقساطی", "پیش‌فروش")),
            payment_method=chance.choice(("نقد", "نقد", "اقساط ۱۲ ماهه")),
            delivery_due_on=_day(chance, 2),
            invitation_due_on=_day(chance, 2),
            paid_on=_day(chance, 1),
            delivered_on=_day(chance, 1) if status == "تحویل شد" else None,
            withdrawal_state="در جریان" if chance.random() < 0.1 else "",
        )
        owed = chance.choice((0, 5_000_000, 5_000_000, 5_000_000))
        _enter(unit, order_id, owed)
        for n in range(chance.randrange(3)):
            _letter(
                unit,
                order_id,
                f"{number}-{n}",
                _day(chance, 3),
                chance.choice(("issued", "issued", "void")),
                _at(unit, chance),
            )
        if chance.random() < 0.3:
            paid_on = _day(chance, 3)
            a_payment(unit, order_id, number=f"{number}", bank_reference=f"{number}", amount=1_000, paid_on=paid_on)
        for n in range(chance.randrange(2)):
            _call_back(unit, chance.choice((order_id, order_id, None)), f"{number}-{n}", chance)
        if chance.random() < 0.4:
            _request(
                unit, order_id, f"{number}", _day(chance, 4), chance.choice(("made", "made", "accepted", "refused"))
            )
        for n in range(chance.randrange(4)):
            _visit(unit, order_id, f"{number}-{n}-{n % 2}", _day(chance, 2), _at(unit, chance))
        for name in ("ثبت درخواست", status):
            at = datetime.fromisoformat(f"{_day(chance, 4)}T21:00:00+00:00")
            unit.session.add(StatusHistoryRecord(order_id=order_id, status=name, changed_at=at))
    unit.session.flush()


def _day(chance: random.Random, given: int) -> date | None:
    """Return a random day of the years, or none; ``given`` of 3 times there is one."""
    day = FIRST + timedelta(days=chance.randrange(-40, (LAST - FIRST).days + 40))
    return day if given > 3 or chance.randrange(3) < given else None


def _enter(unit: Unit, order_id: Any, amount: int) -> None:
    values = {"account": "principal", "kind": "price", "amount": amount, "entered_at": unit.now}
    unit.session.add(LedgerEntryRecord(order_id=order_id, **values))


def _at(unit: Unit, chance: random.Random) -> datetime:
    """Return a moment of today: a later row is not always a later paper."""
    return unit.now - timedelta(minutes=chance.randrange(5))


def _letter(unit: Unit, order_id: Any, number: str, pay_by_on: date | None, state: str, at: datetime) -> None:
    letter = InvitationRecord(
        id=uuid7(),
        order_id=order_id,
        kind="payment",
        number=number,
        amount=0,
        issued_on=unit.today,
        issued_at=at,
        pay_by_on=pay_by_on,
        facts={},
    )
    unit.session.add(letter)
    unit.session.flush()
    letter.state = state
    unit.session.flush()


def _call_back(unit: Unit, order_id: Any, name: str, chance: random.Random) -> None:
    at = datetime.fromisoformat(f"{_day(chance, 4)}T{chance.choice(('08', '19', '21'))}:00:00+00:00")
    state = chance.choice(("open", "open", "done"))
    values = {"order_id": order_id, "caller_name": name, "subject": "x", "due_at": at, "made_at": at, "state": state}
    unit.session.add(CallBackRecord(id=uuid7(), **values))


def _visit(unit: Unit, order_id: Any, number: str, until: date | None, at: datetime) -> None:
    code = number[-1]  # of the first or the second representative
    proxy = None if until is None else {"name": "x", "national_code": code, "valid_until": until.isoformat()}
    facts = {"representative": proxy}
    values = {"purpose": "ask", "number": number, "issued_on": unit.today, "issued_at": at, "facts": facts}
    unit.session.add(VisitRecord(id=uuid7(), order_id=order_id, **values))
    unit.session.flush()


def _request(unit: Unit, order_id: Any, number: str, issued_on: date | None, state: str) -> None:
    values = {"plan_id": uuid7(), "number": number, "prepayment": 1, "issued_at": unit.now, "facts": {}}
    unit.session.add(RequestRecord(id=uuid7(), order_id=order_id, issued_on=issued_on, state=state, **values))


def _issued(paper: Any) -> tuple[datetime, UUID]:
    return paper.issued_at, paper.id


class Facts:
    """Everything that the calculation reads, once for all days."""

    def __init__(self, unit: Unit) -> None:
        read = unit.session
        self.orders = list(read.scalars(select(OrderRecord)))
        self.holidays = set(read.scalars(select(HolidayRecord.day).where(HolidayRecord.is_holiday)))
        sums = select(LedgerEntryRecord.order_id, func.sum(LedgerEntryRecord.amount))
        principal = sums.where(LedgerEntryRecord.account == "principal").group_by(LedgerEntryRecord.order_id)
        self.remaining: dict[Any, int] = dict(read.execute(principal).all())
        letters = select(InvitationRecord).where(InvitationRecord.state == "issued")
        in_order = sorted(read.scalars(letters), key=_issued)
        self.pay_by = {one.order_id: one.pay_by_on for one in in_order if one.pay_by_on}
        self.paid: dict[Any, date] = {}
        for payment in read.scalars(select(PaymentRecord).where(PaymentRecord.state == "recorded")):
            if payment.paid_on is not None:
                known = self.paid.get(payment.order_id, payment.paid_on)
                self.paid[payment.order_id] = min(known, payment.paid_on)
        self.won: dict[Any, date] = {}
        for change in read.scalars(select(StatusHistoryRecord).where(StatusHistoryRecord.status == "برنده")):
            self.won[change.order_id] = (change.changed_at + timedelta(hours=3, minutes=30)).date()

        self.call_backs = [one for one in read.scalars(select(CallBackRecord)) if one.state == "open"]
        requests = read.scalars(select(RequestRecord))
        self.requests = {one.order_id: one.issued_on for one in requests if one.state == "made"}
        self.deeds: dict[Any, dict[str, str]] = {}
        for visit in sorted(read.scalars(select(VisitRecord)), key=_issued):
            proxy = visit.facts["representative"]
            if proxy is not None:
                self.deeds.setdefault(visit.order_id, {})[proxy["national_code"]] = proxy["valid_until"]


def slow_list(facts: Facts, today: date, soon_days: int) -> list[tuple[date, str, str]]:
    """Return (last day, kind, request number) of every clock up to ``soon_days`` ahead."""
    found = [
        (due_on, kind, order.request_number)
        for order in facts.orders
        for kind, due_on in (*_clocks(facts, order, today), *_answers(facts, order))
        if due_on <= today + timedelta(days=soon_days)
    ]
    names = {order.id: order.request_number for order in facts.orders}
    for call_back in facts.call_backs:
        due_on = (call_back.due_at + timedelta(hours=3, minutes=30)).date()
        if due_on <= today + timedelta(days=soon_days):
            found.append((due_on, "call_back", names.get(call_back.order_id or call_back.id, call_back.caller_name)))
    return sorted(found, key=lambda one: (one[0], KINDS.index(one[1])))


def _clocks(facts: Facts, order: OrderRecord, today: date) -> Iterator[tuple[str, date]]:
    if order.delivered_on or order.withdrawal_state:
        return
    for until in map(date.fromisoformat, facts.deeds.get(order.id, {}).values()):
        if until >= today:
            yield "deed", until
    pay_by, owes = facts.pay_by.get(order.id), facts.remaining[order.id] > 0
    if order.status == "دعوتنامه صادر شد" and pay_by and owes:
        yield "pay", pay_by
    if order.status in {"دعوتنامه صادر شد", "دعوتنامهٔ منقضی", "دعوتنامه منقضي"} and pay_by and owes and pay_by < today:
        yield from _ruled(facts, "unpaid", pay_by)
    if order.status == "برنده":
        yield from _ruled(facts, "winner", facts.won[order.id])
    paid_on = order.paid_on or facts.paid.get(order.id)
    if order.status == "ثبت درخواست" and paid_on and "اقساط" in order.sale_type + order.payment_method:
        yield from _ruled(facts, "papers", paid_on)
    if order.status == "در انتظار دعوتنامه" and order.invitation_due_on:
        yield "invitation", order.invitation_due_on
    if order.status not in ENDED and order.delivery_due_on:
        yield "delivery", order.delivery_due_on


def _answers(facts: Facts, order: OrderRecord) -> Iterator[tuple[str, date]]:
    if order.id in facts.requests and not order.delivered_on:
        yield from _ruled(facts, "request", facts.requests[order.id])


def _ruled(facts: Facts, kind: str, start: date) -> Iterator[tuple[str, date]]:
    lengths = [(length, counts) for first, length, counts in LENGTHS[kind] if first <= start]
    if lengths:
        length, counts = lengths[-1]
        day, left = start, length
        while left:
            day += timedelta(days=1)
            is_free = counts == "work" and (day.strftime("%A") == "Friday" or day in facts.holidays)
            left -= not is_free
        yield kind, day


def numbers_of(unit: Unit, ids: list[OrderId]) -> dict[OrderId, str]:
    """Return the request number of each order."""
    rows = unit.session.execute(select(OrderRecord.id, OrderRecord.request_number).where(OrderRecord.id.in_(ids)))
    return {OrderId(order_id): number for order_id, number in rows}
