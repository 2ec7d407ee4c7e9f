"""The program as a clerk starts it, read through the accessibility bus and typed at through the X server."""

from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import TimelineEntry
from dealer_app.store.core.unit import Unit
from tests.journeys.real_process import real_counter

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("screen")]
REQUEST, PERSON = "R2606090009", "بهروز اسدی"


def events(home: Path) -> list[str]:
    """Return the kinds of timeline entries of the visitor's file."""

    def timeline(unit: Unit) -> tuple[TimelineEntry, ...]:
        from dealer_app.services.orders.orders import find_order_id, get_order, list_timeline

        order_id = find_order_id(unit, REQUEST)
        assert order_id is not None
        return list_timeline(unit, get_order(unit, order_id).customer_id)

    desktop = Desktop(home)
    desktop.open()
    try:
        return [entry.kind for entry in desktop.read(timeline)]
    finally:
        desktop.close()


def test_bill_is_issued_by_typing_a_name_and_pressing_a_named_button(demo_home: Path) -> None:
    assert "bill" not in events(demo_home)
    with real_counter(demo_home) as counter:
        counter.sign_in()
        counter.fill("جست‌وجو", PERSON)
        counter.wait_for(PERSON)
        counter.key("Return")
        counter.wait_for("قبض اصل", role="button")
        counter.press("قبض اصل")
        counter.wait_for("چاپ", role="button")
    assert "bill" in events(demo_home)
