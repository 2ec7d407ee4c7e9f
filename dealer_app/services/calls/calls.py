"""Record a call that has ended, with the call-back that was promised in it."""

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.calls.calls import CallDesk, CallOutcome, RecordCall
from dealer_app.domain.calls.line_hours import LineState, line_state
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CallId, OrderId
from dealer_app.domain.persian import clean_lines
from dealer_app.domain.registration import LONGEST_PROSE
from dealer_app.domain.rights import Right
from dealer_app.services.calls.call_backs import call_back_errors, insert_call_back, list_owners
from dealer_app.services.calls.gate import KIND, identified_order, outcome_of, read_gate
from dealer_app.services.calls.order_numbers import numbers_of
from dealer_app.services.calls.refused import list_refused
from dealer_app.services.days.days import require_day
from dealer_app.services.directory.holidays import official_days
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.outbox import enqueue
from dealer_app.store.tables.phone.calls import CallRecord


def begin_call(unit: Unit) -> CallDesk:
    """Return what a page shows when a call begins: the id of the call, who may call back, the state of the line."""
    require(unit, Right.CALL)
    return CallDesk(CallId(uuid7()), unit.today, unit.now, list_owners(unit), get_line_state(unit))


def get_line_state(unit: Unit) -> LineState:
    """Return whether the company's phone line is open now, by the setting that is valid today."""
    return line_state(get_settings(unit), unit.now, official_days(unit))


def record_call(unit: Unit, command: RecordCall) -> CallId:
    """Record a call and its call-back; the gate says whose file it was about, or that nobody was recognised.

    Raises FieldErrors: a call without a refusal needs what was asked (``call_asked_empty``) and the answer
    (``call_answer_empty``), texts may be too long (``text_too_long``), and those of a call-back (names with
    ``call_back_``). Raises Refusal ``call_recorded`` for a call that was recorded before.
    """
    require(unit, Right.CALL)
    require_day(unit)
    if unit.session.scalar(select(CallRecord.row).where(CallRecord.id == command.call_id)) is not None:
        raise Refusal("call_recorded")
    gate = read_gate(unit, command.call_id)
    outcome, order_id = outcome_of(gate), identified_order(unit, command.call_id)
    if outcome is CallOutcome.IDENTIFIED and order_id is None:
        outcome = CallOutcome.GENERAL  # the order left this dealership during the call
    asked, answer = clean_lines(command.asked), clean_lines(command.answer)
    spoken = clean_lines(command.spoken) if order_id is not None else ""
    errors = list(_errors(outcome, asked, answer, spoken))
    if command.call_back is not None:
        errors += call_back_errors(unit, command.call_back, is_known=order_id is not None)
    if errors:
        raise FieldErrors(errors)
    record = CallRecord(
        id=command.call_id,
        order_id=order_id,
        outcome=str(outcome),
        fact=str(gate.last) if outcome is CallOutcome.IDENTIFIED else "",
        wrong=gate.wrong,
        started_at=min(command.started_at, unit.now),
        ended_at=unit.now,
        asked=asked,
        answer=answer,
        spoken=spoken,
        taken_by=unit.actor.name,
    )
    unit.session.add(record)
    unit.session.flush()
    named = {"order_id": str(order_id)} if order_id is not None else {}
    write_audit(unit, "call_recorded", KIND, command.call_id, {"outcome": record.outcome, **named})
    enqueue(unit, "call.record", _body(unit, record), subject_id=command.call_id, kind_version=2)
    unit.touch("calls", command.call_id)
    if command.call_back is not None:
        insert_call_back(unit, command.call_back, call_id=command.call_id, order_id=order_id)
    return command.call_id


def _errors(outcome: CallOutcome, asked: str, answer: str, spoken: str) -> list[FieldError]:
    found = []
    if outcome is not CallOutcome.REFUSED:
        found += [FieldError("call_asked_empty", "asked")] if not asked else []
        found += [FieldError("call_answer_empty", "answer")] if not answer else []
    texts = ("asked", asked), ("answer", answer), ("spoken", spoken)
    return [*found, *(FieldError("call_text_too_long", name) for name, text in texts if len(text) > LONGEST_PROSE)]


def _body(unit: Unit, record: CallRecord) -> dict[str, object]:
    order_id = None if record.order_id is None else OrderId(record.order_id)
    texts = ("outcome", "fact", "wrong", "asked", "answer", "spoken", "taken_by")
    return {
        "id": str(record.id),
        **numbers_of(unit, order_id),
        "started_at": instant_text(record.started_at),
        "ended_at": instant_text(record.ended_at),
        **{name: getattr(record, name) for name in texts},
        "number_hashes": list_refused(unit, CallId(record.id)),
    }
