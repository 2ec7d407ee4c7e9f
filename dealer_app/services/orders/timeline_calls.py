"""List the calls and call-backs of a timeline."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.customers import TimelineEntry
from dealer_app.services.orders.timeline_papers import SEPARATOR
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord
from resources.texts import timeline as words


def call_entries(unit: Unit, order_ids: Sequence[UUID]) -> Iterator[TimelineEntry]:
    """Yield the calls about these orders and the call-backs that were promised in them."""
    for call in unit.session.scalars(select(CallRecord).where(CallRecord.order_id.in_(order_ids))):
        subtitle = SEPARATOR.join(part for part in (call.asked, call.answer, call.taken_by) if part)
        yield TimelineEntry(call.ended_at, "call", words.TITLES["call"], subtitle)
    for one in unit.session.scalars(select(CallBackRecord).where(CallBackRecord.order_id.in_(order_ids))):
        title = words.TITLES["call_back"].format(moment=moment_words(one.due_at))
        subtitle = SEPARATOR.join(part for part in (one.subject, one.owner_name, one.result) if part)
        yield TimelineEntry(
            one.closed_at or one.made_at, "call_back", title, subtitle, words.CALL_BACK_MARKS[one.state]
        )
