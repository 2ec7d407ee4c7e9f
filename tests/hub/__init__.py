"""Head office's half of synchronisation, on real PostgreSQL."""
