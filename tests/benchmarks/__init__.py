"""What must be fast, each figure beside its baseline."""
