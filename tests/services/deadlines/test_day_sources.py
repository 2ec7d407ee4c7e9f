"""Call-backs and powers of attorney in the list of deadlines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.calls.calls import Urgency, urgency_of
from dealer_app.domain.deadlines.lists import DeadlineRow, DeadlineWish, Group
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.ids import OrderId
from dealer_app.domain.rights import Right, may
from dealer_app.domain.staff import Role
from dealer_app.domain.visits import RecordVisit, Representative
from dealer_app.services.calls.call_backs import grace_of, list_call_backs
from dealer_app.services.deadlines.calendar import read_reckoning
from dealer_app.services.deadlines.lists import count_deadlines, get_rows, list_deadlines
from dealer_app.services.deadlines.orders import read_clocks
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from tests.services.calls import phone
from tests.services.factories import TODAY
from tests.signed_on import with_roles

HOUR = timedelta(hours=1)
LAST_MINUTE = timedelta(minutes=1)


def _of(unit: Unit, group: Group) -> tuple[DeadlineRow, ...]:
    return list_deadlines(unit, DeadlineWish(group, ClockKind.CALL_BACK)).rows


def _at(unit: Unit, moment: datetime) -> Unit:
    return replace(unit, now=moment.astimezone(UTC))


@pytest.mark.parametrize(
    ("later", "group", "left", "tone"),
    [
        (-HOUR, Group.TODAY, "امروز", "accent"),
        (-LAST_MINUTE, Group.TODAY, "امروز", "amber"),
        (LAST_MINUTE, Group.TODAY, "امروز", "amber"),
        (15 * LAST_MINUTE, Group.LATE, "۱۵ دقیقه دیر", "red"),
        (2 * HOUR, Group.LATE, "۲ ساعت دیر", "red"),
    ],
)
def test_call_back_is_late_as_soon_as_the_list_of_call_backs_says_so(
    counter: Desktop, later: timedelta, group: Group, left: str, tone: str
) -> None:
    phone.end(counter, phone.a_caller().call_id, phone.a_call_back(counter, caller_name="حسین", phone="09123456789"))

    def check(unit: Unit) -> None:
        (call_back,) = list_call_backs(unit)
        then = _at(unit, call_back.due_at + later)
        (row,) = _of(then, group)
        assert (row.group, row.words.left, row.words.tone) == (group, left, tone)
        assert row.call_back_id == call_back.id
        is_late = urgency_of(call_back.due_at, then.now, grace_of(then)) is Urgency.LATE
        assert is_late == (group is Group.LATE)
        for other in Group:
            assert count_deadlines(then).total(other, ClockKind.CALL_BACK) == (other is group)
            assert len(_of(then, other)) == (other is group)
        (listed,) = list_deadlines(then, DeadlineWish(kind=ClockKind.CALL_BACK)).rows
        assert listed == row

    counter.read(check)


@pytest.mark.parametrize("role", Role)
def test_call_backs_are_listed_and_counted_for_whoever_may_read_calls(counter: Desktop, role: Role) -> None:
    phone.end(counter, phone.a_caller().call_id, phone.a_call_back(counter, caller_name="حسین", phone="09123456789"))
    is_able = may(frozenset({role}), Right.READ_CALLS)

    def check(unit: Unit) -> None:
        (row,) = list_deadlines(unit, DeadlineWish(kind=ClockKind.CALL_BACK)).rows
        mine = with_roles(unit, frozenset({role}))
        assert sum(count_deadlines(mine).total(group, ClockKind.CALL_BACK) for group in Group) == is_able
        if not may(frozenset({role}), Right.FIND):
            return
        every = list_deadlines(mine, limit=1_000).rows
        assert [one.customer_name for one in every if one.kind is ClockKind.CALL_BACK] == ["حسین"] * is_able
        assert len(list_deadlines(mine, DeadlineWish(kind=ClockKind.CALL_BACK)).rows) == is_able
        assert len(get_rows(mine, [row.key])) == is_able
        if is_able:
            assert len(list_call_backs(mine)) == 1

    counter.write(check)


def _visit(counter: Desktop, order_id: OrderId, code: str, days: int) -> None:
    proxy = Representative(f"وکیل {code}", code, "1451", "۱۲ کرمان", TODAY + timedelta(days=days))

    def record(unit: Unit) -> None:
        record_visit(unit, RecordVisit("status", unit.now, order_id=order_id, representative=proxy))

    counter.write(record)


def test_each_representative_of_an_order_has_the_day_of_the_own_newest_deed(
    counter: Desktop, main_order: OrderId
) -> None:
    first, second = "0499370899", "0012345679"
    for code, days in ((first, 1), (first, 0), (second, 300), (second, 5)):
        _visit(counter, main_order, code, days)
    wanted = [TODAY, TODAY + timedelta(days=5)]

    def check(unit: Unit) -> None:
        rows = list_deadlines(unit, DeadlineWish(kind=ClockKind.DEED)).rows
        assert [row.key.due_on for row in rows] == wanted
        assert [row.detail[-10:] for row in rows] == [first, second]
        (clocks,) = read_clocks(unit, read_reckoning(unit), OrderRecord.id == main_order).values()
        assert [clock.due_on for clock in clocks.clocks if clock.kind is ClockKind.DEED] == wanted

    counter.read(check)
