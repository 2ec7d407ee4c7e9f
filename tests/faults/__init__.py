"""A counter killed at any moment, and a database that comes back damaged."""
