"""Read the settings and the staff who may sign in at the start, before heavy modules are loaded."""

from datetime import date
from pathlib import Path

from dealer_app.domain.glance import Glance
from dealer_app.domain.ids import StaffId
from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import Role, StaffRow
from dealer_app.services.freezing import thaw
from dealer_app.store.database import glance as file

SECTIONS = ("dealership", "issuer", "counter", "rules", "marks")


def glance(home: Path, today: date) -> Glance | None:
    """Return the settings of ``today`` and the staff; None if the database in ``home`` is not ready to be read."""
    raw = file.glance(home)
    if raw is None:
        return None
    known = {
        section: raw.settings[max(keys)]["value"]
        for section in SECTIONS
        if (keys := [key for key in raw.settings if f"{section}@" <= key <= f"{section}@{today.isoformat()}"])
    }
    marks = known.pop("marks", {})
    settings = thaw(Settings, {**known, "is_demo": marks.get("is_demo", False)})
    return Glance(
        settings, tuple(StaffRow(StaffId(id_), name, Role(role), is_active=True) for id_, name, role in raw.staff)
    )
