"""Column types for ids, instants, optional texts and frozen facts."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, LargeBinary, String, Text, TypeDecorator

from dealer_app.protocol.canonical_json import canonical_json


class UuidBlob(TypeDecorator[UUID]):
    """A UUIDv7 as sixteen bytes, so that new ids append to their index."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's form
        """Return the id's bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:  # noqa: ARG002 - the same
        """Return the id from its bytes."""
        return None if value is None else UUID(bytes=value)


class Instant(TypeDecorator[datetime]):
    """An aware instant as ISO text in UTC, always of the same length, so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """Return the instant's text; raises ValueError for a naive one, which is a bug."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        """Return the aware instant."""
        return None if value is None else datetime.fromisoformat(value)


class OptionalText(TypeDecorator[str]):
    """A text that may be "not given": "" in Python, NULL in the database, so that UNIQUE ignores missing texts.

    ``column == ""`` therefore matches nothing; use ``column.is_(None)``.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """Return NULL for the empty text."""
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:  # noqa: ARG002 - the same
        """Return the empty text for NULL."""
        return value or ""


class JsonText(TypeDecorator[dict[str, Any]]):
    """Frozen facts as canonical JSON text: equal facts give equal bytes and so the same hash."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """Return the canonical text."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:  # noqa: ARG002 - the same
        """Return the facts."""
        return None if value is None else json.loads(value)


def instant_text(value: datetime) -> str:
    """Return the text of an aware instant as it is stored; raises ValueError for a naive one."""
    if value.tzinfo is None:
        msg = "a naive instant"
        raise ValueError(msg)
    return value.astimezone(UTC).isoformat(timespec="microseconds")
