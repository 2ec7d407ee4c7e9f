"""Serve what counters read: the feed of rows, its snapshots and their digests."""
