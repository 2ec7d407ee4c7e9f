"""Tests of counters that are killed at any moment, and of faults of the machine."""
