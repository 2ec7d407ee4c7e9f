"""Head office's PostgreSQL: tables, roles, connections, keys."""
