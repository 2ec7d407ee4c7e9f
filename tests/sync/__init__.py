"""Synchronisation: the oracle of docs/protocol.md and what is measured against it."""
