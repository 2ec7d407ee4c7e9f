"""The waiting list of today: take a ticket, call the next, skip, take back, undo the last change."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.ids import CustomerId, OrderId, TicketId
from dealer_app.domain.persian import clean_name, persian_digits
from dealer_app.domain.registration import LONGEST_LINE
from dealer_app.domain.rights import Right
from dealer_app.domain.waiting import VISIT_DRAFT, TakeTicket, Ticket, WaitingList, ticket_draft_key
from dealer_app.services.days.days import require_day
from dealer_app.services.drafts import forget_drafts, hand_on_draft
from dealer_app.services.rights import require, require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.visits.tickets import TicketRecord
from resources.texts.visits import PURPOSES

_NAMED = select(TicketRecord, CustomerRecord.name).outerjoin(
    CustomerRecord, CustomerRecord.id == TicketRecord.customer_id
)
"""Tickets with the names of their files."""


def take_ticket(unit: Unit, command: TakeTicket) -> Ticket:
    """Give the next number of today and keep what is typed so far for it.

    Raises Refusal ``purpose_unknown``, FieldError ``text_too_long``.
    """
    require(unit, Right.VISIT)
    require_day(unit)
    if command.purpose not in PURPOSES:
        raise Refusal("purpose_unknown", purpose=command.purpose)
    name = clean_name(command.name) if command.customer_id is None else ""
    if len(name) > LONGEST_LINE:
        raise FieldError("text_too_long", "visitor_name", most=persian_digits(str(LONGEST_LINE)))
    _forget_past(unit)
    newest = select(func.max(TicketRecord.number)).where(TicketRecord.day == unit.today)
    record = TicketRecord(
        id=uuid7(),
        day=unit.today,
        number=(unit.session.scalar(newest) or 0) + 1,
        purpose=command.purpose,
        name=name,
        customer_id=command.customer_id,
        order_id=command.order_id,
        taken_at=unit.now,
        state="waiting",
    )
    unit.session.add(record)
    unit.session.flush()
    if command.typed:
        hand_on_draft(unit, VISIT_DRAFT, ticket_draft_key(command.customer_id, TicketId(record.id)), command.typed)
    _log(unit, "ticket_taken", record)
    return _find(unit, record)


def _forget_past(unit: Unit) -> None:
    """Delete the tickets of past days with what was typed for them: their names are of no use now."""
    past = TicketRecord.day < unit.today
    keys = [ticket_draft_key(None, TicketId(one)) for one in unit.session.scalars(select(TicketRecord.id).where(past))]
    forget_drafts(unit, VISIT_DRAFT, keys)
    unit.session.execute(delete(TicketRecord).where(past))


def call_next(unit: Unit) -> Ticket:
    """Call the person who has waited longest; raises Refusal ``nobody_waits``."""
    require(unit, Right.VISIT)
    require_day(unit)
    mine = TicketRecord.day == unit.today, TicketRecord.state == "waiting"
    first = unit.session.scalar(select(TicketRecord).where(*mine).order_by(TicketRecord.number).limit(1))
    if first is None:
        raise Refusal("nobody_waits")
    return _move(unit, first, "called", "ticket_called")


def skip_ticket(unit: Unit, ticket_id: TicketId) -> Ticket:
    """Set a person aside who does not answer the call; raises Refusal ``ticket_not_found``."""
    require(unit, Right.VISIT)
    require_day(unit)
    return _move(unit, _get(unit, ticket_id, "waiting", "called"), "skipped", "ticket_skipped")


def take_back_ticket(unit: Unit, ticket_id: TicketId) -> Ticket:
    """Put a called or skipped person back at the place of the number; raises Refusal ``ticket_not_found``."""
    require(unit, Right.VISIT)
    require_day(unit)
    return _move(unit, _get(unit, ticket_id, "called", "skipped"), "waiting", "ticket_taken_back")


def undo_ticket(unit: Unit) -> Ticket:
    """Undo the last change of today's list: a call, a skip, a taking back; raises Refusal ``ticket_nothing_undone``."""
    require(unit, Right.VISIT)
    require_day(unit)
    last = _last_moved(unit)
    if last is None:
        raise Refusal("ticket_nothing_undone")
    last.state, last.former_state, last.moved_at = last.former_state, "", None
    unit.session.flush()
    _log(unit, "ticket_undone", last)
    return _find(unit, last)


def end_ticket(unit: Unit, ticket_id: TicketId) -> None:
    """Mark a ticket as served, because its visit is recorded; a ticket that is gone is no error."""
    record = unit.session.scalar(select(TicketRecord).where(TicketRecord.id == ticket_id))
    if record is not None and record.state != "served":
        record.state, record.former_state, record.moved_at = "served", "", None
        unit.session.flush()
        unit.touch("tickets", record.id)


def list_waiting(unit: Unit) -> WaitingList:
    """Return today's waiting list."""
    require_to_read(unit, Right.FIND)
    found = select(TicketRecord.taken_at, TicketRecord.called_at).where(
        TicketRecord.day == unit.today, TicketRecord.state != "waiting", TicketRecord.called_at.is_not(None)
    )
    waited = [called - taken for taken, called in unit.session.execute(found) if called is not None]
    average = round(sum(one.total_seconds() for one in waited) / len(waited) / 60) if waited else None
    tickets = _today(unit, "waiting", "skipped", "called")
    in_state = {name: tuple(one for one in tickets if one.state == name) for name in ("waiting", "skipped", "called")}
    return WaitingList(
        in_state["waiting"],
        in_state["skipped"],
        in_state["called"],
        average,
        _last_moved(unit) is not None,
    )


def _today(unit: Unit, *states: str) -> list[Ticket]:
    """Return today's tickets in these states with the names of their files, by number."""
    mine = TicketRecord.day == unit.today, TicketRecord.state.in_(states)
    wanted = _NAMED.where(*mine).order_by(TicketRecord.number)
    return [_ticket(unit, record, name) for record, name in unit.session.execute(wanted)]


def _last_moved(unit: Unit) -> TicketRecord | None:
    """Return the ticket of today's last change that can still be undone."""
    mine = TicketRecord.day == unit.today, TicketRecord.former_state != ""
    return unit.session.scalars(select(TicketRecord).where(*mine).order_by(TicketRecord.moved_at.desc())).first()


def _get(unit: Unit, ticket_id: TicketId, *states: str) -> TicketRecord:
    mine = TicketRecord.id == ticket_id, TicketRecord.day == unit.today, TicketRecord.state.in_(states)
    record = unit.session.scalar(select(TicketRecord).where(*mine))
    if record is None:
        raise Refusal("ticket_not_found")
    return record


def _move(unit: Unit, record: TicketRecord, state: str, action: str) -> Ticket:
    if record.state == "waiting":  # one who waits again keeps the moment, so that it is still there if that is undone
        record.called_at = unit.now
    record.former_state, record.state, record.moved_at = record.state, state, _next_moment(unit)
    unit.session.flush()
    _log(unit, action, record)
    return _find(unit, record)


def _next_moment(unit: Unit) -> datetime:
    """Return now, or a moment after today's last change if the clock went back a little: changes keep their order."""
    last = unit.session.scalar(select(func.max(TicketRecord.moved_at)).where(TicketRecord.day == unit.today))
    return unit.now if last is None else max(unit.now, last + timedelta(microseconds=1))


def _log(unit: Unit, action: str, record: TicketRecord) -> None:
    write_audit(unit, action, "tickets", record.id, {"number": record.number})
    unit.touch("tickets", record.id)


def _find(unit: Unit, record: TicketRecord) -> Ticket:
    name = unit.session.execute(_NAMED.where(TicketRecord.row == record.row)).one()[1]
    return _ticket(unit, record, name)


def _ticket(unit: Unit, record: TicketRecord, name: str | None) -> Ticket:
    """Return a ticket; ``name`` is that of the file, None without one."""
    return Ticket(
        id=TicketId(record.id),
        turn=record.number,
        purpose=record.purpose,
        name=record.name if record.customer_id is None else name or "",
        customer_id=None if record.customer_id is None else CustomerId(record.customer_id),
        order_id=None if record.order_id is None else OrderId(record.order_id),
        taken_at=record.taken_at,
        minutes=max(int((unit.now - record.taken_at).total_seconds()) // 60, 0),
        state=record.state,
    )
