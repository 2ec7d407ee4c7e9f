"""Play calls at a counter: what the caller says, and the right answer to any fact."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.calls.calls import Caller, GateView, NewCallBack, RecordCall
from dealer_app.domain.calls.gate import Fact
from dealer_app.domain.ids import CallId
from dealer_app.services.calls import calls, gate
from dealer_app.services.orders.orders import find_order_id
from dealer_app.services.staff.staff import list_staff
from dealer_app.store.core.unit import Unit
from tests.services.calls.truth import truth_of

NUMBER, CODE = "R2606100412", "0499370899"
OTHER_CODE = "0084575948"


def a_caller(number: str = NUMBER, code: str = CODE) -> Caller:
    return Caller(CallId(uuid7()), number, code)


def ask(desktop: Desktop, caller: Caller) -> GateView:
    return desktop.write(partial(gate.ask, caller=caller)).value


def say(desktop: Desktop, caller: Caller, answer: str) -> GateView:
    return desktop.write(partial(gate.judge, caller=caller, answer=answer)).value


def the_truth(desktop: Desktop, fact: Fact, number: str = NUMBER) -> str:
    """Return what the order's own customer would answer."""

    def read(unit: Unit) -> str:
        order_id = find_order_id(unit, number)
        assert order_id is not None
        return truth_of(unit, order_id, fact)

    return desktop.read(read)


WRONG = {
    Fact.MOBILE: "۰۰۰۱",
    Fact.BIRTH: "۱۳۰۱/۰۲/۰۳",
    Fact.CAR: "فولکس",
    Fact.CITY: "برلین",
    Fact.FATHER: "هانس",
}


def identify(desktop: Desktop, caller: Caller) -> GateView:
    """Ask once and answer rightly."""
    asked = ask(desktop, caller).gate.asked
    assert asked is not None
    return say(desktop, caller, the_truth(desktop, asked, caller.number))


def fail(desktop: Desktop, caller: Caller) -> GateView:
    """Ask once and answer wrongly."""
    asked = ask(desktop, caller).gate.asked
    assert asked is not None
    return say(desktop, caller, WRONG[asked])


def a_call_back(desktop: Desktop, due_at: datetime | None = None, **changes: Any) -> NewCallBack:
    owner = next((one.id for one in desktop.read(list_staff)), None)
    values: dict[str, Any] = {
        "due_at": due_at or desktop.read(lambda unit: unit.now) + timedelta(hours=2),
        "owner_id": owner,
        "subject": "پیگیری قطعات",
        **changes,
    }
    return NewCallBack(**values)


def end(desktop: Desktop, call_id: CallId, call_back: NewCallBack | None = None, **changes: Any) -> CallId:
    card = desktop.read(lambda unit: gate.view_gate(unit, call_id)).card
    values: dict[str, Any] = {
        "call_id": call_id,
        "started_at": desktop.read(lambda unit: unit.now),
        "asked": "می‌پرسد خودرویش کجاست",
        "answer": "وضعیت سفارش خوانده شد",
        "call_back": call_back,
        "spoken": card.spoken if card is not None else "",
        **changes,
    }
    return desktop.write(lambda unit: calls.record_call(unit, RecordCall(**values))).value
