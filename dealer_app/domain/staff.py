"""Staff: roles, and the actor recorded with every write."""

from dataclasses import dataclass
from enum import StrEnum

from dealer_app.domain.ids import StaffId


class Role(StrEnum):
    """The role of a member of staff; it decides their rights."""

    CLERK = "clerk"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person recorded with a transaction, and their counter.

    ``os_user`` is the operating system's user for whom the command line acts, "" for a person who signed in.
    """

    staff_id: StaffId | None
    name: str
    role: Role
    counter: str
    os_user: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff as the sign-in page lists them, without PIN or hash."""

    id: StaffId
    name: str
    role: Role
    is_active: bool


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Request to add a member of staff with a six-digit PIN."""

    name: str
    role: Role
    pin: str
