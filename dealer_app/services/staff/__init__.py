"""Manage the staff who may sign in, and their PINs."""
