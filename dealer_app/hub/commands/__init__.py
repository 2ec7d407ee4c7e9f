"""Apply the commands that counters send; keep the ledger of all commands."""
