"""Three call-backs that were promised, and the page that lists them."""

from datetime import timedelta

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.calls.calls import NewCallBack, RecordCall
from dealer_app.domain.ids import CallId
from dealer_app.services.calls.calls import record_call
from dealer_app.services.staff.staff import list_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.phone.calls import CallBackRecord
from tests.ui.clerk import Clerk
from ui.pages.call_backs.page import CallBacksPage

PHONE = "09123456789"


def promise(unit: Unit) -> None:
    """Promise three call-backs: one is late, one is due, one is somebody else's and later."""
    first, second, *_ = list_staff(unit)
    for minutes, name, owner in ((-60, "علی", first.id), (5, "پریسا", first.id), (3_000, "محمد", second.id)):
        later = unit.now + timedelta(minutes=abs(minutes))
        command = NewCallBack(later, owner, "پیگیری قطعات", name, PHONE)
        record_call(unit, RecordCall(CallId(uuid7()), unit.now, "قطعه", "گفته شد", command))
        record = unit.session.scalars(select(CallBackRecord).order_by(CallBackRecord.row.desc())).first()
        assert record is not None
        record.due_at = unit.now + timedelta(minutes=minutes)
        unit.session.flush()


def call_backs(clerk: Clerk, *, is_promised: bool = False) -> CallBacksPage:
    """Open the list of three promised call-backs; ``is_promised``: they are in the database."""
    done: list[object] = []
    if not is_promised:
        clerk.counter.tasks.run_write(clerk.counter, promise, done.append)
        clerk.until(lambda: bool(done))
    clerk.counter.navigate.open_call_backs()
    clerk.until(lambda: isinstance(clerk.page, CallBacksPage) and bool(clerk.page.model.ids))
    found = clerk.page
    assert isinstance(found, CallBacksPage)
    return found
