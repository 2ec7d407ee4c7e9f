"""The version of head office's row of each holiday, from the feed; a day is known by its date, not by that row's id."""

from uuid import NAMESPACE_URL, uuid5

from alembic import op
from sqlalchemy import text

revision = "0033"
down_revision = "0032"

_DAYS = "SELECT day FROM holidays WHERE origin = 'hub'"
_VERSION = "SELECT version FROM feed_rows WHERE kind = 'holiday' AND id = :id"
_SET = "UPDATE holidays SET published = :version WHERE day = :day"


def upgrade() -> None:
    op.execute("ALTER TABLE holidays ADD COLUMN published INTEGER")
    connection = op.get_bind()
    for (day,) in connection.execute(text(_DAYS)).all():
        row_id = uuid5(NAMESPACE_URL, f"bajeh:*:holiday:{day}")
        version = connection.execute(text(_VERSION), {"id": row_id.bytes}).scalar()
        connection.execute(text(_SET), {"version": version or 1, "day": day})
