"""Imports, tried on real files and a real encrypted database."""
