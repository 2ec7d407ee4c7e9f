"""The counter's half of synchronisation: wire types, sender, reader, bundles (docs/protocol.md)."""
