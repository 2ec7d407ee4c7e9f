"""Staff: the roles that a person holds, and the actor recorded with every write."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import StaffId


class Role(StrEnum):
    """A role of a member of staff; a person may hold several, and their rights add up."""

    CLERK = "clerk"
    PHONE = "phone"
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


Roles = frozenset[Role]
FORMER_ROLES: Final[dict[str, Roles]] = {
    "clerk": frozenset({Role.CLERK, Role.CASHIER}),
    "manager": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
}
"""The two roles of older programs -> the roles that may do the same today."""
_JOIN: Final = "+"


def roles_text(roles: Iterable[Role]) -> str:
    """Return roles as one text («clerk+cashier»), always in the order of ``Role``."""
    held = frozenset(roles)
    return _JOIN.join(role for role in Role if role in held)


def parse_roles(text: str) -> Roles:
    """Return the roles of a text that ``roles_text`` made; raises FieldError ``roles_unknown`` for any other."""
    try:
        roles = frozenset(map(Role, text.split(_JOIN)))
    except ValueError:
        raise FieldError("roles_unknown", "roles") from None
    if roles_text(roles) != text:
        raise FieldError("roles_unknown", "roles")
    return roles


def check_roles(roles: Roles) -> None:
    """Raise FieldError ``roles_empty``, or ``auditor_alone``: who examines the work of others has no other role."""
    if not roles:
        raise FieldError("roles_empty", "roles")
    if Role.AUDITOR in roles and len(roles) > 1:
        raise FieldError("auditor_alone", "roles")


@dataclass(frozen=True, slots=True)
class Actor:
    """The person recorded with a transaction, and their counter.

    ``os_user`` is the operating system's user for whom the command line acts, "" for a person who signed in.
    """

    staff_id: StaffId | None
    name: str
    roles: Roles
    counter: str
    os_user: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff as the sign-in page lists them, without PIN or hash."""

    id: StaffId
    name: str
    roles: Roles
    is_active: bool


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Request to add a member of staff with a six-digit PIN."""

    name: str
    roles: Roles
    pin: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A colleague who allows one act of another person by their own PIN, and why."""

    staff_id: StaffId
    pin: str
    reason: str
