"""Who is at the counter: roles and the actor that every write is signed with."""

from dataclasses import dataclass
from enum import StrEnum

from dealer_app.domain.ids import StaffId


class Role(StrEnum):
    """What a member of staff may do; two roles for now."""

    CLERK = "clerk"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the command line) a transaction is signed with, and the counter they stand at."""

    staff_id: StaffId | None
    name: str
    role: Role
    counter: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff as the sign-in page lists them; no PIN, no hash."""

    id: StaffId
    name: str
    role: Role
    is_active: bool


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Wish: a new member of staff with a six-digit PIN."""

    name: str
    role: Role
    pin: str
