"""Triggers that update the name index with every write, and that refuse to change or delete documents.

The name index has two parts. ``customer_names`` holds trigrams of the name without spaces, so that a name is found
regardless of its spaces; ``customer_words`` holds each word, for prefixes too short for a trigram.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

_TRIGRAMS = (
    "CREATE VIRTUAL TABLE customer_names USING fts5(name, content='', tokenize='trigram', detail=none, columnsize=0)"
)
_ADD_NAME = "INSERT INTO customer_names(rowid, name) VALUES (new.row, replace(new.name_key, ' ', ''))"
_ADD_WORDS = """
INSERT OR IGNORE INTO customer_words(word, customer_row)
SELECT value, new.row FROM json_each('["' || replace(new.name_key, ' ', '","') || '"]') WHERE value <> ''"""
_REMOVE_NAME = """
INSERT INTO customer_names(customer_names, rowid, name)
VALUES ('delete', old.row, replace(old.name_key, ' ', ''))"""
_REMOVE_WORDS = """
DELETE FROM customer_words WHERE customer_row = old.row
AND word IN (SELECT value FROM json_each('["' || replace(old.name_key, ' ', '","') || '"]'))"""

_FIXED_COLUMNS = {
    "outbox": (
        "n",
        "command_id",
        "kind",
        "kind_version",
        "body",
        "actor",
        "at",
        "base_version",
        "previous_hash",
        "hash",
    ),
    "prints": ("id", "paper_kind", "paper_id", "copy_number", "printed_by", "staff_id", "counter", "printed_at"),
    "payments": ("id", "order_id", "account", "amount", "bank_reference", "number", "reversal_of", "facts"),
    "bills": ("id", "order_id", "number", "bill_id", "payment_id", "amount", "account", "facts"),
    "invitations": ("id", "order_id", "number", "facts"),
}


def _refuse(name: str, event: str, table: str, condition: str = "") -> str:
    when = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{name}'); END"


def _guards() -> list[str]:
    """Return the triggers that refuse to delete rows of these tables or to change their facts."""
    overlap = "EXISTS (SELECT 1 FROM leases WHERE kind = new.kind AND first <= new.last AND last >= new.first)"
    return [
        _refuse("audit_is_append_only_update", "UPDATE", "audit"),
        _refuse("audit_is_append_only_delete", "DELETE", "audit"),
        *(_refuse(f"{table}_keep_rows", "DELETE", table) for table in (*_FIXED_COLUMNS, "status_history", "leases")),
        *(
            _refuse(f"{table}_keep_facts", f"UPDATE OF {', '.join(columns)}", table)
            for table, columns in _FIXED_COLUMNS.items()
        ),
        _refuse("prints_keep_sha256", "UPDATE OF sha256, number, template", "prints", "old.sha256 <> ''"),
        _refuse("ledger_entries_keep_payments_update", "UPDATE", "ledger_entries", "old.payment_id IS NOT NULL"),
        _refuse("ledger_entries_keep_payments_delete", "DELETE", "ledger_entries", "old.payment_id IS NOT NULL"),
        _refuse("leases_never_overlap", "INSERT", "leases", overlap),
        _refuse("leases_never_return", "UPDATE", "leases", "new.next < old.next OR new.first <> old.first"),
    ]


def _follow(name: str, event: str, *actions: str) -> str:
    return f"CREATE TRIGGER {name} AFTER {event} BEGIN {'; '.join(actions)}; END"


def _name_index() -> list[str]:
    """Return the name index and the triggers that update it in the transaction of each write."""
    changed = "UPDATE OF name_key ON customers WHEN new.name_key <> old.name_key"
    return [
        _TRIGRAMS,
        _follow("customers_names_insert", "INSERT ON customers", _ADD_NAME, _ADD_WORDS),
        _follow("customers_names_delete", "DELETE ON customers", _REMOVE_NAME, _REMOVE_WORDS),
        _follow("customers_names_update", changed, _REMOVE_NAME, _REMOVE_WORDS, _ADD_NAME, _ADD_WORDS),
    ]


def upgrade() -> None:
    for statement in (*_name_index(), *_guards()):
        op.execute(statement)
