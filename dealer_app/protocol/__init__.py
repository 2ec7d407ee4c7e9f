"""What both sides of synchronisation share byte for byte: bodies, signatures, sealed bundles (docs/protocol.md)."""
