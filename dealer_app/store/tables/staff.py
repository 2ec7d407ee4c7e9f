"""The table of staff: who may sign in, with a hash of the PIN and the count of wrong PINs."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified


class StaffRecord(Identified, Base):
    """A member of staff; ``roles`` is made by ``roles_text``, ``pin_hash`` is a salted slow hash, never the PIN."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("roles <> ''", name="roles"),
        CheckConstraint("failed_count >= 0", name="failed_count"),
    )

    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[str]
    pin_hash: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    failed_count: Mapped[int] = mapped_column(default=0)
    locked_until_at: Mapped[datetime | None]
    added_at: Mapped[datetime]
