"""Check the manager's rights in the service itself, independent of checks by screens and the command line."""

from sqlalchemy import select

from dealer_app.domain.errors import Refusal
from dealer_app.domain.staff import Role
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.staff import StaffRecord


def require_manager(unit: Unit) -> None:
    """Raise Refusal ``manager_only`` unless the actor is a manager or no staff exist yet."""
    is_manager = unit.actor.role is Role.MANAGER
    if not is_manager and unit.session.scalar(select(StaffRecord.row).limit(1)) is not None:
        raise Refusal("manager_only")
