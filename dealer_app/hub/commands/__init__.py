"""What counters send: each command's effect at head office, and the ledger of all commands."""
