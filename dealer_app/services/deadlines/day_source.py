"""Find the clocks that are not counted from an order's own days: call-backs, and powers of attorney."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dealer_app.domain.calendar.tehran import local_day, start_of
from dealer_app.domain.calls.calls import CallBackState
from dealer_app.domain.deadlines.lists import DeadlineKey, DeadlineRow, Group, group_of, group_of_moment
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.deadlines.words import call_back_words, clock_words
from dealer_app.domain.ids import CallBackId, CustomerId, OrderId
from dealer_app.services.deadlines.calendar import Reckoning
from dealer_app.services.deadlines.reading import LAST_ROW, ONE_DAY, ORDER, Describe, Part, Reading, cut
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.phone.calls import CallBackRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from resources.texts.deadlines import DETAIL_SEPARATOR, REPRESENTATIVE

_LAST_MOMENT = "9999"
_AN_INSTANT = timedelta(microseconds=1)
_OPEN = str(CallBackState.OPEN)
_CODE = "json_extract({}.facts, '$.representative.national_code')"


@dataclass(frozen=True, slots=True)
class CallBackSource:
    """Open call-backs by their moment, which also decides whether one of today is late."""

    kind: ClockKind = ClockKind.CALL_BACK

    @property
    def describe(self) -> Describe:
        """Return the function that reads the rows of call-backs."""
        return _call_back_rows

    def streams(self, reading: Reading, part: Part) -> Iterator[list[DeadlineKey]]:
        """Yield the one list of open call-backs."""
        place = ORDER.index(self.kind)
        low, until = _moments(reading.reckoning, part, place)
        if low >= until:
            return
        at, row = ("", -1) if not part.is_backward else (_LAST_MOMENT, LAST_ROW)
        if part.after is not None and part.after.kind == place:
            at, row = part.after.at, part.after.row
        values = (low, until, at, at, row, part.limit)
        for_day: list[DeadlineKey] = []
        for number, moment in reading.raw.execute(self.list_sql(is_backward=part.is_backward), values):
            day = local_day(datetime.fromisoformat(moment))
            for_day.append(DeadlineKey(day, place, day, moment, number))
        yield for_day

    def list_sql(self, *, is_backward: bool) -> str:
        """Return the query of a range: first moment, end, moment and row of the last known clock, most rows."""
        sign, way, edge = ("<", "DESC", "<=") if is_backward else (">", "ASC", ">=")
        return (
            "SELECT row, due_at FROM call_backs INDEXED BY ix_call_backs_state_due_at WHERE state = 'open'"  # noqa: S608 - constants
            f" AND due_at >= ? AND due_at < ? AND due_at {edge} ? AND (due_at <> ? OR row {sign} ?)"
            f" ORDER BY due_at {way}, row {way} LIMIT ?"
        )


@dataclass(frozen=True, slots=True)
class DeedSource:
    """The newest deed of each representative of an order, until its last day; it starts no work after that day."""

    kind: ClockKind = ClockKind.DEED

    @property
    def describe(self) -> Describe:
        """Return the function that reads the rows of deeds."""
        return _deed_rows

    def streams(self, reading: Reading, part: Part) -> Iterator[list[DeadlineKey]]:
        """Yield the one list of deeds."""
        place = ORDER.index(self.kind)
        first, last = cut(part, place)
        first = max(first, reading.reckoning.today)
        if first > last:
            return
        edge, row = (last, LAST_ROW) if part.is_backward else (first, -1)
        if part.after is not None and part.after.kind == place and first <= part.after.start_on <= last:
            edge, row = part.after.start_on, part.after.row
        low, high = (first, edge) if part.is_backward else (edge, last)
        values = (low.isoformat(), high.isoformat(), edge.isoformat(), row, part.limit)
        found = reading.raw.execute(self.list_sql(is_backward=part.is_backward), values).fetchall()
        days = ((date.fromisoformat(day), number) for number, day in found)
        yield [DeadlineKey(day, place, day, "", number) for day, number in days]

    def list_sql(self, *, is_backward: bool) -> str:
        """Return the query of a range: first and last day, edge day, row on the edge, most rows."""
        sign, way = ("<", "DESC") if is_backward else (">", "ASC")
        return (
            "SELECT row, deed_until_on FROM visits INDEXED BY ix_visits_deed_until_on"  # noqa: S608 - constants
            " WHERE deed_until_on IS NOT NULL"
            f" AND deed_until_on BETWEEN ? AND ? AND (deed_until_on <> ? OR row {sign} ?)"
            " AND NOT EXISTS (SELECT 1 FROM visits AS later WHERE later.order_id = visits.order_id"
            " AND (later.issued_at, later.id) > (visits.issued_at, visits.id) AND later.deed_until_on IS NOT NULL"
            f" AND {_CODE.format('later')} = {_CODE.format('visits')})"
            " AND EXISTS (SELECT 1 FROM orders WHERE orders.id = visits.order_id AND orders.delivered_on IS NULL"
            f" AND orders.withdrawal_state = '') ORDER BY deed_until_on {way}, row {way} LIMIT ?"
        )


def _moments(reckoning: Reckoning, part: Part, place: int) -> tuple[str, str]:
    """Return the first moment and the end of the moments that are wanted: late is what is late by its moment."""
    today, late_until = reckoning.today, instant_text(reckoning.now - reckoning.grace + _AN_INSTANT)
    first = part.first if part.group is Group.SOON else date.min
    wide = replace(part, first=first, last=today if part.group is Group.LATE else part.last)
    first, last = cut(wide, place)
    low = "" if first == date.min else instant_text(start_of(first))
    until = instant_text(start_of(last + ONE_DAY))
    if part.group is Group.LATE:
        return low, min(until, late_until)
    return (max(low, late_until) if part.group is Group.TODAY else low), until


def _call_back_rows(unit: Unit, reckoning: Reckoning, keys: Sequence[DeadlineKey]) -> dict[DeadlineKey, DeadlineRow]:
    """Return the rows of call-backs; one of a caller without a file has no customer."""
    record, by_row = CallBackRecord, {key.row: key for key in keys}
    wanted = select(record, CustomerRecord.id, CustomerRecord.name)
    wanted = wanted.outerjoin(OrderRecord, OrderRecord.id == record.order_id)
    wanted = wanted.outerjoin(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    rows = {}
    for found, customer_id, name in unit.session.execute(wanted.where(record.row.in_(by_row), record.state == _OPEN)):
        key = by_row[found.row]
        detail = DETAIL_SEPARATOR.join(part for part in (found.subject, found.owner_name) if part)
        if instant_text(found.due_at) == key.at:
            row = _row(reckoning, key, (found.order_id, customer_id, name or found.caller_name), detail)
            group = group_of_moment(found.due_at, reckoning.now, reckoning.grace)
            said = call_back_words(row.words, found.due_at, reckoning.now, reckoning.grace)
            rows[key] = replace(row, group=group, words=said, call_back_id=CallBackId(found.id))
    return rows


def _deed_rows(unit: Unit, reckoning: Reckoning, keys: Sequence[DeadlineKey]) -> dict[DeadlineKey, DeadlineRow]:
    """Return the rows of deeds, with the name of the representative."""
    record, by_row = VisitRecord, {key.row: key for key in keys}
    wanted = select(record, CustomerRecord.id, CustomerRecord.name)
    wanted = wanted.join(OrderRecord, OrderRecord.id == record.order_id)
    wanted = wanted.join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    rows = {}
    for found, customer_id, name in unit.session.execute(wanted.where(record.row.in_(by_row))):
        key = by_row[found.row]
        detail = REPRESENTATIVE.format(name=found.facts["representative"]["name"])
        rows[key] = _row(reckoning, key, (found.order_id, customer_id, name), detail)
    return rows


def _row(reckoning: Reckoning, key: DeadlineKey, file: tuple[object, object, str], detail: str) -> DeadlineRow:
    order_id, customer_id, name = file
    clock = reckoning.clock(ORDER[key.kind], key.start_on)
    assert clock is not None  # its day is written, no rule decides
    return DeadlineRow(
        key,
        clock.kind,
        None if order_id is None else OrderId(order_id),  # type: ignore[arg-type]
        None if customer_id is None else CustomerId(customer_id),  # type: ignore[arg-type]
        name,
        detail,
        group_of(clock.due_on, reckoning.today),
        clock_words(clock, reckoning.today),
    )
