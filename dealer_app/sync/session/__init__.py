"""Exchanges with head office over HTTP: enrolling, sending, reading, snapshots, digests."""
