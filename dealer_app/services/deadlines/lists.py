"""List the running clocks of all orders page by page, and count them by group and kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from sqlalchemy import select

from dealer_app.domain.deadlines.clocks import Clock
from dealer_app.domain.deadlines.lists import (
    MOST_COUNTED,
    DeadlineCounts,
    DeadlineKey,
    DeadlinePage,
    DeadlineRow,
    DeadlineWish,
    Group,
    group_of,
    window_of,
)
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.deadlines.words import clock_words
from dealer_app.domain.ids import OrderId
from dealer_app.domain.money import format_balance
from dealer_app.domain.persian import document_number
from dealer_app.services.deadlines.calendar import Reckoning, lacks_holidays
from dealer_app.services.deadlines.orders import OrderClocks, read_clocks
from dealer_app.services.deadlines.sources import SOURCES, Found, Part, Reading, Source, begin_reading
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from resources.texts.deadlines import DETAIL_SEPARATOR, RIAL

PAGE = 64
EVERYTHING = DeadlineWish()
_ORDER = list(ClockKind)


@dataclass(frozen=True, slots=True)
class Board:
    """The first page of the list and the counts of the whole."""

    page: DeadlinePage
    counts: DeadlineCounts


def open_board(unit: Unit, wish: DeadlineWish = EVERYTHING, limit: int = PAGE) -> Board:
    """Return the first page of the list and its counts from one reading."""
    reading = begin_reading(unit)
    return Board(_page(unit, reading, wish, None, limit), _counts(reading))


def list_deadlines(
    unit: Unit, wish: DeadlineWish = EVERYTHING, after: DeadlineKey | None = None, limit: int = PAGE
) -> DeadlinePage:
    """Return the next ``limit`` clocks of the list after ``after`` (None: from its beginning)."""
    return _page(unit, begin_reading(unit), wish, after, limit)


def get_rows(unit: Unit, keys: Sequence[DeadlineKey]) -> tuple[DeadlineRow, ...]:
    """Return the rows of ``keys`` again, without clocks that no longer run until the same day."""
    reading = begin_reading(unit)
    rows = select(OrderRecord.row, OrderRecord.id).where(OrderRecord.row.in_({key.row for key in keys}))
    ids = {found.row: found.id for found in unit.session.execute(rows)}
    found = [Found(key, ids[key.row]) for key in keys if key.row in ids]
    return _rows(unit, reading.reckoning, found)


def count_deadlines(unit: Unit) -> DeadlineCounts:
    """Return the clocks of each kind in each group, at most MOST_COUNTED each."""
    return _counts(begin_reading(unit))


def _page(unit: Unit, reading: Reading, wish: DeadlineWish, after: DeadlineKey | None, limit: int) -> DeadlinePage:
    reckoning = reading.reckoning
    first, last = window_of(wish.group, reckoning.today, reckoning.soon_days)
    part = Part(first, last, limit + 1, after, is_backward=wish.is_latest_first)
    streams = [stream for source in _sources(wish.kind) for stream in source.streams(reading, part)]
    joined = merge(*streams, key=lambda found: found.key, reverse=part.is_backward)
    found = list(islice(joined, part.limit))
    next_key = found[limit - 1].key if len(found) > limit else None
    rows = _rows(unit, reckoning, found[:limit])
    return DeadlinePage(rows, next_key, reckoning.today, reckoning.soon_days, lacks_holidays(reckoning))


def _counts(reading: Reading) -> DeadlineCounts:
    counts: dict[Group, dict[ClockKind, int]] = {}
    for group in Group:
        window = window_of(group, reading.reckoning.today, reading.reckoning.soon_days)
        counts[group] = {kind: _count(reading, kind, Part(*window, MOST_COUNTED)) for kind in ClockKind}
    return DeadlineCounts(counts)


def _count(reading: Reading, kind: ClockKind, part: Part) -> int:
    count = 0
    for source in _sources(kind):
        for stream in source.streams(reading, part):
            count += len(stream)
            if count >= MOST_COUNTED:
                return MOST_COUNTED
    return count


def _sources(kind: ClockKind | None) -> Iterable[Source]:
    return SOURCES if kind is None else [source for source in SOURCES if source.kind is kind]


def _rows(unit: Unit, reckoning: Reckoning, found: list[Found]) -> tuple[DeadlineRow, ...]:
    """Return the rows of clocks, by the same function as the customer's file."""
    orders = read_clocks(unit, reckoning, (OrderId(one.order_id) for one in found))
    rows = []
    for one in found:
        order, place = orders[OrderId(one.order_id)], (_ORDER[one.key.kind], one.key.due_on)
        clock = next((clock for clock in order.clocks if (clock.kind, clock.due_on) == place), None)
        if clock is not None:
            rows.append(_row(reckoning, one.key, order, clock))
    return tuple(rows)


def _row(reckoning: Reckoning, key: DeadlineKey, order: OrderClocks, clock: Clock) -> DeadlineRow:
    return DeadlineRow(
        key,
        clock.kind,
        order.order_id,
        order.customer_id,
        order.customer_name,
        _detail(order, clock.kind),
        group_of(clock.due_on, reckoning.today),
        clock_words(clock, reckoning.today),
    )


def _detail(order: OrderClocks, kind: ClockKind) -> str:
    """Return what the clerk needs to name the matter: a number, and an amount, a car or a sale type."""
    fields = order.facts.fields
    if kind in {ClockKind.PAY, ClockKind.UNPAID}:
        number = document_number(fields.invitation_number or fields.request_number)
        parts = [number, format_balance(order.facts.remaining, RIAL)]
    elif kind is ClockKind.DELIVERY:
        parts = [fields.car, fields.status]
    elif kind is ClockKind.PAPERS:
        parts = [document_number(fields.request_number), fields.sale_type or fields.payment_method]
    else:
        parts = [document_number(fields.contract_number or fields.request_number), fields.car]
    return DETAIL_SEPARATOR.join(part for part in parts if part)
