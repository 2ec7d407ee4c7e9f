"""Bill slips: what remains on an account, split into parts, each with its two ids."""
