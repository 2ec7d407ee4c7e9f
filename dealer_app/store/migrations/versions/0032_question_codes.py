"""Codes of added questions that no other counter gives: two counters numbered theirs alike, and a code is one word."""

from alembic import op
from sqlalchemy import text

revision = "0032"
down_revision = "0031"

_NUMBERED = "SELECT code, min(row), id FROM questions WHERE code GLOB 'own_[0-9]*' GROUP BY code"
_RENAME = "UPDATE questions SET code = :fresh WHERE code = :code"


def upgrade() -> None:
    connection = op.get_bind()
    for code, _row, row_id in connection.execute(text(_NUMBERED)).all():
        fresh = "own_" + "".join(chr(ord("a") + int(digit, 16)) for digit in row_id.hex())
        connection.execute(text(_RENAME), {"fresh": fresh, "code": code})
