"""The table of the anchor: one signed row with the heads of both chains and the digest of every covered table."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base


class AnchorRecord(Base):
    """The state of the database after the last transaction of this program, signed in that transaction.

    ``heads`` holds number and hash of the newest row of audit and outbox, ``digests`` the number of rows and the digest
    of each covered table. ``own_key`` signs until head office knows a key of this counter (``enrolments``).
    """

    __tablename__ = "anchor"
    __table_args__ = (CheckConstraint("row = 1", name="one_row"),)

    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heads: Mapped[dict[str, Any]]
    digests: Mapped[dict[str, Any]]
    signed_at: Mapped[datetime]
    own_key: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[str]
