"""Manage counters as devices: enrolment codes, sessions, ranges of numbers."""
