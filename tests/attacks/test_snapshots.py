"""Test snapshots of a large dealership: made beside the calls, in bounded memory; a counter is told to come back."""

import gzip
from io import BytesIO

import pytest
from sqlalchemy import text

from dealer_app.hub.database.database import transaction
from dealer_app.hub.feed.snapshots import PART, QUICK_ROWS
from dealer_app.protocol import wire
from dealer_app.protocol.snapshot_file import unpack_rows
from dealer_app.sync.session.talker import HubRefusedError, Talker
from tests.attacks.attackers import MIB, Size
from tests.attacks.honest import Honest
from tests.hub.head_office import Office
from tests.hub.serving import HubProcess

pytestmark = pytest.mark.enable_socket
ROWS, DOCUMENT = 24_000, 1_500
_FILL = text("""
    INSERT INTO rows (dealership, kind, id, version, seq, op, doc, meta)
    SELECT '2607', CASE WHEN at % 2 = 0 THEN 'order' ELSE 'customer' END, 'row-' || at, 1, at, 'upsert',
        '{"noise":"' || repeat(md5(at::text), :size / 32) || '"}', '{}'
    FROM generate_series(1, :rows) AS at""")


def fill(office: Office) -> None:
    """Give dealership 2607 more rows than a snapshot is made of while a counter waits: 36 MB."""
    with transaction(office.engine, "2607", office.clock()) as tx:
        tx.connection.execute(_FILL, {"rows": ROWS, "size": DOCUMENT})
        tx.connection.execute(text("UPDATE heads SET seq = :rows WHERE dealership = '2607'"), {"rows": ROWS})


def head_of(talk: Talker) -> wire.SnapshotHead | None:
    """Return the head of the snapshot, None if the counter is told to come back."""
    try:
        return talk.snapshot_head()
    except HubRefusedError as refused:
        told = refused.status, refused.code, refused.trouble.retry_after_s > 0
    assert told == (503, "busy", True)
    return None


def ask(talk: Talker, hub: HubProcess, honest: Honest) -> tuple[int, bytes]:
    """Ask until the snapshot is ready; an honest counter of another dealership works meanwhile."""
    told_to_wait = 0
    while True:
        head = head_of(talk)
        if head is None:
            told_to_wait += 1
            assert honest.works(hub)
            continue
        content = b""
        while len(content) < head.bytes:
            content += talk.snapshot_part(head.name, len(content), len(content) + PART - 1)
        return told_to_wait, content


def test_large_snapshot_is_made_beside_the_calls_in_bounded_memory(
    patient: HubProcess, honest: Honest, office: Office
) -> None:
    assert ROWS > QUICK_ROWS
    fill(office)
    size = Size(patient)
    with Honest(office, "2607").session(patient) as talk:
        told_to_wait, content = ask(talk, patient, honest)

    assert told_to_wait > 0
    assert size.peak_grown < 24 * MIB
    assert len(gzip.decompress(content)) > ROWS * DOCUMENT
    rows = [row for page in unpack_rows(BytesIO(content), 500) for row in page]
    assert [row.kind for row in rows] == ["customer"] * (ROWS // 2) + ["order"] * (ROWS // 2)
    assert len({row.id for row in rows}) == ROWS
