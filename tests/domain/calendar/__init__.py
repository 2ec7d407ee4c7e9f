"""Tests of calendar and hours."""
