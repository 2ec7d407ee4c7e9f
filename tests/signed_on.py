"""Actors of the staff that a database has, without typing their PINs."""

from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import Actor, Role
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.staff import StaffRecord


def sign_on(desktop: Desktop, counter: str, role: Role = Role.CLERK) -> None:
    """Make the first member of staff with ``role`` the actor of an open counter; without staff, a name of the demo."""
    desktop.actor = desktop.read(lambda unit: of_staff(unit, role, counter))


def of_staff(unit: Unit, role: Role, counter: str) -> Actor:
    """Return the first active member of staff with ``role`` as an actor."""
    mine = select(StaffRecord).where(StaffRecord.role == role.value, StaffRecord.is_active).order_by(StaffRecord.row)
    record = unit.session.scalars(mine).first()
    if record is None:
        return Actor(None, "سمیه کریمی", role, counter)
    return Actor(StaffId(record.id), record.name, role, counter)
