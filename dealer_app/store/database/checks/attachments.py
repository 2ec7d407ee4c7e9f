"""Compare the bytes of attachments with their records: length, order and hash."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.verification import VerifyProblem
from dealer_app.store.database.checks.evidence import ID_BYTES

_FILES = "SELECT id, size, sha256, held FROM attachment_files ORDER BY id"
_PIECES = "SELECT at, content FROM attachment_pieces WHERE attachment_id = ? ORDER BY at"
_STRAY = "SELECT count(*) FROM attachment_pieces WHERE attachment_id NOT IN (SELECT id FROM attachment_files)"
_UNLIKE = """
SELECT a.id FROM attachments a LEFT JOIN attachment_files f ON f.id = a.id
WHERE f.id IS NULL OR f.size IS NOT a.size OR f.sha256 IS NOT a.sha256"""


def list_attachment_problems(raw: driver.Connection) -> Iterator[VerifyProblem]:
    """Yield the attachments whose bytes are not those that were added, or are missing in between."""
    for row_id, size, wanted, held in raw.execute(_FILES).fetchall():
        length, hashed = 0, sha256()
        for at, content in raw.execute(_PIECES, (row_id,)):
            if at != length or not isinstance(content, bytes):
                break
            length += len(content)
            hashed.update(content)
        if length != held or (held == size and hashed.hexdigest() != wanted):
            yield VerifyProblem("verify_attachment", _name(row_id))
    if raw.execute(_STRAY).fetchone()[0]:
        yield VerifyProblem("verify_attachment", "attachment_pieces")
    for (row_id,) in raw.execute(_UNLIKE):
        yield VerifyProblem("verify_attachment", _name(row_id))


def _name(row_id: object) -> str:
    if isinstance(row_id, bytes) and len(row_id) == ID_BYTES:
        return str(UUID(bytes=row_id))
    return "attachment_files"
