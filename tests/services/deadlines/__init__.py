"""Tests of the deadlines, on a real encrypted database."""
