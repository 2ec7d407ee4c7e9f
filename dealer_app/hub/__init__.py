"""Run head office: a service on PostgreSQL that orders, deduplicates and arbitrates commands (docs/protocol.md)."""
