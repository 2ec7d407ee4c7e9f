"""Confirm the day that this PC's clock shows; a manager does it, and the audit keeps both moments."""

from dataclasses import replace

from dealer_app.domain.ids import StaffId
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import find_doubt
from dealer_app.services.rights import require
from dealer_app.services.staff.staff import check_pin
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.clock import set_clock


def confirm_day_with_pin(unit: Unit, staff_id: StaffId, pin: str) -> None:
    """Confirm the day by the PIN of somebody who may, who need not be the person on duty.

    Raises Refusal ``right_missing`` and those of a sign-in (``pin_wait``, ``pin_wrong``, ``staff_not_found``).
    """
    confirm_day(replace(unit, actor=check_pin(unit, staff_id, pin)))


def confirm_day(unit: Unit) -> None:
    """Confirm the unit's moment as the actor, who must have the right (or be the command line); a believed one stays.

    Raises Refusal ``right_missing``.
    """
    require(unit, Right.CONFIRM_DAY)
    doubt = find_doubt(unit)
    if doubt is None:
        return
    set_clock(unit.session, unit.now)
    last = "" if doubt.last is None else instant_text(doubt.last)
    write_audit(unit, "day_confirmed", "settings", None, {"why": str(doubt.why), "last": last})
