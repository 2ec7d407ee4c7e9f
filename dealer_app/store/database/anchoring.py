"""Write the anchor: sign the heads of both chains and the digest of every covered table in each transaction.

The signer is the device's key once the counter is enrolled, before that a key of the anchor's own. Whoever changes rows
with another program leaves a signed state that no longer fits them. Whoever also takes the private key out of the
database and signs anew is found only by head office, which knows the head of the audit and the device's public key.

The signing library is loaded with the first write, so that opening the database does not wait for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlcipher3.dbapi2 as driver

from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.core.types import instant_text
from dealer_app.store.database.row_digests import RowDigests, TableDigest, covered_tables, digest_table
from dealer_app.store.tables.audit import audit_hash

FIRST_REVISION = "0008"
ANCHORED = "anchored"
CHAINS = "audit", "outbox"
Head = tuple[int, str]
_ROW = "SELECT heads, digests, signed_at, own_key, public_key, signature FROM anchor"
_PUT = (
    "INSERT INTO anchor (row, heads, digests, signed_at, own_key, public_key, signature) VALUES (1, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (row) DO UPDATE SET heads = excluded.heads, digests = excluded.digests,"
    " signed_at = excluded.signed_at, public_key = excluded.public_key, signature = excluded.signature"
)
_DEVICE_KEY = "SELECT signing_key FROM enrolments WHERE is_current"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The signed state: head (number, hash) of each chain, digest of each covered table."""

    heads: dict[str, Head]
    digests: dict[str, TableDigest]
    is_signed: bool


def read_anchor(raw: driver.Connection) -> Anchor | None:
    """Return the anchor with the verdict on its signature; None unless there is exactly one that can be read."""
    rows = raw.execute(_ROW).fetchall()
    if len(rows) != 1:
        return None
    from dealer_app.protocol.signing import is_signed, public_key

    heads, digests, signed_at, own_key, public, signature = rows[0]
    try:
        is_right = public == public_key(_signer(raw, own_key)) and is_signed(
            public, _text(heads, digests, signed_at), signature
        )
    except (ValueError, TypeError):
        is_right = False  # a key or a signature of the wrong form
    try:
        known = {name: TableDigest(rows, int(total, 16)) for name, (rows, total) in json.loads(digests).items()}
        ends = {name: (int(n), str(hash_)) for name, (n, hash_) in json.loads(heads).items()}
    except (ValueError, TypeError, AttributeError):
        return None
    return Anchor(ends, known, is_right)


def read_head(raw: driver.Connection, chain: str) -> Head:
    """Return number and hash of the newest row of ``audit`` or ``outbox``."""
    row = raw.execute(f"SELECT n, hash FROM {chain} ORDER BY n DESC LIMIT 1").fetchone()  # noqa: S608 - CHAINS
    return (0, GENESIS) if row is None else (row[0], row[1])


def move_anchor(raw: driver.Connection, changes: Mapping[str, TableDigest], now: datetime) -> None:
    """Add the transaction's ``changes`` to the anchor and sign it; call it last before the commit.

    A database whose anchor is gone gets no new one: the check has to find that.
    """
    row = raw.execute("SELECT digests, own_key FROM anchor").fetchone()
    if row is None or not changes:
        return
    known = json.loads(row[0])
    for table, change in changes.items():
        rows, total = known.get(table, (0, "0"))
        known[table] = _plain(TableDigest(rows, int(total, 16)) + change)
    _put(raw, known, row[1], now)


def anchor_all(raw: driver.Connection, now: datetime) -> None:
    """Anchor every covered table as it is now: after a migration, which may have rebuilt tables."""
    from dealer_app.protocol.signing import new_key

    row = raw.execute("SELECT own_key FROM anchor").fetchone()
    digests = {table: _plain(digest_table(raw, table)) for table in covered_tables(raw)}
    _put(raw, digests, new_key() if row is None else row[0], now)


def list_unlike(raw: driver.Connection, anchor: Anchor) -> list[tuple[str, TableDigest, TableDigest]]:
    """Return the tables that differ from the anchor: name, digest in the anchor, digest of the rows."""
    unlike = []
    for table in covered_tables(raw):
        known, found = anchor.digests.get(table, TableDigest()), _digest(raw, table)
        if known != found:
            unlike.append((table, known, found))
    return unlike


def list_unlike_tables(raw: driver.Connection, revision: str) -> list[str]:
    """Return what differs from the anchor before a migration: tables, or "anchor"; [] if there is none yet."""
    if revision < FIRST_REVISION:
        return []
    anchor = read_anchor(raw)
    if anchor is None or not anchor.is_signed:
        return ["anchor"]
    chains = [chain for chain in CHAINS if read_head(raw, chain) != anchor.heads[chain]]
    return [*chains, *(table for table, _, _ in list_unlike(raw, anchor))]


def anchor_after_migration(raw: driver.Connection, revision: str, unlike: list[str], now: datetime) -> None:
    """Anchor what a migration left; the audit says from which ``revision``, and what was ``unlike`` before.

    A new database (revision "") needs no audit row.
    """
    if revision:
        _note(raw, {"revision": revision, "unlike": unlike}, now)
    anchor_all(raw, now)


class Anchoring:
    """What one writing connection needs to move the anchor with each of its transactions."""

    def __init__(self, raw: driver.Connection) -> None:
        self._raw, self.digests = raw, RowDigests()
        self.digests.watch(raw)

    def sign(self, now: datetime) -> None:
        """Sign what the transaction has changed; call it last before the commit."""
        move_anchor(self._raw, self.digests.take(), now)

    def forget(self) -> None:
        """Forget what the transaction changed, because it was undone."""
        self.digests.take()


def _note(raw: driver.Connection, detail: dict[str, Any], now: datetime) -> None:
    n, previous = read_head(raw, "audit")
    values = {
        "n": n + 1,
        "at": now,
        "staff_id": None,
        "role": "",
        "counter": "",
        "action": ANCHORED,
        "kind": "anchor",
        "subject_id": None,
        "detail": canonical_json(detail),
        "previous_hash": previous,
    }
    stored = {**values, "at": instant_text(now), "hash": audit_hash(values)}
    names = ", ".join(stored)
    places = ", ".join("?" * len(stored))
    raw.execute(f"INSERT INTO audit ({names}) VALUES ({places})", tuple(stored.values()))  # noqa: S608 - names of columns


def _digest(raw: driver.Connection, table: str) -> TableDigest:
    """Return the digest of a table; one with a value of the wrong type has none that the program could have written."""
    try:
        return digest_table(raw, table)
    except driver.DatabaseError:
        return TableDigest(int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]), -1)  # noqa: S608 - names of the schema


def _put(raw: driver.Connection, digests: dict[str, Any], own_key: bytes, now: datetime) -> None:
    from dealer_app.protocol.signing import public_key, sign

    heads = canonical_json({chain: read_head(raw, chain) for chain in CHAINS})
    listed, moment = canonical_json(digests), instant_text(now)
    try:
        signer = _signer(raw, own_key)
        signed = public_key(signer), sign(signer, _text(heads, listed, moment))
    except (ValueError, TypeError):
        signed = b"", ""  # a damaged key must not stop the counter; the check names the missing signature
    raw.execute(_PUT, (heads, listed, moment, own_key, *signed))


def _signer(raw: driver.Connection, own_key: bytes) -> bytes:
    """Return the private key that has to sign: the device's of the current enrolment, otherwise the anchor's own."""
    row = raw.execute(_DEVICE_KEY).fetchone()
    return own_key if row is None else row[0]


def _text(heads: str, digests: str, signed_at: str) -> bytes:
    return f"BAJEH-ANCHOR-1\n{heads}\n{digests}\n{signed_at}".encode()


def _plain(digest: TableDigest) -> list[Any]:
    return [digest.rows, f"{digest.total:x}"]
