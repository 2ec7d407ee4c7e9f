"""Clocks of orders: which run, until when, and what happens then."""
