"""Load a new counter's first copy: fetch it in pieces that survive a power cut, check the whole, apply it in pages."""

import os
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from uuid import UUID

from dealer_app.domain.changes import Changes
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import LineDownError
from dealer_app.protocol.signing import is_signed
from dealer_app.protocol.snapshot_file import unpack_rows
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.tables.enrolments import change_enrolment, current_enrolment
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.reader import write_page
from dealer_app.sync.session.talker import HubRefusedError, Talker

FOLDER = "incoming"
PART_BYTES = 256 * 1024
UNKNOWN = 404


def load_snapshot(database: CounterDatabase, talker: Talker, *, is_stopped: Callable[[], bool]) -> tuple[int, Changes]:
    """Fetch and apply the dealership's snapshot; return the number of new rows and the changes.

    Pieces fetched before are not fetched again. Raises LineDownError, HubRefusedError, EnvironmentFault.
    """
    head = talker.snapshot_head()
    text = f"BAJEH-SNAPSHOT-1\n{head.name}\n{head.sha256}".encode()
    if not head.rows or not is_signed(talker.identity.hub_key, text, head.signature):
        return 0, Changes()
    path = _path(database.home, head)
    if not _fetch(talker, head, path, is_stopped):
        return 0, Changes()
    received, touched = 0, set[tuple[str, UUID]]()
    with machine_faults(), path.open("rb") as file:
        for rows in unpack_rows(file, wire.MOST_ROWS):
            if is_stopped():
                return received, Changes(frozenset(touched))
            written = write_page(database, _page(rows))
            received += written.value
            touched |= written.changes.touched
    database.write(lambda unit: _finish(unit, head))
    path.unlink(missing_ok=True)
    return received, Changes(frozenset(touched))


def _path(home: Path, head: wire.SnapshotHead) -> Path:
    """Return the path of this snapshot's pieces; delete those of other snapshots."""
    folder = home / FOLDER
    with machine_faults():
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{head.sha256}.part"
        for other in folder.iterdir():
            if other != path:
                other.unlink(missing_ok=True)
    return path


def _fetch(talker: Talker, head: wire.SnapshotHead, path: Path, is_stopped: Callable[[], bool]) -> bool:
    """Fetch the missing pieces; return whether the file is whole. A file with a wrong hash is deleted."""
    with machine_faults(), os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        at = min(file.seek(0, os.SEEK_END), head.bytes)
        while at < head.bytes and not is_stopped():
            piece = _piece(talker, head, at)
            file.seek(at)
            file.write(piece)
            at += len(piece)
        file.truncate(at)
    if at < head.bytes:
        return False
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    if digest != head.sha256:
        path.unlink(missing_ok=True)
        raise LineDownError("unreadable")
    return True


def _piece(talker: Talker, head: wire.SnapshotHead, at: int) -> bytes:
    try:
        piece = talker.snapshot_part(head.name, at, min(at + PART_BYTES, head.bytes) - 1)
    except HubRefusedError as refused:
        if refused.status == UNKNOWN:
            raise LineDownError("cut") from None  # a newer snapshot replaced it: the next talk asks again
        raise
    if not piece:
        raise LineDownError("cut")
    return piece


def _page(rows: tuple[wire.Row, ...]) -> wire.FeedPage:
    """Return rows as one page with cursors 0: after an interruption, versions tell which rows are applied already."""
    own = tuple(row for row in rows if not row.is_broadcast)
    shared = tuple(row for row in rows if row.is_broadcast)
    return wire.FeedPage(own, shared, 0, 0, is_more=True)


def _finish(unit: Unit, head: wire.SnapshotHead) -> None:
    enrolment = current_enrolment(unit.session)
    assert enrolment is not None
    cursors = max(enrolment.cursor, head.seq), max(enrolment.broadcast, head.broadcast)
    change_enrolment(unit, cursor=cursors[0], broadcast=cursors[1])
