"""Compare the database with its anchor: heads of both chains, digest of every covered table."""

import json
from collections.abc import Iterator

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.verification import VerifyProblem
from dealer_app.store.database.anchoring import ANCHORED, CHAINS, Anchor, list_unlike, read_anchor, read_head

_CODES = {"leases": "verify_lease", "ledger_entries": "verify_ledger_entry", "staff": "verify_staff"}
"""Table -> the code of its own sentence; the others have ``verify_rows``."""
_MIGRATIONS = f"SELECT n, detail FROM audit WHERE action = '{ANCHORED}'"  # noqa: S608 - a constant
_STANDING_PERMITS = "SELECT reason FROM permits"
_COUNT_REVISIONS = "SELECT count(*) FROM alembic_version"


def list_anchor_problems(raw: driver.Connection) -> Iterator[VerifyProblem]:
    """Yield a missing or false anchor, each chain and table that differs from it, and what a migration found."""
    for (reason,) in raw.execute(_STANDING_PERMITS):
        yield VerifyProblem("verify_permit", str(reason))
    if (rows := raw.execute(_COUNT_REVISIONS).fetchone()[0]) != 1:
        yield VerifyProblem("verify_revision", str(rows))
    yield from _changed_before_a_migration(raw)
    anchor = read_anchor(raw)
    if anchor is None:
        yield VerifyProblem("verify_anchor_missing")
        return
    if not anchor.is_signed:
        yield VerifyProblem("verify_anchor_signature")
    for chain in CHAINS:
        yield from _chain_problems(raw, anchor, chain)
    for table, known, found in list_unlike(raw, anchor):
        yield VerifyProblem(_CODES.get(table, "verify_rows"), f"{table} {known.rows} → {found.rows}")


def _chain_problems(raw: driver.Connection, anchor: Anchor, chain: str) -> Iterator[VerifyProblem]:
    """Yield a tail that was cut or added, and a chain whose hashes were computed anew."""
    count, head = anchor.heads[chain]
    found, newest = read_head(raw, chain)
    if found < count:
        yield VerifyProblem(f"verify_{chain}_cut", f"{count} → {found}")
    elif found > count:
        yield VerifyProblem(f"verify_{chain}_added", f"{count} → {found}")
    elif newest != head:
        yield VerifyProblem(f"verify_{chain}_rehashed", str(count))


def _changed_before_a_migration(raw: driver.Connection) -> Iterator[VerifyProblem]:
    for n, detail in raw.execute(_MIGRATIONS).fetchall():
        for what in _unlike(detail):
            yield VerifyProblem("verify_before_migration", f"{what}, {n}")


def _unlike(detail: str) -> list[str]:
    """Return what an audit row of a migration lists; a row that was changed since is the chain's problem."""
    try:
        return [str(what) for what in json.loads(detail)["unlike"]]
    except (ValueError, KeyError, TypeError):
        return []
