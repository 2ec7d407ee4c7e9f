"""Tests of synchronisation and the in-memory oracle of docs/protocol.md."""
