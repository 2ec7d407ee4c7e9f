"""Search: the kinds of key, and which of them a typed or scanned text may be."""
