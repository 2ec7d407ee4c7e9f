"""Find the clocks of orders from plans that wait for head office's answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dealer_app.domain.deadlines.lists import DeadlineKey, DeadlineRow, group_of
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.deadlines.words import clock_words
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.persian import document_number
from dealer_app.services.deadlines.calendar import Reckoning
from dealer_app.services.deadlines.reading import ORDER, Describe, Part, Reading, cut
from dealer_app.services.deadlines.starts import read_starts
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.plans.requests import WAITING, RequestRecord
from resources.texts.deadlines import DETAIL_SEPARATOR


@dataclass(frozen=True, slots=True)
class RequestSource:
    """Waiting requests by the day on which they were made; the rule of that day says until when an answer is due."""

    kind: ClockKind = ClockKind.REQUEST

    @property
    def describe(self) -> Describe:
        """Return the function that reads the rows of requests."""
        return _request_rows

    def streams(self, reading: Reading, part: Part) -> Iterator[list[DeadlineKey]]:
        """Yield a list for each rule."""
        for starts in reading.reckoning.starts_of(self.kind, *cut(part, ORDER.index(self.kind))):
            yield read_starts(self, reading, part, (), starts)

    def list_sql(self, *, is_backward: bool) -> str:
        """Return the query of a range: first and last day, edge day, row on the edge, most rows."""
        sign, way = ("<", "DESC") if is_backward else (">", "ASC")
        return (
            "SELECT row, issued_on FROM requests INDEXED BY ix_requests_waiting"  # noqa: S608 - constants
            f" WHERE state = '{WAITING}' AND issued_on BETWEEN ? AND ? AND (issued_on <> ? OR row {sign} ?)"
            " AND EXISTS (SELECT 1 FROM orders WHERE orders.id = requests.order_id AND orders.delivered_on IS NULL)"
            f" ORDER BY issued_on {way}, row {way} LIMIT ?"
        )


def _request_rows(unit: Unit, reckoning: Reckoning, keys: Sequence[DeadlineKey]) -> dict[DeadlineKey, DeadlineRow]:
    """Return the rows of requests, with number and car; one that was answered meanwhile is missing."""
    record, by_row = RequestRecord, {key.row: key for key in keys}
    wanted = select(record.row, record.number, record.order_id, OrderRecord.car, CustomerRecord.id, CustomerRecord.name)
    wanted = wanted.join(OrderRecord, OrderRecord.id == record.order_id)
    wanted = wanted.join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    rows = {}
    for row, number, order_id, car, customer_id, name in unit.session.execute(
        wanted.where(record.row.in_(by_row), record.state == WAITING)
    ):
        key = by_row[row]
        clock = reckoning.clock(ORDER[key.kind], key.start_on)
        if clock is not None and clock.due_on == key.due_on:
            detail = DETAIL_SEPARATOR.join(filter(None, (document_number(number), car)))
            group, said = group_of(clock.due_on, reckoning.today), clock_words(clock, reckoning.today)
            file = OrderId(order_id), CustomerId(customer_id), name
            rows[key] = DeadlineRow(key, clock.kind, *file, detail, group, said)
    return rows
