"""Payments, their reversals, and the receipts that go with them."""
