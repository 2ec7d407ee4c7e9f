"""Counters on real encrypted databases, connected to a real head office by a line that a test can disturb."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill, RecordPayment
from dealer_app.domain.customers import RegisterCustomer
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import ReceiptDetails
from dealer_app.domain.staff import Actor
from dealer_app.hub.service.calls import CallService
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Answer, Call, Carrier, LineDownError
from dealer_app.protocol.signing import answer_text, sign
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.customers.customers import register_customer
from dealer_app.services.payments.payments import record_payment
from tests.hub.head_office import Office
from tests.services.factories import an_invited_order, nth_walk_in
from tests.signed_on import CLERK

HUB_URL = "https://hub.test"
PRICE = 10_000_000


@dataclass
class SpoiltLine:
    """A line to head office.

    ``before`` may raise or refuse before head office receives the call; ``after`` may raise or change its answer.
    """

    office: Office
    before: Callable[[Call], Answer | None] = lambda _call: None
    after: Callable[[Call, Answer], Answer] = lambda _call, answer: answer
    calls: list[Call] = field(default_factory=list)
    is_busy: bool = False

    def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        refused = self.before(call)
        if refused is not None:
            return refused
        service = CallService(self.office.engine, self.office.keys, self.office.clock, lambda: self.is_busy)
        return self.after(call, service.answer(call))

    @contextmanager
    def dial(self, _url: str) -> Iterator[Carrier]:
        yield self

    @property
    def paths(self) -> list[str]:
        """The paths of all calls in order, without version prefix and query."""
        return [call.path.partition("?")[0].removeprefix("/v1/") for call in self.calls]

    def lose_answer(self, path: str) -> None:
        """Lose the next answer to ``path``: head office processes the call, the counter gets no answer."""

        def after(call: Call, answer: Answer) -> Answer:
            if call.path.startswith(path):
                self.after = lambda _call, kept: kept
                raise LineDownError("cut")
            return answer

        self.after = after

    def go_down(self, reason: str = "refused") -> None:
        """Let every call fail with ``reason``."""

        def before(_call: Call) -> Answer | None:
            raise LineDownError(reason)

        self.before = before

    def refuse(self, path: str, status: int, code: str, *, when: Callable[[Call], bool] = lambda _call: True) -> None:
        """Refuse calls to ``path`` with an answer that head office signed."""

        def before(call: Call) -> Answer | None:
            if not call.path.startswith(path) or not when(call):
                return None
            body = wire.encode(wire.CallRefusal(code))
            text = answer_text(status, call.header(SIGNATURE_HEADER), body)
            return Answer(status, {SIGNATURE_HEADER: sign(self.office.keys.signing, text)}, body)

        self.before = before

    def come_back(self) -> None:
        """Carry every call unchanged again."""
        self.before, self.after = (lambda _call: None), (lambda _call, answer: answer)


def open_counter(home: Path, line: SpoiltLine, clock: Callable[[], datetime] | None = None) -> Desktop:
    """Open a counter that reaches head office only by ``line``; its clock is head office's unless one is given."""
    desktop = Desktop(home, clock=clock or line.office.clock, dial=line.dial)
    desktop.actor = Actor(None, "سمیه کریمی", CLERK, "پیشخوان ۲")
    desktop.open()
    return desktop


@contextmanager
def enrolled_counter(home: Path, office: Office, dealership: str) -> Iterator[Desktop]:
    """Yield an open counter of this dealership; it is closed afterwards."""
    desktop = open_counter(home, SpoiltLine(office))
    try:
        desktop.enrol(HUB_URL, office.code(dealership))
        yield desktop
    finally:
        desktop.close()


def register(desktop: Desktop, at: int) -> CustomerId:
    """Register the walk-in customer number ``at``."""
    return desktop.write(partial(register_customer, command=RegisterCustomer(nth_walk_in(at)))).value.customer_id


def new_order(desktop: Desktop, number: str = "R9900000001") -> OrderId:
    """Store an order in the way an import does."""
    return desktop.write(partial(an_invited_order, number=number, price=PRICE)).value


def pay(desktop: Desktop, order_id: OrderId, reference: str, amount: int = 2_500_000) -> ReceiptDetails:
    """Record a deposit of ``amount`` Rial."""
    paid_on = date(2026, 11, 22)
    command = RecordPayment(order_id, Account.PRINCIPAL, Rial(amount), "deposit", reference, paid_on)
    return desktop.write(partial(record_payment, command=command)).value


def bill(desktop: Desktop, order_id: OrderId) -> None:
    """Issue the bills for the remaining principal."""
    desktop.write(partial(issue_bills, command=IssueBill(order_id, Account.PRINCIPAL)))
