"""The facts of a counter that are read before its database is open in full."""

from dataclasses import dataclass

from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import StaffRow


@dataclass(frozen=True, slots=True)
class Glance:
    """The settings that are valid today and the staff who may sign in."""

    settings: Settings
    staff: tuple[StaffRow, ...]
