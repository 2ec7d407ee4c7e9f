"""Check rights in the service itself, independent of checks by screens and the command line."""

from sqlalchemy import select

from dealer_app.domain.errors import Refusal
from dealer_app.domain.rights import Grant, Right, grant_of, may, refusal_of
from dealer_app.domain.staff import Roles, parse_roles
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.staff import StaffRecord


def require(unit: Unit, right: Right) -> None:
    """Raise a Refusal unless the unit's actor may use ``right``; every verb asks before it reads anything.

    ``right_missing``: no role of theirs has it. ``right_beside``: somebody who may has to allow this one act
    (``services.staff.approving``). ``actor_unknown``: not of the staff, or dismissed. The roles are those of the staff
    table, not what the actor says. The command line acts for the operating system's user, who has the key of the
    database. At the first start, without any staff, everything is allowed.
    """
    roles = _roles_of(unit)
    grant = Grant.YES if roles is None else grant_of(roles, right)
    if grant is Grant.YES:
        return
    if grant is Grant.BESIDE and unit.approval is not None and unit.approval.right == right:
        _note_approval(unit, right)
        return
    raise refusal_of(right, grant)


def require_to_read(unit: Unit, right: Right) -> None:
    """Raise a Refusal as ``require`` does if a person reads; without anybody the program itself reads."""
    if unit.actor.staff_id is not None or unit.actor.os_user:
        require(unit, right)


def may_read(unit: Unit, right: Right) -> bool:
    """Return whether the unit's actor may read what needs ``right``; without anybody the program itself reads."""
    is_person = unit.actor.staff_id is not None or bool(unit.actor.os_user)
    return not is_person or may_use(unit, right)


def may_use(unit: Unit, right: Right) -> bool:
    """Return whether the unit's actor may use ``right`` without a colleague; False for an unknown actor."""
    try:
        roles = _roles_of(unit)
    except Refusal:
        return False
    return roles is None or may(roles, right)


def _note_approval(unit: Unit, right: Right) -> None:
    """Write who allowed the act of whom, and why; once in a transaction."""
    approval = unit.approval
    assert approval is not None
    if not approval.is_noted:
        detail = {"right": right.value, "by": approval.name, "for": unit.actor.name, "reason": approval.reason}
        write_audit(unit, "approved", "staff", approval.staff_id, detail)
        approval.is_noted = True


def _roles_of(unit: Unit) -> Roles | None:
    """Return the roles of the actor, None if no staff exist yet."""
    actor = unit.actor
    if actor.staff_id is not None:
        mine = select(StaffRecord.roles).where(StaffRecord.id == actor.staff_id, StaffRecord.is_active)
        roles = unit.session.scalar(mine)
        if roles is not None:
            return parse_roles(roles)
    if unit.session.scalar(select(StaffRecord.row).limit(1)) is None:
        return None
    if actor.os_user and actor.staff_id is None:
        return actor.roles
    raise Refusal("actor_unknown")
