"""Tests of visits, check-lists and the waiting list."""
