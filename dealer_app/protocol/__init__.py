"""Formats that both sides of synchronisation share: bodies, signatures, sealed bundles (docs/protocol.md)."""
