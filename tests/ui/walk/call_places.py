"""The places of the telephone: a call in each state of its gate, and the list of call-backs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from dealer_app.domain.calls.calls import GateView, NewCallBack, RecordCall
from dealer_app.domain.calls.gate import Fact, Gate, GateState
from dealer_app.domain.ids import CallId
from dealer_app.services.calls.calls import record_call
from dealer_app.services.orders.orders import get_order
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk, main_order
from ui.page_kit.page import Page
from ui.pages.call_backs.page import CallBacksPage
from ui.pages.calls.page import CallPage

if TYPE_CHECKING:
    from tests.ui.walk.places import Place

LONG_NAME = "سیدمحمدحسین‌علی‌اکبر طباطبایی یزدی‌نژاد بزرگمهر اصفهانی‌الاصل"
LONG_CAR = "جک J4 دنده خودکار توربوشارژ با سقف پانوراما و رینگ هجده"
LONG_NOTE = "این پرونده را همکار دیگری هم‌زمان ویرایش کرده است؛ پرونده دوباره باز شد و ویرایش شما در پیش‌نویس ماند. " * 2


def promise_long(unit: Unit) -> None:
    """Record a call with a call-back whose name and subject are long."""
    later = unit.now + timedelta(minutes=5)
    promise = NewCallBack(later, unit.actor.staff_id, LONG_NOTE, LONG_NAME, "09123456789")
    record_call(unit, RecordCall(CallId(uuid7()), unit.now, LONG_NOTE, LONG_NOTE, promise))


def call_places(clerk: Clerk) -> "Iterator[Place]":
    """Open a call and the list of call-backs; yield the call in each state of its gate, and the list."""
    from tests.ui.walk.places import Place

    clerk.counter.navigate.open_call()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, CallPage)
    closed = page._view
    _, order_id = clerk.read(main_order)
    order = clerk.read(lambda unit: get_order(unit, order_id))
    is_open = GateView(
        Gate(GateState.OPEN, last=Fact.MOBILE, turns=1),
        replace(order.card, spoken=LONG_NOTE, next_step=LONG_NOTE),
        order.id,
        order.customer_id,
        LONG_NAME,
        LONG_CAR,
        order.fields.request_number,
    )

    def show(view: GateView) -> None:
        _bring(clerk, page)
        page.notes.fill({"call_back": "yes"})
        page._on_gate(view)

    yield Place("call", partial(show, closed))
    yield Place("call that asks", partial(show, GateView(Gate(asked=Fact.CAR, last=Fact.CAR, turns=2, wrong=2))))
    yield Place("call recognised", partial(show, is_open))
    yield Place("call refused", partial(show, GateView(Gate(GateState.SHUT, last=Fact.CITY, turns=3, wrong=3))))
    clerk.counter.navigate.open_call_backs()
    clerk.settle()
    callbacks = clerk.page
    assert isinstance(callbacks, CallBacksPage)
    yield Place("call-backs", partial(_bring, clerk, callbacks))


def _bring(clerk: Clerk, page: Page) -> None:
    tabs = clerk.counter.window.shell.tabs
    tabs.strip.setCurrentIndex(tabs.pages.index(page))
