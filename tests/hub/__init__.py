"""Tests of head office's half of synchronisation, on a real PostgreSQL."""
