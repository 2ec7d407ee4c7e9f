"""The counter's encrypted SQLite database: tables, queries, search index and migrations."""
