"""Check rights in the service itself, independent of checks by screens and the command line."""

from sqlalchemy import select

from dealer_app.domain.errors import Refusal
from dealer_app.domain.rights import Right, may
from dealer_app.domain.staff import Role
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.staff import StaffRecord


def require(unit: Unit, right: Right) -> None:
    """Raise Refusal ``actor_unknown`` or ``manager_only`` unless the unit's actor may use ``right``; every verb asks.

    The role is that of the staff table, not what the actor says. ``actor_unknown``: not of the staff, or dismissed. The
    command line acts for the operating system's user, who has the key of the database. At the first start, without any
    staff, everything is allowed.
    """
    role = _role_of(unit)
    if role is not None and not may(role, right):
        raise Refusal("manager_only")


def _role_of(unit: Unit) -> Role | None:
    """Return the role of the actor, None if no staff exist yet."""
    actor = unit.actor
    if actor.staff_id is not None:
        mine = select(StaffRecord.role).where(StaffRecord.id == actor.staff_id, StaffRecord.is_active)
        role = unit.session.scalar(mine)
        if role is not None:
            return Role(role)
    if unit.session.scalar(select(StaffRecord.row).limit(1)) is None:
        return None
    if actor.os_user and actor.staff_id is None:
        return actor.role
    raise Refusal("actor_unknown")
