"""Tests of the telephone's pages."""
