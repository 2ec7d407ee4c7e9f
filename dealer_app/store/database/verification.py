"""Examine the database: pages, schema, references, anchor, hash chains, sums, papers (docs/trust.md)."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, select, text

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.verification import VerifyProblem, VerifyReport
from dealer_app.store.core.base import Base
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.database.checks.anchored import list_anchor_problems
from dealer_app.store.database.checks.attachments import list_attachment_problems
from dealer_app.store.database.checks.evidence import list_evidence_problems
from dealer_app.store.database.checks.schema_objects import list_schema_problems
from dealer_app.store.database.connection import DATABASE_FILE, open_engine
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.database.keys import find_key, key_place
from dealer_app.store.database.schema import HEAD, file_revision, raw_of
from dealer_app.store.tables.audit import AuditRecord, audit_hash
from dealer_app.store.tables.outbox import OutboxRecord, outbox_hash
from dealer_app.store.tables.papers import PAPER_RECORDS

_MOST_PROBLEMS = 20
_PAYMENTS_OUT_OF_LEDGER = """
SELECT p.number FROM payments p WHERE p.state <> 'imported' AND p.amount <> coalesce((
  SELECT CASE p.state WHEN 'reversal' THEN sum(e.amount) ELSE -sum(e.amount) END FROM ledger_entries e
  WHERE e.order_id = p.order_id AND e.payment_id = p.id AND e.account = p.account
  AND e.kind = CASE p.state WHEN 'reversal' THEN 'reversal' ELSE 'payment' END), 0)"""


def _exists(record: type[Base]) -> str:
    return f"EXISTS (SELECT 1 FROM {record.__tablename__} x WHERE x.id = r.paper_id)"  # noqa: S608 - constant names


_OF_KIND = " ".join(f"WHEN '{kind}' THEN {' OR '.join(map(_exists, found))}" for kind, found in PAPER_RECORDS.items())
_PRINTS_WITHOUT_PAPER = (
    f"SELECT r.paper_kind || ' ' || r.number FROM prints r WHERE NOT CASE r.paper_kind {_OF_KIND} ELSE 0 END"  # noqa: S608 - constant names
)
_WORDS = """
SELECT c.row AS customer_row, j.value AS word FROM customers c,
  json_each('["' || replace(c.name_key, ' ', '","') || '"]') j WHERE j.value <> ''"""
_NAME_INDEX_GAP = f"""
SELECT found || ' / ' || wanted FROM (
  SELECT (SELECT count(*) FROM customer_words) AS found,
         (SELECT count(DISTINCT customer_row || ' ' || word) FROM ({_WORDS})) AS wanted,
         (SELECT count(*) FROM ({_WORDS}) w LEFT JOIN customer_words k USING (word, customer_row)
          WHERE k.word IS NULL) AS gaps)
WHERE found <> wanted OR gaps > 0"""  # noqa: S608 - constants


def verify_file(home: Path) -> VerifyReport:
    """Examine the database of ``home``, which may be in use; raises EnvironmentFault if it cannot be opened."""
    key = find_key(home)
    if key is None or not (home / DATABASE_FILE).exists():
        raise EnvironmentFault("key_missing")
    with machine_faults(), open_engine(home / DATABASE_FILE, key, is_reader=True).connect() as connection:
        raw_of(connection).execute("BEGIN")
        problems = tuple(list_problems(connection))
        return VerifyReport(
            problems,
            revision=_revision(connection),
            customers=_count(connection, "customers"),
            orders=_count(connection, "orders"),
            audit_rows=_count(connection, "audit"),
            outbox_rows=_count(connection, "outbox"),
            is_key_in_keyring=key_place(home) == "keyring",
        )


def list_problems(connection: Connection) -> Iterator[VerifyProblem]:
    """Yield the problems of the database, the gravest first; damaged pages end the examination."""
    pages = [*_pages(connection)]
    yield from pages
    revision = _revision(connection)
    if revision != HEAD:
        yield VerifyProblem("verify_revision", revision or "0")
    if not pages and revision == HEAD:
        yield from _contents(connection)


def _pages(connection: Connection) -> Iterator[VerifyProblem]:
    raw = raw_of(connection)
    try:
        yield from _each("verify_cipher", raw.execute("PRAGMA cipher_integrity_check"))
        found = (row for row in raw.execute(f"PRAGMA integrity_check({_MOST_PROBLEMS})") if row[0] != "ok")
        yield from _each("verify_integrity", found)
    except driver.DatabaseError as error:
        yield VerifyProblem("verify_integrity", str(error))


def _contents(connection: Connection) -> Iterator[VerifyProblem]:
    raw = raw_of(connection)
    broken = (f"{row[0]} {row[1]}" for row in raw.execute("PRAGMA foreign_key_check"))
    yield from _each("verify_reference", ((where,) for where in broken))
    yield from _limited(list_schema_problems(raw))
    yield from _limited(list_anchor_problems(raw))
    yield from _chain("verify_audit_chain", connection, AuditRecord, audit_hash)
    yield from _chain("verify_outbox_chain", connection, OutboxRecord, outbox_hash)
    yield from _each("verify_ledger_payment", raw.execute(_PAYMENTS_OUT_OF_LEDGER))
    yield from _each("verify_print_without_paper", raw.execute(_PRINTS_WITHOUT_PAPER))
    yield from _limited(list_evidence_problems(raw))
    yield from _limited(list_attachment_problems(raw))
    yield from _each("verify_name_index", raw.execute(_NAME_INDEX_GAP))


def _chain(
    code: str,
    connection: Connection,
    record: type[AuditRecord] | type[OutboxRecord],
    hash_of: Callable[[dict[str, Any]], str],
) -> Iterator[VerifyProblem]:
    """Yield the first row with a gap in the numbers, or a hash that does not match it and the row before it."""
    expected, previous = 1, GENESIS
    for row in connection.execute(select(record.__table__).order_by(text("n"))).mappings():
        if row["n"] != expected or row["previous_hash"] != previous or row["hash"] != hash_of(dict(row)):
            yield VerifyProblem(code, str(row["n"]))
            return
        expected, previous = expected + 1, row["hash"]


def _limited(problems: Iterable[VerifyProblem]) -> Iterator[VerifyProblem]:
    return islice(iter(problems), _MOST_PROBLEMS)


def _each(code: str, rows: Iterable[Any]) -> Iterator[VerifyProblem]:
    for row in islice(rows, _MOST_PROBLEMS):
        yield VerifyProblem(code, str(row[0]))


def _count(connection: Connection, table: str) -> int:
    """Return the number of rows, 0 if damaged pages prevent counting."""
    try:
        return int(raw_of(connection).execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - constant names
    except driver.DatabaseError:
        return 0


def _revision(connection: Connection) -> str:
    try:
        return file_revision(raw_of(connection))
    except driver.DatabaseError:
        return ""
