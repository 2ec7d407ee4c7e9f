"""Records, queries, search index and migrations on encrypted SQLite."""
