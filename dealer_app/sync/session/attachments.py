"""Send and fetch the bytes of attachments in pieces, after everything else; each piece can be the last of a talk."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update

from dealer_app.domain.attachments import MOST_HERE, PIECE_BYTES, content_hash
from dealer_app.protocol import wire
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentFileRecord, AttachmentPieceRecord, AttachmentRecord
from dealer_app.sync.apply.attachments import UNSENT
from dealer_app.sync.apply.rows import fetch_among
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.progress import Progress
from dealer_app.sync.session.talker import HubRefusedError, Talker

MOST_PIECES = 400
"""Pieces of one talk; the next one goes on soon, so that rows of the feed wait for no photograph."""
_UNKNOWN_CALL = 404
_UNSENT = f"SELECT u.id, u.size, u.sent FROM attachment_files u WHERE {UNSENT} ORDER BY u.id"  # noqa: S608 - constants
_TO_SEND = f"""
SELECT u.id, u.size, u.sent FROM attachment_files u WHERE {UNSENT} AND NOT EXISTS (
  SELECT 1 FROM outbox o WHERE o.subject_id = u.id AND o.kind = 'attachment.add' AND o.state IN ('queued', 'sent'))
ORDER BY u.id"""  # noqa: S608 - constants
_TO_FETCH = (
    "SELECT u.id, u.size, u.held FROM attachment_files u WHERE u.held < u.size AND u.sent = u.size ORDER BY u.id DESC"
)
_HELD = "SELECT coalesce(sum(held), 0) FROM attachment_files"
_WAITING = "SELECT 1 FROM outbox WHERE state IN ('queued', 'sent') LIMIT 1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The next piece of an attachment to send or to fetch; ``offset`` None asks head office how much it has."""

    id: UUID
    size: int
    offset: int | None


@dataclass(slots=True)
class Pieces:
    """The exchange of pieces in one talk; attachments in ``aside`` wait for the next talk."""

    database: CounterDatabase
    talker: Talker
    progress: Progress
    is_stopped: Callable[[], bool]
    aside: set[UUID] = field(default_factory=set)
    left: int = MOST_PIECES

    def exchange(self) -> None:
        """Send, then fetch, until nothing is left, a command waits, or the talk has taken enough.

        Raises LineDownError, HubRefusedError. A head office that does not know these calls yet is no trouble.
        """
        try:
            while self._may_go_on() and (wanted := self.database.read(self._to_send)):
                self._send(wanted)
            while self._may_go_on() and (wanted := self.database.read(self._to_fetch)):
                self._fetch(wanted)
        except HubRefusedError as refused:
            if refused.status != _UNKNOWN_CALL:
                raise

    def _may_go_on(self) -> bool:
        is_over = self.is_stopped() or self.left <= 0 or self.database.read(_is_waiting)
        if is_over:
            self.progress.is_done = False
        self.left -= 1
        return not is_over

    def _to_send(self, unit: Unit) -> Wanted | None:
        return self._first(list_unsent(unit))

    def _to_fetch(self, unit: Unit) -> Wanted | None:
        return self._first(list_missing(unit))

    def _first(self, found: list[Wanted]) -> Wanted | None:
        return next((wanted for wanted in found if wanted.id not in self.aside), None)

    def _send(self, wanted: Wanted) -> None:
        answer = self.talker.put_piece(self.database.read(lambda unit: piece_to_send(unit, wanted)))
        if not self.progress.keep(self.database.write(lambda unit: take_held(unit, answer))):
            self.aside.add(wanted.id)

    def _fetch(self, wanted: Wanted) -> None:
        answer = self.talker.get_piece(wire.GetPiece(str(wanted.id), wanted.offset or 0))
        if not self.progress.keep(self.database.write(lambda unit: take_piece(unit, answer))):
            self.aside.add(wanted.id)


def list_unsent(unit: Unit, *, is_after_push: bool = False) -> list[Wanted]:
    """Return the attachments whose record head office has and whose bytes it lacks, the oldest first.

    ``is_after_push``: also those whose record is in a push before the pieces, as on a stick.
    """
    rows = unit.session.connection().exec_driver_sql(_UNSENT if is_after_push else _TO_SEND)
    return [Wanted(UUID(bytes=row_id), size, sent) for row_id, size, sent in rows]


def list_missing(unit: Unit) -> list[Wanted]:
    """Return the attachments that head office has and that are not whole here, the newest first; none if it is full."""
    connection = unit.session.connection()
    if int(connection.exec_driver_sql(_HELD).scalar() or 0) >= MOST_HERE:
        return []
    return [Wanted(UUID(bytes=row_id), size, held) for row_id, size, held in connection.exec_driver_sql(_TO_FETCH)]


def piece_to_send(unit: Unit, wanted: Wanted) -> wire.PutPiece:
    """Return the call with the next piece, an empty one if it is unknown how much head office has."""
    if wanted.offset is None:
        return wire.PutPiece(str(wanted.id), 0, b"")
    mine = AttachmentPieceRecord.attachment_id == wanted.id, AttachmentPieceRecord.at <= wanted.offset
    query = select(AttachmentPieceRecord).where(*mine).order_by(AttachmentPieceRecord.at.desc()).limit(1)
    piece = unit.session.scalar(query)
    content = b"" if piece is None else piece.content[wanted.offset - piece.at :][:PIECE_BYTES]
    return wire.PutPiece(str(wanted.id), wanted.offset, content)


def take_held(unit: Unit, answer: wire.PieceHeld) -> bool:
    """Note how much head office has; return whether it got on, so that the next piece may follow at once."""
    file = _file(unit, answer.id)
    if file is None:
        return False
    before, held = file.sent, max(0, min(answer.held, file.size))
    if answer.code == "unknown" and before is None:
        held = 0
    _set(unit, file.id, sent=held)
    if held == file.size:
        unit.touch("attachments", file.id)
        _drop_left(unit, file.id)
    return not answer.code and (before is None or held > before)


def take_piece(unit: Unit, answer: wire.Piece) -> bool:
    """Keep a piece that begins where the bytes here end; return whether it did and was not spoilt."""
    file = _file(unit, answer.id)
    if file is None or answer.size != file.size or answer.offset != file.held or not answer.content:
        return False
    held = file.held + len(answer.content)
    if held > file.size or len(answer.content) > PIECE_BYTES:
        return False
    piece = {"attachment_id": file.id, "at": file.held, "content": answer.content}
    unit.session.execute(insert(AttachmentPieceRecord), piece)
    _set(unit, file.id, held=held)
    if held < file.size:
        return True
    mine = AttachmentPieceRecord.attachment_id == file.id
    pieces = unit.session.scalars(select(AttachmentPieceRecord.content).where(mine).order_by(AttachmentPieceRecord.at))
    is_right = content_hash(b"".join(pieces)) == file.sha256
    if not is_right:
        unit.session.execute(delete(AttachmentPieceRecord).where(mine))
        _set(unit, file.id, held=0)
    unit.touch("attachments", file.id)
    return is_right


def ask_again(unit: Unit) -> None:
    """Forget what head office has: it was restored, or is another one; the next talk asks."""
    unit.session.execute(text("UPDATE attachment_files SET sent = NULL WHERE held = size"))


def _is_waiting(unit: Unit) -> bool:
    return unit.session.connection().exec_driver_sql(_WAITING).first() is not None


def _file(unit: Unit, row_id: str) -> AttachmentFileRecord | None:
    try:
        return unit.session.get(AttachmentFileRecord, UUID(row_id), populate_existing=True)
    except ValueError:
        return None


def _set(unit: Unit, row_id: UUID, **values: int) -> None:
    change = update(AttachmentFileRecord).where(AttachmentFileRecord.id == row_id).values(**values)
    unit.session.execute(change, execution_options={"synchronize_session": False})


def _drop_left(unit: Unit, row_id: UUID) -> None:
    """Delete bytes whose record left this dealership before they were sent."""
    if not fetch_among(unit, f"SELECT 1 FROM {AttachmentRecord.__tablename__} WHERE id IN ids", [row_id]):  # noqa: S608 - a constant name
        unit.session.execute(delete(AttachmentPieceRecord).where(AttachmentPieceRecord.attachment_id == row_id))
        unit.session.execute(delete(AttachmentFileRecord).where(AttachmentFileRecord.id == row_id))
