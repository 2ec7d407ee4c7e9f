"""The table of dealerships, with address, hours and telephone."""

from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text


class DealershipRecord(Identified, Base):
    """A dealership of the network, known by its code."""

    __tablename__ = "dealerships"

    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(default="", index=True)
    province: Mapped[str] = empty_text()
    city: Mapped[str] = empty_text()
    address: Mapped[str] = empty_text()
    phone: Mapped[str] = empty_text()
    hours: Mapped[str] = empty_text()
