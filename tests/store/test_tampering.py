"""What another program changes in the database is named by the check: every table, and each kind of evidence."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from dealer_app.desktop import Desktop
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.database.anchoring import read_anchor
from dealer_app.store.database.checks.evidence import EVIDENCE, list_evidence_problems
from dealer_app.store.database.row_digests import UNCOVERED, covered_tables, digest_table
from dealer_app.store.database.schema import raw_of
from dealer_app.store.database.verification import _contents, list_problems
from dealer_app.store.tables.audit import audit_hash
from dealer_app.store.tables.papers import PRINTED_RECORDS
from dealer_app.store.tables.records import Base
from resources.texts.errors import SENTENCES
from tests.store import tampering
from tests.store.tampering import attacked, changed_column, codes, copied_row, statement

DOC = Path(__file__).parents[2] / "docs" / "trust.md"
TABLES = sorted((*Base.metadata.tables, "alembic_version"))
SEARCH = (
    "customer_names",
    "customer_names_config",
    "customer_names_data",
    "customer_names_docsize",
    "customer_names_idx",
)
"""The trigram index of names: not covered, because it is derived and no evidence; SQLite checks its structure."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a counter with a row in every table; the attacks on it are undone."""
    folder = tmp_path_factory.mktemp("tampering") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAJEH_KEYRING", "file")
        tampering.fill_counter(folder)
        yield folder


def test_counter_with_a_row_in_every_table_is_sound(filled: Path) -> None:
    with attacked(filled, statement()) as connection:
        assert list(list_problems(connection)) == []
        empty = [table for table in TABLES if not _rows(connection, table)]
        assert empty == ["permits"]


def test_every_table_of_the_schema_is_walked_and_described(filled: Path) -> None:
    words = DOC.read_text("utf-8")
    with attacked(filled, statement()) as connection:
        raw = raw_of(connection)
        found = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {*covered_tables(raw), *UNCOVERED, *SEARCH} >= found
    assert {name for name in (*TABLES, "customer_names") if f"`{name}`" not in words} == set()


@pytest.mark.parametrize("table", [table for table in TABLES if table != "permits"])
def test_row_added_changed_or_deleted_in_any_table_is_named(filled: Path, table: str) -> None:
    attacks = copied_row(table), changed_column(table, ""), statement(f"DELETE FROM {table}")
    with attacked(filled, statement()) as connection:
        raw = raw_of(connection)
        for attack in attacks:
            raw.execute("SAVEPOINT one")
            tampering.without_guards(raw, attack, table)
            problems = list(list_problems(connection) if table == "alembic_version" else _contents(connection))
            named = any(table in problem.where or table in problem.code for problem in problems)
            assert named or (problems and table in UNCOVERED)
            raw.execute("ROLLBACK TO one")


def test_every_table_with_frozen_facts_is_compared_with_the_audit() -> None:
    frozen = {table.name for table in Base.metadata.tables.values() if "facts" in table.c}
    assert frozen - {evidence.table for evidence in EVIDENCE} == set()


def test_change_of_any_stored_column_is_named(filled: Path) -> None:
    with attacked(filled, statement()) as connection:
        raw = raw_of(connection)
        anchor = read_anchor(raw)
        assert anchor is not None
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        columns = [(table, name) for table in covered_tables(raw) for name in _stored(raw, table)]
        assert len(columns) > 200
        for table, name in columns:
            raw.execute("SAVEPOINT one")
            changed_column(table, name)(raw)
            assert digest_table(raw, table) != anchor.digests[table], (table, name)
            raw.execute("ROLLBACK TO one")


def test_walk_is_red_if_the_digests_are_not_compared(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_app.store.database.checks.anchored.list_unlike", lambda *_: [])
    with attacked(filled, statement("UPDATE customers SET sheba = 'IR1'")) as connection:
        assert list(list_problems(connection)) == []


ATTACKS: dict[str, tuple[Callable[[driver.Connection], None], str]] = {
    "audit tail cut": (statement("DELETE FROM audit WHERE n > (SELECT max(n) - 2 FROM audit)"), "verify_audit_cut"),
    "audit emptied": (statement("DELETE FROM audit"), "verify_audit_cut"),
    "outbox tail cut": (statement("DELETE FROM outbox WHERE n = (SELECT max(n) FROM outbox)"), "verify_outbox_cut"),
    "permit left": (statement("INSERT INTO permits VALUES ('wipe')"), "verify_permit"),
    "role changed": (statement("UPDATE staff SET roles = 'manager'"), "verify_role"),
    "lease set back": (statement("UPDATE leases SET next = first"), "verify_lease"),
    "payment removed with its entry": (
        statement("DELETE FROM ledger_entries WHERE payment_id IS NOT NULL", "DELETE FROM payments"),
        "verify_payment_removed",
    ),
    "imported entry changed": (
        statement("UPDATE ledger_entries SET amount = amount - 1 WHERE kind = 'received'"),
        "verify_ledger_entry",
    ),
    "bill without its audit row": (copied_row("bills"), "verify_document_without_audit"),
    "invitation removed": (statement("DELETE FROM invitations"), "verify_audit_without_document"),
    "request removed": (statement("DELETE FROM requests"), "verify_audit_without_document"),
    "address slip removed": (statement("DELETE FROM addresses"), "verify_audit_without_document"),
    "brochure removed": (statement("DELETE FROM brochures"), "verify_audit_without_document"),
    "confirmation removed": (statement("DELETE FROM registrations"), "verify_audit_without_document"),
    "member of staff removed": (statement("DELETE FROM staff WHERE row = 1"), "verify_staff_removed"),
    "anchor removed": (statement("DELETE FROM anchor"), "verify_anchor_missing"),
    "anchor changed": (statement("UPDATE anchor SET heads = replace(heads, '1', '2')"), "verify_anchor_signature"),
    "signing key replaced": (statement("UPDATE anchor SET own_key = zeroblob(32)"), "verify_anchor_signature"),
    "device made up": (statement("UPDATE enrolments SET is_current = 1"), "verify_anchor_signature"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_has_its_own_finding(filled: Path, name: str) -> None:
    attack, code = ATTACKS[name]
    with attacked(filled, attack) as connection:
        assert code in codes(list(list_problems(connection)))
    assert code in SENTENCES


@pytest.mark.parametrize("table", [record.__tablename__ for record in PRINTED_RECORDS])
def test_print_of_a_paper_that_is_here_is_missed_after_any_later_wipe(filled: Path, table: str) -> None:
    def attack(raw: driver.Connection) -> None:
        (paper,) = raw.execute(f"SELECT id FROM {table} LIMIT 1").fetchone()
        _note(raw, "prints", "printed", {"paper_id": str(UUID(bytes=paper)), "number": "gone"})
        _note(raw, "orders", "wiped", {})

    with attacked(filled, attack) as connection:
        found = [one.where for one in list_evidence_problems(raw_of(connection))]
    assert "prints gone" in found


def _note(raw: driver.Connection, kind: str, action: str, detail: dict[str, str]) -> None:
    """Add an audit row of a document that is not here."""
    columns = [name for _, name, *_ in raw.execute("PRAGMA table_info(audit)").fetchall()]
    row = dict(zip(columns, raw.execute("SELECT * FROM audit ORDER BY n DESC LIMIT 1").fetchone(), strict=True))
    row |= {
        "n": row["n"] + 1,
        "kind": kind,
        "action": action,
        "subject_id": uuid4().bytes,
        "detail": json.dumps(detail),
    }
    raw.execute(f"INSERT INTO audit VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


def test_chain_with_new_hashes_is_named(filled: Path) -> None:
    with attacked(filled, _rehash) as connection:
        found = codes(list(list_problems(connection)))
    assert "verify_audit_rehashed" in found
    assert "verify_audit_chain" not in found


def test_replaced_seal_key_is_named(filled: Path) -> None:
    from dealer_app.protocol.signing import fingerprint, new_key, public_key

    private = new_key()
    public = public_key(private)
    value = json.dumps({"key_id": fingerprint(public)[:8], "private": private.hex(), "public": public.hex()})
    attack = statement(f"UPDATE settings SET value = '{value}' WHERE key = 'seal.own_key'")
    with attacked(filled, attack) as connection:
        assert "verify_seal_key" in codes(list(list_problems(connection)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("DROP TRIGGER payments_keep_rows", "verify_guard_missing"),
        ("DROP INDEX uq_bills_bill_id_payment_id", "verify_schema"),
        ("CREATE TRIGGER spy AFTER INSERT ON payments BEGIN SELECT 1; END", "verify_guard_added"),
        ("CREATE TABLE spy (x)", "verify_schema"),
    ],
)
def test_changed_schema_is_named(filled: Path, change: str, code: str) -> None:
    with attacked(filled, statement()) as connection:
        raw_of(connection).execute(change)
        assert code in codes(list(list_problems(connection)))


def test_guard_that_lets_pass_is_named(filled: Path) -> None:
    weak = "CREATE TRIGGER payments_keep_rows BEFORE DELETE ON payments WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END"
    with attacked(filled, statement()) as connection:
        raw = raw_of(connection)
        raw.execute("DROP TRIGGER payments_keep_rows")
        raw.execute(weak)
        assert "verify_guard_changed" in codes(list(list_problems(connection)))


def test_the_program_goes_on_after_an_attack_and_does_not_hide_it(filled: Path, tmp_path: Path) -> None:
    home = tmp_path / "attacked"
    shutil.copytree(filled, home)
    with attacked(home, statement("UPDATE customers SET sheba = 'IR1' WHERE row = 1")) as connection:
        raw_of(connection).execute("COMMIT")
        raw_of(connection).execute("BEGIN")
    desktop = Desktop(home)
    desktop.open()
    desktop.write(tampering.save_any_draft)
    report = desktop.verify()
    desktop.close()
    assert codes(report.problems) == {"verify_rows"}
    assert report.problems[0].where.startswith("customers ")


def _rehash(raw: driver.Connection) -> None:
    """Change an audit row and compute every hash anew."""
    raw.execute("UPDATE audit SET role = 'manager' WHERE n = 2")
    names = ("n", "at", "staff_id", "role", "counter", "action", "kind", "subject_id", "detail")
    previous = GENESIS
    for row in raw.execute(f"SELECT {', '.join(names)} FROM audit ORDER BY n").fetchall():
        values = dict(zip(names, row, strict=True)) | {"previous_hash": previous}
        values["at"] = datetime.fromisoformat(values["at"])
        for name in ("staff_id", "subject_id"):
            values[name] = UUID(bytes=values[name]) if values[name] else None
        changed = previous, audit_hash(values), values["n"]
        raw.execute("UPDATE audit SET previous_hash = ?, hash = ? WHERE n = ?", changed)
        previous = changed[1]


def _rows(connection: Connection, table: str) -> int:
    return int(raw_of(connection).execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _stored(raw: driver.Connection, table: str) -> list[str]:
    return [column[1] for column in raw.execute(f"PRAGMA table_xinfo({table})").fetchall() if not column[6]]
