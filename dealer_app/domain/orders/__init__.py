"""Orders: their stages and statuses, and the ledger of what is due and paid."""
