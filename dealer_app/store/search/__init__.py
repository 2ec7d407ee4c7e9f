"""The search index of the counter: exact keys, prefixes of keys, names."""
