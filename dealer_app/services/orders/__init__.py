"""Read orders: their facts, ledger, timeline and current status."""
