"""Catalogue of sale plans."""
