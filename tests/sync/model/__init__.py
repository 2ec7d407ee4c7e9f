"""The oracle: head office and its counters in memory, and the invariants that must hold."""
