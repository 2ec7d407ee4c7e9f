"""Define head office's PostgreSQL: tables, roles, connections, keys."""
