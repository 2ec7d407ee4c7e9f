"""Take the manual's pictures of the telephone: a call before and after its gate is open, and the call-backs."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calls.calls import NewCallBack, RecordCall
from dealer_app.domain.calls.gate import Fact
from dealer_app.domain.ids import CallId
from dealer_app.services.calls import calls
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.phone.calls import CallBackRecord
from ui.pages.call_backs.page import CallBacksPage
from ui.pages.calls.page import CallPage

if TYPE_CHECKING:
    from docs.pictures import Camera

NUMBER, CODE = "R2606100412", "0499370899"
ASKED = "می‌پرسد چرا چک دوم او واگذاری مجدد می‌خواهد"
ANSWERED = "گفته شد پس از پرداخت این قسط، واگذاری ممکن است"
WRONG = {Fact.MOBILE: "0001", Fact.BIRTH: "1301/01/01", Fact.CAR: "X9", Fact.CITY: "بم", Fact.FATHER: "ایرج"}
PROMISED = ((-27, "علی ثابتی", "پیگیری قطعات"), (9, "پریسا گودرزی", "مهلت واریز"), (158, "محمد صادقی", "تمدید وکالت"))
"""Minutes from now until each call-back, its name and what it is about; all are made up."""


def telephone(camera: "Camera") -> None:
    """Photograph a call with one wrong answer, the same call recognised, and the list of call-backs."""
    player = camera.player
    camera.counter.tasks.run_write(camera.counter, _promise, lambda _: None)
    player.settle()
    camera.counter.navigate.open_call()
    page = camera.front(CallPage)
    assert isinstance(page, CallPage)
    player.settle()
    page.gate.begin()
    player.enter(NUMBER)
    player.enter(CODE)
    player.enter(WRONG[_asked(page)])
    page.notes.asked.set_raw(ASKED)
    camera.take("call")
    truth = camera.read(_truth)
    assert isinstance(truth, dict)
    page.gate.begin()
    player.enter(truth[_asked(page)])
    page.notes.answer.set_raw(ANSWERED)
    camera.take("call-recognised")
    page.record()
    player.settle()
    camera.counter.window.notes.clear()
    camera.counter.navigate.open_call_backs()
    camera.front(CallBacksPage)
    camera.take("call-backs")
    camera.counter.navigate.close_current()


def _asked(page: CallPage) -> Fact:
    fact = page.gate.asked
    assert fact is not None
    return fact


def _truth(unit: Unit) -> dict[Fact, str]:
    customer = unit.session.scalars(select(CustomerRecord).where(CustomerRecord.national_code == CODE)).one()
    birth = format_jalali(customer.birth_on) if customer.birth_on else ""
    held = (customer.mobile[-4:], birth, "J7", customer.city, customer.father_name)
    return dict(zip(Fact, held, strict=True))


def _promise(unit: Unit) -> None:
    """Record calls with call-backs, and let time pass for the first of them."""
    for minutes, name, subject in PROMISED:
        later = unit.now + timedelta(minutes=abs(minutes))
        promise = NewCallBack(later, unit.actor.staff_id, subject, name, "09120000000")
        calls.record_call(unit, RecordCall(CallId(uuid7()), unit.now, subject, ANSWERED, promise))
        record = unit.session.scalars(select(CallBackRecord).order_by(CallBackRecord.row.desc())).first()
        assert record is not None
        record.due_at = unit.now + timedelta(minutes=minutes)
        unit.session.flush()
