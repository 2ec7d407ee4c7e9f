"""Tests of the setup scripts."""
