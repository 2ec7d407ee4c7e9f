"""The verification: finds each kind of damage, and reports none on a sound database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.verification import VerifyReport
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import find_key
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.outbox import enqueue
from resources.texts.errors import SENTENCES
from tests.store.factories import a_customer, a_payment, a_print, an_order


def _fill(unit: Unit) -> None:
    customer_id = a_customer(unit)
    a_payment(unit, an_order(unit, customer_id))
    a_print(unit, customer_id)
    for n in range(3):
        write_audit(unit, "seen", "customers", customer_id, {"n": n})
        enqueue(unit, "seen", {"n": n}, subject_id=customer_id)


def _damage(home: Path, *statements: str) -> None:
    """Change rows that triggers protect; someone with the key and an SQL tool could do the same."""
    key = find_key(home)
    assert key is not None
    connection = connect(home / DATABASE_FILE, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_sound_database_has_no_problems(desktop: Desktop) -> None:
    desktop.write(_fill)
    report = desktop.verify()
    assert report == VerifyReport((), report.revision, 1, 1, 5, 3)
    assert report.is_sound


@pytest.mark.parametrize(
    ("statement", "code", "where"),
    [
        ("UPDATE audit SET detail = '[]' WHERE n = 2", "verify_audit_chain", "2"),
        ("DELETE FROM audit WHERE n = 2", "verify_audit_chain", "3"),
        ("UPDATE outbox SET body = '{}' WHERE n = 3", "verify_outbox_chain", "3"),
        ("DELETE FROM outbox WHERE n = 1", "verify_outbox_chain", "2"),
        ("UPDATE payments SET amount = 6000", "verify_ledger_payment", "1"),
        ("DELETE FROM ledger_entries", "verify_ledger_payment", "1"),
        ("UPDATE prints SET paper_id = zeroblob(16)", "verify_print_without_paper", "registration 1"),
        ("UPDATE prints SET paper_kind = 'voucher'", "verify_integrity", "CHECK constraint failed in prints"),
        ("UPDATE orders SET customer_id = zeroblob(16)", "verify_reference", "orders 1"),
        ("DELETE FROM customer_words", "verify_name_index", "0 / 3"),
    ],
)
def test_damage_is_found(desktop: Desktop, home: Path, statement: str, code: str, where: str) -> None:
    desktop.write(_fill)
    _damage(home, statement)
    problems = desktop.verify().problems
    assert (code, where) in [(problem.code, problem.where) for problem in problems]
    assert SENTENCES[code].format(where=where)


def test_flipped_byte_of_a_page_is_found(desktop: Desktop, home: Path) -> None:
    desktop.write(_fill)
    desktop.close()
    path = home / DATABASE_FILE
    content = bytearray(path.read_bytes())
    content[5 * 4096 + 100] ^= 1
    path.write_bytes(content)
    assert "verify_cipher" in _codes(desktop)


def _codes(desktop: Desktop) -> set[str]:
    try:
        return {problem.code for problem in desktop.verify().problems}
    except EnvironmentFault as fault:
        return {fault.code}


def test_reversed_payment_and_its_reversal_agree_with_the_ledger(desktop: Desktop) -> None:
    from dealer_app.store.tables.ledger import LedgerEntryRecord

    def reverse(unit: Unit) -> None:
        order_id = an_order(unit)
        paid = a_payment(unit, order_id, state="reversed")
        back = a_payment(unit, order_id, state="reversal", reversal_of=paid, number="2")
        entry: Callable[..., LedgerEntryRecord] = LedgerEntryRecord
        unit.session.add(
            entry(
                order_id=order_id,
                payment_id=back,
                account="principal",
                kind="reversal",
                amount=5000,
                entered_at=unit.now,
            )
        )

    desktop.write(reverse)
    assert desktop.verify().is_sound


def test_missing_database_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault):
        Desktop(tmp_path / str(uuid7())).verify()
