"""Invitation letters and the calculation that each one shows."""
