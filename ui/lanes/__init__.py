"""Worker threads (database, slow and network lanes) and the bus that publishes changes."""
