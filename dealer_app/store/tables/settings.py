"""The table of settings: named JSON values."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, Session, mapped_column

from dealer_app.store.core.base import Base
from dealer_app.store.core.unit import Unit


class SettingRecord(Base):
    """One named setting; the value is a JSON object."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


def find_setting(session: Session, key: str) -> dict[str, Any] | None:
    """Return the setting named ``key``, None if it was never saved."""
    record = session.get(SettingRecord, key)
    return None if record is None else record.value


def put_setting(unit: Unit, key: str, value: dict[str, Any]) -> None:
    """Save ``value`` under ``key``, replacing an earlier value."""
    unit.session.merge(SettingRecord(key=key, value=value, saved_at=unit.now))


def drop_setting(unit: Unit, key: str) -> None:
    """Forget the setting named ``key``."""
    record = unit.session.get(SettingRecord, key)
    if record is not None:
        unit.session.delete(record)
        unit.session.flush()
