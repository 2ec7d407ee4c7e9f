"""Find the clocks of orders from the indexes of ``store.tables.orders.CLOCK_INDEXES``.

Each index begins with the status of the order and goes on with a day from which a kind of clock is counted. A query
reads a range of one index; nothing is sorted, nothing is skipped but orders without a remaining amount.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.deadlines.clocks import Clock, runs_at
from dealer_app.domain.deadlines.lists import DeadlineKey, DeadlineRow, group_of
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.deadlines.words import clock_words
from dealer_app.domain.money import format_balance
from dealer_app.domain.orders.statuses import find_status
from dealer_app.domain.persian import document_number
from dealer_app.services.deadlines.calendar import Reckoning
from dealer_app.services.deadlines.orders import OrderClocks, read_clocks
from dealer_app.services.deadlines.reading import ORDER, Describe, Part, Reading, cut
from dealer_app.services.deadlines.starts import read_starts
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import CLOCK_INDEXES, OrderRecord
from resources.texts.deadlines import DETAIL_SEPARATOR, RIAL

UNPAID = " AND (SELECT total(amount) FROM ledger_entries WHERE order_id = orders.id AND account = 'principal') > 0"
"""The condition that something of the principal remains."""


@dataclass(frozen=True, slots=True)
class OrderSource:
    """Clocks that start on a day of the order: ``column`` names the day and its index, ``extra`` a last condition."""

    kind: ClockKind
    column: str
    extra: str = ""

    @property
    def describe(self) -> Describe:
        """Return the function that reads the rows of orders."""
        return order_rows

    def streams(self, reading: Reading, part: Part) -> Iterator[list[DeadlineKey]]:
        """Yield a list for each status at which the clock runs and for each rule."""
        reckoning = reading.reckoning
        ranges = reckoning.starts_of(self.kind, *cut(part, ORDER.index(self.kind)))
        if self.kind is ClockKind.UNPAID:
            yesterday = reckoning.today - timedelta(days=1)
            ranges = tuple((first, min(last, yesterday)) for first, last in ranges)
        for starts in ranges:
            for status in self.statuses(reading):
                if runs_at(self.kind, find_status(status)):
                    yield read_starts(self, reading, part, (status,), starts)

    def statuses(self, reading: Reading) -> tuple[str, ...]:
        """Return the statuses of the index, each found by one step into it."""
        known = reading.statuses.get(self.column)
        if known is None:
            known = reading.statuses[self.column] = tuple(self._steps(reading.raw))
        return known

    def _steps(self, raw: driver.Connection) -> Iterator[str]:
        (name,) = raw.execute(self.first_status_sql()).fetchone()
        while name is not None:
            yield name
            (name,) = raw.execute(self.next_status_sql(), (name,)).fetchone()

    # -- statements, of constant names only

    @property
    def _from(self) -> str:
        return f"FROM orders INDEXED BY ix_orders_clock_{self.column} WHERE {CLOCK_INDEXES[self.column]}"

    def first_status_sql(self) -> str:
        """Return the query of the first status of the index."""
        return f"SELECT min(status) {self._from} AND status >= ''"

    def next_status_sql(self) -> str:
        """Return the query of the status after a given one."""
        return f"SELECT min(status) {self._from} AND status > ?"

    def list_sql(self, *, is_backward: bool) -> str:
        """Return the query of a range: status, first and last day, edge day, row on the edge, most rows."""
        day, sign, way = self.column, "<" if is_backward else ">", "DESC" if is_backward else "ASC"
        return (
            f"SELECT row, {day} {self._from} AND status = ? AND {day} BETWEEN ? AND ?"
            f" AND ({day} <> ? OR row {sign} ?){self.extra} ORDER BY {day} {way}, row {way} LIMIT ?"
        )


def order_rows(unit: Unit, reckoning: Reckoning, keys: Sequence[DeadlineKey]) -> dict[DeadlineKey, DeadlineRow]:
    """Return the rows of keys of orders, by the same function as the customer's file."""
    orders = read_clocks(unit, reckoning, OrderRecord.row.in_({key.row for key in keys}))
    by_row = {order.row: order for order in orders.values()}
    rows = {}
    for key in keys:
        order, place = by_row.get(key.row), (ORDER[key.kind], key.due_on)
        clocks = () if order is None else order.clocks
        clock = next((clock for clock in clocks if (clock.kind, clock.due_on) == place), None)
        if order is not None and clock is not None:
            rows[key] = _row(reckoning, key, order, clock)
    return rows


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
