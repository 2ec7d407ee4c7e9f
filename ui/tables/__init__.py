"""Ids-first tables."""
