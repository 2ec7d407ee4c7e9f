"""Customers: registering, correcting, reading and listing them."""
