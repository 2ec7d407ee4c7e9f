"""Counters as devices: enrolment codes, sessions, ranges of numbers."""
