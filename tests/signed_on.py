"""Actors of the staff that a database has, without typing their PINs."""

from dataclasses import replace

from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import FORMER_ROLES, Actor, Role, Roles, parse_roles, roles_text
from dealer_app.services.staff.staff import insert_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.staff import StaffRecord

CLERK, MANAGER = FORMER_ROLES["clerk"], FORMER_ROLES["manager"]
"""The roles of the two people of the demo."""


def sign_on(desktop: Desktop, counter: str, role: Role = Role.CLERK) -> None:
    """Make the first member of staff with ``role`` the actor of an open counter; without staff, a name of the demo."""
    desktop.actor = desktop.read(lambda unit: of_staff(unit, role, counter))


def of_staff(unit: Unit, role: Role, counter: str) -> Actor:
    """Return the first active member of staff who holds ``role`` as an actor."""
    active = unit.session.scalars(select(StaffRecord).where(StaffRecord.is_active).order_by(StaffRecord.row))
    record = next((one for one in active if role in parse_roles(one.roles)), None)
    if record is None:
        return Actor(None, "سمیه کریمی", FORMER_ROLES.get(role.value, frozenset({role})), counter)
    return Actor(StaffId(record.id), record.name, parse_roles(record.roles), counter)


def with_roles(unit: Unit, roles: Roles) -> Unit:
    """Return the unit with a new colleague who holds ``roles`` as its actor; undone with the transaction."""
    name = f"همکار {roles_text(roles)}"
    return replace(unit, actor=Actor(insert_staff(unit, name, roles, "271828"), name, roles, "پیشخوان ۲"))
