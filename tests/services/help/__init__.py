"""Tests of help and of the company's addresses."""
