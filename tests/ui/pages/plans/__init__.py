"""Test the parts of the catalogue of sale plans."""
