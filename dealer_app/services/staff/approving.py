"""Allow one act of a colleague by one's own PIN, without signing out the person on duty."""

from collections.abc import Callable
from typing import TypeVar

from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.persian import clean_text
from dealer_app.domain.rights import Right, may_allow, right_name
from dealer_app.domain.staff import Approval, StaffRow
from dealer_app.services.staff.staff import check_pin, list_staff
from dealer_app.store.core.unit import Approved, Unit

T = TypeVar("T")
LONGEST_REASON = 200


def list_approvers(unit: Unit, right: Right) -> tuple[StaffRow, ...]:
    """Return the colleagues who may allow others one act of ``right``, without the actor."""
    return tuple(one for one in list_staff(unit) if may_allow(one.roles, right) and one.id != unit.actor.staff_id)


def approved(unit: Unit, right: Right, approval: Approval, work: Callable[[Unit], T]) -> T:
    """Return ``work(unit)``, in which the actor may use ``right`` because a colleague allows it.

    The approval holds for this transaction only; the audit names both people, the right and the reason. Raises
    FieldError ``reason_missing``, Refusal ``approval_missing`` if the colleague may not allow it,
    ``approval_own`` for one's own PIN, and the Refusals of ``check_pin``.
    """
    reason = clean_text(approval.reason)[:LONGEST_REASON]
    if not reason:
        raise FieldError("reason_missing", "reason")
    if approval.staff_id == unit.actor.staff_id:
        raise Refusal("approval_own")
    colleague = check_pin(unit, approval.staff_id, approval.pin)
    if not may_allow(colleague.roles, right):
        raise Refusal("approval_missing", name=colleague.name, what=right_name(right))
    unit.approval = Approved(right.value, approval.staff_id, colleague.name, reason)
    try:
        return work(unit)
    finally:
        unit.approval = None
