"""Serve HTTP: read a call, authenticate it, run it in one transaction, sign the answer."""
