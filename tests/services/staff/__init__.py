"""Tests of the staff: PINs, delays, roles, and acts that a colleague allows."""
