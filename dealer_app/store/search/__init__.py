"""The search index of the counter: exact keys, beginnings of keys, names."""
