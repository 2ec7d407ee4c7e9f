"""Calls: the identity gate, the record of each call, call-backs."""
