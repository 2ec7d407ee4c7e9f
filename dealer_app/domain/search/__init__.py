"""Search: the kinds of key, and the recognition of typed or scanned texts."""
