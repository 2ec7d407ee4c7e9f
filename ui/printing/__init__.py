"""Printing, and pictures of a PDF's pages."""
