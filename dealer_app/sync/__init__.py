"""The counter's half of synchronisation (docs/protocol.md): sessions, applying rows, bundles on a USB stick."""
