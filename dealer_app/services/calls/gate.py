"""Ask a caller for facts and judge the answers; the gate's state is read from the audit, never from the screen.

A wrong number, a wrong code and a wrong fact are one answer, after the same work: a pair of number and code that is no
order's is asked for the facts of some other order, its decoy, and the decoy's facts are compared as well.
"""

from dataclasses import fields
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calls.calls import Caller, CallOutcome, GateView
from dealer_app.domain.calls.facts import FileFacts, is_right, parse_answer, parse_caller
from dealer_app.domain.calls.gate import Fact, Gate, GateState, Step, choose_fact, limits_on, replay
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CallId, OrderId
from dealer_app.domain.rights import Right
from dealer_app.services.calls.refused import note_refused, refuse_closed
from dealer_app.services.days.days import require_day
from dealer_app.services.orders.orders import get_order
from dealer_app.services.rights import require
from dealer_app.services.search.search import number_hash
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord, write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.phone.calls import CallRecord

KIND = "calls"
STEPS = {"call_asked": "asked", "call_wrong": "wrong", "call_identified": "right"}
"""Audit action -> the step of the gate that it proves."""


def ask(unit: Unit, caller: Caller) -> GateView:
    """Ask for a fact of the caller's order, another one than the last; the view's ``asked`` is None if there is none.

    A question that waits for its answer stays on the table once the call has exchanged its share. Raises FieldErrors
    for a number or a code of an impossible form; Refusal ``call_ended``, ``call_number_closed``.
    """
    require(unit, Right.CALL)
    require_day(unit)
    key, code = _parsed(caller)
    gate = _closed_gate(unit, caller.call_id)
    refuse_closed(unit, key)
    if not gate.may_ask:
        return GateView(gate)
    facts, _ = _facts_of(unit, key, code)
    fact = choose_fact(facts.known(), gate.last, f"{caller.call_id}/{gate.turns}")
    if fact is None:
        return GateView(gate)
    write_audit(unit, "call_asked", KIND, caller.call_id, {"fact": str(fact), "number_hash": number_hash(key)})
    return GateView(read_gate(unit, caller.call_id))


def judge(unit: Unit, caller: Caller, answer: str) -> GateView:
    """Judge the answer to the question that ``ask`` put; the view tells the status only if it was right.

    After the third wrong answer the call is over: record it (``record_call``) or leave it, nothing more is told in it.
    Raises FieldErrors (fields ``number``, ``national_code``, ``fact``) for an impossible form, which is not counted;
    Refusal ``call_ended``, ``call_not_asked``, ``call_number_closed``.
    """
    require(unit, Right.CALL)
    require_day(unit)
    key, code = _parsed(caller)
    gate = _closed_gate(unit, caller.call_id)
    if gate.asked is None:
        raise Refusal("call_not_asked")
    refuse_closed(unit, key)
    try:
        said = parse_answer(gate.asked, answer, unit.today)
    except FieldError as error:
        raise FieldErrors([error]) from error
    facts, order_id = _facts_of(unit, key, code)
    is_good = is_right(facts, gate.asked, said) and order_id is not None
    named = {"order_id": str(order_id)} if is_good else {"number_hash": number_hash(key)}
    detail = {"fact": str(gate.asked), **named}
    write_audit(unit, "call_identified" if is_good else "call_wrong", KIND, caller.call_id, detail)
    view = view_gate(unit, caller.call_id)
    if view.gate.state is GateState.SHUT:
        note_refused(unit, caller.call_id, view.gate.wrong, _tried(unit, caller.call_id))
    return view


def view_gate(unit: Unit, call_id: CallId) -> GateView:
    """Return the gate of a call as the screen may show it: with the order's status if it is open."""
    require(unit, Right.CALL)
    gate = read_gate(unit, call_id)
    order_id = identified_order(unit, call_id)
    is_recorded = _is_recorded(unit, call_id)
    if gate.state is not GateState.OPEN or order_id is None:
        return GateView(gate, is_recorded=is_recorded)
    order = get_order(unit, order_id)
    return GateView(
        gate,
        order.card,
        order.id,
        order.customer_id,
        order.customer_name,
        order.fields.car,
        order.fields.request_number,
        is_recorded,
    )


def read_gate(unit: Unit, call_id: CallId) -> Gate:
    """Return the gate of a call, replayed from its audit rows, by the limits of the day on which it began."""
    rows = _steps(unit, call_id)
    limits = limits_on(local_day(rows[0].at) if rows else unit.today)
    return replay((Step(STEPS[row.action], Fact(_detail(row)["fact"])) for row in rows), limits.others)


def identified_order(unit: Unit, call_id: CallId) -> OrderId | None:
    """Return the order whose caller was recognised in a call, None if nobody was."""
    right = [row for row in _steps(unit, call_id) if row.action == "call_identified"]
    named = _detail(right[-1]).get("order_id") if right else None
    if named is None:
        return None
    known = unit.session.scalar(select(OrderRecord.id).where(OrderRecord.id == UUID(named)))
    return None if known is None else OrderId(known)


def outcome_of(gate: Gate) -> CallOutcome:
    """Return how a call with this gate has ended."""
    ended = {GateState.OPEN: CallOutcome.IDENTIFIED, GateState.SHUT: CallOutcome.REFUSED}
    return ended.get(gate.state, CallOutcome.GENERAL)


def _parsed(caller: Caller) -> tuple[str, str]:
    try:
        return parse_caller(caller.number, caller.national_code)
    except FieldError as error:
        raise FieldErrors([error]) from error


def _closed_gate(unit: Unit, call_id: CallId) -> Gate:
    """Return the gate if the call still goes on and nobody was recognised yet; raises Refusal ``call_ended``."""
    gate = read_gate(unit, call_id)
    if gate.state is not GateState.CLOSED or _is_recorded(unit, call_id):
        raise Refusal("call_ended")
    return gate


def _is_recorded(unit: Unit, call_id: CallId) -> bool:
    return unit.session.scalar(select(CallRecord.row).where(CallRecord.id == call_id)) is not None


def _tried(unit: Unit, call_id: CallId) -> list[str]:
    """Return the hashes of the numbers that got a wrong answer in a call, each once."""
    wrong = (_detail(row) for row in _steps(unit, call_id) if row.action == "call_wrong")
    return list(dict.fromkeys(detail["number_hash"] for detail in wrong if "number_hash" in detail))


def _steps(unit: Unit, call_id: CallId) -> list[Any]:
    mine = AuditRecord.kind == KIND, AuditRecord.subject_id == call_id, AuditRecord.action.in_(STEPS)
    query = select(AuditRecord.action, AuditRecord.detail, AuditRecord.at).where(*mine).order_by(AuditRecord.n)
    return list(unit.session.execute(query))


def _detail(row: Any) -> dict[str, str]:  # noqa: ANN401 - a Core row
    import json

    found: dict[str, str] = json.loads(row.detail)
    return found


def _facts_of(unit: Unit, key: str, code: str) -> tuple[FileFacts, OrderId | None]:
    """Return the facts to ask for and compare, and the order if number and code are those of one.

    Without such an order the facts are those of a decoy, always the same for the same number and code.
    """
    real, decoy = _real_row(unit, key, code), _decoy_row(unit, key, code)
    columns = {field.name: _COLUMNS[field.name] for field in fields(FileFacts) if field.name in _COLUMNS}
    query = select(OrderRecord.id, OrderRecord.brand, OrderRecord.color, OrderRecord.model_year, *columns.values())
    row = unit.session.execute(
        query.join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id).where(
            OrderRecord.row == (decoy if real is None else real)
        )
    ).one_or_none()
    if row is None:  # this counter has no order at all: everything may be asked for, and nothing is right
        return _NOBODY, None
    values = dict(zip(columns, row[4:], strict=True))
    facts = FileFacts(**values, others=" ".join(row[1:4]))
    return facts, None if real is None else OrderId(row.id)


def _real_row(unit: Unit, key: str, code: str) -> int | None:
    """Return the row of the newest order that has this number and whose customer has this code."""
    named = or_(OrderRecord.request_key == key, OrderRecord.contract_key == key, OrderRecord.invitation_key == key)
    mine = select(OrderRecord.row).join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
    return unit.session.scalar(
        mine.where(named, CustomerRecord.national_code == code).order_by(OrderRecord.row.desc()).limit(1)
    )


def _decoy_row(unit: Unit, key: str, code: str) -> int | None:
    """Return the row of an order that has nothing to do with the caller, by a hash of number and code."""
    last = unit.session.scalar(select(func.max(OrderRecord.row))) or 1
    place = int.from_bytes(sha256(f"{key}/{code}".encode()).digest()[:8]) % last
    return unit.session.scalar(
        select(OrderRecord.row).where(OrderRecord.row > place).order_by(OrderRecord.row).limit(1)
    )


_COLUMNS: dict[str, Any] = {
    "mobile": CustomerRecord.mobile,
    "birth_on": CustomerRecord.birth_on,
    "car": OrderRecord.car,
    "city": CustomerRecord.city,
    "father_name": CustomerRecord.father_name,
}
_NOBODY = FileFacts(mobile="0" * 11, birth_on=date(1970, 1, 1), car="x", city="x", father_name="x")
