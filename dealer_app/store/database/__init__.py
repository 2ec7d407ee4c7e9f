"""The encrypted SQLite database on disk: its key, schema, connections, backups and faults."""
