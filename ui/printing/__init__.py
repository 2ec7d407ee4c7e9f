"""Printers and the pictures of a PDF's pages."""
