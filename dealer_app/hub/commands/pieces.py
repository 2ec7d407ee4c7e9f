"""Take the bytes of attachments in pieces, and give them to other counters (docs/protocol.md, section 5).

A piece is taken only where the last one ended, so any order and any repetition end in the same bytes. The record of an
attachment states their number and their hash; when both fit, its row says ``is_whole`` and goes down by the feed.
"""

from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from dealer_app.domain.attachments import MOST_OF_DEALERSHIP, PIECE_BYTES
from dealer_app.hub.commands.working_set import Wanted, open_working_set, write_working_set
from dealer_app.hub.database.database import Transaction, enter, lock_head
from dealer_app.hub.database.schema import attachment_pieces as pieces
from dealer_app.hub.database.schema import heads, rows
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire

KIND = "attachment"
MOVED_TO = "moved_to"
"""In the meta of a revoked row: the dealership to which it went; bytes that come late follow it."""
_MOST_MOVES = 20


def put_piece(tx: Transaction, body: wire.PutPiece) -> wire.PieceHeld:
    """Take a piece and return how many bytes are held; a piece at another place, or an empty one, only asks.

    Raises CallRefusedError ``malformed`` for a piece that is too large, or that goes beyond the end.
    """
    if len(body.content) > PIECE_BYTES:
        raise CallRefusedError(400, "malformed")
    there = _follow(tx, body.id)
    if there is None:
        return wire.PieceHeld(body.id, 0, "unknown")
    last_seq = lock_head(there)
    doc = _doc_of(there, body.id)
    if doc is None:  # it moved on meanwhile; the counter asks again
        return wire.PieceHeld(body.id, 0, "unknown")
    if doc.get("is_whole"):
        return wire.PieceHeld(body.id, int(doc["body"]["size"]))
    return _append(there, body, doc, last_seq)


def _append(tx: Transaction, body: wire.PutPiece, doc: dict[str, Any], last_seq: int) -> wire.PieceHeld:
    """Keep a piece that begins where the held bytes end."""
    size, held = int(doc["body"]["size"]), _count_held(tx, body.id)
    if body.offset != held or not body.content:
        return wire.PieceHeld(body.id, held)
    if held + len(body.content) > size:
        raise CallRefusedError(400, "malformed")
    if held == 0 and _count_all(tx) + size > MOST_OF_DEALERSHIP:
        return wire.PieceHeld(body.id, 0, "quota")
    place = {"dealership": tx.dealership, "id": body.id, "at": held}
    tx.connection.execute(insert(pieces), {**place, "content": body.content})
    held += len(body.content)
    return wire.PieceHeld(body.id, held) if held < size else _finish(tx, body.id, doc, last_seq)


def get_piece(tx: Transaction, body: wire.GetPiece) -> wire.Piece:
    """Return the bytes from an offset on, as many as one stored piece has; none unless all are held."""
    doc = _doc_of(tx, body.id)
    if doc is None or not doc.get("is_whole"):
        return wire.Piece(body.id, body.offset, b"", 0)
    mine = pieces.c.dealership == tx.dealership, pieces.c.id == body.id, pieces.c.at <= body.offset
    found = tx.connection.execute(
        select(pieces.c.at, pieces.c.content).where(*mine).order_by(pieces.c.at.desc()).limit(1)
    ).one_or_none()
    content = b"" if found is None else bytes(found.content)[body.offset - found.at :]
    return wire.Piece(body.id, body.offset, content, int(doc["body"]["size"]))


def move_pieces(tx: Transaction, target: str, ids: list[str]) -> None:
    """Move the bytes of attachments with their rows to another dealership, piece by piece; the scope stays ``tx``'s."""
    for row_id in ids:
        mine = pieces.c.dealership == tx.dealership, pieces.c.id == row_id
        for at in list(tx.connection.scalars(select(pieces.c.at).where(*mine))):
            content = tx.connection.scalar(select(pieces.c.content).where(*mine, pieces.c.at == at))
            enter(tx.connection, target)
            place = {"dealership": target, "id": row_id, "at": at}
            tx.connection.execute(insert(pieces), {**place, "content": content})
            enter(tx.connection, tx.dealership)
        tx.connection.execute(delete(pieces).where(*mine))


def _follow(tx: Transaction, row_id: str) -> Transaction | None:
    """Return a transaction of the dealership that has the attachment now, None if no row of it is known here."""
    code = tx.dealership
    for _ in range(_MOST_MOVES):
        enter(tx.connection, code)
        mine = rows.c.dealership == code, rows.c.kind == KIND, rows.c.id == row_id
        found = tx.connection.execute(select(rows.c.op, rows.c.meta).where(*mine)).one_or_none()
        if found is not None and found.op == "upsert":
            return Transaction(tx.connection, code, None, tx.now)
        code = found.meta.get(MOVED_TO, "") if found is not None else ""
        if not code:
            break
    enter(tx.connection, tx.dealership)
    return None


def _doc_of(tx: Transaction, row_id: str) -> dict[str, Any] | None:
    mine = rows.c.dealership == tx.dealership, rows.c.kind == KIND, rows.c.id == row_id, rows.c.op == "upsert"
    doc = tx.connection.scalar(select(rows.c.doc).where(*mine))
    return None if doc is None else wire.parse(doc)


def _finish(tx: Transaction, row_id: str, doc: dict[str, Any], last_seq: int) -> wire.PieceHeld:
    """Compare the hash of all bytes with the record's; bytes that differ are thrown away."""
    mine = pieces.c.dealership == tx.dealership, pieces.c.id == row_id
    hashed = sha256()
    for content in tx.connection.scalars(select(pieces.c.content).where(*mine).order_by(pieces.c.at)):
        hashed.update(content)
    if hashed.hexdigest() != doc["body"]["sha256"]:
        tx.connection.execute(delete(pieces).where(*mine))
        return wire.PieceHeld(row_id, 0, "hash")
    working = open_working_set(tx, Wanted(ids={row_id}), _no_serial, None)
    working.put(KIND, row_id, {**doc, "is_whole": True})
    working.keep()
    seqs = write_working_set(tx, working, last_seq)
    head = heads.c.dealership == tx.dealership
    tx.connection.execute(update(heads).where(head).values(seq=last_seq + len(seqs)))
    return wire.PieceHeld(row_id, int(doc["body"]["size"]))


def _count_held(tx: Transaction, row_id: str) -> int:
    mine = pieces.c.dealership == tx.dealership, pieces.c.id == row_id
    total = select(func.coalesce(func.sum(func.length(pieces.c.content)), 0)).where(*mine)
    return int(tx.connection.scalar(total) or 0)


def _count_all(tx: Transaction) -> int:
    mine = pieces.c.dealership == tx.dealership
    total = select(func.coalesce(func.sum(func.length(pieces.c.content)), 0)).where(mine)
    return int(tx.connection.scalar(total) or 0)


def _no_serial(kind: str) -> int:
    raise KeyError(kind)
