"""The head of the audit, as head office hears it: it grows with each action, and a cut tail changes it."""

from dealer_app.desktop import Desktop
from dealer_app.services.audit import AuditHead, audit_hash_at, audit_head
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.tables.audit import write_audit


def test_head_grows_and_earlier_hashes_stay(counter: Desktop) -> None:
    before = counter.read(audit_head)
    counter.write(lambda unit: write_audit(unit, "tracked", "orders", None))
    after = counter.read(audit_head)
    assert after.count == before.count + 1
    assert after.hash != before.hash
    assert counter.read(lambda unit: audit_hash_at(unit, before.count)) == before.hash
    assert counter.read(lambda unit: audit_hash_at(unit, after.count)) == after.hash
    assert counter.read(lambda unit: audit_hash_at(unit, after.count + 1)) == ""


def test_head_of_an_empty_audit(new_counter: Desktop) -> None:
    assert new_counter.read(audit_head) == AuditHead(0, GENESIS)
    assert new_counter.read(lambda unit: audit_hash_at(unit, 0)) == GENESIS
