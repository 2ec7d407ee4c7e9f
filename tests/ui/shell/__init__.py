"""Tests of the window: start, sign-in, search, keys, lanes, list, settings."""
