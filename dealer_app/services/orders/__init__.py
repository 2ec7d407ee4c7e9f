"""Orders: their facts, ledger, timeline and where each one is."""
