"""Whole ways of a visitor through the counter, by keyboard."""
