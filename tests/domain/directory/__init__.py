"""Tests of the directory: hours, openings, facts, search and holidays."""
