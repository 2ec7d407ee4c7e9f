"""Texts of the pages about the numbers of a customer."""
