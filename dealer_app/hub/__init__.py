"""Head office: the service on PostgreSQL that orders, deduplicates and arbitrates (docs/protocol.md)."""
