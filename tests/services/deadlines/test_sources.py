"""The queries of the list: each reads a range of one index, without a scan and without a sort."""

from collections.abc import Iterator

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.services.deadlines.day_source import CallBackSource, DeedSource
from dealer_app.services.deadlines.order_source import OrderSource
from dealer_app.services.deadlines.request_source import RequestSource
from dealer_app.services.deadlines.sources import SOURCES
from dealer_app.store.core.unit import Unit


def _statements() -> Iterator[tuple[str, tuple[object, ...]]]:
    for source in SOURCES:
        if not isinstance(source, OrderSource):
            continue
        yield source.first_status_sql(), ()
        yield source.next_status_sql(), ("",)
        for is_backward in (False, True):
            yield source.list_sql(is_backward=is_backward), ("", "2026-01-01", "2026-12-01", "2026-01-01", 1, 65)


def _plan(unit: Unit, statement: str, values: tuple[object, ...]) -> list[str]:
    rows = unit.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return [row[3] for row in rows]


def test_every_query_of_the_list_reads_an_index_and_sorts_nothing(counter: Desktop) -> None:
    plans = counter.read(lambda unit: [_plan(unit, *one) for one in _statements()])
    assert len(plans) == 4 * sum(isinstance(source, OrderSource) for source in SOURCES)
    for plan in plans:
        assert plan[0].startswith("SEARCH orders USING "), plan
        assert "INDEX ix_orders_clock_" in plan[0]
        rest = [step for step in plan[1:] if not step.startswith("CORRELATED SCALAR SUBQUERY")]
        assert all(step.startswith("SEARCH ledger_entries USING INDEX") for step in rest), plan


def test_call_backs_deeds_and_requests_are_read_from_their_indexes(counter: Desktop) -> None:
    for is_backward in (False, True):
        call_backs = CallBackSource().list_sql(is_backward=is_backward), ("", "9", "", "", 1, 65)
        days = "2026-01-01", "2026-12-01", "2026-01-01", 1, 65
        deeds = DeedSource().list_sql(is_backward=is_backward), days
        requests = RequestSource().list_sql(is_backward=is_backward), days
        for index, (statement, values) in (
            ("ix_call_backs_state", call_backs),
            ("ix_visits_deed_until_on", deeds),
            ("ix_requests_waiting", requests),
        ):
            plan = counter.read(lambda unit, one=(statement, values): _plan(unit, *one))  # type: ignore[misc]
            assert index in plan[0], plan
            assert not any("SCAN" in step.split(" USING ")[0] or "TEMP B-TREE" in step for step in plan), plan


def test_plan_of_a_query_without_its_index_is_noticed(counter: Desktop) -> None:
    statement = "SELECT row FROM orders WHERE delivery_due_on > ? ORDER BY delivery_due_on, row"
    plan = counter.read(lambda unit: _plan(unit, statement, ("2026-01-01",)))
    assert any(step.startswith("SCAN") for step in plan)
    assert any("TEMP B-TREE" in step for step in plan)


@pytest.mark.parametrize("kind", list(ClockKind))
def test_every_kind_has_a_source(kind: ClockKind) -> None:
    assert any(source.kind == kind for source in SOURCES)
