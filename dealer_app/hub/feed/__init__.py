"""What counters read: the feed of rows, snapshots of it, and their digests."""
