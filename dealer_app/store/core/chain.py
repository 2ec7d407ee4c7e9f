"""The hash chain of audit and outbox: each row's hash covers the hash of the row before it."""

from hashlib import sha256

from dealer_app.protocol.canonical_json import canonical_json

GENESIS = "0" * 64


def chain_hash(previous_hash: str, *facts: object) -> str:
    """Return the hex SHA-256 of ``facts`` in canonical JSON after ``previous_hash``."""
    return sha256(canonical_json([previous_hash, *facts]).encode()).hexdigest()
