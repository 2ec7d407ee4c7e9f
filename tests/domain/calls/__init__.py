"""Tests of the rules of calls."""
