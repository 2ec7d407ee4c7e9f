"""List every index of running clocks; a new kind of clock is one entry here."""

from typing import Final

from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.services.deadlines.day_source import CallBackSource, DeedSource
from dealer_app.services.deadlines.order_source import UNPAID, OrderSource
from dealer_app.services.deadlines.reading import Source
from dealer_app.services.deadlines.request_source import RequestSource

SOURCES: Final[tuple[Source, ...]] = (
    OrderSource(ClockKind.PAY, "pay_by_on", UNPAID),
    OrderSource(ClockKind.UNPAID, "pay_by_on", UNPAID),
    OrderSource(ClockKind.WINNER, "won_on"),
    OrderSource(ClockKind.PAPERS, "paid_on"),
    OrderSource(ClockKind.PAPERS, "first_paid_on"),
    OrderSource(ClockKind.INVITATION, "invitation_due_on"),
    OrderSource(ClockKind.DELIVERY, "delivery_due_on"),
    CallBackSource(),
    DeedSource(),
    RequestSource(),
)
