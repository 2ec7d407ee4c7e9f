"""Worker threads: the database lane, the slow lane, the network lane; and the bus that publishes changes."""
