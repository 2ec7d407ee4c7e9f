"""Tests of the verbs of calls."""
