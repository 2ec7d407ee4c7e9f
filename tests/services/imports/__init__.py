"""Tests of imports, with real files and a real encrypted database."""
