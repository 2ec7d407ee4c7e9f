"""Decide which clocks of an order run, and until when; screens, lists and papers ask this one function."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_app.domain.deadlines.rules import (
    RULED,
    ClockKind,
    ClockRule,
    WorkCalendar,
    doubtful_holiday,
    lacks_year,
    last_day,
    rule_on,
)
from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.orders import OrderFields, Status
from dealer_app.domain.orders.statuses import current_status
from dealer_app.domain.persian import normalise
from resources.texts.deadlines import INSTALMENT_WORD

RUNS_AT = {
    ClockKind.PAY: frozenset({"invitation_issued"}),
    ClockKind.UNPAID: frozenset({"invitation_issued", "invitation_expired"}),
    ClockKind.WINNER: frozenset({"unified_winner"}),
    ClockKind.PAPERS: frozenset({"request_registered"}),
    ClockKind.INVITATION: frozenset({"invitation_awaited"}),
}
"""Kind -> the codes of the statuses at which its clock runs; a delivery is due at every other status (``runs_at``)."""
_DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What the clocks of an order depend on.

    ``pay_by_on``: the last day of the newest valid letter; ``remaining``: the principal in Rial; ``first_paid_on``: the
    first payment taken at a counter; ``won_on``: when the counter learned that the order won in the unified system;
    ``call_backs``: the days of open call-backs; ``deeds``: the last day of the newest power of attorney of each
    representative; ``requested_on``: the day of an order from a plan that head office has not answered.
    """

    fields: OrderFields
    remaining: Rial
    pay_by_on: date | None = None
    first_paid_on: date | None = None
    won_on: date | None = None
    call_backs: tuple[date, ...] = ()
    deeds: tuple[date, ...] = ()
    requested_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock: ``due_on`` is its last day. ``rule`` is None if the day itself is written on the order.

    The day may be another if ``lacks_year``: nobody entered the holidays of a year, or if ``doubtful``, the name of an
    estimated holiday, moves by a day.
    """

    kind: ClockKind
    start_on: date
    due_on: date
    rule: ClockRule | None = None
    lacks_year: bool = False
    doubtful: str = ""

    @property
    def is_uncertain(self) -> bool:
        """Return whether the last day may be another."""
        return self.lacks_year or bool(self.doubtful)


def runs_at(kind: ClockKind, status: Status | None) -> bool:
    """Return whether a clock of ``kind`` can run at a status; None is a status that this counter does not know."""
    if kind is ClockKind.DELIVERY:
        return status is None or not (status.is_aside or status.code == _DELIVERED)
    return status is not None and status.code in RUNS_AT[kind]


def is_by_instalments(fields: OrderFields) -> bool:
    """Return whether the order is sold by instalments, by the words of its sale type or its payment method."""
    return any(INSTALMENT_WORD in normalise(words) for words in (fields.sale_type, fields.payment_method))


def clocks_of(facts: ClockFacts, rules: Sequence[ClockRule], calendar: WorkCalendar, today: date) -> tuple[Clock, ...]:
    """Return the clocks of an order that run ``today``, the first due first.

    The rule of a clock is the one of the day on which it starts, so that a later rule does not change it.
    """
    clocks = []
    for kind, start in (*_starts(facts, today), *((ClockKind.CALL_BACK, day) for day in facts.call_backs)):
        clock = clock_from(kind, start, rules, calendar)
        if clock is not None:
            clocks.append(clock)
    return tuple(sorted(clocks, key=lambda clock: (clock.due_on, list(ClockKind).index(clock.kind))))


def clock_from(kind: ClockKind, start: date, rules: Sequence[ClockRule], calendar: WorkCalendar) -> Clock | None:
    """Return the clock of ``kind`` that starts on ``start``; None if no rule was in force on that day."""
    if kind not in RULED:
        return Clock(kind, start, start)
    rule = rule_on(rules, kind, start)
    if rule is None:
        return None
    due_on = last_day(rule, start, calendar)
    which = rule, start, due_on, calendar
    return Clock(kind, start, due_on, rule, lacks_year(*which), doubtful_holiday(*which))


def _starts(facts: ClockFacts, today: date) -> Iterator[tuple[ClockKind, date]]:
    """Yield each kind that runs on the way of an order to its delivery, with the day on which it starts."""
    if facts.fields.delivered_on is not None:
        return
    for until in facts.deeds:
        if until >= today and not facts.fields.withdrawal_state:
            yield ClockKind.DEED, until
    if facts.requested_on is not None:
        yield ClockKind.REQUEST, facts.requested_on
    status = current_status(facts.fields)
    for kind, start in (
        *_of_invitation(facts, today),
        (ClockKind.WINNER, facts.won_on),
        (ClockKind.PAPERS, _paid_on(facts)),
        (ClockKind.INVITATION, facts.fields.invitation_due_on),
        (ClockKind.DELIVERY, facts.fields.delivery_due_on),
    ):
        if start is not None and runs_at(kind, status):
            yield kind, start


def _of_invitation(facts: ClockFacts, today: date) -> Iterator[tuple[ClockKind, date | None]]:
    if facts.pay_by_on is not None and facts.remaining > 0:
        yield ClockKind.PAY, facts.pay_by_on
        if facts.pay_by_on < today:
            yield ClockKind.UNPAID, facts.pay_by_on


def _paid_on(facts: ClockFacts) -> date | None:
    """Return the day of the first payment of an instalment car; head office's day goes before the counter's."""
    return (facts.fields.paid_on or facts.first_paid_on) if is_by_instalments(facts.fields) else None
