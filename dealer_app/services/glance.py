"""Read the settings and the staff who may sign in at the start, before heavy modules are loaded."""

from datetime import date
from pathlib import Path

from dealer_app.domain.glance import Glance
from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import StaffRow, parse_roles
from dealer_app.services.stored_settings import SECTIONS, thaw_settings
from dealer_app.store.database import glance as file


def glance(home: Path, today: date) -> Glance | None:
    """Return the settings of ``today`` and the staff; None if the database in ``home`` is not ready to be read."""
    raw = file.glance(home)
    if raw is None:
        return None
    known = {
        section: raw.settings[max(keys)]["value"]
        for section in (*SECTIONS, "marks")
        if (keys := [key for key in raw.settings if f"{section}@" <= key <= f"{section}@{today.isoformat()}"])
    }
    people = (StaffRow(StaffId(id_), name, parse_roles(roles), is_active=True) for id_, name, roles in raw.staff)
    return Glance(thaw_settings(known), tuple(people))
