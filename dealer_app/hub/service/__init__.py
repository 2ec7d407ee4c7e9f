"""The HTTP service: reads a call, authenticates it, runs it in one transaction, signs the answer."""
