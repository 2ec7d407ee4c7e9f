"""Ask head office to send a code to the mobile of a file, and prove the typed code here, with or without a line."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerDetails, RegisterCustomer, Registered
from dealer_app.domain.errors import Refusal
from dealer_app.domain.files.activation import (
    LONGEST_WAIT,
    MOST_WRONG,
    AskedCode,
    CodeAnswer,
    CodeState,
    CodeView,
    after_try,
    asking_time,
    needs_activation,
    parse_code,
)
from dealer_app.domain.ids import ActivationId, CustomerId
from dealer_app.domain.rights import Right
from dealer_app.services.customers.customers import get_customer, register_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.files.codes import Codes, find_codes, is_expired, settled
from dealer_app.services.freezing import freeze
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.staff.pins import is_pin
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.outbox import enqueue, is_queued

_REFUSALS = {
    CodeState.ASKED: "activation_not_sent",
    CodeState.FAILED: "activation_not_sent",
    CodeState.ACTIVE: "activation_active",
    CodeState.LOCKED: "activation_locked",
}


def complete_registration(unit: Unit, command: RegisterCustomer) -> Registered:
    """Register a walk-in as ``register_customer`` does, and ask for the code of a new file.

    The registration is complete without it: no line and no gateway delay anything. Raises what ``register_customer``
    raises.
    """
    require(unit, Right.REGISTER)
    require_day(unit)
    registered = register_customer(unit, command)
    if registered.is_new:
        file = get_customer(unit, registered.customer_id)
        if needs_activation(file.fields.kind):
            _ask(unit, file, None)
    return registered


def ask_code(unit: Unit, customer_id: CustomerId) -> CodeView:
    """Ask head office to send a code; a locked activation needs the right to unlock it and begins anew.

    Raises Refusal ``activation_active``, ``activation_waits`` (one is under way), ``activation_not_needed``.
    """
    require(unit, Right.ACTIVATE)
    require_day(unit)
    file = get_customer(unit, customer_id)
    if not needs_activation(file.fields.kind) or not file.fields.mobile:
        raise Refusal("activation_not_needed")
    codes = find_codes(unit, customer_id, file.fields.mobile)
    if codes is not None:
        _refuse_another(unit, codes)
    _ask(unit, file, codes)
    return get_code(unit, customer_id)


def check_code(unit: Unit, customer_id: CustomerId, typed: str) -> CodeAnswer:
    """Compare a typed code with the hash that head office sent; the fifth wrong one locks.

    Wrong ones count on when a new code was asked for: only somebody who may unlock begins anew. A wrong code is an
    answer and not an error, because its count must be stored. Raises FieldError ``activation_code_form``; Refusal
    ``activation_not_sent``, ``activation_expired``, ``activation_active``, ``activation_locked``.
    """
    require(unit, Right.ACTIVATE)
    require_day(unit)
    given = parse_code(typed)
    codes = find_codes(unit, customer_id, get_customer(unit, customer_id).fields.mobile)
    if codes is None:
        raise Refusal("activation_not_sent")
    code = codes.current
    if code.state != CodeState.SENT:
        raise Refusal(_REFUSALS[CodeState(code.state)])
    if is_expired(unit, code):
        raise Refusal("activation_expired")
    state, wrong = after_try(CodeState(code.state), codes.wrong, is_right=is_pin(given, code.hash))
    code.state, code.wrong = state.value, code.wrong + wrong - codes.wrong
    _note(unit, code, state, max(unit.now, codes.newest.asked_at))
    return CodeAnswer(state, MOST_WRONG - wrong)


def get_code(unit: Unit, customer_id: CustomerId) -> CodeView:
    """Return how far the activation of a file's present mobile is."""
    require_to_read(unit, Right.FIND)
    file = get_customer(unit, customer_id)
    codes = find_codes(unit, customer_id, file.fields.mobile)
    if codes is None:
        return CodeView(None, file.activation, file.fields.mobile)
    code, newest = codes.current, codes.newest
    return CodeView(
        CodeState(code.state),
        file.activation,
        code.mobile,
        codes.wrong,
        newest.reason,
        code.asked_at,
        code.expires_at,
        is_expired(unit, code),
        is_queued(unit.session, newest.id),
        None if newest is code or newest.state == CodeState.SENT else CodeState(newest.state),
    )


def _refuse_another(unit: Unit, codes: Codes) -> None:
    """Raise a Refusal if no new code may be asked for now."""
    current, newest = codes.current, codes.newest
    if current.state == CodeState.ACTIVE:
        raise Refusal("activation_active")
    if newest.state == CodeState.ASKED and unit.now - newest.asked_at < LONGEST_WAIT:
        raise Refusal("activation_waits")
    if current.state == CodeState.LOCKED:
        require(unit, Right.UNLOCK_ACTIVATION)
        write_audit(unit, "activation_unlocked", "activations", current.id, _of(current.customer_id))


def _ask(unit: Unit, file: CustomerDetails, before: Codes | None) -> None:
    """Write the request, later than all ``before``, with its audit row and its command."""
    newest = None if before is None else max(before.newest.asked_at, settled(before.current))
    at = asking_time(unit.now, newest)
    asked = AskedCode(ActivationId(uuid7()), file.id, file.fields.mobile, at)
    unit.session.add(
        ActivationRecord(
            id=asked.id,
            customer_id=asked.customer_id,
            mobile=asked.mobile,
            state=CodeState.ASKED.value,
            asked_at=asked.asked_at,
            asked_by=unit.actor.name,
        )
    )
    unit.session.flush()
    write_audit(unit, "activation_asked", "activations", asked.id, _of(asked.customer_id))
    body = {**freeze(asked), "asked_at": instant_text(asked.asked_at)}
    enqueue(unit, "activation.ask", body, subject_id=asked.id)
    unit.touch("activations", asked.id)
    unit.touch("customers", asked.customer_id)


def _note(unit: Unit, code: ActivationRecord, state: CodeState, settled_at: datetime) -> None:
    """Write what came of a typed code; head office hears only of an end, which is after every request so far."""
    if state is CodeState.SENT:
        write_audit(unit, "activation_wrong", "activations", code.id, {**_of(code.customer_id), "wrong": code.wrong})
    else:
        code.settled_at, code.hash = settled_at, ""
        write_audit(unit, f"activation_{state}", "activations", code.id, _of(code.customer_id))
        body = {"id": str(code.id), "settled_at": instant_text(settled_at)}
        if state is CodeState.ACTIVE:
            enqueue(unit, "activation.confirm", body, subject_id=code.id)
        else:
            enqueue(unit, "activation.lock", body, subject_id=code.id)
    unit.session.flush()
    unit.touch("activations", code.id)
    unit.touch("customers", code.customer_id)


def _of(customer_id: UUID) -> dict[str, str]:
    return {"customer_id": str(customer_id)}
