"""Test calls at two counters: what one promises the other sees, moves and closes, and both end with one copy."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.calls.calls import CallBackRow, CallBackState, CloseCallBack, MoveCallBack
from dealer_app.domain.errors import Refusal
from dealer_app.services.calls.call_backs import close_call_back, list_call_backs, move_call_back
from dealer_app.services.orders.orders import find_order_id
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.phone.calls import CallRecord, RefusedNumberRecord
from dealer_app.sync.apply.wiping import wipe
from tests.services.calls import phone
from tests.services.factories import nth_walk_in
from tests.sync.pairs import NUMBER, exchange, pair

__all__ = ["pair"]


def all_rows(desktop: Desktop) -> tuple[CallBackRow, ...]:
    return desktop.read(lambda unit: list_call_backs(unit) + list_call_backs(unit, is_closed=True))


def calls(unit: Unit) -> list[tuple[object, ...]]:
    names = ("id", "order_id", "outcome", "fact", "wrong", "started_at", "ended_at", "asked", "answer", "spoken")
    rows = unit.session.scalars(select(CallRecord).order_by(CallRecord.id))
    return [tuple(getattr(row, name) for name in names) for row in rows]


def test_call_and_call_back_of_one_counter_are_those_of_the_other(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    caller = phone.a_caller(NUMBER, nth_walk_in(900).national_code)
    phone.identify(one, caller)
    phone.end(one, caller.call_id, phone.a_call_back(one))
    phone.end(one, phone.a_caller().call_id, phone.a_call_back(one, caller_name="حسین", phone="09123456789"))
    exchange(one, other)
    assert one.read(calls) == other.read(calls)
    assert len(all_rows(one)) == 2
    assert all_rows(one) == all_rows(other)

    first, second = all_rows(other)
    later = first.due_at + timedelta(days=1)
    other.write(lambda unit: move_call_back(unit, MoveCallBack(first.id, later, None)))
    other.write(lambda unit: close_call_back(unit, CloseCallBack(second.id, CallBackState.DROPPED, "خودش آمد")))
    one.write(lambda unit: close_call_back(unit, CloseCallBack(second.id, CallBackState.DONE, "گفته شد")))
    exchange(other, one)
    exchange(one, other)
    assert all_rows(one) == all_rows(other)
    rows = {row.id: row for row in all_rows(one)}
    assert rows[first.id].due_at == later
    assert (rows[second.id].state, rows[second.id].result) == (CallBackState.DROPPED, "خودش آمد")
    for desktop in pair:
        report = desktop.verify()
        assert report.is_sound, report.problems


def test_calls_leave_with_their_order(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    caller = phone.a_caller(NUMBER, nth_walk_in(900).national_code)
    phone.identify(one, caller)
    phone.end(one, caller.call_id, phone.a_call_back(one))
    exchange(one, other)
    order_id = one.read(lambda unit: find_order_id(unit, NUMBER))
    assert order_id is not None
    gone = order_id
    for desktop in pair:
        desktop.write(lambda unit: wipe(unit, "order", gone))
        assert (all_rows(desktop), desktop.read(calls)) == ((), [])
        assert desktop.verify().is_sound


def refuse(desktop: Desktop) -> None:
    """Answer three times wrongly about the order, and record the call."""
    caller = phone.a_caller(NUMBER, nth_walk_in(900).national_code)
    for _ in range(3):
        phone.fail(desktop, caller)
    phone.end(desktop, caller.call_id, asked="", answer="")


def test_refused_calls_are_counted_over_both_counters(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    refuse(one)
    for desktop in pair:
        assert phone.ask(desktop, phone.a_caller(NUMBER)).gate.asked is not None, "one refused call closes nothing"
    exchange(one, other)
    refuse(other)
    with pytest.raises(Refusal, match="call_number_closed"):
        phone.ask(other, phone.a_caller(NUMBER))
    assert phone.ask(one, phone.a_caller(NUMBER)).gate.asked is not None, "not told yet"
    exchange(other, one)
    exchange(other, one)  # a call that is told again counts once
    with pytest.raises(Refusal, match="call_number_closed"):
        phone.ask(one, phone.a_caller(NUMBER))
    assert one.read(calls) == other.read(calls)
    for desktop in pair:
        assert desktop.read(refused) == 2
        report = desktop.verify()
        assert report.is_sound, report.problems


def refused(unit: Unit) -> int:
    return len(list(unit.session.scalars(select(RefusedNumberRecord.row))))
